"""References as people write them in free text: with a number, with a title in words, with neither ("pasal tersebut").

``references`` finds what is exact enough for a question; this module adds what an article takes for granted. It says what
was written, never what was meant: that is for ``kb.answer.context``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kb.law.known import Instrument, Known
from kb.law.numbering import CARDINALS
from kb.law.provisions import find_provisions
from kb.law.references import INSTRUMENT, Mention, citations_among, find_mentions, kind_of
from kb.law.regulation import Locator, Step, Unit
from kb.law.terms import JENIS
from kb.law.titles import title_start


@dataclass(frozen=True, slots=True)
class Written:
    """A reference as written, ``text[start:end]``.

    ``mention`` is None where no instrument stands beside it, ``back`` says that the locator hangs on the last Pasal named,
    ``named`` holds the instruments that a name or title can mean.
    """

    start: int
    end: int
    locator: Locator | None
    mention: Mention | None
    named: tuple[Instrument, ...] = ()
    back: bool = False


POINTING = "tersebut"
"""The issuer of a mention that only points back: ``undang-undang tersebut``."""

_BY_YEAR = frozenset({"UU", "PP", "Perppu", "Perpres", "PKPU", "Perbawaslu"})
_POINTS = r"(?:tersebut|itu|dimaksud|a\s*quo|yang\s+sama|tadi|di\s+atas)"
_POINTER = re.compile(rf"(?P<kind>peraturan|aturan|beleid|regulasi|produk\s+hukum|keputusan|UU|PP|SKB|SE)\s+{_POINTS}\b", re.IGNORECASE)
_AFTER_KIND_POINTS = re.compile(rf"(?:\s*\([^()\n]{{1,12}}\))?\s+{_POINTS}\b", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:\s+(?:republik\s+indonesia|r\.?i\.?))?(?:\s*\([^()\n]{1,12}\))?\s+(?:tahun|thn\.?|th\.?)\s*(\d{4})\b", re.IGNORECASE
)
_MORE = re.compile(
    r"\s*(?:,\s*(?:dan\s+|serta\s+)?|dan\s+|serta\s+|jo\.?\s+|juncto\s+|&\s*)(?:nomor|nomer|no)\b\s*[.:]?\s*"
    r"(?P<nomor>(?=[\w./-]*\d)[\w./-]*\w)(?:\s*(?:tahun|thn\.?|th\.?|/)\s*(?P<tahun>\d{4}))?",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\bKUH(?:P(?:erdata|idana)?|AP|D)\b|\bKitab\s+Undang\W{1,3}Undang\s+Hukum\s+(?:Acara\s+Pidana|Pidana|Perdata|Dagang)\b", re.IGNORECASE
)
_AFTER_NAME = re.compile(
    r"\s*(?:\([^()\n]{1,30}\)\s*)?,?\s*(?:nomor|nomer|no)\b\s*[.:]?\s*(?P<nomor>\d{1,3})\s*(?:tahun|thn\.?|th\.?|/)\s*(?P<tahun>\d{4})\b",
    re.IGNORECASE,
)
_FAULTY = re.compile(
    r"\b(?P<words>[^\W\d_]+(?:[\s-]+[^\W\d_]+){0,2})\s+(?:\([A-Za-z]{2,8}\)\s*)?(?:nomor|nomer|no)\b\s*[.:]?\s*(?P<nomor>\d{1,3})"
    r"\s*(?:tahun|thn\.?|th\.?|/)\s*(?P<tahun>\d{4})\b",
    re.IGNORECASE,
)
_SPELLED = {j.name.casefold().replace("-", " "): j.short for j in JENIS if j.rank < 9} | {"perbawaslu": "Perbawaslu"}
_CLOSE = 0.86
_COUNT = re.compile(
    rf"\s+(?P<count>\d{{1,2}}|{'|'.join(w for w, n in CARDINALS.items() if n < 13)})\s*\(?\s*(?P<what>menteri|k/l)\b", re.IGNORECASE
)
_SIGNED = re.compile(
    r"""(?:[\s,]*(?:\(\s*SKB\s*\)|(?:dan|serta|antara|lima|enam|empat|tiga|dua|\d|menteri|kementerian|lembaga|instansi|pimpinan|kepala|ketua|k/l|komisi|badan
    |reformasi|birokrasi|aparatur|negara|sipil|pendayagunaan|dalam|negeri|kepegawaian|pengawas|pemilihan|umum|republik|indonesia|ri|bersama|kasn|bkn
    |bawaslu|mendagri|(?:ke)?men(?:teri)?[\s-]?pan(?:[\s-]?rb)?|pan[\s-]?rb|panrb|rb|kemendagri|kpk|polri|tni)\b|/|-)\s*)+""",
    re.VERBOSE | re.IGNORECASE,
)
_JOINT_NUMBER = re.compile(
    r"[\s,]*(?:nomor|nomer|no)\b\s*[.:]?\s*(?P<nomor>(?=[\w./-]*\d)[\w./-]*\w)(?:\s*(?:tahun|thn\.?|th\.?|/)\s*(?P<tahun>\d{4}))?",
    re.IGNORECASE,
)
_JOINT_YEAR = re.compile(r"[\s,]*(?:tahun|thn\.?)\s*(?P<tahun>\d{4})\b", re.IGNORECASE)
_BACK = re.compile(
    rf"""\b(?P<low>(?:huruf\s+\(?[a-z]\)?\s+)?(?:ayat\s*\(?\s*\d{{1,3}}\s*\)?\s*)?)?pasal\s+{_POINTS}\b(?:\s+ayat\s*\(?\s*(?P<ayat>\d{{1,3}})\s*\)?)?
    | \bayat\s*\(?\s*(?P<ayat2>\d{{1,3}})(?:\s*\))?(?:[\s,]*huruf\s+\(?(?P<huruf>[a-z])\b\)?|\s+(?P<huruf2>[a-zA-Z])(?=[,;.:)]))?""",
    re.VERBOSE | re.IGNORECASE,
)


def find_references(text: str, known: Known) -> list[Written]:
    """Every reference in a text, in order, without overlaps between one reference and another's whole."""
    named: dict[Mention, tuple[Instrument, ...]] = {}
    mentions = _without_overlaps(
        [*_joint(text), *_exact(text), *_by_name(text, known, named), *_codes(text), *_faulty(text), *_pointing(text)]
    )
    mentions = _without_overlaps([*mentions, *_more(text, mentions)])
    found = []
    for citation in citations_among(text, mentions):
        if citation.locator is None and citation.mention and citation.mention.issuer == POINTING:
            continue  # "undang-undang tersebut" alone cites nothing
        instruments = named.get(citation.mention, ()) if citation.mention else ()
        found.append(Written(citation.start, citation.end, citation.locator, citation.mention, instruments))
    return sorted([*found, *_back(text, found)], key=lambda w: (w.start, w.end))


