"""How answers are written for machines (the command line's contract) and for a terminal."""

from __future__ import annotations

import datetime
import re
import shutil
import textwrap
from typing import Any

from kb.answer.compare import Deed, Run, word_diff
from kb.answer.search import Answer, Hit
from kb.answer.verdicts import Reference
from kb.answer.versions import Wording
from kb.indexing.clauses import Source, StoredClause, Verdict
from kb.knowledge import Holding, KnowledgeBase
from kb.law.catalogue import STATUS_LABELS, Status
from kb.law.regulation import Repair

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
NATURE_LABELS = {
    "resmi": "teks resmi",
    "ringkasan": "ringkasan, bukan teks resmi",
    "dilaporkan": "menurut pemberitaan, bukan teks resmi",
}


def hit_record(hit: Hit, score: bool = True) -> dict[str, Any]:
    """A hit as one JSON object; without ``score`` the form of ``kb show``."""
    source = hit.clause.source
    record: dict[str, Any] = {
        "regulation": hit.regulation.short,
        "address": hit.clause.address,
        "locator": hit.clause.locator.as_dict(),
        "citation": hit.citation,
        "text": hit.clause.text,
        "nature": str(hit.clause.nature),
        "status": str(hit.standing.status),
    }
    if score:
        record["score"] = hit.score
    record["source"] = _source(source)
    record["status_cause"] = hit.standing.cause
    record["status_since"] = hit.standing.since.isoformat() if hit.standing.since else None
    record["status_note"] = hit.standing.note
    record["checked"] = hit.clause.checked
    record["amended_by"] = hit.clause.amended_by
    record["point"] = hit.clause.point
    record["pieces"] = [_source(piece) for piece in hit.clause.pieces]
    record["ringkasan"] = hit.companion.text if hit.companion else None
    record["doubts"] = list(hit.clause.doubts)
    record["repaired"] = [{"from": was, "to": r.to, "start": r.start, "end": r.end} for was, r in repaired(hit.clause)]
    record["original"] = hit.clause.original if hit.clause.repairs else None
    if score:
        record["why"] = list(hit.why)
    return record


def repaired(clause: StoredClause) -> list[tuple[str, Repair]]:
    """Each repair of a clause with what stands in the source."""
    return [(clause.original[r.start : r.end], r) for r in clause.repairs]


def repairs_told(clause: StoredClause) -> list[str]:
    """The repairs of a clause, one phrase each, alike ones once: ``unhrk menjadi untuk``."""
    phrases = ((" ".join(was.split()), " ".join(r.to.split())) for was, r in repaired(clause))
    return list(dict.fromkeys(f"“{was}” menjadi “{to}”" if to else f"“{was}” tidak ditampilkan" for was, to in phrases))


def _source(source: Source) -> dict[str, Any]:
    return {"file": source.file, "page": source.page, "sha256": source.sha256, "start": source.start, "end": source.end}


def history_record(wording: Wording, before: Wording | None) -> dict[str, Any]:
    """One layer of a clause as one JSON object, ``diff`` from the layer before it as pairs of deed and words."""
    clause = wording.clause
    return {
        "address": clause.address,
        "text": clause.text,
        "nature": str(clause.nature),
        "since": wording.since.isoformat() if wording.since else None,
        "until": wording.until.isoformat() if wording.until else None,
        "by": wording.by,
        "point": clause.point,
        "deleted": clause.deleted,
        "source": _source(clause.source),
        "pieces": [_source(piece) for piece in clause.pieces],
        "diff": [[str(run.deed), run.words] for run in word_diff(before.clause.text, clause.text)] if before else [],
    }


def answer_record(answer: Answer) -> dict[str, Any]:
    """An answer as one JSON object."""
    return {
        "question": answer.question.text,
        "answered": answer.answered,
        "message": answer.message,
        "hits": [hit_record(hit) for hit in answer.hits],
    }


