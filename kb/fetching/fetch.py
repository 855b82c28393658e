"""Bring the official texts named in ``corpus/sumber.toml`` into ``corpus/resmi/``, whole and checked, or say why not.

A text is written to a hidden ``.NAME.part`` beside where it will stand, checked, flushed to disk and only then
given its name.
"""

from __future__ import annotations

import fcntl
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx

from kb import __version__
from kb.errors import CatalogueError, FetchError
from kb.fetching.download import LIMITS, Download, Limits, Line
from kb.fetching.sources import (
    HEAD,
    LIST,
    LOCK,
    Locked,
    Source,
    flaw,
    is_address,
    load_sources,
    plain_files,
    read_lock,
    recognise,
    settle,
    sha256_of,
    write_lock,
)
from kb.law.catalogue import Catalogue, Regulation, load_entry

Progress = Callable[[str, int, int], None]


class State(StrEnum):
    """What became of one text of the list; ``manual`` is one that only a person can get."""

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
    if origin and not is_address(origin) and not Path(origin).is_dir():
        raise FetchError(f"{origin!r} bukan folder yang ada dan bukan alamat http(s); sebut cermin dengan --from FOLDER atau --from URL")
    folder = corpus / "resmi"
    with _alone(folder), _client(limits) as client:
        held = _held(folder, sources, _catalogue(corpus))
        run = _Run(folder, origin, client, limits, progress or (lambda step, done, total: None), read_lock(folder))
        fresh = run.all([source for source in sources if source.berkas not in held])
    return [held.get(source.berkas) or fresh[source.berkas] for source in sources]


def _client(limits: Limits) -> httpx.Client:
    """A client that asks for plain bytes, waits no longer than the limits and follows no redirect of its own."""
    headers = {"User-Agent": f"kb-netralitas-asn/{__version__}", "Accept-Encoding": "identity"}
    return httpx.Client(headers=headers, timeout=httpx.Timeout(limits.read, connect=limits.connect))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second fetch out of the folder while this one runs."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / ".mengunduh").open("w")
    except OSError as error:
        raise FetchError(f"folder {folder} tidak dapat ditulisi ({error.strerror})") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FetchError(f"kb fetch lain sedang berjalan di {folder}; tunggu sampai selesai") from None
        yield


def _catalogue(corpus: Path) -> Catalogue:
    """The catalogue as far as it can be read; a build names the entries at fault."""
    entries: list[Regulation] = []
    for path in sorted((corpus / "katalog").glob("*.toml")):
        with suppress(CatalogueError):
            entries.append(load_entry(path))
    return Catalogue.of(entries)


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
    """One fetch: what its threads share, and how far they are."""

    folder: Path
    origin: str
    client: httpx.Client
    limits: Limits
    report: Progress
    lock: dict[str, Locked]
    mirror: dict[str, Path] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)
    received: int = 0
    done: int = 0
    total: int = 0
    reported: float = 0.0

    def __post_init__(self) -> None:
        self.line = Line(self.client, self.limits, self.count)

    def all(self, sources: Sequence[Source]) -> dict[str, Outcome]:
        """Each text's outcome by its file name."""
        self.total = len(sources)
        if self.origin and not is_address(self.origin):
            files = list(plain_files(Path(self.origin)))
            self.mirror = {path.name.lower(): path for path in files} | {sha256_of(path): path for path in files}
        out: dict[str, Outcome] = {}
        with ThreadPoolExecutor(self.limits.workers) as pool:
            futures = [pool.submit(self._one, source) for source in sources]
            try:
                for future in as_completed(futures):
                    outcome = future.result()
                    out[outcome.source.berkas] = outcome
                    self.count(texts=1)
            except BaseException:
                self.line.stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return out

    def count(self, size: int = 0, texts: int = 0) -> None:
        """Count what came in; report when a text is done, and now and then between."""
        with self.guard:
            self.received += size
            self.done += texts
            if texts or time.monotonic() - self.reported > 0.5:
                self.reported = time.monotonic()
                self.report(f"Mengambil naskah resmi ({self.received / 1e6:.1f} MB)".replace(".", ","), self.done, self.total)

    def _one(self, source: Source) -> Outcome:
        if not source.alamat and not self.origin:
            return Outcome(source, State.MANUAL)
        try:
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
            return self._copy(source, part)
        base = self.origin.rstrip("/")
        addresses = [f"{base}/{quote(source.berkas)}"] if base else [source.alamat, *source.cadangan]
        hosts = () if base else source.pengalihan
        deadline = time.monotonic() + self.limits.seconds
        reasons = []
        for address in addresses:
            try:
                download = Download(self.line, address, source.jenis, hosts, part, deadline)
                return download.complete(partial(self._keep, source, part, address))
            except FetchError as error:
                reasons.append(f"{error} ({address})")
        raise FetchError("; ".join(reasons))

    def _copy(self, source: Source, part: Path) -> None:
        """Take a text from a folder: the file of its bytes, else of its name."""
        found = self.mirror.get(source.sha256) or self.mirror.get(source.berkas)
        if not found:
            raise FetchError(f"tidak ada di {self.origin}")
        if (size := found.stat().st_size) > self.limits.max_bytes:
            raise FetchError(f"{found}: {size:,} byte, lebih dari batas {self.limits.max_bytes:,}")
        shutil.copyfile(found, part)
        self.count(size)
        self._keep(source, part, "")

    def _keep(self, source: Source, part: Path, address: str) -> None:
        """Check a whole part and give it its name; record its hash where the list knows none.

        Raises:
            FetchError: If it is not the text asked for; the part is then gone.
        """
        with part.open("rb") as file:
            wrong = flaw(file.read(HEAD), source.jenis)
        sha256, size = sha256_of(part), part.stat().st_size
        recorded = self.lock.get(source.berkas)
        if source.sha256 and sha256 != source.sha256:
            wrong = wrong or f"SHA-256 {sha256[:12]}, seharusnya {source.sha256[:12]}"
        elif not source.sha256 and recorded and sha256 != recorded.sha256:
            wrong = wrong or f"SHA-256 {sha256[:12]}, dulu tercatat {recorded.sha256[:12]} di {LOCK}; hapus barisnya bila memang diganti"
        if wrong:
            part.unlink()
            raise FetchError(wrong)
        settle(part, self.folder / source.berkas)
        if not source.sha256 and not recorded:
            with self.guard:
                self.lock[source.berkas] = Locked(sha256, size, address)
                write_lock(self.folder, self.lock)


def printed_fetch(outcomes: Sequence[Outcome]) -> str:
    """The outcomes for a person: how many of each, and for each text that is missing the page where it can be got."""
    number = {state: sum(o.state is state for o in outcomes) for state in State}
    lines = [
        f"{len(outcomes)} naskah resmi: {number[State.DIAMBIL]} diambil, {number[State.ADA]} sudah ada, "
        f"{number[State.GAGAL]} gagal, {number[State.MANUAL]} perlu diambil sendiri."
    ]
    for outcome in outcomes:
        source, reason = outcome.source, f": {outcome.reason}" if outcome.reason else ""
        part = f" (hanya {source.bagian})" if source.bagian else ""
        missing = outcome.state in (State.GAGAL, State.MANUAL)
        if missing or part or reason:
            lines.append(f"  {outcome.state.value:8}{source.berkas}{part}{reason}")
        if missing:
            lines.append(f"          {source.halaman}")
    if number[State.GAGAL] or number[State.MANUAL]:
        lines.append("Ambil sendiri dari halaman itu lalu taruh di corpus/resmi dengan nama apa pun; program mengenali isinya.")
    return "\n".join(lines)