def _without_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions in order; of two that overlap the one that starts first, then the longer, then the earlier given."""
    out: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def _exact(text: str) -> list[Mention]:
    return find_mentions(text)


def _by_name(text: str, known: Known, named: dict[Mention, tuple[Instrument, ...]]) -> Iterator[Mention]:
    """Instruments given by a name or title in words, or by kind and year alone; ``named`` learns what the names can mean."""
    for kind in INSTRUMENT.finditer(text):
        jenis = kind_of(kind)
        if found := known.named(text, kind):
            end, instruments = found
            number = _AFTER_NAME.match(text, end) if jenis in _BY_YEAR else None
            nomor, tahun = (number["nomor"], int(number["tahun"])) if number else ("", None)
            mention = Mention(jenis, nomor, tahun, text[kind.start() : end], kind.start(), number.end() if number else end)
            named[mention] = instruments
            yield mention
        elif jenis in _BY_YEAR and (year := _YEAR.match(text, kind.end())):
            yield Mention(jenis, "", int(year[1]), "", kind.start(), year.end())
        elif jenis in _BY_YEAR and (start := title_start(text, kind.end())) is not None and text[start : start + 1].isupper():
            yield Mention(jenis, "", None, "", kind.start(), kind.end())


def _codes(text: str) -> Iterator[Mention]:
    """The old codes, which everyone cites by name and nobody by number."""
    for match in _CODE.finditer(text):
        yield Mention("", "", None, match[0], match.start(), match.end())


def _faulty(text: str) -> Iterator[Mention]:
    """A kind that is misspelt before a number and a year: ``Peraturan Pemeritah No. 42 Tahun 2004``."""
    for match in _FAULTY.finditer(text):
        if INSTRUMENT.search(match["words"]):
            continue
        words = re.split(r"[\s-]+", match["words"])
        for count in (3, 2, 1):
            phrase = " ".join(words[-count:]).casefold()
            close = get_close_matches(phrase, _SPELLED, 1, _CLOSE) if count <= len(words) and len(phrase) > 9 else []
            if close:
                start = match.start() + _offset(match["words"], len(words) - count)
                yield Mention(_SPELLED[close[0]], match["nomor"], int(match["tahun"]), "", start, match.end())
                break


def _offset(words: str, skipped: int) -> int:
    places = [m.start() for m in re.finditer(r"[^\W\d_]+", words)]
    return places[skipped]


def _joint(text: str) -> Iterator[Mention]:
    """A joint decree with its signatories, its numbers, its year, or how many ministers signed it."""
    for kind in INSTRUMENT.finditer(text):
        if kind_of(kind) != "SKB":
            continue
        bracket = re.compile(r"\s*\(\s*SKB\s*\)|(?<=SKB)\s*\)", re.IGNORECASE).match(text, kind.end())
        at = bracket.end() if bracket else kind.end()
        count = _COUNT.match(text, at)
        signed = _SIGNED.match(text, at, min(len(text), at + 500))
        end = len(text[: signed.end()].rstrip(" ,\n\t")) if signed and signed[0].strip(" ,\n()") else at
        numbers: list[tuple[str, int | None]] = []
        while number := _JOINT_NUMBER.match(text, _skip_and(text, end) if numbers else end):
            numbers.append((number["nomor"].rstrip(".-/"), int(number["tahun"]) if number["tahun"] else _slash_year(number["nomor"])))
            end = number.end()
        year = None if numbers else _JOINT_YEAR.match(text, end)
        end = year.end() if year else end
        if not (numbers or year or count or (signed and end > at + 12)):
            continue
        first, tahun = numbers[0] if numbers else ("", int(year["tahun"]) if year else None)
        if "/" in first and re.fullmatch(r"\d+/\d{4}", first):
            first = first.split("/")[0]
        how_many = f"{count['count']} {count['what']}".casefold() if count else ""
        yield Mention("SKB", first, tahun, "", kind.start(), end, how_many, tuple(numbers[1:]))


def _skip_and(text: str, at: int) -> int:
    joined = re.compile(r"[\s,]*(?:dan|serta|&)?\s*", re.IGNORECASE).match(text, at)
    return joined.end() if joined else at


def _slash_year(nomor: str) -> int | None:
    year = re.search(r"(?:^|/)((?:19|20)\d{2})(?:/|$)", nomor)
    return int(year[1]) if year else None


def _pointing(text: str) -> Iterator[Mention]:
    """Instruments that are only pointed back to."""
    for match in _POINTER.finditer(text):
        yield Mention("", "", None, "", match.start(), match.end(), POINTING)
    for kind in INSTRUMENT.finditer(text):
        if points := _AFTER_KIND_POINTS.match(text, kind.end()):
            yield Mention(kind_of(kind), "", None, "", kind.start(), points.end(), POINTING)


def _more(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Further numbers after an instrument whose kind is written once: ``UU Nomor 1 Tahun 2015, Nomor 8 Tahun 2015``."""
    for mention in mentions:
        at = mention
        while at.jenis in _BY_YEAR and at.nomor and (more := _MORE.match(text, at.end)):
            tahun = more["tahun"] or (str(_slash_year(more["nomor"])) if _slash_year(more["nomor"]) else None)
            if not tahun:
                break
            at = Mention(mention.jenis, more["nomor"].split("/")[0], int(tahun), "", more.start("nomor"), more.end())
            yield at


