"""Find citations in any text: provisions, instruments, and which belongs to which.

Finding never guesses. A provision with no instrument beside it comes back with ``mention`` None, and
saying which instrument was meant is for the caller, who knows the context.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.law.catalogue import Catalogue, Regulation
from kb.law.numbering import CARDINALS, ORDINALS
from kb.law.regulation import Locator, Step, Unit
from kb.law.terms import JENIS


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument as written: kind, number and year where given, or a name people use for it."""

    jenis: str
    nomor: str
    tahun: int | None
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as written, its half-open span, its locator and instrument, None where not given."""

    text: str
    start: int
    end: int
    locator: Locator | None
    mention: Mention | None


_WORDS = "|".join(sorted((w.replace(" ", r"\s+") for w in (*CARDINALS, *ORDINALS)), key=len, reverse=True))
_NUM = rf"\d{{1,2}}[a-z]?(?!\d)|(?:{_WORDS})\b"
_AYAT = rf"(?:ayat|ay\.?)\s*\(?\s*(?P<ayat>{_NUM})\s*\)?"
_HURUF = r"(?:huruf|hrf\.?)\s*\(?(?P<huruf>[a-z]{1,2})\b\)?"
_ANGKA = rf"(?:angka|butir|poin)\s*\(?(?P<angka>{_NUM})\)?"
_SEP = r"[\s,]*"
_PROVISION = re.compile(
    rf"""
    (?P<penjelasan>penjelasan\s+(?:atas\s+)?)?
    \b(?:pasal|psl\.?|ps\.?)\s*(?P<pasal>\d{{1,3}}\s?[a-z]?\b|[ivx]+\b)     # pasal 280, Ps. 187A
    (?:{_SEP}(?:{_AYAT}|\(\s*(?P<ayat2>\d{{1,2}}[a-z]?)\s*\)))?             # ayat (2), (2), ayat dua
    (?:{_SEP}(?:{_HURUF}|\((?P<huruf2>[a-z])\)|(?<=\))\s*(?P<huruf3>[a-z])\b))?  # huruf f, (f), (2) f
    (?:{_SEP}{_ANGKA})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONTINUED = re.compile(
    rf"(?=ayat|ay\b|huruf|hrf|angka|butir|poin)(?:{_AYAT})?{_SEP}(?:{_HURUF})?{_SEP}(?:{_ANGKA})?",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"\blampiran\s+(?P<lampiran>[ivx]+\b|\d{1,2}\b)"
    r"(?:[\s,]*(?:bagian|huruf)\s+(?P<bagian>[a-z])\b)?"
    r"(?:[\s,]*(?:angka|nomor|no\.?|baris|poin|butir)\s*(?P<baris>\d{1,2})\b)?",
    re.IGNORECASE,
)
_ORDINAL = "|".join(sorted((w.replace(" ", "[ ]?") for w in ORDINALS), key=len, reverse=True))
_DIKTUM = re.compile(rf"\bdiktum\s+(?P<diktum>{_ORDINAL})\b", re.IGNORECASE)
_JOINER = re.compile(r"[\s,]*(?:dan(?:/atau)?|atau|serta|sama|dengan|jo\.?|juncto|sampai\s+dengan|s\.?d\.?|vs\.?|,)?[\s,]*", re.IGNORECASE)
_TO_MENTION = re.compile(r"[\s,(]*(?:(?:dari|pada|dalam|di|menurut|atas)\s+)?", re.IGNORECASE)
_TO_PROVISION = re.compile(r"[\s,():]*(?:(?:di|pada|dalam|khususnya|yaitu|yakni|tentang\s+\w+)\s+)?", re.IGNORECASE)

