"""One file of a corpus, understood: which instrument it is, whose words, where its clauses stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.chunks import Chunk, chunks_of
from kb.errors import ReadError
from kb.indexing.clauses import Verdict
from kb.law.catalogue import Catalogue, Regulation
from kb.law.references import Mention, resolve
from kb.law.regulation import Document, Doubt, Locator, Nature
from kb.read.identity import Given, identify
from kb.read.reading import Packed, Reading
from kb.readings import Taken


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file, read and parsed; its words are kept pressed together, so that memory holds a large corpus.

    ``locators`` are those of its clauses in order, ``problems`` how many places of it the parser could not settle,
    ``doubts`` what is to be told of it as a whole.
    """

    regulation: Regulation
    nature: Nature
    file: str
    locators: tuple[Locator, ...]
    problems: int
    doubts: tuple[str, ...]
    packed: Packed

    def read(self) -> Reading:
        """What was read, unpacked at each call; what the parser could not settle of an official text is a doubt of it."""
        reading = self.packed.reading()
        if self.nature is not Nature.RESMI or not self.problems:  # the gaps of a ringkasan are meant
            return reading
        unsettled = (Doubt(p.start, p.end, p.message) for p in reading.structure.problems)
        return replace(reading, document=replace(reading.document, doubts=(*reading.document.doubts, *unsettled)))

    @property
    def rank(self) -> tuple[int, int, str]:
        """Which of two copies of one text to use: more articles, then fewer problems, then the file's name."""
        return (-len({locator.article for locator in self.locators}), self.problems, self.file)

    @property
    def chunks(self) -> Iterator[Chunk]:
        """The chunks of its clauses."""
        return chunks_in(self.read(), self.regulation)


def chunks_in(reading: Reading, regulation: Regulation) -> Iterator[Chunk]:
    """The chunks of a reading's clauses."""
    return chunks_of(reading.structure.clauses, reading.document.reading_text, regulation)


def understood(taken: Taken, catalogue: Catalogue, given: Given, same: dict[Locator, Locator]) -> Parsed:
    """What a reading is.

    Args:
        taken: The reading.
        catalogue: The instruments that are known.
        given: What stands beside the file of its number, title and so on.
        same: Locators met before, so that equal ones of a corpus are one object.

    Raises:
        ReadError: If its front matter says what cannot be, or there is nothing in it to search for.
    """
    document, structure = taken.reading.document, taken.reading.structure
    doubts = list(document.warnings)
    regulation = _which(document, catalogue, given, doubts)
    try:
        nature = Nature(document.front.get("naskah", "resmi"))
    except ValueError:
        raise ReadError(f"naskah {document.front['naskah']!r} tidak dikenal; pilih resmi, ringkasan atau dilaporkan") from None
    if structure.problems:
        shown = "; ".join(p.message for p in structure.problems[:3])
        more = f" dan {len(structure.problems) - 3} lagi" if len(structure.problems) > 3 else ""
        doubts.append(f"{len(structure.problems)} keraguan susunan: {shown}{more}")
    if next(chunks_in(taken.reading, regulation), None) is None:
        raise ReadError("tidak ada pasal, diktum atau butir yang dikenali; periksa apakah ini naskah peraturan")
    locators = tuple(same.setdefault(clause.locator, clause.locator) for clause in structure.clauses)
    return Parsed(regulation, nature, document.file, locators, len(structure.problems), tuple(doubts), taken.packed)


def _which(document: Document, catalogue: Catalogue, given: Given, doubts: list[str]) -> Regulation:
    """The instrument a document is: by its front matter, else by its head, matched with the catalogue."""
    if key := document.front.get("regulasi"):
        if known := catalogue.get(key):
            return known
        raise ReadError(f"regulasi {key!r} tidak ada dalam katalog; tambahkan katalog/{key}.toml")
    unsure = [(doubt.start, doubt.end) for doubt in document.doubts if document.text.count("\n", doubt.start, doubt.end) == 0]
    found = identify(document.reading or document.text, document.file, unsure, given)
    if found.missing:
        beside = f"{document.file.rpartition('/')[2]}.toml"
        doubts.append(f"tidak terbaca dengan pasti dari kepala naskah: {', '.join(found.missing)}; tulis dalam {beside} di sebelahnya")
    first = found.regulation.nomor[0]
    if "nomor" not in found.missing:
        mention = Mention(found.regulation.jenis, first.nomor, first.tahun or None, "", 0, 0, found.regulation.penerbit)
        matches = resolve(mention, catalogue)
        if len(matches) == 1:
            return matches[0]
    return found.regulation


def one_copy_each(verdicts: list[Verdict], parsed: list[Parsed]) -> tuple[list[Verdict], list[Parsed]]:
    """Keep the best copy of each instrument and nature; the verdict of another copy names the one used."""
    best: dict[tuple[str, Nature], Parsed] = {}
    for one in sorted(parsed, key=lambda p: p.rank):
        best.setdefault((one.regulation.kunci, one.nature), one)
    used_for = {p.file: best[p.regulation.kunci, p.nature] for p in parsed}
    out = []
    for verdict in verdicts:
        used = used_for.get(verdict.file)
        if used and used.file != verdict.file:
            reason = f"salinan lain dari {used.regulation.short}; yang dipakai {used.file}"
            verdict = Verdict(verdict.file, verdict.verdict, "; ".join(filter(None, [reason, verdict.reason])))
        out.append(verdict)
    return out, [p for p in parsed if best[p.regulation.kunci, p.nature] is p]
