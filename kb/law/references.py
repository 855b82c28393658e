"""Find citations in any text: provisions, instruments, and which belongs to which; and resolve the instruments.

Finding never guesses. A provision with no instrument beside it comes back with ``mention`` None, and
saying which instrument was meant is for the caller, who knows the context.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kb.law.catalogue import Catalogue, Regulation, squash
from kb.law.provisions import find_provisions, joiner_end
from kb.law.regulation import Locator
from kb.law.terms import ISSUERS, JENIS


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument as written: kind, number, year and issuer where given, or a name people use for it.

    ``also`` holds the further numbers and years of a joint decree.
    """

    jenis: str
    nomor: str
    tahun: int | None
    name: str
    start: int
    end: int
    issuer: str = ""
    also: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation as written, its half-open span, its locator and instrument, None where not given."""

    text: str
    start: int
    end: int
    locator: Locator | None
    mention: Mention | None


_TO_MENTION = re.compile(r"[\s,(]*(?:(?:dari|pada|dalam|di|menurut|atas)\s+)?", re.IGNORECASE)
_TO_PROVISION = re.compile(r"[\s,():]*(?:(?:di|pada|dalam|khususnya|yaitu|yakni|tentang\s+\w+)\s+)?", re.IGNORECASE)
INSTRUMENT = re.compile(
    r"\b(?:" + "|".join(rf"(?P<j{i}>(?:{jenis.pattern})(?![^\W\d]))" for i, jenis in enumerate(JENIS)) + ")", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"""
    (?:\s+(?:republik\s+indonesia\b|r\.?\s?i\b\.?))?
    (?:\s*\([^()]{1,40}\))?                                                        # Peraturan Pemerintah (PP)
    (?P<issuer>(?:\s+(?!no\b|(?:ber)?nomor\b|nomer\b|tahun\b|pasal\b|ayat\b)[^\W\d][\w.&-]*){0,9}?)  # who issued it
    [\s,:]*(?:(?:(?:ber)?nomor|nomer|no|nmr)\b\s*[.:]?\s*)?
    (?P<nomor>(?=[\w./-]*\d)\w[\w./-]*\w|\d)
    (?:\s*(?:tahun|thn\.?|th\.?|/)\s*(?P<tahun>\d{4}))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONSTITUTION = re.compile(r"(?:\s+negara(?:\s+republik\s+indonesia)?)?(?:\s+(?:ri|nri))?(?:\s+tahun)?\s+1945\b", re.IGNORECASE)
_PLAIN_PAIR = re.compile(r"(\d+[A-Za-z]?)[/-]((?:19|20)\d{2})")
_BARE_YEAR = re.compile(r"[ \t]+((?:19[4-9]|20[0-4])\d)(?![\w/-]|\.\d)")
_LAWS = frozenset({"UU", "PP", "Perppu", "Perpres", "Keppres", "Perbawaslu", "PKPU"})
_GENERIC = frozenset(
    "menteri kepala peraturan keputusan surat edaran republik indonesia ri dan negara badan daerah provinsi nomor no".split()
)
_PANRB = re.compile(r"(?<=\b)pan\s*(?:-|&|dan)?\s*rb\b|(?<=men)pan\s*(?:-|&|dan)?\s*rb\b")
_INSIDE_KIND = re.compile(r"(?:per|kep)men(?:ko)?([a-z]+)", re.IGNORECASE)
_RUN = re.compile(r"\w+")
_MOST_RUNS = 8
_FEW_ENDINGS = 8  # so many are looked for sooner than the text is taken apart
_WHOLE = re.compile(rf"\w(?:\w*\W+\w){{0,{_MOST_RUNS - 1}}}\w*")  # of as many runs as are looked for


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
    return citations_among(text, find_mentions(text, names))