_LETTER_NUMBER = r"(?=[\w./-]*\d)\w[\w./-]*\w|\d"
_INSTRUMENT = re.compile("|".join(rf"(?P<j{i}>\b(?:{jenis.pattern})(?!\w))" for i, jenis in enumerate(JENIS)), re.IGNORECASE)
_NUMBERED = re.compile(
    rf"""
    (?:\s+(?:republik\s+indonesia|r\.?i\.?)\b)?
    (?:\s*\([^()]{{1,40}}\))?                                                # Peraturan Pemerintah (PP)
    (?P<issuer>(?:\s+(?!no\b|nomor\b|tahun\b|pasal\b|ayat\b)[^\W\d][\w.&-]*){{0,9}}?)   # who issued it
    [\s,:]*(?:(?:nomor|nomer|no|nmr)\b\s*[.:]?\s*)?
    (?P<nomor>{_LETTER_NUMBER})
    (?:\s*(?:tahun|thn\.?|th\.?|/)\s*(?P<tahun>\d{{4}}))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN_PAIR = re.compile(r"(\d+[A-Za-z]?)/((?:19|20)\d{2})")


def find_citations(text: str, names: Iterable[str] = ()) -> list[Citation]:
    """Find every citation, in order; a provision takes the instrument that stands beside it.

    Args:
        text: Any text.
        names: Names people use for instruments (``UU Pemilu``), longest match wins.

    Returns:
        Citations with ``text[c.start:c.end] == c.text``; an instrument cited alone has ``locator`` None.

    >>> [c] = find_citations("Ps. 280 (2) f UU 7 thn 2017")
    >>> str(c.locator), c.mention.nomor, c.mention.tahun
    ('pasal-280/ayat-2/huruf-f', '7', 2017)
    """
    mentions = find_mentions(text, names)
    provisions = _find_provisions(text)
    taken: set[Mention] = set()
    citations = [_with_neighbour(text, p, mentions, taken) for p in provisions]
    citations = _share_in_lists(text, citations)
    alone = [Citation(text[m.start : m.end], m.start, m.end, None, m) for m in mentions if m not in taken]
    return sorted([*citations, *alone], key=lambda c: (c.start, c.end))


def find_mentions(text: str, names: Iterable[str] = ()) -> list[Mention]:
    """Find every instrument named in a text, by number or by a given name, without overlaps."""
    found = [m for match in _INSTRUMENT.finditer(text) if (m := _numbered(text, match))]
    if pattern := _names_pattern(names):
        found += [Mention("", "", None, m[0], m.start(), m.end()) for m in pattern.finditer(text)]
    found.sort(key=lambda m: (m.start, -m.end))
    out: list[Mention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def resolve(mention: Mention, catalogue: Catalogue) -> list[Regulation]:
    """The catalogue's instruments a mention can mean, in key order; [] when it knows none.

    A name finds every instrument that carries it; a number must agree, and kind and year where given.
    """
    if mention.name:
        wanted = _squash(mention.name)
        return [r for r in catalogue.regulations.values() if wanted in {_squash(n) for n in (*r.sebutan, r.short)}]
    wanted = _squash(mention.nomor)
    return [
        r
        for r in catalogue.regulations.values()
        if (not mention.jenis or _same_jenis(mention.jenis, r.jenis))
        and any(_squash(n.nomor) == wanted and mention.tahun in (None, n.tahun) for n in r.nomor)
    ]


def _same_jenis(written: str, held: str) -> bool:
    return held.startswith(written) or {written, held} <= {"SKB", "Kepmen"}


def _squash(text: str) -> str:
    return re.sub(r"[\s.]+", "", text.casefold())


def _names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    by_length = sorted({n for n in names if n}, key=lambda n: (-len(n), n))
    if not by_length:
        return None
    flexible = (r"\s+".join(re.escape(word) for word in name.split()) for name in by_length)
    return re.compile(rf"(?<!\w)(?:{'|'.join(flexible)})(?!\w)", re.IGNORECASE)


def _numbered(text: str, jenis: re.Match[str]) -> Mention | None:
    kind = JENIS[int((jenis.lastgroup or "j0")[1:])].short
    match = _NUMBERED.match(text, jenis.end())
    if not match:
        return None
    nomor, tahun = match["nomor"].rstrip(".-/"), match["tahun"]
    if pair := _PLAIN_PAIR.fullmatch(nomor):
        nomor, tahun = pair[1], pair[2]
    is_law = kind in ("UU", "PP", "Perppu", "Perpres", "Keppres", "Perbawaslu", "PKPU")
    plain = bool(re.fullmatch(r"\d+[A-Za-z]?", nomor))
    if (is_law and (not plain or match["issuer"])) or (not is_law and plain and not tahun):
        return None
    year = int(tahun) if tahun else _year_inside(nomor)
    return Mention(kind, nomor, year, "", jenis.start(), match.end())


def _year_inside(nomor: str) -> int | None:
    years = re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", nomor)
    return int(years[-1]) if years and "/" in nomor else None


def _find_provisions(text: str) -> list[Citation]:
    found: list[Citation] = []
    for match in _PROVISION.finditer(text):
        found.append(_citation(text, match, _provision_locator(match)))
        found.extend(_continuations(text, found[-1]))
    for match in _ANNEX.finditer(text):
        steps = [Step.of(Unit.LAMPIRAN, match["lampiran"])]
        steps += [Step.of(Unit.BAGIAN, match["bagian"])] if match["bagian"] else []
        steps += [Step.of(Unit.BARIS, match["baris"])] if match["baris"] else []
        found.append(_citation(text, match, Locator(tuple(steps))))
    found += [_citation(text, m, Locator((Step.of(Unit.DIKTUM, m["diktum"]),))) for m in _DIKTUM.finditer(text)]
    found.sort(key=lambda c: (c.start, -c.end))
    return found


def _citation(text: str, match: re.Match[str], locator: Locator) -> Citation:
    start, end = match.start(), match.start() + len(match[0].rstrip(" ,\n\t"))
    return Citation(text[start:end], start, end, locator, None)


def _number(text: str) -> str:
    word = " ".join(text.split()).casefold()
    return str(CARDINALS.get(word) or ORDINALS.get(word) or word)


def _provision_locator(match: re.Match[str]) -> Locator:
    steps = [Step(Unit.PENJELASAN)] if match["penjelasan"] else []
    steps.append(Step.of(Unit.PASAL, match["pasal"].replace(" ", "")))
    if ayat := match["ayat"] or match["ayat2"]:
        steps.append(Step.of(Unit.AYAT, _number(ayat)))
    if huruf := match["huruf"] or match["huruf2"] or match["huruf3"]:
        steps.append(Step.of(Unit.HURUF, huruf))
    if match["angka"]:
        steps.append(Step.of(Unit.ANGKA, _number(match["angka"])))
    return Locator(tuple(steps))


def _continuations(text: str, first: Citation) -> list[Citation]:
    """Later items of a list that share the Pasal: ``Pasal 7 ayat (1) dan ayat (3)``."""
    out: list[Citation] = []
    previous = first
    while (gap := _JOINER.match(text, previous.end)) and gap.end() > previous.end:
        match = _CONTINUED.match(text, gap.end())
        steps = _continued_steps(match) if match else []
        if not match or not steps or previous.locator is None:
            break
        base = _up_to(previous.locator, steps[0].unit)
        previous = _citation(text, match, Locator((*base, *steps)))
        out.append(previous)
    return out


def _continued_steps(match: re.Match[str]) -> list[Step]:
    named = ((Unit.AYAT, match["ayat"]), (Unit.HURUF, match["huruf"]), (Unit.ANGKA, match["angka"]))
    return [Step.of(unit, _number(number) if unit is not Unit.HURUF else number) for unit, number in named if number]


def _up_to(locator: Locator, unit: Unit) -> Sequence[Step]:
    order = (Unit.PENJELASAN, Unit.PASAL, Unit.AYAT, Unit.HURUF, Unit.ANGKA)
    return [s for s in locator.steps if s.unit in order and order.index(s.unit) < order.index(unit)]


def _with_neighbour(text: str, provision: Citation, mentions: list[Mention], taken: set[Mention]) -> Citation:
    """Join a provision to the instrument right after it, else right before it."""
    gap = _TO_MENTION.match(text, provision.end)
    for mention in mentions:
        if gap and mention.start == gap.end():
            taken.add(mention)
            return _joined(text, provision, mention)
    for mention in mentions:
        before = _TO_PROVISION.match(text, mention.end)
        if mention not in taken and before and before.end() == provision.start:
            taken.add(mention)
            return _joined(text, provision, mention)
    return provision


def _joined(text: str, provision: Citation, mention: Mention) -> Citation:
    start, end = min(provision.start, mention.start), max(provision.end, mention.end)
    return replace(provision, text=text[start:end], start=start, end=end, mention=mention)


def _share_in_lists(text: str, citations: list[Citation]) -> list[Citation]:
    """Give list items the instrument named once for the whole list: ``Pasal 280 dan Pasal 282 UU 7/2017``."""
    out = list(citations)
    for i in range(len(out) - 2, -1, -1):
        joined = _JOINER.match(text, out[i].end)
        if out[i].mention is None and joined and joined.end() == out[i + 1].start:
            out[i] = replace(out[i], mention=out[i + 1].mention)
    for i in range(1, len(out)):
        joined = _JOINER.match(text, out[i - 1].end)
        if out[i].mention is None and joined and joined.end() == out[i].start:
            out[i] = replace(out[i], mention=out[i - 1].mention)
    return out
