"""Makes ``corpus/register.tsv``: jenis, nomor, tahun, judul of every instrument of the bulk set.

    python -m bench.register BULK            # BULK: peraturan-uu-pp.tar.xz unpacked (uu/, pp/, permenkeu/)
    python -m bench.register BULK --report   # to stderr: numbers that disagree, titles repaired, titles unread

A text names itself up to five times: its head, ``Menetapkan: ... TENTANG``, the head of its penjelasan,
its recital (``perlu menetapkan ... tentang``) and the texts that cite it. The head is the judul; where
the scan lost a line of it or misread a word, another reading that says the same in full mends it.
``register_readings.tsv`` holds the titles a person read in the text. What none of these settles stays empty.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.judul import ABOUT, Words, bare, damaged, tidy, title_case

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
JENIS = {"uu": "UU", "pp": "PP", "permenkeu": "Permenkeu"}
Key = tuple[str, int, str]  # folder, year and number, as in the path
Row = tuple[str, str, int]  # jenis, nomor, tahun

# What a scan reads for a digit, a heading, the end of a heading.
DIGIT = dict(zip("0123456789", ("[0OoQ]", "[1lIi|!J]", "[2Z]", "[3S]", "4", "[5S]", "[6G]", "[7T]", "[8B]", "9"), strict=True))
KIND = {
    "uu": r"UNDANG\W{0,3}UNDANG",
    "pp": r"PERATURAN\s*PEMERINTAH",
    "permenkeu": r"PERATURAN\s*MENTERI\s*KEUANGAN",
}
PRESIDENT = r"(?:KAMI,? |P[DJN]\.? |PEJABAT |PENJABAT )?P?PRESIDE\.?N\s+RE[A-Zl!8]{3,5}K\s+I[A-Z]+"
HEAD_END = re.compile(
    rf"""\n | \bMENIMBANG | \bMenimbang | \bMengingat\b | \bMEMUTUSKAN\b | \bMembaca\b | \bD[EB]NGAN\s*RA[KHC]*H?M
    | \bMENTERI\sKEUANGAN\sREPUBLIK\sINDONESIA, | ,?\s{PRESIDENT}\s*,?\s*(?=\n|$) | \sPRESIDEN\sREPUBLIK\sINDONESIA(?:\sSERIKAT)?,
    | \s(?:Pejabat\s|Penjabat\s|Pd\.\s)?Presiden\s+[Rr]epublik\s+[Il]ndonesia\s*,?""",
    re.VERBOSE,
)
CITED = re.compile(
    r"(Undang\s*-\s*[Uu]ndang\s*Darurat|Peraturan\s+Pemerintah\s+Pengganti\s+Undang\s*-\s*[Uu]ndang|Undang\s*-\s*[Uu]ndang|Peraturan\s+Pemerintah)"
    r"\s*(?:Republik\s+Indonesia\s+)?(?:Nomor|No\.?|Nr\.?)\s*:?\s*(\d+)\s+[Tt]ahun\s+((?:19|20)\d\d)\s+(?:[Tt]entang|mengenai)\s+"
    r"([^;\n]{4,700}?)\s*\(\s*(?:Lembaran|LEMBARAN|LN|L\.\s?N\.|Tambahan|Berita)"
)
ESTABLISHED = re.compile(
    r"Penetapan Peraturan Pemerintah Pengganti Undang-Undang (?:Nomor|No\.?) ?(\d+) Tahun (\d{4}),? tentang "
    r"([^(]+?)(?: \([^()]*\))?,? [Mm]enjadi Undang-Undang"
)
LINK_LINES = re.compile(r"\(?\s*(?:Lembaran|LEMBARAN|L\.N|STBL|Stbl)")  # "(Lembaran Negara ...)" is no part of a judul


def head(key: Key, text: str) -> str:
    """The judul as printed after the number and year of the path, "" when the text has no such head."""
    number = r"\s?".join(DIGIT[c] for c in key[2])
    year = r"\s?".join(DIGIT[c] for c in str(key[1]))
    top = text[:5000]
    nomor, tahun = r"(?:N\s?O\s?M\s?O\s?[RT]|NPOMOR|NO\.?|NR\.?)", r"(?:T\s?A\s?H\s?[UV]\s?N)?"
    named = rf"{nomor}\s*:?\s*[-.]?{number}\s*(?:/PMK\.\d+/)?\s*,?\s*{tahun}\s*\.?{year}(?!\d),?\s*"
    for match in re.finditer(named, top, re.IGNORECASE):
        about = re.match(r"\W{0,3}" + ABOUT, top[match.end() :], re.IGNORECASE)
        if not about and match.start() > 200:
            continue
        rest = top[match.end() + (about.end() if about else 0) :]
        if re.match(r"\W*(?:UNDANG-UNDANG|PERATURAN [A-Z]+)[A-Z ]*\nNOMOR", top):
            rest = rest.split("\n\n")[0].replace("\n", " ") + "\n"
        if end := HEAD_END.search(rest):
            return rest[: end.start()]
    return ""


def disagreement(key: Key, text: str) -> str:
    """The number and year in the head where they are not those of the path, else ""."""
    kind = rf"(?:{KIND[key[0]]}|PERATURAN)\s*(?:REPUBLIK\s*INDONESIA)?\s*"
    found = re.match(rf"\W*(?:{kind})+(?:NOMOR|NO\.)\s*(\S+)\s*TAHUN\s*(\d\S*)", text)
    if not found or key[0] == "permenkeu":
        return ""
    number, year = (re.sub(r"\D", "", part.translate(str.maketrans("OoQlIi|", "0001111"))) for part in found.groups())
    return "" if (number, year) == (key[2], str(key[1])) else f"{found[1]}/{found[2]}"


def enacted(key: Key, text: str) -> str:
    """The judul after ``Menetapkan:``."""
    decided = r"\b(?:M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N|Memutuskan)\b"
    start = re.search(decided, text) or re.search(r"\b[Mm]en[ei]tapkan\b", text)
    rest = text[start.start() :] if start else ""
    kind, quoted = KIND[key[0]], r"(?:[Pp]eraturan\s(?:[Pp]emerintah\s)?)?(?:sebagai|seperti)?\s*(?:berikut)?\s*:?\s*[\"“,]{0,2}\s*"
    for pattern, flags in (
        (rf"[Mm]en[ei]tapkan\W*{quoted}{kind}\s*(?:REPUBLIK\s+INDONESIA\s*)?,?\s*TENTANG\s*:?\s*([^\n]*)", re.IGNORECASE),
        (rf"[Mm]enetapkan\s*{quoted}PERATURAN\s+TENTANG\s+([^\n]*)", 0),
        (rf"\b{kind}\s*(?:REPUBLIK\s+INDONESIA\s*)?{ABOUT}([A-Z][A-Z ,/()\-0-9\"'.\n]+?)\.(?=\s)", 0),
    ):
        if match := re.search(pattern, rest, flags):
            return re.split(r"\.?\s+(?:BAB\s+[I1l]|Pasal\s+(?:[1Il]\b|Satu)|BAGIAN\s+I)", match[1])[0]
    return ""


def explained(key: Key, text: str) -> str:
    """The judul at the head of the penjelasan."""
    number, year = r"\s?".join(DIGIT[c] for c in key[2]), r"\s?".join(DIGIT[c] for c in str(key[1]))
    found = re.search(
        rf"PENJELASAN\s*(?:ATAS|TENTANG|MENGENAI)?\s*{KIND[key[0]]}\s*(?:REPUBLIK\s+INDONESIA)?\s*(?:NOMOR|NO\.|NOMER)\s*:?\s*{number}\s*TAHUN\s*{year}"
        rf"\s*{ABOUT}([^\n]*)",
        text,
        re.IGNORECASE,
    )
    return re.split(r"\s+(?:I\s*\.?\s*)?(?:PENJELASAN\s+)?UMUM\b|\s+I\.?\s|\s+Umum\b|\s+A\.\s+UMUM", found[1])[0] if found else ""


def recited(key: Key, text: str) -> str:
    """The judul in the last recital that says what had to be made."""
    kind = {"uu": r"Undang\W{0,3}[Uu]ndang", "pp": r"Peraturan\s*Pemerintah", "permenkeu": r"Peraturan\s*Menteri\s*Keuangan"}[key[0]]
    made = rf"(?:menetapkan|membentuk|mengadakan|mengatur|menyusun)\s+(?:suatu\s+)?{kind}\s*(?:tentang|mengenai)\s+"
    found = re.findall(made + r"([^;\n]*?)\s*(?:;|\.?\n|\.?\s+Mengingat)", text[:20000])
    return found[-1] if found else ""


def citations(texts: dict[Key, str]) -> dict[Key, Counter[str]]:
    """How many texts cite each instrument under which title; keys of every kind cited, ``perppu`` too."""
    out: dict[Key, defaultdict[str, set[Key]]] = {}
    for source, text in texts.items():
        at = 0
        while match := CITED.search(text, at):
            at = match.start() + 8
            name, title = match[1].casefold(), " ".join(match[4].split())
            kind = "uudrt" if "darurat" in name else "perppu" if "pengganti" in name else "pp" if "pemerintah" in name else "uu"
            if not re.search(
                r"sebagaimana (?:telah )?(?:beberapa|di)|telah (?:beberapa kali|diubah)|, dan Undang|\bjo\.|juncto|dicabut|[.:] [A-Z]",
                title,
            ):
                out.setdefault((kind, int(match[3]), match[2]), defaultdict(set))[title].add(source)
    return {key: Counter({title: len(sources) for title, sources in titles.items()}) for key, titles in out.items()}


@dataclass
class Reading:
    """One way a text names itself: where it stands (head, enacted, ...), the words, how many say so."""

    where: str
    text: str
    weight: int = 1


def readings(key: Key, text: str, cited: Counter[str], words: Words) -> list[Reading]:
    """Every reading of a judul, the head first."""
    out = [Reading(f.__name__, tidy(f(key, text), words)) for f in (head, enacted, explained, recited)]
    grouped: dict[str, Reading] = {}
    for title, count in cited.items():
        clean = tidy(title, words)
        grouped.setdefault(bare(clean), Reading("cited", clean, 0)).weight += count
    out += sorted(grouped.values(), key=lambda r: (-r.weight, r.text))[:3]
    top = len(out[0].text)
    return [r for r in out if r.text and len(r.text) < 900 and not (r.where == "explained" and top and len(r.text) > 1.6 * top + 40)]


def settle(found: Sequence[Reading], text: str, words: Words) -> tuple[str, str]:
    """The judul out of its readings, and how it was come by: head, mended, full, other or unread."""
    heads = [r for r in found if r.where == "head"]
    others = [r for r in found if r.where != "head"]
    sound = [r for r in others if not damaged(r.text) and words.good(r.text, text)]
    if not heads:
        best = max(sound, key=lambda r: (sum(bare(o.text) == bare(r.text) for o in others), r.weight > 1, -others.index(r)), default=None)
        return (best.text, "other") if best and (best.where != "cited" or best.weight > 1) else ("", "unread")
    base = heads[0].text
    if any(bare(r.text) == bare(base) and r.where in ("enacted", "recited", "cited") for r in others) and not damaged(base):
        return _mend(base, others, words), "head"
    for reading in sound:  # before the head: the penjelasan can have lost the same line
        if reading.where != "explained" and (reading.where != "cited" or reading.weight > 1) and _fuller(reading.text, base):
            return reading.text, "full"
    for reading in sound:  # two that agree outweigh a head of its own, unless they only misread a letter of it
        places = {o.where for o in sound if bare(o.text) == bare(reading.text)}
        alike = difflib.SequenceMatcher(None, bare(base), bare(reading.text), autojunk=False).ratio()
        if len(places) > 1 and "enacted" in places and not (words.good(base) and alike > 0.97):
            return reading.text, "other"
    mended = _mend(base, others, words)
    if not damaged(mended):
        return mended, "head" if mended == base else "mended"
    return next(((r.text, "other") for r in sound if r.weight > 1 or r.where != "cited"), ("", "unread"))


def _fuller(text: str, base: str) -> bool:
    """Whether ``text`` is ``base`` with the words of a lost line put back, and nothing else changed."""
    left, right = [bare(t) for t in base.split()], [bare(t) for t in text.split()]
    inserted = False
    for op, i1, i2, j1, j2 in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if op == "insert":
            inserted |= not LINK_LINES.match(" ".join(text.split()[j1:j2]))
        elif op != "equal" and difflib.SequenceMatcher(None, "".join(left[i1:i2]), "".join(right[j1:j2]), autojunk=False).ratio() < 0.75:
            return False
    return inserted and len(right) < 4 * len(left) + 12


def _mend(base: str, others: Sequence[Reading], words: Words) -> str:
    """``base`` with misread words as another reading has them, and with words that two others add."""
    tokens = base.split()
    votes: dict[tuple[int, int], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for reading in others:
        theirs = reading.text.split()
        matcher = difflib.SequenceMatcher(None, [bare(t) for t in tokens], [bare(t) for t in theirs], autojunk=False)
        for op, i1, i2, j1, j2 in matcher.get_opcodes():
            proposal = " ".join(theirs[j1:j2])
            if op in ("replace", "insert") and words.good(proposal) and not (op == "insert" and LINK_LINES.match(proposal)):
                votes[i1, i2][proposal.casefold()].add(reading.where)
    edge = len(tokens) + 1
    for (i1, i2), proposals in sorted(votes.items(), reverse=True):
        if i2 >= edge:
            continue
        own = " ".join(tokens[i1:i2])
        text, where = max(proposals.items(), key=lambda item: (len(item[1]), item[0]))
        alike = difflib.SequenceMatcher(None, bare(own), bare(text), autojunk=False).ratio() >= 0.6
        if (not own and len(where) > 1) or (own and alike and not words.good(own)):
            tokens[i1:i2], edge = text.upper().split(), i1
    return " ".join(tokens)


def of_the_texts(texts: dict[Key, str], report: bool = False) -> tuple[dict[Row, str], Counter[str]]:
    """The judul of each text, and how many were come by in which way; what is odd goes to stderr if asked."""
    copies, words, cited = Counter(texts.values()), Words.of(texts.values()), citations(texts)
    rows, ways = _only_cited(texts, cited, words), Counter[str]()
    for key, text in texts.items():
        judul, way = settle(readings(key, text, cited.get(key, Counter()), words), text, words)
        if copies[text] > 1 and not re.search(rf"{KIND[key[0]]}[A-Z ]*NOMOR\s*{key[2]}\s*TAHUN\s*{key[1]}\s*{ABOUT}", text[:2000]):
            judul, way = "", "unread"  # the text of another instrument, put here too
        ways[way] += 1
        number = re.search(r"NOMOR\s+(\d+)\s*(/PMK\.\d+/\d{4})", text[:300]) if key[0] == "permenkeu" else None
        rows[JENIS[key[0]], number[1] + number[2] if number else key[2], key[1]] = title_case(judul, words)
        if report and (other := disagreement(key, text)):
            print("disagrees", *key, other, sep="\t", file=sys.stderr)
        if report and way != "head":
            print(way, *key, judul, sep="\t", file=sys.stderr)
    return rows, ways


def _only_cited(texts: dict[Key, str], cited: dict[Key, Counter[str]], words: Words) -> dict[Row, str]:
    """Instruments that no text is held of, where at least three texts cite them and four in five agree on the judul."""
    rows: dict[Row, str] = {}
    for key, titles in cited.items():
        jenis = {"uu": "UU", "pp": "PP", "perppu": "Perppu"}.get(key[0])
        clean = Counter[str]()
        for title, count in titles.items():
            text = (
                re.sub(r"(?i),?\s+(?:menjadi|sebagai) undang-undang$", "", tidy(title, words)) if jenis == "Perppu" else tidy(title, words)
            )
            clean[title_case(text, words)] += count
        judul, count = max(clean.items(), key=lambda item: (item[1], item[0]))
        same = sum(n for title, n in clean.items() if bare(title) == bare(judul))
        if jenis and key not in texts and same > 2 and same >= 0.8 * clean.total() and not damaged(judul) and "Darurat" not in judul:
            rows[jenis, key[2], key[1]] = judul
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Write ``corpus/register.tsv``; a judul read by a person wins over the scan's, the catalogue's over both."""
    parser = argparse.ArgumentParser(description="Makes corpus/register.tsv out of the bulk set.")
    parser.add_argument("bulk", type=Path)
    parser.add_argument("--report", action="store_true")
    chosen = parser.parse_args(arguments)
    texts = {
        (path.parent.parent.name, int(path.parent.name), path.stem): path.read_text("utf-8").replace("_", "").replace("\u00ad", "")
        for path in sorted(chosen.bulk.glob("*/*/*.md"))
    }
    rows, ways = of_the_texts(texts, chosen.report)
    with (HERE / "register_readings.tsv").open(encoding="utf-8", newline="") as file:
        read = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows |= {(row["jenis"], row["nomor"], int(row["tahun"])): row["judul"] for row in read}
    for path in sorted((CORPUS / "katalog").glob("*.toml")):
        entry = tomllib.loads(path.read_text("utf-8"))
        if entry["jenis"] in ("UU", "PP", "Perppu"):
            rows |= {(entry["jenis"], number["nomor"], number["tahun"]): entry["judul"] for number in entry["nomor"]}
    for made in [match for (jenis, *_), judul in rows.items() if jenis == "UU" and (match := ESTABLISHED.fullmatch(judul))]:
        rows.setdefault(("Perppu", made[1], int(made[2])), made[3])  # a UU that sets a Perppu as law names it in full
    lines = [
        "\t".join((*map(str, row), rows[row])) + "\n" for row in sorted(rows, key=lambda r: (r[0], r[2], int(r[1].split("/")[0]), r[1]))
    ]
    (CORPUS / "register.tsv").write_text("jenis\tnomor\ttahun\tjudul\n" + "".join(lines), "utf-8")
    print(f"{len(rows)} instrumen, {sum(not judul for judul in rows.values())} tanpa judul; teks: {dict(ways)}", file=sys.stderr)


if __name__ == "__main__":
    main()
