"""Generations on disk: each index is a folder of its own, and ``CURRENT`` names the one to read.

A generation is built in a temporary folder, every file and the folder are flushed to disk, the folder
gets its name, and only then ``CURRENT`` is replaced in one step. A reader sees the old or the new one,
never half. The name is the hash of what went in, so that an unchanged corpus needs no build.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kb.errors import IndexCorrupt, IndexMismatch, IndexMissing, IndexUnusable

FORMAT = 2
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"
_REMEDY = "bangun dengan: kb build"


class Manifest(msgspec.Struct, frozen=True):
    """What a generation was made from and of which files it consists (name to SHA-256 and size)."""

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
    store: str = "faiss"


def current(index: Path) -> Path:
    """The folder of the generation that ``CURRENT`` names.

    Raises:
        IndexMissing: If there is none.
    """
    pointer = index / _CURRENT
    if not pointer.is_file():
        raise IndexMissing(f"belum ada indeks di {index}; {_REMEDY}")
    folder = index / pointer.read_text(encoding="utf-8").strip()
    if folder.parent != index or not folder.is_dir():
        raise IndexMissing(f"{pointer} menunjuk {folder.name!r}, yang tidak ada; {_REMEDY}")
    return folder


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation, its files checked for presence and size.

    Raises:
        IndexMismatch: If its format is another one than this program reads.
        IndexCorrupt: If it or a file it names is missing or has another size.
    """
    try:
        raw = msgspec.json.decode((folder / _MANIFEST).read_bytes())
        if raw.get("format") != FORMAT:
            raise IndexMismatch(f"{folder}: indeks berformat {raw.get('format')}, program ini membaca format {FORMAT}; {_REMEDY}")
        manifest = msgspec.convert(raw, Manifest)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError, AttributeError) as error:
        raise IndexCorrupt(f"{folder / _MANIFEST}: tidak terbaca ({error}); {_REMEDY}") from error
    for name, (_, size) in manifest.files.items():
        path = folder / name
        found = path.stat().st_size if path.is_file() else None
        if found != size:
            raise IndexCorrupt(f"{path}: {'tidak ada' if found is None else f'{found} byte'}, seharusnya {size} byte; {_REMEDY}")
    return manifest


def verify(folder: Path) -> Manifest:
    """The manifest, with every file's SHA-256 checked too.

    Raises:
        IndexCorrupt: Naming the first file whose bytes differ.
    """
    manifest = read_manifest(folder)
    for name, (digest, _) in manifest.files.items():
        if _sha256(folder / name) != digest:
            raise IndexCorrupt(f"{folder / name}: isinya berubah sejak dibangun; {_REMEDY}")
    return manifest


@contextmanager
def building(index: Path) -> Iterator[Path]:
    """A temporary folder beside the generations, removed if the build fails."""
    try:
        index.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IndexUnusable(
            f"{index}: tidak dapat dipakai sebagai folder indeks ({error.strerror}); sebut folder lain dengan --index"
        ) from error
    folder = Path(tempfile.mkdtemp(prefix=".membangun-", dir=index))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(index: Path, folder: Path, manifest: Manifest) -> Path:
    """Give a built folder its name and make it current; the one before stays for rollback.

    Args:
        index: The folder of generations.
        folder: What ``building`` gave, filled.
        manifest: Its manifest; ``files`` is filled in here.
    """
    names = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    files = {name: (_sha256(folder / name), (folder / name).stat().st_size) for name in names}
    full = msgspec.structs.replace(manifest, files=files)
    (folder / _MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(full), indent=1))
    for path in [*folder.rglob("*"), folder]:
        _flush(path)
    target = index / name_of(manifest)
    previous = (index / _CURRENT).read_text(encoding="utf-8").strip() if (index / _CURRENT).is_file() else ""
    if target.exists():
        shutil.rmtree(target)
    folder.chmod(0o755)
    folder.rename(target)
    _flush(index)
    _point(index, target.name)
    for old in index.glob("gen-*"):
        if old.is_dir() and old.name not in (target.name, previous):
            shutil.rmtree(old, ignore_errors=True)
    return target


def name_of(manifest: Manifest) -> str:
    """The name of a generation: a hash of every setting that shapes it."""
    settings = (FORMAT, manifest.analyser, manifest.fingerprint, sorted(manifest.prompts.items()), manifest.corpus_hash, manifest.store)
    return f"gen-{hashlib.sha256(repr(settings).encode()).hexdigest()[:16]}"


def _point(index: Path, name: str) -> None:
    pointer = index / f".{_CURRENT}-{os.getpid()}"
    pointer.write_text(name + "\n", encoding="utf-8")
    _flush(pointer)
    pointer.replace(index / _CURRENT)
    _flush(index)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
