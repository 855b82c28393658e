"""A regulation as Akoma Ntoso 3.0 (OASIS LegalDocML): Pasal as article, ayat as paragraph, huruf as point, angka as indent.

Words that are not the wording stand in the class ``ringkasan`` or ``dilaporkan``, have the status ``editorial``, and begin with a
remark that says so. Where each word was read stands in ``proprietary``, a line a clause, in our own namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from lxml import etree

from kb.answer.search import Hit
from kb.export_text import Node, Text, own_words, paragraphs
from kb.indexing.clauses import Source
from kb.knowledge import KnowledgeBase
from kb.law.regulation import Locator, Nature, Step, Unit
from kb.records import NATURE_LABELS

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:kb-netralitas-asn:1"
_ELEMENTS = {
    Unit.PASAL: ("article", "art"),
    Unit.AYAT: ("paragraph", "para"),
    Unit.HURUF: ("point", "point"),
    Unit.ANGKA: ("indent", "indent"),
}
_DIVISIONS = {"BUKU": ("book", "book"), "BAB": ("chapter", "chp"), "Bagian": ("section", "sec"), "Paragraf": ("subsection", "subsec")}
_DIVISION = re.compile(rf"({'|'.join(_DIVISIONS)})\s+(\S+)\s*(.*)", re.DOTALL)
_LABEL = re.compile(
    r"\s*(?:(?:Pasal|PASAL|Ayat|Huruf|Angka)\s+\S+|\(\d+[a-z]?\)|[a-z]{1,2}[.)]|[A-Z][.)]|\d+[a-z]?[.)]|KE[A-Z]{3,}[.:]?)(?=\s)\s*"
)
_UNSAYABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_APART = {Unit.LAMPIRAN, Unit.PENJELASAN}
_NOT_RESMI = (Nature.RINGKASAN, Nature.DILAPORKAN)
Element = Any


def akoma_ntoso(text: Text, kb: KnowledgeBase) -> str:
    """The regulation as one XML document, UTF-8."""
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "kb": OWN})
    act = _add(root, "act", name=_slug(text.regulation.jenis), contains="singleVersion")
    _meta(act, text, kb)
    preface = _add(act, "preface")
    _add(_add(preface, "longTitle"), "p", text.regulation.official)
    for note in _notes(text.held):
        _add(_add(preface, "p"), "remark", note, status="editorial")
    by_unit = {unit: [n for n in text.top if n.locator.steps[0].unit is unit] for unit in (Unit.PEMBUKAAN, Unit.PENUTUP)}
    if by_unit[Unit.PEMBUKAAN]:
        _blocks(_add(act, "preamble", eId="pembukaan_1"), by_unit[Unit.PEMBUKAAN])
    apart = [n for n in text.top if n.locator.steps[0].unit in _APART]
    inside = [n for n in text.top if n not in apart and n not in by_unit[Unit.PEMBUKAAN] and n not in by_unit[Unit.PENUTUP]]
    body = _add(act, "body")
    _divided(body, inside)
    if not inside:
        _add(_add(_add(body, "hcontainer", name="kosong", eId="hcontainer_1"), "content"), "p", "Batang tubuh tidak dipegang korpus ini.")
    if by_unit[Unit.PENUTUP]:
        _blocks(_add(act, "conclusions", eId="penutup_1"), by_unit[Unit.PENUTUP])
    if apart:
        attachments = _add(act, "attachments")
        for node in apart:
            _attached(attachments, node, text)
    return str(etree.tostring(root, encoding="unicode", pretty_print=True))


def _add(parent: Element, tag: str, words: str = "", **attributes: str) -> Element:
    element = etree.SubElement(parent, f"{{{AKN}}}{tag}", {name.rstrip("_"): _sayable(value) for name, value in attributes.items()})
    element.text = _sayable(words) or None
    return element


def _sayable(words: str) -> str:
    """XML has no place for control characters."""
    return _UNSAYABLE.sub("\ufffd", words)


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")


# Meta


def _uri(text: Text, component: str = "main") -> tuple[str, str]:
    """The URI of the work, and of a component of it."""
    first = text.regulation.nomor[0]
    work = f"/akn/id/act/{_slug(text.regulation.jenis)}/{first.tahun}/{_slug(first.nomor)}"
    return work, f"{work}/!{component}"


def _meta(parent: Element, text: Text, kb: KnowledgeBase, component: str = "main") -> None:
    meta = _add(parent, "meta")
    _identification(meta, text, component)
    if component != "main":
        return
    effects = kb.catalogue.effects_on(text.regulation.kunci)
    lifecycle = _add(meta, "lifecycle", source="#kb")
    if text.regulation.ditetapkan:
        _add(lifecycle, "eventRef", eId="e_1", date=str(text.regulation.ditetapkan), source="#ro", type_="generation")
    kinds = {"mencabut": "repeal", "mengubah": "amendment", "membatasi": "amendment"}
    for number, (kind, _, effect) in enumerate(effects, start=2):
        _add(lifecycle, "eventRef", eId=f"e_{number}", date=str(effect.sejak), source=f"#rp_{number}", type_=kinds[kind])
    if not len(lifecycle):
        meta.remove(lifecycle)
    references = _add(meta, "references", source="#kb")
    _add(references, "original", eId="ro", href=_uri(text)[0], showAs=text.regulation.short)
    for number, (_, actor, _effect) in enumerate(effects, start=2):
        _add(references, "passiveRef", eId=f"rp_{number}", href=f"/akn/id/act/{actor.kunci}", showAs=actor.short)
    _add(references, "TLCOrganization", eId="kb", href="/akn/ontology/organization/id/kb-netralitas-asn", showAs="kb-netralitas-asn")
    _add(
        references,
        "TLCOrganization",
        eId="penerbit",
        href="/akn/ontology/organization/id/penerbit",
        showAs=text.regulation.penerbit or "tidak dicatat",
    )
    own = _add(meta, "proprietary", source="#kb")
    for hit in text.held:
        clause = etree.SubElement(own, f"{{{OWN}}}klausul", {name: _sayable(value) for name, value in _provenance(hit).items() if value})
        for piece in hit.clause.pieces:
            etree.SubElement(clause, f"{{{OWN}}}potongan", _place_read(piece))


def _provenance(hit: Hit) -> dict[str, str]:
    clause = hit.clause
    return {
        "eId": _eid(clause.locator),
        "alamat": clause.address,
        "naskah": str(clause.nature),
        "status": str(hit.standing.status),
        "oleh": hit.standing.cause,
        "sejak": str(hit.standing.since or ""),
        "diperiksa": clause.checked or ("belum" if clause.nature is not Nature.RESMI else ""),
        "diubah": clause.amended_by,
        "menurut": clause.reporter,
        "butir": clause.point,
        **_place_read(clause.source),
    }


def _place_read(source: Source) -> dict[str, str]:
    numbers = {"halaman": str(source.page), "awal": str(source.start), "akhir": str(source.end)}
    return {"berkas": _sayable(source.file), "sha256": source.sha256, **numbers}


def _identification(meta: Element, text: Text, component: str) -> None:
    work, this = _uri(text, component)
    day = str(text.regulation.ditetapkan or text.on)
    named = "ditetapkan" if text.regulation.ditetapkan else "tanggal-penetapan-tidak-dicatat-ini-tanggal-ekspor"
    identification = _add(meta, "identification", source="#kb")
    levels = [("Work", work, this), ("Expression", f"{work}/ind@{text.on}", f"{work}/ind@{text.on}/!{component}")]
    levels.append(("Manifestation", f"{work}/ind@{text.on}.xml", f"{work}/ind@{text.on}/!{component}.xml"))
    for level, uri, exact in levels:
        frbr = _add(identification, f"FRBR{level}")
        _add(frbr, "FRBRthis", value=exact)
        _add(frbr, "FRBRuri", value=uri)
        if level == "Work":
            _add(frbr, "FRBRalias", value=text.regulation.official, name="judul")
        _add(frbr, "FRBRdate", date=day if level == "Work" else str(text.on), name=named if level == "Work" else "keadaan-pada")
        _add(frbr, "FRBRauthor", href="#penerbit" if level == "Work" else "#kb")
        if level == "Work":
            _add(frbr, "FRBRcountry", value="id")
            _add(frbr, "FRBRnumber", value=text.regulation.nomor[0].nomor)
            _add(frbr, "FRBRname", value=text.regulation.short)
            _add(frbr, "FRBRauthoritative", value="false")
        elif level == "Expression":
            _add(frbr, "FRBRlanguage", language="ind")
        else:
            _add(frbr, "FRBRformat", value="application/xml")


def _notes(held: Sequence[Hit]) -> Iterator[str]:
    natures = {hit.clause.nature for hit in held}
    yield from (f"Memuat {NATURE_LABELS[nature]}." for nature in _NOT_RESMI if nature in natures)
    if Nature.RESMI in natures:
        yield "Memuat teks resmi sebagaimana terbaca dari berkas yang disebut; periksa naskah aslinya sebelum mengutip."


# Text


def _divided(parent: Element, nodes: Sequence[Node]) -> None:
    """Places under their divisions, BAB and below, as the headings of their clauses tell."""

    def heading(node: Node) -> tuple[str, ...]:
        first = next((hit for hit in _hits(node)), None)
        return tuple(h for h in first.clause.heading if _DIVISION.match(h)) if first else ()

    seen: dict[str, int] = {}

    def lay(into: Element, group: Sequence[tuple[tuple[str, ...], Node]], eid: str) -> None:
        for title, members in groupby(group, key=lambda pair: pair[0][:1]):
            rest = [(path[1:], node) for path, node in members]
            if not title:
                for _, node in rest:
                    _placed(into, node)
                continue
            kind, number, name = _DIVISION.match(title[0]).groups()  # type: ignore[union-attr]
            tag, short = _DIVISIONS[kind]
            own = f"{eid}{'__' if eid else ''}{short}_{_slug(number)}"
            seen[own] = seen.get(own, 0) + 1
            own = own if seen[own] == 1 else f"{own}-{seen[own]}"
            division = _add(into, tag, eId=own)
            _add(division, "num", f"{kind} {number}")
            if name:
                _add(division, "heading", " ".join(name.split()))
            lay(division, rest, own)

    lay(parent, [(heading(node), node) for node in nodes], "")


def _hits(node: Node) -> Iterator[Hit]:
    if node.hit:
        yield node.hit
    for child in node.below:
        yield from _hits(child)


def _placed(parent: Element, node: Node, said_above: str = "") -> None:
    """A place and all below it; a clause that is not the wording begins with the remark that says so, unless the one above said it."""
    tag, name = _tag(node.locator.steps[-1])
    editorial = node.hit is not None and node.hit.clause.nature is not Nature.RESMI
    said = {"class_": str(node.hit.clause.nature), "status": "editorial"} if node.hit and editorial else {}
    if node.hit and node.hit.clause.deleted:
        said = {"status": "removed"}  # its words are those that took it away
    element = _add(parent, tag, eId=_eid(node.locator), **({"name": name} if tag == "hcontainer" else {}), **said)
    lead, *between, after = [*own_words(node), ""] if not node.below else own_words(node)
    label = _LABEL.match(lead)
    if label and label[0].strip().startswith("KE") and node.locator.steps[-1].unit is not Unit.DIKTUM:
        label = None  # a word in capitals, not the number of a diktum
    if label or (node.hit is None and not node.locator.parent):
        _add(element, "num", label[0].strip() if label else node.locator.cite())
    lines = _lines(node, lead[label.end() :] if label else lead)
    label_of = NATURE_LABELS[node.hit.clause.nature] if node.hit and editorial else ""
    remark = label_of if label_of != said_above else ""
    if not node.below:
        _said(_add(element, "content"), lines or [""], remark)
        return
    if lines or remark:
        _said(_add(element, "intro"), lines, remark)
    for number, (child, words) in enumerate(zip(node.below, ["", *between], strict=True)):
        if kept := paragraphs(words):  # words that stand between two places and in neither
            gap = _add(element, "hcontainer", name="sela", eId=f"{_eid(node.locator)}__sela_{number}")
            _said(_add(gap, "content"), kept)
        _placed(element, child, label_of)
    if rest := paragraphs(after):
        _said(_add(element, "wrapUp"), rest)


def _lines(node: Node, words: str) -> list[str]:
    if node.hit and node.hit.clause.cells:
        return [f"{heading}: {' '.join(cell.split())}" for heading, cell in node.hit.clause.cells]
    return paragraphs(words)


def _said(parent: Element, lines: Sequence[str], remark: str = "") -> None:
    if remark:
        _add(_add(parent, "p"), "remark", f"[{remark}]", status="editorial")
    for line in lines:
        _add(parent, "p", line)


def _blocks(parent: Element, nodes: Sequence[Node]) -> None:
    for node in nodes:
        for hit in _hits(node):
            remark = NATURE_LABELS[hit.clause.nature] if hit.clause.nature is not Nature.RESMI else ""
            _said(parent, paragraphs(hit.clause.text), remark)


def _attached(attachments: Element, node: Node, text: Text) -> None:
    """An annex or the penjelasan, a document of its own."""
    step = node.locator.steps[0]
    attachment = _add(attachments, "attachment", eId=f"att_{_slug(str(step))}")
    _add(attachment, "heading", step.cite())
    doc = _add(attachment, "doc", name=str(step.unit))
    _identification(_add(doc, "meta"), text, str(step))
    main = _add(doc, "mainBody")
    _placed(main, node)


def _tag(step: Step) -> tuple[str, str]:
    """The element for a step, and the name it has where Akoma Ntoso knows none."""
    return (_ELEMENTS[step.unit][0], "") if step.unit in _ELEMENTS else ("hcontainer", str(step.unit))


def _eid(locator: Locator) -> str:
    """The identifier of a place: ``art_5__para_2__point_n``."""
    parts = []
    for step in locator.steps:
        short = _ELEMENTS[step.unit][1] if step.unit in _ELEMENTS else str(step.unit)
        number = re.sub(r"[^A-Za-z0-9]+", "-", step.number).strip("-")
        parts.append(f"{short}_{number or '1'}")
    return "__".join(parts)
