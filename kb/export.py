"""One regulation for other programs. Each text keeps its nature: a ringkasan is never given where a program looks for the wording."""

from __future__ import annotations

import datetime

from kb.export_akn import akoma_ntoso
from kb.export_jsonld import json_ld
from kb.export_text import text_of
from kb.knowledge import KnowledgeBase

FORMS = {"akn": akoma_ntoso, "jsonld": json_ld}


def exported(kb: KnowledgeBase, key: str, form: str, on: datetime.date | None = None) -> str:
    """A regulation in one of ``FORMS``.

    Args:
        kb: Where it is held.
        key: The regulation's key.
        form: Akoma Ntoso or JSON-LD.
        on: The day whose text and status are given, None for today.

    Raises:
        QuestionError: If no clause of it is held.
    """
    return FORMS[form](text_of(kb, key.strip(), on or datetime.date.today()), kb)
