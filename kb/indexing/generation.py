"""Generations on disk: each index is a folder of its own, and ``CURRENT`` names the one to read.

A generation is built in a temporary folder, every file and the folder are flushed to disk, the folder
gets its name, and only then ``CURRENT`` is replaced in one step. A reader sees the old or the new one,
never half. The name starts with the hash of what went in, so that an unchanged corpus needs no build.
One build at a time holds the lock; readers need none.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import msgspec

from kb.errors import IndexCorrupt, IndexMismatch, IndexMissing, IndexUnusable
from kb.indexing.disk import Disk, unwritable
from kb.law.register import HIGHEST, NAME

FORMAT = 7
TRUTH = "clauses.sqlite"
"""The file of a generation that its caches are made from."""
KEPT = frozenset((TRUTH, NAME, HIGHEST))
"""The files of a generation that cannot be made again from others."""
MANIFEST = "manifest.json"
_CURRENT = "CURRENT"
_LOCK = ".kunci"
_TEMPORARY = ".membangun-"
_NAME = re.compile(rb"(gen-[0-9a-f]{16}(?:-\d+)?)\n?")
_REMEDY = "bangun dengan: kb build"
_DISK = Disk()


class Manifest(msgspec.Struct, frozen=True):
    """What a generation was made from and of which files it consists (name to SHA-256 and size).

    ``seal`` is the SHA-256 of the manifest without it.
    """

    format: int
    analyser: str
    model: str
    fingerprint: str
    dim: int
    prompts: dict[str, str]
    corpora: list[str]
    corpus_hash: str
    counts: dict[str, int]
    files: dict[str, tuple[str, int]]
    seal: str = ""
    store: str = "faiss"


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of a generation that is not as it was built; ``name`` is relative to its folder."""

    name: str
    what: str


def current(index: Path) -> Path:
    """The folder of the generation that ``CURRENT`` names.

    Raises:
        IndexMissing: If there is none.
    """
    pointer = index / _CURRENT
    if not pointer.is_file():
        raise IndexMissing(f"belum ada indeks di {index}; {_REMEDY}")
    named = _NAME.fullmatch(pointer.read_bytes())
    if not named or not (folder := index / named[1].decode()).is_dir():
        raise IndexMissing(f"{pointer} menunjuk {pointer.read_bytes()[:40]!r}, yang tidak ada; {_REMEDY}, atau: kb verify-index --repair")
    return folder


def generations(index: Path) -> list[Path]:
    """Every generation on disk, the newest first."""
    folders = [p for p in index.glob("gen-*") if _NAME.fullmatch(p.name.encode()) and p.is_dir()]
    return sorted(folders, key=lambda p: (-p.stat().st_mtime_ns, p.name))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation, its files checked for presence and size.

    Raises:
        IndexMismatch: If its format is another one than this program reads.
        IndexCorrupt: If it or a file it names is missing or has another size.
    """
    manifest = manifest_of(folder)
    for name, (_, size) in manifest.files.items():
        if fault := _fault(folder, name, size):
            raise IndexCorrupt(f"{folder / name}: {fault.what}; {_REMEDY}")
    return manifest


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a generation, its seal checked but not the files it names.

    Raises:
        IndexMismatch: If its format is another one than this program reads.
        IndexCorrupt: If it cannot be read or its bytes differ from its seal.
    """
    try:
        data = (folder / MANIFEST).read_bytes()
        raw = msgspec.json.decode(data)
        if raw.get("format") != FORMAT:
            raise IndexMismatch(f"{folder}: indeks berformat {raw.get('format')}, program ini membaca format {FORMAT}; {_REMEDY}")
        manifest = msgspec.convert(raw, Manifest)
    except (OSError, ValueError, AttributeError, RecursionError) as error:  # a byte out of place can be any of these
        raise IndexCorrupt(f"{folder / MANIFEST}: tidak terbaca ({error}); {_REMEDY}") from error
    if data != sealed(manifest):
        raise IndexCorrupt(f"{folder / MANIFEST}: isinya berubah sejak dibangun; {_REMEDY}")
    return manifest


def sealed(manifest: Manifest) -> bytes:
    """The bytes of a manifest with its seal."""
    bare = msgspec.structs.replace(manifest, seal="")
    seal = hashlib.sha256(msgspec.json.encode(bare)).hexdigest()
    return msgspec.json.format(msgspec.json.encode(msgspec.structs.replace(bare, seal=seal)), indent=1)