def citations_among(text: str, mentions: Sequence[Mention]) -> list[Citation]:
    """The citations of a text whose instruments are found already, given in order and without overlaps."""
    starts = {m.start: m for m in mentions}
    ends = {before.end(): m for m in mentions if (before := _TO_PROVISION.match(text, m.end))}
    taken: set[Mention] = set()
    citations = []
    for p in find_provisions(text):
        if _inside(p.start, mentions):
            continue
        citation = _with_neighbour(text, Citation(text[p.start : p.end], p.start, p.end, p.locator, None), starts, ends, taken)
        if citation.mention or not p.needs_instrument:
            citations.append(citation)
    citations = _share_in_lists(text, citations)
    alone = [Citation(text[m.start : m.end], m.start, m.end, None, m) for m in mentions if m not in taken]
    return sorted([*citations, *alone], key=lambda c: (c.start, c.end))


def _inside(at: int, mentions: Sequence[Mention]) -> bool:
    """Whether an offset lies within an instrument's name, as in "Perubahan Pasal 5"; only its number and name are its own."""
    i = bisect_right(mentions, at, key=lambda m: m.start) - 1
    return i >= 0 and mentions[i].start < at < mentions[i].end


def find_mentions(text: str, names: Iterable[str] = ()) -> list[Mention]:
    """Find every instrument named in a text, by number or by a given name, without overlaps."""
    found = [m for match in INSTRUMENT.finditer(text) if (m := _numbered(text, match))]
    found += [Mention("", "", None, text[start:end], start, end) for start, end in _named(text, tuple(names))]
    found.sort(key=lambda m: (m.start, -m.end, not m.name))
    out: list[Mention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def names_within(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that stand in a text, each once, as a text writes them."""
    return tuple(sorted({" ".join(text[start:end].split()) for start, end in _named(text, tuple(names))}))


def resolve(mention: Mention, catalogue: Catalogue) -> list[Regulation]:
    """The catalogue's instruments a mention can mean, in key order; [] when it knows none.

    A name finds every instrument that carries it; a number must agree, and kind, year and issuer where given.
    """
    if mention.name:
        return list(catalogue.by_name.get(squash(mention.name), ()))
    wanted = squash(mention.nomor)
    return [
        r
        for r in catalogue.by_number.get(wanted, ())
        if (not mention.jenis or _same_jenis(mention.jenis, r.jenis))
        and any(squash(n.nomor) == wanted and mention.tahun in (None, n.tahun) for n in r.nomor)
        and _same_issuer(mention.issuer, r)
    ]


def _same_jenis(written: str, held: str) -> bool:
    return held.startswith(written) or {written, held} <= {"SKB", "Kepmen"}


def _same_issuer(written: str, regulation: Regulation) -> bool:
    """Whether the issuer written can be the regulation's: some telling word of it stands in what is known of that one."""
    issuers = " ".join([regulation.penerbit, *(n.penerbit for n in regulation.nomor)])
    told = _telling(written)
    known = _telling(f"{issuers} {regulation.label} {regulation.wilayah}")
    return not told or not issuers.strip() or any(_akin(w, k) for w in told for k in known)


def _akin(one: str, other: str) -> bool:
    """Whether two words name one body: equal, or one inside the other as panrb in menpanrb."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) > 3 and short in long)


def _telling(issuer: str) -> set[str]:
    plain = _PANRB.sub("panrb", " ".join(issuer.casefold().split()))
    words = {w for w in re.findall(r"[^\W\d_]{2,}", plain) if w not in _GENERIC}
    return words | {tail.casefold() for phrase, tail in ISSUERS.items() if phrase in plain}


def _named(text: str, names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the names stand in a text, in any case, with any blanks between their words.

    Only names whose last word stands there are looked for, each by itself: a pattern of every name of a large catalogue
    costs more to make than a question has time for.
    """
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is two: rare, and spans must be right
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    by_last_word = _by_last_word(names)
    ends = by_last_word.keys() & {"", *_endings(lower)} if len(by_last_word) > _FEW_ENDINGS else by_last_word
    for last in ends:
        for words in by_last_word[last]:
            yield from _places(lower, words)


def _places(lower: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where words stand one after another in a text of small letters, no letter or digit before or after."""
    *before, last = words
    at = lower.find(last)
    while at >= 0:
        start, end = _start(lower, at, before), at + len(last)
        if start >= 0 and not (start and _in_word(lower[start - 1])) and not (end < len(lower) and _in_word(lower[end])):
            yield start, end
        at = lower.find(last, at + 1)


def _start(lower: str, at: int, before: Sequence[str]) -> int:
    """Where the first of some words that stand before an offset, blanks between, begins; -1 where they do not."""
    for word in reversed(before):
        end = len(lower[:at].rstrip()) if at and lower[at - 1].isspace() else -1
        if end < 0 or not lower.endswith(word, 0, end):
            return -1
        at = end - len(word)
    return at


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _endings(lower: str) -> set[str]:
    """What a name can end with: every stretch of a text without a space, from the start of one run of letters to the end of another."""
    out = set()
    for token in set(lower.split()):
        runs = [run.span() for run in _RUN.finditer(token)]
        out |= {token[start:end] for n, (start, _) in enumerate(runs) for _, end in runs[n : n + _MOST_RUNS]}
    return out


@lru_cache(maxsize=8)
def _by_last_word(names: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """The words of each name by its last word; those that end otherwise than ``_endings`` knows, by ""."""
    out: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in dict.fromkeys(name.lower() for name in names):
        if words := tuple(name.split()):
            out[words[-1] if _WHOLE.fullmatch(words[-1]) else ""].append(words)
    return dict(out)


def kind_of(match: re.Match[str]) -> str:
    """The short name of the kind that a match of ``INSTRUMENT`` names."""
    return JENIS[int((match.lastgroup or "j0")[1:])].short


def _numbered(text: str, jenis: re.Match[str]) -> Mention | None:
    kind = kind_of(jenis)
    if kind == "UUD":
        year = _CONSTITUTION.match(text, jenis.end())
        return Mention(kind, "1945", None, "UUD 1945", jenis.start(), year.end()) if year else None
    match = _NUMBERED.match(text, jenis.end())
    if not match:
        return None
    nomor, tahun = match["nomor"].rstrip(".-/"), match["tahun"]
    if pair := _PLAIN_PAIR.fullmatch(nomor):
        nomor, tahun = pair[1], pair[2]
    plain = bool(re.fullmatch(r"\d+[A-Za-z]?", nomor))
    if (kind in _LAWS and (not plain or match["issuer"])) or (kind not in _LAWS and plain and not tahun):
        return None
    end = match.end()
    if kind in _LAWS and not tahun and (bare := _BARE_YEAR.match(text, end)):  # "pp 53 2010", as it is typed
        tahun, end = bare[1], bare.end()
    inside = _INSIDE_KIND.fullmatch(jenis[0])
    issuer = f"{inside[1] if inside else ''} {match['issuer']}".strip()
    return Mention(kind, nomor, int(tahun) if tahun else _year_inside(nomor), "", jenis.start(), end, issuer)


def _year_inside(nomor: str) -> int | None:
    years = re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", nomor)
    return int(years[-1]) if years and "/" in nomor else None


def _with_neighbour(
    text: str, provision: Citation, starts: Mapping[int, Mention], ends: Mapping[int, Mention], taken: set[Mention]
) -> Citation:
    """Join a provision to the instrument right after it, else right before it."""
    gap = _TO_MENTION.match(text, provision.end)
    follows = ends.get(provision.start)
    closer = follows is not None and follows not in taken and gap is not None and "," in gap[0]
    if gap and not closer and (after := starts.get(gap.end())):
        taken.add(after)
        return _joined(text, provision, after)
    if (before := ends.get(provision.start)) and before not in taken:
        taken.add(before)
        return _joined(text, provision, before)
    return provision


def _joined(text: str, provision: Citation, mention: Mention) -> Citation:
    start, end = min(provision.start, mention.start), max(provision.end, mention.end)
    return replace(provision, text=text[start:end], start=start, end=end, mention=mention)


def _share_in_lists(text: str, citations: list[Citation]) -> list[Citation]:
    """Give list items the instrument named once for the whole list: ``Pasal 280 dan Pasal 282 UU 7/2017``."""
    out = list(citations)
    for i in range(len(out) - 2, -1, -1):
        if out[i].mention is None and joiner_end(text, out[i].end) == out[i + 1].start:
            out[i] = replace(out[i], mention=out[i + 1].mention)
    for i in range(1, len(out)):
        if out[i].mention is None and joiner_end(text, out[i - 1].end) == out[i].start:
            out[i] = replace(out[i], mention=out[i - 1].mention)
    return out
