"""Repair a bad text layer from evidence: places where what is shown differs from the source, each of them listed.

Nothing moves: a repair names a span of the source and what is shown there, and what is parsed (``applied``) stays as long as
the source, so that every span still points to the stored text. Only what is certain is repaired; the rest stays as read.

The evidence: how often words stand in Indonesian regulations (``words``), which letters a scanner takes for which (``GLYPHS``),
and the grammar of years, headings and numbered paragraphs. A number is touched in two cases only, where its own grammar leaves
one reading: a year after "Tahun" with O for 0 or l for 1, and the mark of an ayat whose closing bracket was read as 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kb.law.regulation import Repair
from kb.read.words import counts


def _pairs(table: str) -> tuple[tuple[str, str], ...]:
    return tuple((seen, printed) for seen, _, printed in (pair.partition(">") for pair in table.split()))


GLYPHS = _pairs(
    "rn>m rr>n cl>d ci>d rr>u tr>h tr>u nr>ru nr>m hr>tu rl>n lr>u lr>k lt>k lk>k rv>w vv>w ll>u qi>aj qj>aj q>a v>y"
    " ii>u ii>n nn>rm rl>d iv>w pc>pe mc>me kc>ke bc>be tc>te dc>de gc>ge lc>le scb>seb sch>seh"
)
"""What a scanner reads and what was printed, of pairs that make no word of another word; counted in damaged regulations."""
LETTERS = _pairs(
    "ri>n rt>n it>n in>m ni>m tn>m ti>h li>h m>ru n>ri d>rj p>ga c>e i>l l>i t>l l>k r>i l>t e>c b>h h>b c>o t>f l>f i>t i>j l>j n>u"
    " u>n c>d"
)
"""Pairs that may make a word of a word (pencabulan, pencabutan): believed only where the word read stands in no regulation."""
MISREAD = dict(
    _pairs(
        "clan>dan darr>dan darl>dan rlan>dan humf>huruf selumh>seluruh hams>harus bempa>berupa mempakan>merupakan pemsahaan>perusahaan "
        "pemndang>perundang tedadi>terjadi bekeda>bekerja pekeda>pekerja pekedaan>pekerjaan pedanjian>perjanjian kineda>kinerja"
        " negen>negeri"
    )
)
"""Misreadings often met that no pair of letters tells from a word by rule."""
_ACRONYMS = {
    word.casefold(): word
    for word in "KPU PNS ASN DPR DPD DPRD MPR PPPK BKN KASN KPPS PPS PPK KIP TNI POLRI APBN APBD LHKPN NIP NIK BPK KPK NKRI MK MA".split()
}

_LONG, _LONGEST = 5, 40  # letters; no regulation has a longer word, and the pairs above would be tried in each place of it
_OFTEN, _VERY_OFTEN = 200, 2000
_RATIO, _ALONE = 60, 50
_RARE = 300

_TOKEN = re.compile(r"(?<![\w'’-])[^\W\d_]{2,}(?![\w'’-])")
_SPACED = re.compile(r"(?<![\w'’./-])[^\W\d_]{1,12}(?:[ ]{1,2}[^\W\d_]{1,12}){1,60}(?![\w'’/-])")
_LISTED = re.compile(r"(?:huruf|angka|ayat|kelas|golongan|butir|tipe|kategori|seri|model|lampiran)\s*$", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<=[Tt]ahun )(?=\w*[OolI])(?P<year>[12l][\dOo][\dOolI]{2})(?!\w)|(?<=TAHUN )(?=\w*[OolI])(?P<head>[12l][\dOo][\dOolI]{2})(?!\w)"
)
_AYAT = re.compile(r"^[ \t]*\((?P<n>\d{1,2}|[lI])(?P<close>\)|1(?=[ \t]+[A-Z]))", re.MULTILINE)
_PASAL = re.compile(r"^[ \t]*Pasal[ \t]+(?P<n>\S+)[ \t]*$", re.MULTILINE)
_HEAD_LINE = re.compile(
    r"PRESIDEN|REPUBLIK\s+INDONES[I|l1]A|PRESIDEN\s+REPUBLIK\s+INDONES[I|l1]A|[-–—~]\s*\d{1,4}\s*[-–—~]"
    r"|\d{4},\s*No\.\s?\d+(?:\s+\d+)?|\d+\s+\d{4},\s*No\.\s?\d+|SK\s+No\s*\d+\s*[A-Z]?|(?:https?://)?www\.[a-z.]+(?:/\S*)?|SALINAN"
)
_HEAD_IN_LINE = re.compile(
    r"(?<!\S)(?P<catch>(?:\(?\w{1,3}[.)][ \t]+)?[^\W\d_]{3,})[ \t.…]*[ \t]"
    r"(?P<again>P[A-Za-z]{3,9}N[ \t]+REPUBL\w+[ \t]+INDONES\w+[ \t]+(?:-?[ \t]*\d+[ \t]*-?[ \t]+)?(?P=catch)[ \t])"
)
_SERIAL = re.compile(r"SK\s+No\s*\d+\s*[A-Z]?|(?:https?://)?www\.[a-z.]+(?:/\S*)?")
_CATCHWORD = re.compile(r"(?P<words>[^\s.]\S*(?:\s+[^\s.]\S*){0,4}?\s*)(?<!\.)\.\s*\.\s*\.\s*")
_HEAD_LINES = 4
_PAGES = 3
_MOST_PIECES = 6
_ROMAN = re.compile(r"[ivxlcdm]+")


def repairs_of(text: str, page_starts: Sequence[int]) -> tuple[Repair, ...]:
    """What is certain to be read wrongly in a text, in order, never crossing.

    Args:
        text: The source, pages joined by form feeds.
        page_starts: Where each page begins in it.

    >>> [repair.to for repair in repairs_of("Ketentuan unhrk Ralryat, Tahun 2Ol4", (0,))]
    ['untuk', 'Rakyat', '2014']
    """
    found = [
        *_running_heads(text, page_starts),
        *_heads_in_lines(text),
        *_years(text),
        *_ayat_marks(text),
        *_first_pasal(text),
        *_joined(text),
        *_words(text),
    ]
    out: list[Repair] = []
    for repair in sorted(found, key=lambda r: (r.start, -r.end)):
        if not out or repair.start >= out[-1].end:
            out.append(repair)
    return tuple(out)


def applied(text: str, repairs: Iterable[Repair]) -> str:
    """The text with its repairs, as long as before: a shorter word is followed by blanks, a longer one stays as read.

    >>> applied("P em b in aan ASN", [Repair(0, 13, "Pembinaan")])
    'Pembinaan     ASN'
    """
    pieces, at = [], 0
    for repair in repairs:
        was = text[repair.start : repair.end]
        blank = re.sub(r"[^\n\f]", " ", was)
        now = repair.to + blank[len(repair.to) :] if len(repair.to) <= len(was) else was
        pieces += [text[at : repair.start], now]
        at = repair.end
    return "".join([*pieces, text[at:]])


def _running_heads(text: str, page_starts: Sequence[int]) -> Iterator[Repair]:
    """What a printer puts on every page from the second on: its name, the page's number, the next page's first words."""
    spans = [(start, end - 1) for start, end in zip(page_starts[1:], [*page_starts[2:], len(text) + 1], strict=False)]
    numbered = Counter(n - i for i, (start, end) in enumerate(spans) if (n := _number_at(text, start, end)) is not None)
    offset = next((o for o, times in numbered.most_common(1) if times >= _PAGES), None)
    for i, (start, end) in enumerate(spans):
        body = _body_at(text, start, end, None if offset is None else i + offset)
        if text[start:body].strip():
            yield Repair(start, body, "")
        yield from _catchword(text, page_starts[i], start - 1, body)


def _heads_in_lines(text: str) -> Iterator[Repair]:
    """A page's head inside a line, told by the catchword before it that comes again after it: both go."""
    for match in _HEAD_IN_LINE.finditer(text):
        yield Repair(match.start("again"), match.end("again"), "")