def _back(text: str, found: Sequence[Written]) -> Iterator[Written]:
    """Provisions that hang on the Pasal named before: ``pasal tersebut``, ``ayat (3)`` in a later sentence."""
    taken = sorted((w.start, w.end) for w in found)
    provisions = sorted((p.start, p.end) for p in find_provisions(text) if not p.needs_instrument)
    for match in _BACK.finditer(text):
        if _overlaps(taken, match) or _overlaps(provisions, match):
            continue
        steps = []
        low = match["low"] or ""
        if ayat := match["ayat"] or match["ayat2"] or _inside(r"ayat\s*\(?\s*(\d{1,2})", low):
            steps.append(Step.of(Unit.AYAT, ayat))
        if huruf := match["huruf"] or match["huruf2"] or _inside(r"huruf\s+\(?([a-z])", low):
            steps.append(Step.of(Unit.HURUF, huruf.casefold()))
        yield Written(match.start(), match.start() + len(match[0].rstrip()), Locator(tuple(steps)), None, back=True)


def _inside(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.IGNORECASE)
    return found[1] if found else ""


def _overlaps(spans: Sequence[tuple[int, int]], match: re.Match[str]) -> bool:
    i = bisect_right(spans, (match.start(), match.end())) - 1
    return any(0 <= j < len(spans) and spans[j][0] < match.end() and match.start() < spans[j][1] for j in (i, i + 1))