def holding_record(holding: Holding) -> dict[str, Any]:
    """What is held of one instrument as one JSON object."""
    return {
        "key": holding.regulation.kunci,
        "regulation": holding.regulation.short,
        "judul": holding.regulation.judul,
        "status": str(holding.standing.status),
        "clauses": holding.clauses,
        "natures": holding.natures,
        "unverified": holding.unverified,
    }


def reference_record(reference: Reference) -> dict[str, Any]:
    """A reference of a text and what is said of it as one JSON object."""
    finding = reference.finding
    record: dict[str, Any] = {
        "text": reference.text,
        "start": reference.start,
        "end": reference.end,
        "regulation": reference.regulation,
        "locator": reference.locator.as_dict() if reference.locator else None,
        "verdict": str(reference.verdict),
        "suggestion": finding.suggestion,
        "reason": finding.reason,
        "status_now": reference.status_now,
        "address": reference.address,
    }
    if quotation := reference.quotation:
        pieces = [[piece.kind, piece.words] for piece in quotation.pieces]
        record["quotation"] = {
            "start": quotation.start,
            "end": quotation.end,
            "nature": quotation.nature,
            "exact": quotation.exact,
            "pieces": pieces,
        }
    return record


def file_record(verdict: Verdict) -> dict[str, Any]:
    """What became of one file as one JSON object."""
    return {"file": verdict.file, "verdict": verdict.verdict, "reason": verdict.reason}


def status_line(hit: Hit) -> str:
    """Where the clause stands, with cause and day: ``sudah dicabut oleh PP 94/2021 sejak 2021-08-31``."""
    standing = hit.standing
    words = STATUS_LABELS[standing.status]
    if standing.cause and standing.status is not Status.BELUM_BERLAKU:
        words += f" oleh {standing.cause}"
    if standing.since:
        words += f"{', mulai' if standing.status is Status.BELUM_BERLAKU else ' sejak'} {standing.since.isoformat()}"
    return words + (f" ({standing.note})" if standing.note else "")


def printed_clause(kb: KnowledgeBase, hit: Hit, on: datetime.date | None = None) -> str:
    """A clause for a terminal as of a day: citation, title, status, the leads above it, its words, where they were read."""
    width = max(60, min(100, shutil.get_terminal_size().columns))
    lines = [hit.citation, f"  {hit.regulation.judul} · {status_line(hit)}"]
    for above in kb.place(hit.clause).above:
        if lead := " ".join(above.lead.split()).removeprefix(above.locator.cite()).strip():
            lines += textwrap.wrap(f"{lead} …", width, initial_indent="  : ", subsequent_indent="  : ")
    lines += textwrap.wrap(words_of(hit.clause), width, initial_indent="  | ", subsequent_indent="  | ")
    if hit.standing.status is not Status.DICABUT:
        for old in kb.outdated(hit.clause, on):
            warning = f"Perhatikan: {old.cited} sudah dicabut oleh {old.standing.cause} sejak {old.standing.since}"
            lines += textwrap.wrap(warning, width, initial_indent="  ", subsequent_indent="  ")
    if hit.companion:
        plain = "Penjelasan sederhana: " + " ".join(hit.companion.text.split())
        lines += textwrap.wrap(plain, width, initial_indent="  ", subsequent_indent="  ")
    unverified = "" if hit.clause.checked or hit.clause.nature == "resmi" else " · belum diverifikasi"
    amended = f" · menurut perubahan oleh {hit.amender}" if hit.amender else ""
    where = "; ".join(map(_where, hit.clause.sources))
    lines.append(f"  {NATURE_LABELS[hit.clause.nature]}{unverified}{amended} · {where}")
    notes = [f"Perhatian: {doubt}" for doubt in hit.clause.doubts]
    if told := repairs_told(hit.clause):
        notes.append(f"Ejaan diperbaiki dari naskah: {'; '.join(told)}. Bunyi asli: --json")
    for note in notes:
        lines += textwrap.wrap(note, width, initial_indent="  ", subsequent_indent="  ")
    lines.append(f"  {hit.clause.address}")
    return "\n".join(lines)


