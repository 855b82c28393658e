"""How an examined case is written for machines and for a terminal."""

from __future__ import annotations

import shutil
import textwrap
from typing import Any

from kb.answer.case import Examined, Point
from kb.answer.facts import Fact
from kb.answer.unknown import Missing
from kb.knowledge import KnowledgeBase
from kb.records import NATURE_LABELS, hit_record, status_line

FACT_LABELS = {
    "status": "Status",
    "other_status": "Status lain yang disebut",
    "position": "Jabatan",
    "act": "Perbuatan",
    "denied_act": "Disangkal",
    "other_act": "Perbuatan orang lain",
    "election": "Pemilihan",
    "phase": "Tahap",
    "candidate": "Mengenai",
    "medium": "Media",
    "leave": "Cuti",
    "relation": "Hubungan",
    "support": "Sikap",
    "date": "Tanggal",
}
SECTIONS = (
    ("acts", "Bentuk dalam Lampiran II SKB 2022", ("bentuk",)),
    ("norms", "Ketentuan yang tersentuh", ("norma", "mungkin_terkait")),
    ("sanctions", "Rentang sanksi dan yang menjatuhkannya", ("sanksi", "jenis_sanksi")),
    ("criminal", "Pidana, terpisah dari disiplin", ("pidana",)),
    ("channels", "Pelaporan dan batas waktunya", ("lapor",)),
    ("procedure", "Pemeriksaan", ("prosedur",)),
    ("exceptions", "Pengecualian dan arti istilah yang mungkin berlaku", ("pengecualian",)),
)
"""The parts of a result: the name in JSON, the title for people, the roles in it."""


def case_record(examined: Examined) -> dict[str, Any]:
    """An examined case as one JSON object."""
    record: dict[str, Any] = {
        "message": examined.message,
        "on": examined.on.isoformat(),
        "facts": [_fact_record(fact) for fact in examined.understood.facts],
    }
    for name, _, roles in SECTIONS:
        record[name] = [_point_record(point) for point in examined.of(*roles)]
    record["missing"] = [_missing_record(missing) for missing in examined.missing]
    record["not_held"] = list(examined.unheld)
    return record


def _fact_record(fact: Fact) -> dict[str, Any]:
    return {"name": fact.name, "value": fact.value, "label": fact.label, "words": fact.words, "start": fact.start, "end": fact.end}


def _point_record(point: Point) -> dict[str, Any]:
    return {
        **hit_record(point.hit, score=False),
        "role": point.role,
        "reason": point.why,
        "condition": point.condition,
        "for_acts": list(point.acts),
        "imposed_by": [hit_record(hit, score=False) for hit in point.by],
    }


def _missing_record(missing: Missing) -> dict[str, Any]:
    return {"fact": missing.fact, "question": missing.question, "changes": missing.changes, "addresses": list(missing.addresses)}


def printed_case(kb: KnowledgeBase, examined: Examined) -> str:
    """An examined case for a terminal."""
    width = max(60, min(100, shutil.get_terminal_size().columns))
    blocks = ["\n".join(textwrap.wrap(examined.message, width))]
    if examined.understood.facts:
        facts = (f"  {FACT_LABELS[f.name]}: {f.label} (dari “{legible(f.words)}”)" for f in examined.understood.facts)
        blocks.append("\n".join(["FAKTA YANG TERBACA", *facts]))
    for _, title, roles in SECTIONS:
        if points := examined.of(*roles):
            blocks.append("\n".join([title.upper(), *(_printed_point(kb, point, width) for point in points)]))
    if examined.unheld:
        blocks.append("\n".join(["YANG TIDAK DIPEGANG", *(f"  {sentence}" for sentence in examined.unheld)]))
    if examined.missing:
        blocks.append("\n".join(["YANG BELUM DIKETAHUI", *(_wrapped(f"{m.question} {m.changes}", width, "  ") for m in examined.missing)]))
    return "\n\n".join(blocks)


def _printed_point(kb: KnowledgeBase, point: Point, width: int) -> str:
    hit = point.hit
    words = (
        "; ".join(" ".join(w.split()) for h, w in hit.clause.cells if h != "No") if hit.clause.cells else " ".join(hit.clause.text.split())
    )
    condition = f" — {point.condition}" if point.condition else ""
    lines = [_wrapped(f"{hit.citation}: {point.why}{condition}", width, "  ")]
    leads = (" ".join(c.lead.split()).removeprefix(c.locator.cite()).strip() for c in kb.place(hit.clause).above)
    lines += [_wrapped(f"{lead} …", width, "    : ") for lead in leads if lead]
    lines.append(_wrapped(textwrap.shorten(words, 420, placeholder=" …"), width, "    | "))
    if point.by:
        lines.append(_wrapped(f"yang menjatuhkan: {cited(point)}", width, "    "))
    lines.append(_wrapped(f"{NATURE_LABELS[hit.clause.nature]} · {status_line(hit)} · {hit.clause.address}", width, "    "))
    return "\n".join(lines)


def cited(point: Point) -> str:
    """The citations of the clauses that say who imposes a sanction."""
    return "; ".join(hit.citation for hit in point.by)


def legible(words: str) -> str:
    r"""A story's words on one line, without what a terminal would obey.

    >>> legible("like\x1b[31m\n status")
    'like[31m status'
    """
    return " ".join("".join(c for c in words if c.isprintable() or c.isspace()).split())


def _wrapped(text: str, width: int, indent: str) -> str:
    return "\n".join(textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent))
