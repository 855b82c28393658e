"""Text of others in a file of ours, so that no mark in it does anything: Markdown, DOCX, CSV."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def in_markdown(text: str) -> str:
    r"""A text on one line of Markdown.

    >>> in_markdown("[tautan](x)\n*dua*")
    '\\[tautan\\](x) \\*dua\\*'
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def in_docx(text: str) -> str:
    r"""A text without the control characters that XML has no room for.

    >>> in_docx("ikut\x07 kampanye")
    'ikut kampanye'
    """
    return "".join(c for c in text if c in "\n\t" or c.isprintable())


def in_csv(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> in_csv("=1+1"), in_csv("Pasal 5")
    ("'=1+1", 'Pasal 5')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