def printed_history(history: list[Wording]) -> str:
    """The layers of a clause for a terminal, oldest first: words gone in [-…-], words come in {+…+}."""
    width = max(60, min(100, shutil.get_terminal_size().columns))
    blocks = []
    before: Wording | None = None
    for wording in history:
        clause = wording.clause
        head = f"{clause.locator.cite()}: {'dihapus' if clause.deleted else 'bunyi'} menurut {wording.by}"
        head += f" ({wording.point})" if wording.point else ""
        days = f"sejak {wording.since.isoformat()}" if wording.since else "sejak hari yang tidak diketahui"
        days += f" sampai sebelum {wording.until.isoformat()}" if wording.until else ""
        runs = (
            word_diff(before.clause.text, clause.text) if before and not clause.deleted else [Run(Deed.SAMA, " ".join(clause.text.split()))]
        )
        signs = {Deed.SAMA: "{}", Deed.HAPUS: "[-{}-]", Deed.TAMBAH: "{{+{}+}}"}
        words = " ".join(signs[run.deed].format(run.words) for run in runs)
        lines = [head, f"  {days} · {NATURE_LABELS[clause.nature]}"]
        lines += textwrap.wrap(words, width, initial_indent="  | ", subsequent_indent="  | ")
        lines += [f"  {_where(source)}" for source in clause.sources]
        blocks.append("\n".join(lines))
        before = before if clause.deleted else wording
    return "\n\n".join(blocks)


def _where(source: Source) -> str:
    read = f"hlm. {source.page}, " if source.page > 1 else ""
    return f"{source.file}, {read}karakter {source.start}–{source.end}"


def words_of(clause: StoredClause) -> str:
    """A clause's words on one line, an annex row as its headings and cells, our own annotations left out."""
    if clause.cells:
        return "; ".join(f"{heading}: {' '.join(words.split())}" if heading else words for heading, words in clause.cells)
    return " ".join(COMMENT.sub(" ", clause.text).split())


def printed_answer(kb: KnowledgeBase, answer: Answer) -> str:
    """An answer for a terminal."""
    blocks = [f"{i}. {printed_clause(kb, hit, answer.question.on)}" for i, hit in enumerate(answer.hits, start=1)]
    return "\n\n".join([*([answer.message] if answer.message else []), *blocks])


def printed_outline(hits: list[Hit]) -> str:
    """A regulation's outline: its divisions, and each article with its first words."""
    lines = [hits[0].regulation.official, f"{status_line(hits[0])}"] if hits else []
    heading: tuple[str, ...] = ()
    nature = ""
    for hit in hits:
        clause = hit.clause
        if clause.nature != nature:
            nature = clause.nature
            lines += ["", f"[{NATURE_LABELS[clause.nature]}]"]
        if clause.heading != heading:
            heading = clause.heading
            lines += [f"{'  ' * i}{title}" for i, title in enumerate(heading)]
        if clause.locator == clause.locator.article:
            words = " ".join(clause.text.split()).removeprefix(clause.locator.cite()).strip()
            lines.append(f"    {clause.locator.cite()}: {textwrap.shorten(words, 80, placeholder=' …')}")
    return "\n".join(lines)


def printed_status(kb: KnowledgeBase) -> str:
    """What is held, and what became of each file, for a terminal."""
    lines = []
    for holding in kb.holdings():
        if holding.clauses:
            natures = ", ".join(f"{count} {nature}" for nature, count in holding.natures.items())
            doubt = f", {holding.unverified} belum diverifikasi" if holding.unverified else ""
            lines.append(f"{holding.regulation.short:<34} {STATUS_LABELS[holding.standing.status]:<32} {natures}{doubt}")
    known = len(kb.catalogue.regulations)
    lines.append(f"\n{len(lines)} peraturan dipegang dari {known} yang dikenal. Nasib tiap berkas:")
    lines += [f"  {v.verdict:<8} {v.file}" + (f": {v.reason}" if v.reason else "") for v in kb.files()]
    return "\n".join(lines)