def _number_at(text: str, start: int, end: int) -> int | None:
    """The number that stands alone on a page's first line."""
    first = text[start:end].lstrip().split("\n", 1)[0].strip()
    return int(first) if first.isdecimal() and len(first) < 5 else None


def _body_at(text: str, start: int, end: int, number: int | None) -> int:
    """Where a page's own words begin."""
    at, heads = start, 0
    for line in text[start:end].splitlines(keepends=True):
        words = line.strip()
        if heads == _HEAD_LINES or (words and not _HEAD_LINE.fullmatch(words) and words != str(number)):
            break
        heads += bool(words)
        at += len(line)
    return at if heads else start


def _catchword(text: str, start: int, end: int, body: int) -> Iterator[Repair]:
    """The line below a page that only says how the next page begins: ``(2) Ketentuan . . .``; a serial number below it goes too."""
    at = end
    for line in reversed(text[start:end].rstrip().split("\n")[-2:]):
        place = text.rfind(line, start, at)
        catch = _CATCHWORD.fullmatch(line.strip())
        if not (catch and _alike(catch["words"], text[body : body + 120])) and not _SERIAL.fullmatch(line.strip()):
            break
        at = place
    if at < end and text[at:end].strip():
        yield Repair(at, at + len(text[at:end].rstrip()), "")


