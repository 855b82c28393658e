"""From folders of files to a new index: read, identify, parse, chunk, index, publish."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from kb import __version__
from kb.errors import CatalogueError, CorpusError, IndexUnusable, ReadError
from kb.escaping import citable
from kb.fetching.sources import LOCK
from kb.gather import Gathered
from kb.indexer import Numbering, Progress, check_questions, is_questions, write_caches, write_truth
from kb.indexing.clauses import Verdict
from kb.indexing.disk import Disk
from kb.indexing.embedding import Embedder, load_embedder
from kb.indexing.generation import FORMAT, TRUTH, Manifest, building, current, locked, name_of, publish, read_manifest, verify
from kb.indexing.lexical import ANALYSER
from kb.indexing.stores import FAISS, named
from kb.law import register
from kb.law.catalogue import Catalogue, Regulation, load_entry
from kb.layering import amendments_of
from kb.parsed import Parsed, one_copy_each, understood
from kb.preparing import Preparing
from kb.read import ocr
from kb.read.identity import given_of
from kb.readings import Read, reading_of, readings_of

_ENTRY = "entri katalog"
_LISTS = {register.NAME: "register peraturan", register.HIGHEST: "nomor Pasal tertinggi", "sumber.toml": "daftar sumber naskah resmi"}


def build(
    corpora: Sequence[Path], index: Path, model: str = "", progress: Progress | None = None, disk: Disk | None = None, store: str = FAISS
) -> tuple[Path, Manifest]:
    """Build an index of every file below the corpus folders and make it the current generation.

    Args:
        corpora: Folders; each may hold a ``katalog`` folder.
        index: Where generations are kept.
        model: An embedding model's folder or hub name, "" for the embedded one.
        progress: Called with a step's name, how much is done, and of how much.
        disk: How the index is written; tests give one that fails.
        store: Where vectors and postings are kept, ``faiss`` or ``milvus:ADDRESS``.

    Returns:
        The generation's folder and manifest; an unchanged corpus gives the one that stands.

    Raises:
        CorpusError: If a folder is missing or nothing in it could be read.
        ModelError: If the model cannot be loaded.
        IndexUnusable: If the disk is full or cannot be written to; the index that stood still stands.
    """
    report = progress or (lambda step, done, total: None)
    files = list(_files(corpora))
    if not files:
        raise CorpusError(f"tidak ada berkas di {', '.join(map(str, corpora))}; sebut folder naskah dengan --corpus")
    embedder = load_embedder(model)
    manifest = Manifest(
        FORMAT, ANALYSER, embedder.name, embedder.fingerprint, embedder.dim, embedder.prompts,
        [c.name for c in corpora], _corpus_hash(files), {}, {}, store=named(store),
    )  # fmt: skip
    if (standing := _standing(index, manifest)) is not None:  # needs no lock, so that a folder that is read only can be used
        return standing
    with locked(index, lambda: report("Menunggu build lain selesai", 1, 1)), _collector_off():
        if (standing := _standing(index, manifest)) is not None:
            return standing
        return _build(files, index, manifest, embedder, report, disk or Disk())


@contextmanager
def _collector_off() -> Iterator[None]:
    """A build makes millions of objects and hardly a circle: to look for circles among them takes a fourth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _build(
    files: Sequence[tuple[Path, str]], index: Path, manifest: Manifest, embedder: Embedder, report: Progress, disk: Disk
) -> tuple[Path, Manifest]:
    with building(index, disk) as folder:
        gathered, counts = _write_truth(files, index, folder / TRUTH, embedder, report)
        write_caches(folder / TRUTH, gathered, folder, manifest.store, name_of(manifest))
        _keep_register(folder, files)
        return publish(index, folder, msgspec.structs.replace(manifest, counts=counts), disk), read_manifest(current(index))


