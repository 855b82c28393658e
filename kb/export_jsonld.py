"""A regulation as schema.org ``Legislation`` in JSON-LD, with the ELI words for its pieces.

The wording stands in ``text``. A ringkasan or a press report stands in ``abstract``, which no reader takes for the wording.
"""

from __future__ import annotations

import json
from typing import Any

from kb.answer.search import Hit
from kb.export_text import Text, paragraphs
from kb.indexing.clauses import Source
from kb.knowledge import KnowledgeBase
from kb.law.catalogue import STATUS_LABELS, Regulation, Status
from kb.law.regulation import Nature
from kb.law.terms import JENIS_BY_SHORT
from kb.records import NATURE_LABELS

_FORCE = {
    Status.BERLAKU: "InForce",
    Status.DIUBAH: "InForce",
    Status.BERSYARAT: "PartiallyInForce",
    Status.DICABUT_SEBAGIAN: "PartiallyInForce",
    Status.DICABUT: "NotInForce",
    Status.BELUM_BERLAKU: "NotInForce",
}
_CONTEXT = ["https://schema.org", {"eli": "http://data.europa.eu/eli/ontology#", "kb": "urn:kb-netralitas-asn:"}]


def json_ld(text: Text, kb: KnowledgeBase) -> str:
    """The regulation and every clause held of it, as one object."""
    regulation = text.regulation
    jenis = JENIS_BY_SHORT.get(regulation.jenis.casefold())
    effects = {"mengubah": "legislationAmends", "mencabut": "legislationRepeals"}
    record: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "Legislation",
        "@id": f"kb:{regulation.kunci}",
        "legislationIdentifier": regulation.short,
        "name": regulation.official,
        "alternateName": list(regulation.sebutan),
        "legislationType": jenis.name if jenis else regulation.jenis,
        "inLanguage": "id",
        "legislationJurisdiction": "Indonesia" if regulation.wilayah == "nasional" else regulation.wilayah,
        "legislationPassedBy": regulation.penerbit,
        "legislationDate": regulation.ditetapkan,
        "legislationDateOfApplicability": regulation.berlaku,
        "legislationLegalForce": _FORCE[text.standing.status],
        "creativeWorkStatus": _status(text.standing),
        "temporalCoverage": text.on,
        "isBasedOn": regulation.halaman,
        "legislationEnsuresImplementationOf": [_named(kb, key) for key in regulation.melaksanakan],
        **{name: [_named(kb, e.regulasi) for e in getattr(regulation, kind)] for kind, name in effects.items()},
        "hasPart": [_clause(hit) for hit in text.held],
    }
    return json.dumps(_filled(record), ensure_ascii=False, indent=1, default=str) + "\n"


def _named(kb: KnowledgeBase, key: str) -> dict[str, str]:
    known: Regulation | None = kb.catalogue.get(key)
    return {"@type": "Legislation", "@id": f"kb:{key}", "legislationIdentifier": known.short if known else key}


def _clause(hit: Hit) -> dict[str, Any]:
    clause = hit.clause
    words = "\n".join(f"{heading}: {' '.join(cell.split())}" for heading, cell in clause.cells) or "\n".join(paragraphs(clause.text))
    record = {
        "@type": "Legislation",
        "@id": f"kb:{clause.address}",
        "legislationIdentifier": hit.citation,
        "text" if clause.nature is Nature.RESMI and not clause.deleted else "abstract": words,
        "additionalType": f"kb:{clause.nature}",
        "disambiguatingDescription": NATURE_LABELS[clause.nature],
        "legislationLegalForce": _FORCE[hit.standing.status],
        "creativeWorkStatus": _status(hit.standing),
        "creditText": clause.reporter,
        "eli:consolidated_by": {"@id": f"kb:{clause.amended_by}"} if clause.amended_by else None,
        "isBasedOn": [_file(source) for source in clause.sources],
    }
    if hit.companion:
        record["abstract"] = "\n".join(paragraphs(hit.companion.text))
    return _filled(record)


def _file(source: Source) -> dict[str, str]:
    place = f"{source.start}-{source.end}"
    return {"@type": "MediaObject", "name": source.file, "sha256": source.sha256, "pagination": str(source.page), "position": place}


def _status(standing: Any) -> str:
    cause = f" ({standing.cause}, {standing.since})" if standing.cause and standing.since else ""
    return STATUS_LABELS[standing.status] + cause


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    """A field that says nothing is left out."""
    return {name: value for name, value in record.items() if value not in (None, "", [])}
