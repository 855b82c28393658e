"""Text of others in a file of ours or on a terminal, so that no mark in it does anything: Markdown, DOCX, CSV, control codes."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BLANK = re.compile("[\t\r\f\v]")
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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


def whole_letters(text: str) -> str:
    r"""A text without halves of surrogate pairs, which are no letters and cannot be written.

    >>> whole_letters("ikut\ud83d kampanye")
    'ikut? kampanye'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def on_terminal(text: str) -> str:
    r"""Lines without what a terminal would obey: codes that colour, move or send, and marks that turn a line round.

    >>> on_terminal("ikut\x1b[31m\tkampanye\n\u202ebesok")
    'ikut\ufffd[31m kampanye\n\ufffdbesok'
    """
    return _OBEYED.sub("\ufffd", _BLANK.sub(" ", text))


def citable(name: str) -> str:
    r"""A file's name as citations and verdicts give it: on one line, what cannot be printed replaced.

    >>> citable("naskah/a\nb\udcff.txt")
    'naskah/a�b?.txt'
    """
    return "".join(c if c.isprintable() else "\ufffd" for c in whole_letters(name))