def _write_truth(
    files: Sequence[tuple[Path, str]], index: Path, path: Path, embedder: Embedder, report: Progress
) -> tuple[Gathered, dict[str, int]]:
    """Read every file and write what was read; the texts are let go of before the caches are made."""
    catalogue, faults = _read_catalogue(files)
    verdicts, parsed = _read_all(files, catalogue, report, index)
    verdicts = [faults.get(v.file, v) for v in verdicts]
    amendments = amendments_of(parsed, catalogue, index)
    verdicts = [_doubted(v, amendments.doubts.get(v.file, "")) for v in verdicts]
    questions = [path for path, name in files if is_questions(name)]
    numbering = Numbering(parsed)
    verdicts = [check_questions(*f, numbering) if is_questions(f[1]) else v for f, v in zip(files, verdicts, strict=True)]
    if not parsed:
        raise CorpusError("tidak satu pun berkas dapat dibaca: " + "; ".join(f"{v.file}: {v.reason}" for v in verdicts[:5]))
    preparing = Preparing(embedder, catalogue.names, index)
    return write_truth(path, verdicts, parsed, amendments, questions, catalogue, preparing, report)


def _doubted(verdict: Verdict, doubt: str) -> Verdict:
    """A verdict with one more doubt, "" for none."""
    return Verdict(verdict.file, "partial", "; ".join(filter(None, [verdict.reason, doubt]))) if doubt else verdict


def _keep_register(folder: Path, files: Sequence[tuple[Path, str]]) -> None:
    """Copy the first register of the corpora into the generation, so that references are checked without the corpus."""
    for name in (register.NAME, register.HIGHEST):
        if found := next((path for path, label in files if path.name == name and label.count("/") == 1), None):
            (folder / name).write_bytes(found.read_bytes())


def read_corpus(corpora: Sequence[Path]) -> tuple[list[Path], list[Parsed]]:
    """The files of questions and the parsed texts of some corpus folders, without building anything."""
    files = list(_files(corpora))
    catalogue, _ = _read_catalogue(files)
    _, parsed = _read_all(files, catalogue, lambda step, done, total: None)
    return [path for path, name in files if is_questions(name)], parsed


def _standing(index: Path, manifest: Manifest) -> tuple[Path, Manifest] | None:
    """The current generation if it was built from just these settings and is whole."""
    try:
        folder = current(index)
        return (folder, verify(folder)) if folder.name.startswith(name_of(manifest)) else None
    except IndexUnusable:
        return None


