"""Bring the official texts named in ``corpus/sumber.toml`` into ``corpus/resmi/``, whole and checked, or say why not.

httpx is used in place of urllib: it limits the time for connecting and for each read, streams the raw bytes, and
leaves redirects to us, so that each hop can be judged; gradio brings it anyway. A text is written to a hidden
``.NAME.part`` beside where it will stand, checked, flushed to disk and only then given its name. A part is kept when
the line fails, with a note of which version of the text it holds, and is continued later.
"""

from __future__ import annotations

import fcntl
import ipaddress
import random
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import httpx
import msgspec

from kb import __version__
from kb.errors import KbError
from kb.law.catalogue import Catalogue, load_catalogue
from kb.read.pages import MAX_BYTES
from kb.sources import HEAD, LIST, Locked, Source, flaw, is_address, load_sources, plain_files
from kb.sources import read_lock, recognise, settle, sha256_of, type_flaw, write_lock

Progress = Callable[[str, int, int], None]
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


class FetchError(KbError):
    """One official text cannot be had, which becomes its row in the report; or a fetch cannot start at all."""


class _Passing(Exception):
    """A fault that may pass: worth another attempt, after ``wait`` seconds at the least."""

    wait = 0.0


class State(StrEnum):
    """What became of one text of the list: there already, fetched, for a person to get, or failed."""

    ADA = "ada"
    DIAMBIL = "diambil"
    MANUAL = "manual"
    GAGAL = "gagal"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One text of the list and what became of it; ``reason`` says why, or in which file it was recognised."""

    source: Source
    state: State
    reason: str = ""


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


def fetch(corpus: Path, origin: str = "", progress: Progress | None = None, limits: Limits = LIMITS) -> list[Outcome]:
    """Bring every listed text that is not there yet; what fails does not stop the rest.

    Args:
        corpus: The folder with ``sumber.toml`` and ``katalog``; texts go to its ``resmi``.
        origin: A folder or base address to take them from in place of the listed addresses.
        progress: Called with a step's name, how many texts are done, and of how many.
        limits: How hard to try.

    Returns:
        One outcome a text, in the order of the list.

    Raises:
        CatalogueError: If the list or the record of earlier fetches cannot be read.
        FetchError: If the origin is neither folder nor address, or another fetch runs in the folder.
    """
    sources = load_sources(corpus / LIST)
    catalogue = Catalogue.of(load_catalogue(corpus / "katalog"))
    if origin and not is_address(origin) and not Path(origin).is_dir():
        raise FetchError(f"{origin!r} bukan folder yang ada dan bukan alamat http(s); sebut cermin dengan --from FOLDER atau --from URL")
    folder = corpus / "resmi"
    headers = {"User-Agent": f"kb-netralitas-asn/{__version__}", "Accept-Encoding": "identity"}
    with _alone(folder), httpx.Client(headers=headers, timeout=httpx.Timeout(limits.read, connect=limits.connect)) as client:
        held = _held(folder, sources, catalogue)
        run = _Run(folder, limits, client, origin, progress or (lambda step, done, total: None), read_lock(folder))
        fresh = run.all([source for source in sources if source.berkas not in held])
    return [held.get(source.berkas) or fresh[source.berkas] for source in sources]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second fetch out of the folder while this one runs."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".mengunduh").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FetchError(f"kb fetch lain sedang berjalan di {folder}; tunggu sampai selesai") from None
        yield


def _held(folder: Path, sources: Sequence[Source], catalogue: Catalogue) -> dict[str, Outcome]:
    """The texts already there: by their bytes, or where the list asks for no bytes by what the file's head says."""
    out: dict[str, Outcome] = {}
    for found in recognise(folder, sources, catalogue):
        if (source := found.source) and (found.certain or not source.sha256) and source.berkas not in out:
            other = "" if found.file.name == source.berkas else f"dikenali dari isinya: {found.file.name}"
            out[source.berkas] = Outcome(source, State.ADA, other)
    return out


@dataclass
class _Run:
    """One fetch: what its threads share."""

    folder: Path
    limits: Limits
    client: httpx.Client
    origin: str
    report: Progress
    lock: dict[str, Locked]
    mirror: dict[str, Path] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)
    guard: threading.Lock = field(default_factory=threading.Lock)
    down: set[str] = field(default_factory=set)
    counted: list[float] = field(default_factory=lambda: [0, 0, 0, 0.0])
    """Bytes received, texts done, of how many, and when this was last reported."""

    def all(self, sources: Sequence[Source]) -> dict[str, Outcome]:
        """Each text's outcome by its file name."""
        self.counted[2] = len(sources)
        if self.origin and not is_address(self.origin):
            files = list(plain_files(Path(self.origin)))
            self.mirror = {path.name.lower(): path for path in files} | {sha256_of(path): path for path in files}
        out: dict[str, Outcome] = {}
        with ThreadPoolExecutor(self.limits.workers) as pool:
            futures = [pool.submit(self._one, source) for source in sources]
            try:
                for future in as_completed(futures):
                    out[future.result().source.berkas] = future.result()
                    self.count(texts=1)
            except BaseException:
                self.stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return out

    def count(self, size: int = 0, texts: int = 0) -> None:
        """Count what came in; report when a text is done, and now and then between."""
        with self.guard:
            self.counted[0] += size
            self.counted[1] += texts
            received, done, total, told = self.counted
            if texts or time.monotonic() - told > 0.5:
                self.counted[3] = time.monotonic()
                self.report(f"Mengambil naskah resmi ({received / 1e6:.1f} MB)".replace(".", ","), int(done), int(total))

    def _one(self, source: Source) -> Outcome:
        try:
            if not source.alamat and not self.origin:
                return Outcome(source, State.MANUAL)
            self._obtain(source, self.folder / f".{source.berkas}.part")
        except FetchError as error:
            return Outcome(source, State.GAGAL if source.alamat else State.MANUAL, str(error))
        except OSError as error:
            return Outcome(source, State.GAGAL, f"tidak dapat disimpan ({error.strerror})")
        return Outcome(source, State.DIAMBIL)

    def _obtain(self, source: Source, part: Path) -> None:
        target = self.folder / source.berkas
        if target.exists() or target.is_symlink():
            raise FetchError(f"{target} sudah ada tetapi isinya lain dari yang terdaftar; pindahkan atau hapus, lalu ulangi")
        if self.origin and not is_address(self.origin):
            found = self.mirror.get(source.sha256) or self.mirror.get(source.berkas.lower())
            if not found:
                raise FetchError(f"tidak ada di {self.origin}")
            shutil.copyfile(found, part)
            self.count(part.stat().st_size)
            return self._keep(source, part, "", final=True)
        addresses = [f"{self.origin.rstrip('/')}/{quote(source.berkas)}"] if self.origin else [source.alamat, *source.cadangan]
        deadline = time.monotonic() + self.limits.seconds
        reasons = []
        for address in addresses:
            try:
                return _Download(self, source, address, part, deadline).complete()
            except FetchError as error:
                reasons.append(f"{address}: {error}")
        raise FetchError("; ".join(reasons))

    def keep(self, source: Source, part: Path, address: str) -> None:
        """Check a whole part and give it its name; record its hash where the list knows none."""
        with part.open("rb") as file:
            wrong = flaw(file.read(HEAD), source.jenis)
        sha256, size = sha256_of(part), part.stat().st_size
        known = self.lock.get(source.berkas)