def _alike(words: str, following: str) -> bool:
    """Whether a page begins with some words; marks, blanks and numbers, which are often misread, not counted."""
    wanted = "".join(filter(str.isalpha, words))
    return bool(wanted) and "".join(filter(str.isalpha, following)).startswith(wanted)


def _years(text: str) -> Iterator[Repair]:
    for match in _YEAR.finditer(text):
        year = re.sub("[lI]", "1", re.sub("[Oo]", "0", match[0]))
        if 1945 <= int(year) <= 2035:
            yield Repair(match.start(), match.end(), year)


def _ayat_marks(text: str) -> Iterator[Repair]:
    """``(l)`` that opens a list, and ``(21`` between (1) and (3): the mark of an ayat told by its neighbours."""
    marks = list(_AYAT.finditer(text))
    for i, match in enumerate(marks):
        number = match["n"]
        following = marks[i + 1]["n"] if i + 1 < len(marks) else ""
        if number in ("l", "I") and following.startswith("2"):
            yield Repair(match.start("n"), match.end("n"), "1")
        if match["close"] == "1" and i and number.isdecimal():
            before = marks[i - 1]["n"].replace("l", "1").replace("I", "1")
            if before.isdecimal() and int(number) == int(before) + 1 and following in ("", "1", "l", "I", str(int(number) + 1)):
                yield Repair(match.start("close"), match.end("close"), ")")


def _first_pasal(text: str) -> Iterator[Repair]:
    """``Pasal I`` that a Pasal 2 follows, in a text that has no Pasal II."""
    headings = list(_PASAL.finditer(text))
    numbers = [match["n"] for match in headings]
    if "II" in numbers:
        return
    for match, following in zip(headings, numbers[1:], strict=False):
        if match["n"] in ("I", "l") and following == "2":
            yield Repair(match.start("n"), match.end("n"), "1")


def _joined(text: str) -> Iterator[Repair]:
    """Words whose letters stand apart (``P em b in aan``), where the pieces on both sides are words by themselves."""
    for match in _SPACED.finditer(text):
        pieces = list(re.finditer(r"[^\W\d_]+", match[0]))
        i = 0
        while i < len(pieces) - 1:
            start = match.start() + pieces[i].start()
            last = _longest(pieces, i)
            whole = (i == 0 or not _strange(pieces[i - 1][0])) and (last + 1 >= len(pieces) or not _strange(pieces[last + 1][0]))
            if last and whole and not _LISTED.search(text[max(0, start - 12) : start]):
                joined = "".join(piece[0] for piece in pieces[i : last + 1])
                yield Repair(start, match.start() + pieces[last].end(), _cased(joined, joined.casefold()))
            i = max(last, i) + 1