def faults(folder: Path) -> list[Fault]:
    """Every file of a generation that is missing or whose bytes differ; [] when it is whole.

    Raises:
        IndexMismatch: If its format is another one than this program reads.
    """
    try:
        manifest = manifest_of(folder)
    except IndexCorrupt as error:
        return [Fault(MANIFEST, str(error).removeprefix(f"{folder / MANIFEST}: ").removesuffix(f"; {_REMEDY}"))]
    found = []
    for name, (digest, size) in manifest.files.items():
        fault = _fault(folder, name, size)
        if fault is None and sha256_of(folder / name) != digest:
            fault = Fault(name, "isinya berubah sejak dibangun")
        found += [fault] if fault else []
    return found


def _fault(folder: Path, name: str, size: int) -> Fault | None:
    path = folder / name
    found = path.stat().st_size if path.is_file() else None
    return None if found == size else Fault(name, "tidak ada" if found is None else f"{found} byte, seharusnya {size} byte")


def verify(folder: Path) -> Manifest:
    """The manifest, with every file's SHA-256 checked too.

    Raises:
        IndexCorrupt: Naming the first file whose bytes differ.
    """
    for fault in faults(folder):
        raise IndexCorrupt(f"{folder / fault.name}: {fault.what}; {_REMEDY}")
    return manifest_of(folder)


@contextmanager
def locked(index: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock of an index, waiting for whoever holds it; the system lets go of it when a process dies.

    Args:
        index: The folder of generations, made if it is missing.
        waiting: Called once if another one holds the lock.

    Raises:
        IndexUnusable: If the folder cannot be written to.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        handle = os.open(index / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise unwritable(index, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def building(index: Path, disk: Disk = _DISK) -> Iterator[Path]:
    """A temporary folder beside the generations, removed if the build fails; call it with the lock held.

    Raises:
        IndexUnusable: If the disk is full or cannot be written to.
    """
    for left in index.glob(f"{_TEMPORARY}*"):  # by a build that was killed: with the lock held, nobody else builds
        disk.remove(left)
    folder: Path | None = None
    try:
        folder = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=index))
        yield folder
    except (OSError, sqlite3.OperationalError) as error:
        raise unwritable(index, error) from error
    finally:
        if folder:
            disk.remove(folder)


def publish(index: Path, folder: Path, manifest: Manifest, disk: Disk = _DISK) -> Path:
    """Give a built folder its name and make it current; the one before stays for rollback.

    Args:
        index: The folder of generations.
        folder: What ``building`` gave, filled.
        manifest: Its manifest; ``files`` and ``seal`` are filled in here.
        disk: How it is written.
    """
    names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    files = {name: (sha256_of(folder / name), (folder / name).stat().st_size) for name in names}
    disk.write(folder / MANIFEST, sealed(msgspec.structs.replace(manifest, files=files)))
    previous = _previous(index)
    target = settle(index, folder, manifest, disk)
    point(index, target.name, disk)
    for old in generations(index):
        if old.name not in (target.name, previous):
            disk.remove(old)
    return target


def settle(index: Path, folder: Path, manifest: Manifest, disk: Disk = _DISK) -> Path:
    """Flush a folder that is complete and give it a generation's name; ``CURRENT`` does not name it yet."""
    for path in [*folder.rglob("*"), folder]:
        disk.flush(path)
    target = _free_name(index, name_of(manifest))
    folder.chmod(0o755)
    disk.rename(folder, target)
    disk.flush(index)
    return target


def _previous(index: Path) -> str:
    try:
        return current(index).name
    except IndexUnusable:
        return ""


def _free_name(index: Path, name: str) -> Path:
    """A generation is never written over: readers may be in it, and a damaged one may be all there is."""
    names = (index / (name if number == 1 else f"{name}-{number}") for number in count(1))
    return next(path for path in names if not path.exists())


def name_of(manifest: Manifest) -> str:
    """The name of a generation: a hash of every setting that shapes it; a number follows where it is built again."""
    settings = (FORMAT, manifest.analyser, manifest.fingerprint, sorted(manifest.prompts.items()), manifest.corpus_hash, manifest.store)
    return f"gen-{hashlib.sha256(repr(settings).encode()).hexdigest()[:16]}"


def point(index: Path, name: str, disk: Disk = _DISK) -> None:
    """Make a generation the current one, in one step; call it with the lock held."""
    pointer = index / f".{_CURRENT}-baru"  # one name will do: whoever points holds the lock
    disk.write(pointer, f"{name}\n".encode())
    disk.flush(pointer)
    disk.rename(pointer, index / _CURRENT)
    disk.flush(index)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
