"""Bring what one address gives into one part file: attempt after attempt, continued where the line broke, within limits.

httpx is used in place of urllib: it limits the time for connecting and for each read, streams the raw bytes, and
leaves redirects to us, so that each hop can be judged; gradio brings it anyway. A part is kept when the line fails,
with a note of which version of the text it holds, and is continued later.
"""

from __future__ import annotations

import ipaddress
import random
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import httpx
import msgspec

from kb.errors import FetchError
from kb.fetching.sources import HEAD, Kind, flaw, type_flaw
from kb.read.pages import MAX_BYTES

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard to try and how much to take; times in seconds, ``seconds`` for one text with all its attempts."""

    workers: int = 4
    attempts: int = 5
    redirects: int = 5
    max_bytes: int = MAX_BYTES
    seconds: float = 900.0
    connect: float = 15.0
    read: float = 60.0
    pause: float = 1.0
    longest_pause: float = 30.0


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Line:
    """What the downloads of one fetch share: the client, the limits, hosts found down, and the word to stop."""

    client: httpx.Client
    limits: Limits
    count: Callable[[int], None]
    """Called with the size of each piece received."""
    down: set[str] = field(default_factory=set)
    stop: threading.Event = field(default_factory=threading.Event)


class _Passing(Exception):
    """A fault that may pass: worth another attempt, after ``wait`` seconds at the least."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


class _Note(msgspec.Struct):
    """Which version of a text a part holds the start of; ``ukuran`` is 0 where the server did not say."""

    alamat: str
    versi: str
    ukuran: int