def _strange(piece: str) -> bool:
    return len(piece) < 2 or counts().get(piece.casefold(), 0) < _OFTEN


def _longest(pieces: Sequence[re.Match[str]], first: int) -> int:
    """The last piece of the longest known word that begins with a piece; 0 if there is none."""
    for last in range(min(len(pieces) - 1, first + _MOST_PIECES), first, -1):
        parts = [piece[0] for piece in pieces[first : last + 1]]
        joined = "".join(parts).casefold()
        if (
            len(joined) >= _LONG
            and counts().get(joined, 0) >= _VERY_OFTEN
            and any(map(_strange, parts))
            and not any(p[0].isupper() for p in parts[1:])
        ):
            return last
    return 0


def _words(text: str) -> Iterator[Repair]:
    for match in _TOKEN.finditer(text):
        right = None if text[match.end() : match.end() + 1] == "-" else _right(match[0])
        if right is not None and not _is_piece(text, match):
            yield Repair(match.start(), match.end(), right)


def _is_piece(text: str, match: re.Match[str]) -> bool:
    """Whether a word is half of another one that a blank was put into: ``marta bat``."""
    before = re.search(r"([^\W\d_]+) $", text[max(0, match.start() - 30) : match.start()])
    after = re.match(r" ([^\W\d_]+)", text[match.end() : match.end() + 30])
    known, word = counts(), match[0].casefold()
    return bool((before and before[1].casefold() + word in known) or (after and word + after[1].casefold() in known))


@lru_cache(maxsize=200_000)
def _right(word: str) -> str | None:
    """What a word must be read as; None where it is right, or nothing is certain.

    >>> _right("pernerintah"), _right("KpU"), _right("pemerintah"), _right("Sukarno")
    ('pemerintah', 'KPU', None, None)
    """
    low = word.casefold()
    known = counts()
    if low in _ACRONYMS:
        return _ACRONYMS[low] if not word.isupper() and not word.islower() and not word.istitle() else None
    if low in MISREAD:
        return _cased(word, MISREAD[low])
    times = known.get(low, 0)
    if not _LONG <= len(low) <= _LONGEST or times > _RARE or _ROMAN.fullmatch(low) or (word[0].islower() and word[1].isupper()):
        return None
    found = _ranked(_changed(low, GLYPHS), max(_OFTEN, _RATIO * times))
    if not found and times == 0:
        found = _ranked(_twice(low), _VERY_OFTEN)
    if not found and times == 0 and len(low) >= (_LONG if word[0].islower() else _LONG + 2):
        found = _ranked(_changed(low, LETTERS), _VERY_OFTEN)
    return _cased(word, found) if found else None


def _ranked(candidates: Iterable[str], least: int) -> str:
    """The one candidate that is frequent, "" if there is none or another comes near it."""
    known = counts()
    ranked = sorted({(known.get(word, 0), word) for word in candidates}, reverse=True)
    if not ranked or ranked[0][0] < least or (len(ranked) > 1 and ranked[1][0] * _ALONE > ranked[0][0]):
        return ""
    return ranked[0][1]


def _changed(word: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    for seen, printed in pairs:
        at = word.find(seen)
        while at >= 0:
            yield word[:at] + printed + word[at + len(seen) :]
            at = word.find(seen, at + 1)


def _twice(word: str) -> Iterator[str]:
    if len(word) < _LONG + 1:
        return
    for once in _changed(word, GLYPHS):
        yield from _changed(once, GLYPHS)
        yield from _changed(once, LETTERS)


def _cased(read: str, word: str) -> str:
    """A word in the letters' case that was read: all capitals, a first capital, or none."""
    if word in _ACRONYMS:
        return _ACRONYMS[word]
    capitals = sum(map(str.isupper, read))
    if capitals > len(read) / 2 and len(read) > 1:
        return word.upper()
    return word.capitalize() if read[0].isupper() else word
