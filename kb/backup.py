"""An index, and folders of texts with it, in one file and back; nothing is taken for whole that was not checked."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from kb.errors import BackupError, CorpusError, IndexUnusable
from kb.indexing.disk import Disk, unwritable
from kb.indexing.generation import MANIFEST, building, current, locked, manifest_of, point, settle, verify

MAX_BYTES = 64 * 2**30
"""Bytes unpacked from one backup."""
_INDEX, _CORPUS = "indeks", "naskah"
_SUFFIXES = (".tar.gz", ".tgz")


def back_up(file: Path, index: Path, corpora: Sequence[Path] = ()) -> str:
    """Write the current generation and the files below some folders to one archive, in one step, and read it back.

    Returns:
        What was written, in one line.

    Raises:
        BackupError: If the archive cannot be written or reads back as something else.
        CorpusError: If a folder is missing.
        IndexUnusable: If there is no whole index to back up.
    """
    if not file.name.endswith(_SUFFIXES):
        raise BackupError(f"{file}: nama cadangan harus berakhir {' atau '.join(_SUFFIXES)}; misalnya kb backup {file.stem}.tar.gz")
    folder = current(index)
    manifest = verify(folder)
    members = [(folder / name, f"{_INDEX}/{folder.name}/{name}") for name in [MANIFEST, *manifest.files]]
    members += [member for corpus in corpora for member in _texts(corpus)]
    names = [name for _, name in members]
    if len(set(names)) < len(names):
        raise BackupError("dua folder naskah bernama sama; ganti nama salah satunya")
    digests: dict[str, str] = {}
    try:
        with _in_one_step(file) as temporary:
            with temporary.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, 0) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
                for path, name in members:
                    digests[name] = _add(tar, path, name)
            if {name: digest for name, digest, _ in _read(temporary)} != digests:
                raise BackupError(f"{file}: isi cadangan tidak sama dengan asalnya; ulangi setelah tidak ada yang menulis ke sana")
    except OSError as error:
        raise BackupError(f"{file}: cadangan tidak dapat ditulis ({error.strerror or error})") from error
    return (
        f"{file}: {folder.name}, {len(manifest.files) + 1} berkas indeks, {len(members) - len(manifest.files) - 1} berkas naskah; diperiksa"
    )


def restore(file: Path, index: Path, corpus_to: Path | None = None) -> str:
    """Bring the generation of a backup back and make it current; the one that stood stays for rollback.

    Args:
        file: What ``back_up`` wrote.
        index: The folder of generations, made if it is missing.
        corpus_to: Where to put the folders of texts; they must not be there yet. None leaves them in the archive.

    Raises:
        BackupError: If the archive is damaged, holds anything else, or a folder of texts is in the way.
        IndexMismatch: If the index in it has another format than this program reads.
    """
    if not file.is_file():
        raise BackupError(f"cadangan {file} tidak ada")
    with locked(index), building(index) as room:
        _unpack(file, room)
        found = sorted((room / _INDEX).glob("gen-*"))
        if len(found) != 1:
            raise BackupError(f"{file}: bukan cadangan indeks (memuat {len(found)} generasi, seharusnya 1)")
        try:
            verify(found[0])
        except IndexUnusable as error:
            raise BackupError(f"{file}: indeks di dalamnya tidak utuh ({error})".replace(f"{room}/", "")) from error
        texts = sorted(p for p in (room / _CORPUS).glob("*") if p.is_dir())
        if corpus_to:
            _put_back(texts, corpus_to)
        standing = index / found[0].name
        if not (standing.is_dir() and not _damaged(standing)):
            standing = settle(index, found[0], manifest_of(found[0]))
        point(index, standing.name)
    put = f"; naskah dikembalikan ke {corpus_to}: {', '.join(t.name for t in texts)}" if corpus_to else ""
    return f"{index}: {standing.name} dipakai{put}"


def _damaged(folder: Path) -> bool:
    try:
        verify(folder)
    except IndexUnusable:
        return True
    return False


def _texts(corpus: Path) -> Iterator[tuple[Path, str]]:
    if not corpus.is_dir():
        raise CorpusError(f"folder korpus {corpus} tidak ada; sebut folder yang ada dengan --corpus")
    for path in sorted(corpus.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path, f"{_CORPUS}/{corpus.resolve().name}/{path.relative_to(corpus).as_posix()}"


def _add(tar: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file as it is read once, no owner or time with it; gives its SHA-256."""
    with path.open("rb") as file:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o644
        reading = _Hashing(file)
        tar.addfile(entry, reading)
        return reading.digest.hexdigest()


class _Hashing:
    """A file that hashes what is read from it."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read and hash."""
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _read(file: Path, room: Path | None = None) -> Iterator[tuple[str, str, int]]:
    """Name, SHA-256 and size of each member, written below ``room`` if one is given; only plain files below our two folders pass."""
    total = 0
    with gzip.open(file) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
        for entry in tar:
            name = PurePosixPath(entry.name)
            if (
                not entry.isreg()
                or name.is_absolute()
                or ".." in name.parts
                or len(name.parts) < 3
                or name.parts[0] not in (_INDEX, _CORPUS)
            ):
                raise BackupError(f"{file}: memuat {entry.name[:80]!r}, yang bukan bagian cadangan; tidak dibuka")
            if (total := total + entry.size) > MAX_BYTES:
                raise BackupError(f"{file}: isinya lebih dari batas {MAX_BYTES // 2**30} GiB")
            data, digest = tar.extractfile(entry), hashlib.sha256()
            target = room / name if room else None
            if target:
                target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") if target else open(os.devnull, "wb") as out:  # noqa: PTH123
                while data and (piece := data.read(1 << 20)):
                    digest.update(piece)
                    out.write(piece)
            yield entry.name, digest.hexdigest(), entry.size
        while packed.read(1 << 20):  # to its end, where its checksum stands: a text has no other
            pass


def _unpack(file: Path, room: Path) -> None:
    try:
        for _ in _read(file, room):
            pass
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, FileExistsError, zlib.error) as error:
        raise BackupError(f"{file}: cadangan rusak atau terpotong ({error}); pakai cadangan lain") from error


def _put_back(texts: Sequence[Path], corpus_to: Path) -> None:
    for folder in texts:
        if (corpus_to / folder.name).exists():
            raise BackupError(f"{corpus_to / folder.name} sudah ada; sebut folder lain dengan --corpus-to")
    try:
        corpus_to.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".kembali-", dir=corpus_to) as beside:  # on the same disk as the place to be
            for folder in texts:
                Disk().rename(Path(shutil.copytree(folder, Path(beside) / folder.name)), corpus_to / folder.name)
    except OSError as error:
        raise unwritable(corpus_to, error) from error


@contextmanager
def _in_one_step(file: Path) -> Iterator[Path]:
    """A file beside the one wanted, which takes its name when all went well."""
    disk, temporary = Disk(), file.with_name(f".{file.name}.sebagian")
    try:
        yield temporary
        disk.flush(temporary)
        disk.rename(temporary, file)
        disk.flush(file.resolve().parent)
    finally:
        temporary.unlink(missing_ok=True)
