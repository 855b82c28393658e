"""What a question says beside its words: phrases in quotes, and filters such as ``jenis:SE wilayah:"DKI Jakarta"``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.errors import QuestionError
from kb.law.catalogue import Status

_FIELDS = ("jenis", "wilayah", "tahun", "status")
_QUOTED = r"[\"“”]([^\"“”\n]{1,200})[\"“”]"
_FILTER = re.compile(rf"(?<![\w:])({'|'.join(_FIELDS)}):(?:{_QUOTED}|([^\s\"“”]+))", re.IGNORECASE)
_PHRASE = re.compile(_QUOTED)


@dataclass(frozen=True, slots=True)
class Query:
    """A question taken apart; an empty filter lets everything through.

    ``words`` is the question without its filters, phrases without their quotation marks.
    """

    words: str
    phrases: tuple[str, ...] = ()
    jenis: tuple[str, ...] = ()
    wilayah: tuple[str, ...] = ()
    tahun: tuple[int, ...] = ()
    status: tuple[Status, ...] = ()

    @property
    def filters(self) -> tuple[str, ...]:
        """The filters as a person would say them, for the line above the results."""
        return (*self.jenis, *self.wilayah, *map(str, self.tahun), *(str(s).replace("_", " ") for s in self.status))


def parse_query(text: str) -> Query:
    """Take a question apart.

    Values of one filter are separated by commas. A quotation mark that is never closed is a character like any other.

    Raises:
        QuestionError: If a year is no year or a status is none; names those there are.

    >>> parse_query('"foto bersama" calon jenis:SE wilayah:"DKI Jakarta" tahun:2023')
    Query(words='foto bersama calon', phrases=('foto bersama',), jenis=('SE',), wilayah=('DKI Jakarta',), tahun=(2023,), status=())
    """
    found: dict[str, list[str]] = {field: [] for field in _FIELDS}
    for match in _FILTER.finditer(text):
        found[match[1].casefold()] += [value.strip() for value in (match[2] or match[3]).split(",") if value.strip()]
    rest = _FILTER.sub(" ", text)
    phrases = tuple(" ".join(p.split()) for p in _PHRASE.findall(rest) if p.strip())
    return Query(
        " ".join(_PHRASE.sub(r" \1 ", rest).split()),
        phrases,
        tuple(found["jenis"]),
        tuple(found["wilayah"]),
        tuple(map(_year, found["tahun"])),
        tuple(map(_status, found["status"])),
    )


def _year(value: str) -> int:
    if not re.fullmatch(r"(?:19|20)\d{2}", value):
        raise QuestionError(f"tahun:{value[:40]} bukan tahun; tulis empat angka, misalnya tahun:2023")
    return int(value)


def _status(value: str) -> Status:
    try:
        return Status(value.casefold().replace(" ", "_"))
    except ValueError:
        known = ", ".join(Status)
        raise QuestionError(f"status:{value[:40]} tidak dikenal; yang ada: {known}") from None