def _files(corpora: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Every file and link of the folders with its name for citations, in order; hidden ones left out."""
    for corpus, label in zip(corpora, labels(corpora), strict=True):
        for path in sorted(corpus.rglob("*")):
            inner = path.relative_to(corpus)
            if (path.is_dir() and not path.is_symlink()) or any(part.startswith(".") for part in inner.parts):
                continue
            yield path, citable(f"{label}/{inner.as_posix()}")


def labels(corpora: Sequence[Path]) -> list[str]:
    """A name for each corpus folder: its own, with its parent's where two share one."""
    for corpus in corpora:
        if not corpus.is_dir():
            raise CorpusError(f"folder korpus {corpus} tidak ada; sebut folder yang ada dengan --corpus")
    names = [corpus.resolve().name for corpus in corpora]
    full = [f"{corpus.resolve().parent.name}/{name}" for corpus, name in zip(corpora, names, strict=True)]
    return [long if names.count(name) > 1 else name for name, long in zip(names, full, strict=True)]


def _read_catalogue(files: Sequence[tuple[Path, str]]) -> tuple[Catalogue, dict[str, Verdict]]:
    """The catalogue of every corpus; an entry at fault costs its own verdict, and the rest goes on."""
    entries: dict[str, Regulation] = {}
    faults: dict[str, Verdict] = {}
    for path, name in files:
        if _role(path, name) != _ENTRY:
            continue
        try:
            entry = load_entry(path)
            if entry.kunci in entries:
                raise CatalogueError(f"kunci {entry.kunci!r} sudah dipakai entri lain; yang pertama berlaku")
            entries[entry.kunci] = entry
        except CatalogueError as error:
            faults[name] = Verdict(name, "failed", str(error))
    return Catalogue(entries), faults


def _corpus_hash(files: Sequence[tuple[Path, str]]) -> str:
    """A hash of every file's name and bytes, of the code that reads them, and of the OCR that would read a scan."""
    digest = hashlib.sha256(__version__.encode())
    if any(path.suffix.lower() == ".pdf" for path, _ in files):
        digest.update(ocr.version().encode() + b"\0")
    package = Path(__file__).parent
    code = [(p, p.relative_to(package).as_posix()) for p in sorted(package.rglob("*.py")) if "web" not in p.parts]
    for path, name in [*code, *files]:
        digest.update(name.encode() + b"\0")
        if path.is_file() and not path.is_symlink():
            with suppress(OSError), path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _read_all(
    files: Sequence[tuple[Path, str]], catalogue: Catalogue, report: Progress, index: Path | None = None
) -> tuple[list[Verdict], list[Parsed]]:
    """The verdict of each file and the texts of law among them; readings are kept beside the index."""
    out: dict[int, tuple[Verdict, Parsed | None]] = {}
    for number, (path, name) in enumerate(files):
        if verdict := _without_reading(path, name):
            out[number] = verdict, None
    unread = [number for number in range(len(files)) if number not in out]
    same: dict[str, str] = {}
    for number, reading in zip(unread, readings_of([files[n] for n in unread], catalogue.names, index), strict=True):
        out[number] = _judged(*files[number], reading, catalogue, same)
        report("Membaca naskah", len(out), len(files))
    judged = [out[number] for number in range(len(files))]
    return one_copy_each([verdict for verdict, _ in judged], [one for _, one in judged if one])


def read_one(path: Path, name: str, catalogue: Catalogue) -> tuple[Verdict, Parsed | None]:
    """One file's verdict, and what was understood of it where it is a text of law."""
    verdict = _without_reading(path, name)
    return (verdict, None) if verdict else _judged(path, name, reading_of(path, name, catalogue.names), catalogue, {})


def _without_reading(path: Path, name: str) -> Verdict | None:
    """The verdict of a file that is no text of law, None for one that is to be read."""
    if path.is_symlink():
        return Verdict(name, "failed", "tautan simbolik tidak diikuti; salin berkasnya ke dalam folder")
    role = _role(path, name)
    return Verdict(name, "ok", role) if role is not None else None


def _judged(path: Path, name: str, reading: Read, catalogue: Catalogue, same: dict[str, str]) -> tuple[Verdict, Parsed | None]:
    if isinstance(reading, OSError):
        return Verdict(name, "failed", f"tidak dapat dibuka ({reading.strerror}); periksa izin dan jenis berkasnya"), None
    if isinstance(reading, ReadError):
        return Verdict(name, "failed", _reason(str(reading))), None
    try:
        one = understood(reading, catalogue, given_of(path), same)
    except ReadError as error:
        return Verdict(name, "failed", _reason(str(error))), None
    return Verdict(name, "partial" if one.doubts else "ok", _reason("; ".join(one.doubts))), one


def _reason(words: str) -> str:
    """Why a file is read in part or not at all, on one line whatever the parser says."""
    return citable(" ".join(words.split()))


def _role(path: Path, name: str) -> str | None:
    """What a file of a corpus is when it is not a text of law."""
    if path.stem.upper() == "README":
        return "keterangan folder, bukan naskah"
    if "/katalog/" in name and path.suffix == ".toml":
        return _ENTRY
    if name.count("/") == 1 and path.name in _LISTS:
        return _LISTS[path.name]
    if path.suffix == ".toml" and path.with_suffix("").is_file():
        return f"keterangan naskah {path.stem}"
    if path.name == LOCK:
        return "catatan unduhan naskah resmi"
    return "pertanyaan contoh" if is_questions(name) else None
