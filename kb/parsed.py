"""One file of a corpus, understood: which instrument it is, whose words, where its clauses stand."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kb.chunks import Chunk, chunks_of
from kb.errors import ReadError
from kb.indexing.clauses import Verdict
from kb.indexing.writing import Checked, NewDocument
from kb.law.catalogue import Catalogue, Regulation
from kb.law.references import Mention, resolve
from kb.law.regulation import Clause, Document, Doubt, Locator, Nature
from kb.read.identity import NOTHING_GIVEN, Given
from kb.read.reading import Packed, Reading, Taken, identity_of
from kb.read.structure import Structure


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file, read and parsed; its words are kept pressed together, so that memory holds a large corpus.

    ``locators`` are those of its clauses in order, ``problems`` how many places of it the parser could not settle,
    ``doubts`` what is to be told of it as a whole.
    """

    regulation: Regulation
    nature: Nature
    file: str
    locators: tuple[str, ...]
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
        return (-len({Locator.parse(locator).article for locator in self.locators}), self.problems, self.file)

    @property
    def chunks(self) -> Iterator[Chunk]:
        """The chunks of its clauses."""
        return chunks_in(self.read(), self.regulation)


def chunks_in(reading: Reading, regulation: Regulation) -> Iterator[Chunk]:
    """The chunks of a reading's clauses."""
    return chunks_of(reading.structure.clauses, reading.document.reading_text, regulation)


def understood(taken: Taken, catalogue: Catalogue, given: Given, same: dict[str, str]) -> Parsed:
    """What a reading is.

    Args:
        taken: The reading.
        catalogue: The instruments that are known.
        given: What stands beside the file of its number, title and so on.
        same: Locators met before, so that equal ones of a corpus are one object.

    Raises:
        ReadError: If its front matter says what cannot be, or there is nothing in it to search for.
    """
    outline = taken.outline
    doubts = list(outline.warnings)
    regulation = _which(taken, catalogue, given, doubts)
    try:
        nature = Nature(outline.front.get("naskah", "resmi"))
    except ValueError:
        raise ReadError(f"naskah {outline.front['naskah']!r} tidak dikenal; pilih resmi, ringkasan atau dilaporkan") from None
    count = len(outline.problems)
    if count:
        more = f" dan {count - 3} lagi" if count > 3 else ""
        doubts.append(f"{count} keraguan susunan: {'; '.join(outline.problems[:3])}{more}")
    if outline.silent:
        raise ReadError("tidak ada pasal, diktum atau butir yang dikenali; periksa apakah ini naskah peraturan")
    locators = tuple(map(same.setdefault, outline.locators, outline.locators))
    return Parsed(regulation, nature, outline.file, locators, count, tuple(doubts), taken.packed)


def _which(taken: Taken, catalogue: Catalogue, given: Given, doubts: list[str]) -> Regulation:
    """The instrument a document is: by its front matter, else by its head, matched with the catalogue."""
    outline = taken.outline
    if key := outline.front.get("regulasi"):
        if known := catalogue.get(key):
            return known
        raise ReadError(f"regulasi {key!r} tidak ada dalam katalog; tambahkan katalog/{key}.toml")
    found = outline.identity if given == NOTHING_GIVEN else identity_of(taken.packed.reading().document, given)
    if found.missing:
        beside = f"{outline.file.rpartition('/')[2]}.toml"
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
    copies: dict[tuple[str, Nature], list[Parsed]] = defaultdict(list)
    for one in parsed:
        copies[one.regulation.kunci, one.nature].append(one)
    best = {text: min(some, key=lambda one: one.rank) if len(some) > 1 else some[0] for text, some in copies.items()}
    used_for = {p.file: best[p.regulation.kunci, p.nature] for p in parsed}
    out = []
    for verdict in verdicts:
        used = used_for.get(verdict.file)
        if used and used.file != verdict.file:
            reason = f"salinan lain dari {used.regulation.short}; yang dipakai {used.file}"
            verdict = Verdict(verdict.file, verdict.verdict, "; ".join(filter(None, [reason, verdict.reason])))
        out.append(verdict)
    return out, [p for p in parsed if best[p.regulation.kunci, p.nature] is p]


def document_of(one: Parsed, reading: Reading) -> NewDocument:
    """A file as it is stored: each clause with what it was checked against and who amended it."""
    document, structure = reading.document, reading.structure
    default, reporter = document.front.get("diperiksa", ""), document.front.get("sumber", "")
    notes = _notes(document, structure)

    def told(clause: Clause) -> Checked:
        found = notes(clause)
        checked = found.get("diperiksa", default)
        return clause, "" if checked == "belum" else checked, found.get("diubah", "")

    clauses = map(told, structure.clauses)
    return NewDocument.of(one.regulation.kunci, one.nature, document, structure.layout, default, reporter, clauses)


def _notes(document: Document, structure: Structure) -> Callable[[Clause], dict[str, str]]:
    """From a clause to the annotations that hold for it: those just before it, else before the nearest unit it stands in."""
    if not document.notes:
        return lambda clause: {}
    starts = {clause.locator: clause.start for clause in structure.clauses}
    ends = sorted(clause.end for clause in structure.clauses)

    def of(clause: Clause) -> dict[str, str]:
        found: dict[str, str] = {}
        at: Locator | None = clause.locator
        while at is not None:
            if (start := starts.get(at)) is not None:
                before = bisect_right(ends, start)
                floor = ends[before - 1] if before else 0
                found = {name: value for offset, name, value in document.notes if floor <= offset <= start} | found
            at = at.parent
        return found

    return of