@dataclass
class Download:
    """One address into one part file, attempt after attempt.

    ``hosts`` are those a redirect may lead to beside the address's own; ``deadline`` is of ``time.monotonic``.
    """

    line: Line
    address: str
    kind: Kind
    hosts: tuple[str, ...]
    part: Path
    deadline: float
    _resumed: bool = False

    def complete(self, check: Callable[[], None]) -> None:
        """Fill the part until it passes the check.

        Args:
            check: Raises FetchError if the whole part is not the text wanted.

        Raises:
            FetchError: If the address gives something else, or nothing, in the attempts and the time allowed.
        """
        best = failures = 0
        while True:
            try:
                self._attempt()
            except (_Passing, httpx.TransportError) as error:
                size = self._size()
                failures = 1 if size > best else failures + 1
                best = max(best, size)
                self._wait(failures, error)
            except httpx.InvalidURL as error:
                self._refuse(f"alamat tidak dapat dipakai ({error})")
            else:
                if self._passes(check):
                    return

    def _passes(self, check: Callable[[], None]) -> bool:
        """Whether the part passes; False where it was joined of pieces that may not fit: then once more, afresh."""
        try:
            check()
        except FetchError:
            if not self._resumed:
                raise
            self._resumed = False
            return False
        finally:
            self._note.unlink(missing_ok=True)
        return True

    def _wait(self, failures: int, error: Exception) -> None:
        """Pause before the next attempt, each time twice as long and never twice the same; or give up."""
        limits = self.line.limits
        reason = _told(error)
        if failures >= limits.attempts:
            if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                self.line.down.add(_host(httpx.URL(self.address)))
            raise FetchError(f"{reason}, {failures} kali dicoba")
        longest = min(limits.pause * 2 ** (failures - 1), limits.longest_pause)
        least = min(getattr(error, "wait", 0.0), limits.longest_pause)
        wait = max(least, random.uniform(longest / 2, longest))  # noqa: S311 - jitter, not a secret
        if time.monotonic() + wait > self.deadline:
            raise FetchError(f"{reason}; batas {limits.seconds:g} detik habis")
        self.line.stop.wait(wait)

    def _attempt(self) -> None:
        self._in_time()
        if (host := _host(httpx.URL(self.address))) in self.line.down:
            raise FetchError(f"{host} tidak dapat dihubungi")
        note, start = self._read_note(), self._size()
        if note is None or note.alamat != self.address or start > note.ukuran > 0:
            note, start = None, 0
        if note and start and start == note.ukuran:
            return
        headers = {"Range": f"bytes={start}-"} if note and start else {}
        if note and start and note.versi:
            headers["If-Range"] = note.versi
        with self._open(headers) as response:
            start, total = self._accept(response, note, start)
            self._receive(response, start, total)

    @contextmanager
    def _open(self, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """The answer at the end of the redirects, each of which must be permitted."""
        client, url = self.line.client, httpx.URL(self.address)
        for _ in range(self.line.limits.redirects + 1):
            response = client.send(client.build_request("GET", url, headers=headers), stream=True)
            try:
                if not response.has_redirect_location:
                    yield response
                    return
                target = url.join(response.headers["Location"])
            finally:
                response.close()
            self._permit(url, target)
            url = target
        self._refuse(f"lebih dari {self.line.limits.redirects} pengalihan, barangkali berputar")

    def _permit(self, url: httpx.URL, target: httpx.URL) -> None:
        """Refuse a redirect that leaves the host, the web, encryption, or the public network."""
        home = httpx.URL(self.address)
        if target.scheme not in ("http", "https") or (url.scheme, target.scheme) == ("https", "http"):
            self._refuse(f"dialihkan ke {target.scheme}://, yang tidak diikuti")
        if _host(target) not in (_host(home), *self.hosts):
            self._refuse(f"dialihkan ke host lain, {_host(target)}, yang tidak diizinkan untuk naskah ini")
        if _is_private(target.host) and not _is_private(home.host):
            self._refuse(f"dialihkan ke alamat jaringan dalam, {target.host}")

    def _accept(self, response: httpx.Response, note: _Note | None, start: int) -> tuple[int, int]:
        """Where the body begins and how long the text is, 0 where the server does not say."""
        status, told = response.status_code, response.headers
        if status in _PASSING:
            after = told.get("Retry-After", "")
            raise _Passing(f"server menjawab HTTP {status}", float(after) if after.isdecimal() else 0.0)
        if status == 416:
            self._discard()
            raise _Passing("server menolak melanjutkan")
        if status not in (200, 206):
            self._refuse(f"server menjawab HTTP {status}")
        if wrong := type_flaw(told.get("Content-Type", ""), self.kind):
            self._refuse(wrong)
        if told.get("Content-Encoding", "identity") != "identity":
            self._refuse("server memampatkan isi walau tidak diminta")
        if status == 206:
            total = self._continues(response, note, start)
        else:
            start, total = 0, int(told.get("Content-Length", "0"))
            version = _version(response)
            self._note.write_bytes(msgspec.json.encode(_Note(self.address, version, total)) if version or total else b"")
        if total > self.line.limits.max_bytes:
            self._refuse(f"{total:,} byte, lebih dari batas {self.line.limits.max_bytes:,}")
        return start, total

    def _continues(self, response: httpx.Response, note: _Note | None, start: int) -> int:
        """The length of the text, if the answer is the rest of the version begun."""
        match = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        same = match and note and int(match[1]) == start > 0 and note.ukuran in (0, int(match[2]))
        if not match or not same or (note and note.versi and _version(response) not in ("", note.versi)):
            self._discard()
            raise _Passing("lanjutan yang dikirim server tidak cocok")
        self._resumed = True
        return int(match[2])

    def _receive(self, response: httpx.Response, start: int, total: int) -> None:
        size, head, limit = start, b"", self.line.limits.max_bytes
        with self.part.open("ab" if start else "wb") as file:
            for chunk in response.iter_raw():
                self._in_time()
                file.write(chunk)
                size += len(chunk)
                self.line.count(len(chunk))
                if size > limit:
                    self._refuse(f"lebih dari batas {limit:,} byte")
                if not start and len(head) < HEAD <= len(head := head + chunk[:HEAD]) and (wrong := flaw(head, self.kind)):
                    self._refuse(wrong)
        if size < total:
            raise _Passing(f"terputus pada {size:,} dari {total:,} byte")

    def _in_time(self) -> None:
        if self.line.stop.is_set():
            raise FetchError("dihentikan")
        if time.monotonic() > self.deadline:
            raise FetchError(f"belum selesai dalam {self.line.limits.seconds:g} detik; yang sudah diterima dilanjutkan lain kali")

    @property
    def _note(self) -> Path:
        return self.part.with_name(f"{self.part.name}.json")

    def _read_note(self) -> _Note | None:
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=_Note)
        except (OSError, msgspec.DecodeError):
            return None

    def _size(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def _discard(self) -> None:
        self.part.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _refuse(self, reason: str) -> NoReturn:
        """Give this address up for good, with what came of it."""
        self._discard()
        raise FetchError(reason)


def _told(error: Exception) -> str:
    """A fault of the line in words."""
    if isinstance(error, httpx.ConnectTimeout):
        return "server tidak menjawab sambungan"
    if isinstance(error, httpx.TimeoutException):
        return "server berhenti mengirim"
    if isinstance(error, httpx.ConnectError):
        return f"tidak dapat tersambung ({error})"
    return str(error) if isinstance(error, _Passing) else f"sambungan terputus ({error})"


def _version(response: httpx.Response) -> str:
    """What tells this version of a text from another byte for byte, "" if nothing does: a weak ETag does not."""
    etag: str = response.headers.get("ETag", "")
    return etag if etag.startswith('"') else str(response.headers.get("Last-Modified", ""))


def _host(url: httpx.URL) -> str:
    """The host of an address, with its port where that is not the usual one."""
    return url.netloc.decode().lower()


def _is_private(host: str) -> bool:
    """Whether a host is, or has among its addresses, one that is not on the public network."""
    try:
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False  # connecting will say that it cannot be found
    return any(not ipaddress.ip_address(address.partition("%")[0]).is_global for address in found)
