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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
JENIS = {"uu": "UU", "pp": "PP", "permenkeu": "Permenkeu"}
Key = tuple[str, int, str]  # folder, year and number, as in the path

# What a scan reads for a digit, a heading, the end of a heading.
DIGIT = dict(zip("0123456789", ("[0OoQ]", "[1lIi|!J]", "[2Z]", "[3S]", "4", "[5S]", "[6G]", "[7T]", "[8B]", "9"), strict=True))
KIND = {
    "uu": r"UNDANG\W{0,3}UNDANG",
    "pp": r"PERATURAN\s*PEMERINTAH",
    "permenkeu": r"PERATURAN\s*MENTERI\s*KEUANGAN",
}
ABOUT = r"(?:T\W?E\W?N\W?T\W?[AN]\W?[NA]?M?\W?G|fENTANG|tcntang)(?![a-z])\s*:?\s*"
PRESIDENT = r"(?:KAMI,? |P[DJN]\.? |PEJABAT |PENJABAT )?P?PRESIDE\.?N\s+RE[A-Zl!8]{3,5}K\s+I[A-Z]+"
HEAD_END = re.compile(
    rf"""\n | \bMENIMBANG | \bMenimbang | \bMengingat\b | \bMEMUTUSKAN\b | \bMembaca\b | \bD[EB]NGAN\s*RA[KHC]*H?M
    | \bMENTERI\sKEUANGAN\sREPUBLIK\sINDONESIA, | ,?\s{PRESIDENT}\s*,?\s*(?=\n|$) | \sPRESIDEN\sREPUBLIK\sINDONESIA(?:\sSERIKAT)?,
    | \s(?:Pejabat\s|Penjabat\s|Pd\.\s)?Presiden\s+[Rr]epublik\s+[Il]ndonesia\s*,?""",
    re.VERBOSE,
)
TAIL = re.compile(
    r"""\s+(?:UMUM\.|[I1]\.\s*UMUM|UMUM\sSudah|PENJELASAN\s|Umum\.|Indeks\s*:|P[er]+aturan\sPemerintah\sini|Undang-undang\sini|Menimbang|Mengingat
    |(?:Pejabat\s)?Presiden\s+[Rr]epublik\s+[Il]ndonesia\b|[Dd]i\s?dalam\sdokumen|DIDALAM\sDOKUMEN|Ditetapkan\sdi|Di\sdalam\sPeraturan
    |B\s*A\s*B\W{0,3}[I1]\b|BABI\b|[Pp]asal\s?[1IlL]\b(?!\d)|PASAL\s(?:1\.|I\s(?=[A-Z][a-z]))|I\.\s(?:Peraturan|Menambah)|Ketentuan\s[Uu]mum|DISTRIBUSI\sII|Istilah…
    |(?:[Ss]ehingga|SEHINGGA)\b|[Ss]ebagai\sberikut|SEBAGAI\sBERIKUT|[Bb]erbunyi|Satu-satunya\spasal|I+\.\sPASAL|epkumham|ditjen\sPer|(?:[a-e]\.\s)?bahwa\b
    |D[EB]NGAN\sRA|prESIDEN|SALINAN|Mcnirnbang|PENDAHULUAN\sBahwa|Sudah\ssewajarnya|\d+\sPRESIDEN|(?i:dengan\sperubahan-perubahan)|-\s\d$
    |[23]$|Sumber:|Dengan\sPeraturan|PRES\s?I\s?DEN\s+REPUB|PRESfDEN|PRESIDE\.N|yang\stelah\ssesuai\sdengan\sketentuan\speraturan)""",
    re.VERBOSE,
)
CITED = re.compile(
    r"(Undang\s*-\s*[Uu]ndang\s*Darurat|Peraturan\s+Pemerintah\s+Pengganti\s+Undang\s*-\s*[Uu]ndang|Undang\s*-\s*[Uu]ndang|Peraturan\s+Pemerintah)"
    r"\s*(?:Republik\s+Indonesia\s+)?(?:Nomor|No\.?|Nr\.?)\s*:?\s*(\d+)\s+[Tt]ahun\s+((?:19|20)\d\d)\s+(?:[Tt]entang|mengenai)\s+"
    r"([^;\n]{4,700}?)\s*\(\s*(?:Lembaran|LEMBARAN|LN|L\.\s?N\.|Tambahan|Berita)"
)
OPEN_ENDS = frozenset(
    """ANGGARAN ANTARA ATAS ATAU AYAT BAGI BEBERAPA BEKAS DALAM DAN DAN/ATAU DARI DARIPADA DENGAN DI KE KEPADA KOMITE LEMBAGA LEMBARAN MENGENAI
    MENJADI NO NOMOR OF OLEH ON PADA PASAL PENERIMA PENGGANTI PERATURAN PT REPUBLIK SEBAGAI SEMUA SERTA STAATSBLAD STBL TAHUN TELAH TENAGA
    TENTANG TERHADAP TERMAKSUD THE UNTUK YANG""".split()
)
HOLES = re.compile(
    r"""(?i)NOMOR\s(?:TENTANG|DAN)\b | \bNO\.\s(?!\d) | TENTANG\s(?:TAHUN\s\d|SEBAGAI|MENJADI|PERATURAN$|NO\.) | TAHUN\s(?:KEANGGOTAAN|DIPERPANJANG)
    | \b(?:ATAS|UNTUK|DENGAN|DARI|PADA|DAN|DI|KE|TERHADAP|GARAM|CUKAI|PAJAK)\s(?:SEBAGAI\sUNDANG|MENJADI\sUNDANG|UNDANG-UNDANG$)
    | ^(?:DAN|SERTA|DALAM|KEPADA|UNTUK|YANG|DARI|DENGAN|DI|KE|NEGARA\sSETINGKAT|TAHUN|NO\.)\b | PERATURAN\sPEMERINTAH\s(?:ATAS|TELAH)\b
    | PENGGANTI\sNO\b | ,$ | NOMOR\s18\sPENSIUN | \b(?:NO|NOMOR)\.?\s?\d+\sTAHUN\s\d{4}\s(?:WAKTU|BERLAKUNYA)\b | \(UNDANG-SEBAGAI
    | ANGGARAN\sDAN\s1953$ | PENCABUTAN\sUNDANG-UNDANG\sMENJADI | REPUBLIK\sTAHUN\s\d | \bKE\sDALAM\sPERUSAHAAN\sPERSEROAN$ | \bTAHUN\sNEGARA\b
    | NO\.\s?\d+\sTAHUN\s\d{4}\sTAHUN | PERATURAN\sPEMERINTAH\sTENTANG\sKEDUDUKAN | PERDAFTARAN\sPERUSAHAAN\sTENTANG""",
    re.VERBOSE,
)
MISREAD = dict(
    pair.split(":")
    for pair in """ADMINSTRATIF:ADMINISTRATIF ADMNISTRATIF:ADMINISTRATIF BAGR:BAGI BAMNG:BARANG DAERAHTINGKAT:DAERAH@TINGKAT DARAH:DAERAH DERAH:DAERAH DLAM:DALAM
    INDOENSIA:INDONESIA INDONESTA:INDONESIA KALIMANNTAN:KALIMANTAN KEBUPATEN:KABUPATEN LEMABARAN:LEMBARAN LKAN:IKAN LNDONESIA:INDONESIA
    NEGAM:NEGARA NEGERA:NEGARA NUSATENGGARA:NUSA@TENGGARA PEKERJAANYA:PEKERJAANNYA PELAKSNAAN:PELAKSANAAN PEMBAGAIN:PEMBAGIAN PEMEINTAH:PEMERINTAH
    PEMERAHAN:PENYERAHAN PEMERTNTAH:PEMERINTAH PEMRINTAH:PEMERINTAH PEMTURAN:PERATURAN PENERIMATUNJANGAN:PENERIMA@TUNJANGAN PENYERFAAN:PENYERTAAN
    PERATURAAN:PERATURAN PERATURANPEMERINTAH:PERATURAN@PEMERINTAH PERBAIKKN:PERBAIKAN PERINDUTRIAN:PERINDUSTRIAN PERMUSYSWARATAN:PERMUSYAWARATAN
    PERNYERTAAN:PENYERTAAN PERTOIONGAN:PERTOLONGAN PERUSAHAA:PERUSAHAAN PERUSAHAN:PERUSAHAAN PERSAHAAN:PERUSAHAAN PERUSHAAN:PERUSAHAAN
    PRESIDGN:PRESIDEN REPUBIK:REPUBLIK REPUBLTK:REPUBLIK STAATBLAD:STAATSBLAD TENGGARATIMUR:TENGGARA@TIMUR TINGAKT:TINGKAT TINGAT:TINGKAT TUNAL:TUNAI
    WILAYAHKABUPATEN:WILAYAH@KABUPATEN PEMINDAHANIBUKOTA:PEMINDAHAN@IBUKOTA YANGBERLAKU:YANG@BERLAKU EBIJAKAN:KEBIJAKAN DISELURUH:DI@SELURUH
    TENTANGPEMBERIAN:TENTANG@PEMBERIAN TUNJANGANPERINTIS:TUNJANGAN@PERINTIS SLPIL:SIPIL PENGALIRAN:PENGALIHAN REKONTRUKSI:REKONSTRUKSI
    BARNAG:BARANG PENJELENGARAAN:PENYELENGGARAAN PROVINS:PROVINSI SAHAN:SAHAM ANAKYANG:ANAK@YANG KRTIGA:KETIGA""".split()
)  # misread words and typing errors that can be one word only; @ is a space
MISREAD = {wrong: right.replace("@", " ") for wrong, right in MISREAD.items()}
LINK_LINES = re.compile(r"\(?\s*(?:Lembaran|LEMBARAN|L\.N|STBL|Stbl)")  # "(Lembaran Negara ...)" is no part of a judul
LOWER = frozenset(
    "antara atas atau bagi dalam dan dan/atau dari dengan di ke kepada oleh pada secara serta sebagai tentang terhadap untuk yang".split()
)
LOWER_ENGLISH = frozenset("a an and as at by for from in of on or the to with".split())
UPPER = frozenset("ABRI APBD APBN ASEAN ATM BUMN DKI DPR DPRD GATT ILO MPR MPRS PN PNBP PT TNI UNESCO WTO SWI PGPN PGPS PMD KNIL".split())


@dataclass
class Words:
    """In how many texts a word stands, and how often it is written in capitals, with one, or without."""

    texts: Counter[str] = field(default_factory=Counter)
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """Count over all texts; forms only where the neighbours are not in capitals too."""
        out = cls()
        for text in texts:
            words = re.findall(r"[A-Za-z]+", text)
            out.texts.update({w.casefold() for w in words})
            for before, word, after in zip(words, words[1:], words[2:], strict=False):
                if len(word) > 1 and not (before.isupper() and len(before) > 1) and not (after.isupper() and len(after) > 1):
                    out.forms[word.casefold()]["upper" if word.isupper() else "title" if word[0].isupper() else "lower"] += 1
        return out

    def good(self, text: str, within: str = "") -> bool:
        """Whether the corpus, or the instrument itself by repeating it, knows every word, and none shows a misread scan."""
        if re.search(r"[\^~{}\\<>|¥•■°#*\[\]]|\w[\"']\w", text):
            return False
        if any(re.search(r"\d[A-Za-z]|[A-Za-z]\d", t) and not re.search(r"^\W*\d+[A-Z]\W*$|PMK|2[-,.)]*$", t) for t in text.split()):
            return False
        known = (w.casefold() for w in re.findall(r"[A-Za-z]+", text) if len(w) > 1 and not re.fullmatch("[IVXL]+", w))
        return all(self.texts[w] > 5 or (within and len(re.findall(rf"\b{w}\b", within, re.IGNORECASE)) > 2) for w in known)


def bare(text: str) -> str:
    """Letters and digits alone, for comparing readings."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def damaged(text: str) -> bool:
    """Whether a reading stops short, has a hole where a line was lost, or leaves a bracket open."""
    words = text.upper().split()
    if not words or text.count("(") != text.count(")") or text.count('"') % 2:
        return True
    whole = re.search(r"(?i)\) TAHUN$|BERITA NASIONAL ANTARA$|5 TAHUN$", text)
    spaced = re.search(r"\b[A-Z]{1,4} [A-Z]{1,4} [A-Z]{1,3} [A-Z]{1,2} [A-Z]{1,4}\b", text)
    return bool(spaced) or not whole and (words[-1].strip(".,;:") in OPEN_ENDS or bool(HOLES.search(text)))


def head(key: Key, text: str) -> str:
    """The judul as printed after the number and year of the path, "" when the text has no such head."""
    number = r"\s?".join(DIGIT[c] for c in key[2])
    year = r"\s?".join(DIGIT[c] for c in str(key[1]))
    top = text[:5000]
    named = rf"(?:N\s?O\s?M\s?O\s?[RT]|NPOMOR|NO\.?|NR\.?)\s*:?\s*[-.]?{number}\s*(?:/PMK\.\d+/)?\s*,?\s*(?:T\s?A\s?H\s?[UV]\s?N)?\s*\.?{year}(?!\d),?\s*"
    for match in re.finditer(named, top, re.IGNORECASE):
        about = re.match(r"\W{0,3}" + ABOUT, top[match.end() :], re.IGNORECASE)
        if not about and match.start() > 200:
            continue
        rest = top[match.end() + (about.end() if about else 0) :]
        if re.match(r"\W*(?:UNDANG-UNDANG|PERATURAN [A-Z]+)[A-Z ]*REPUBLIK INDONESIA\nNOMOR", top):
            rest = rest.split("\n\n")[0].replace("\n", " ") + "\n"
        if end := HEAD_END.search(rest):
            return rest[: end.start()]
    return ""


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
    made = rf"(?:menetapkan|membentuk|mengadakan|mengatur|menyusun)\s+(?:suatu\s+)?{kind}\s*(?:tentang|mengenai)\s+([^;\n]*?)\s*(?:;|\.?\n|\.?\s+Mengingat)"
    found = re.findall(made, text[:20000])
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


def tidy(text: str, words: Words) -> str:
    """A reading without what follows the judul, with line-end hyphens and misread numbers mended."""
    text = re.sub(r"(?i)(undang)\s?[.\s]\s?(undang)", r"\1-\2", re.sub(r"[\^~_]", "", " ".join(text.split())))
    text = re.sub(rf"^\W*(?:\d{{3,4}}\s+)?(?:\(?\d+/\d{{4}}\)?)?\W*(?:{ABOUT})", "", text)
    text = re.split(r"\(\d+/\d{4}\)\s*[Tt]entang\s*:\s*|NOMOR\s\d+TAHUN\s\d{4}\sTENTANG\s", text)[-1]
    text = re.sub(
        r"(?i)^\W*(?:undang\W{0,3}undang|peraturan pemerintah)\s*(?:republik indonesia )?(?:nomor|no\.?)\s*\d+ tahun \d{4}\s*(?:tentang )?(?=\w)",
        "",
        text,
    )
    text = re.sub(r"^(?:JUDUL DI ATAS;|UNDANG-UNDANG TENTANG|I (?=PERUBAHAN))\s*", "", TAIL.split(text)[0])
    text = re.split(r"(?<=[A-Z]{3})\s+(?=[A-Z][a-z]+ (?:[a-z-]+ ){3})|\.\s+(?=[A-Z][a-z]+ (?:adalah|ialah) )", text)[0]
    text = re.sub(r"(?i)\b(bagi|menjadi) \1\b", r"\1", re.sub(r"PROVINS[!\]]", "PROVINSI", text))
    if again := re.match(r"(.{20,}?)\s+(?:PERATURAN PEMERINTAH|UNDANG-UNDANG) REPUBLIK INDONESIA NOMOR \d+ TAHUN \d{4} TENTANG \1", text):
        text = again[1]

    def joined(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        twin = right.casefold().startswith(left.casefold()) or left.casefold() == "undang"
        return f"{left}-{right}" if twin or words.texts[(left + right).casefold()] < 6 else left + right

    text = re.sub(r"\b([A-Za-z]+)(?:\s*-\s+|\s+-|‐)([A-Za-z]+)", joined, text)
    text = re.sub(r"(?i)(tahun (?:anggaran )?)([12Il][\dOoIl,]{3,4})\b", lambda m: m[1] + _digits(m[2], m[2]), text)
    text = re.sub(r"(?i)(\b(?:nomor|no\.) )([\dOoIl]{1,3})\b(?!\.)", lambda m: m[1] + m[2].translate(str.maketrans("OoIl", "0011")), text)
    text = re.sub(r"\b([A-Z]+)(?:I,{1,2}|\.) ?([A-Z]+)\b", lambda m: next((w for w in (m[1] + "L" + m[2], m[1] + m[2]) if len(w) > 4 and words.texts[w.casefold()] > 50), m[0]), text)
    text = re.sub(r"[A-Za-z]+", lambda m: MISREAD.get(m[0].upper(), m[0]), text)
    text = re.sub(r"\s+([,;.)])", r"\1", re.sub(r",(?=[A-Za-z])", ", ", text).replace("( ", "("))
    return re.sub(r"\s*\*\s*\)?$", "", " ".join(text.split())).strip(" .;:-,")


def _digits(text: str, otherwise: str) -> str:
    mended = text.translate(str.maketrans("OoIl", "0011", ","))
    return mended if re.fullmatch(r"(?:1[89]|20)\d\d", mended) else otherwise


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


def title_case(text: str, words: Words) -> str:
    """A judul in title case: ``dan``, ``tentang`` and their like small, PT, ASEAN and Roman numbers in capitals."""
    small = LOWER | LOWER_ENGLISH if re.search(r"(?i)\b(?:of|the|and)\b", text) else LOWER
    pieces = re.split(r"((?:\b[A-Za-z]\.){2,}[A-Za-z]?|[^\W\d_]+(?:['’]S\b)?)", text)
    out: list[str] = []
    for before, word, after in zip(pieces[0::2], pieces[1::2], [*pieces[2::2], ""], strict=False):
        low, last = word.casefold(), out[-1].casefold() if out else ""
        if low in small and last and not before.endswith(("(", '"', "-")) and not after.startswith("-"):
            cased = low
        elif before == "-" and last != low and (low.startswith(last) or last[1:] in low):
            cased = low  # Perundang-undangan, Anak-anaknya; Undang-Undang stays
        else:
            cased = _cased(word, words)
        out += [before, cased]
    done = "".join(out) + (pieces[-1] if len(pieces) % 2 else "")
    return re.sub(r"\b(Departemen|Kementerian|Menteri|Perdagangan|Pinjaman|Bagian|Alam) (?:dalam) (Negeri)", r"\1 Dalam \2", done).replace(
        " bagi Hasil", " Bagi Hasil"
    )


def _cased(word: str, words: Words) -> str:
    low, high = word.casefold(), word.upper()
    if "." in word or len(word) == 1 or high in UPPER or (re.fullmatch(r"[IVXL]+[A-C]?", high) and high != "DI"):
        return high
    forms = words.forms.get(low)
    if forms and len(low) <= 6 and forms["upper"] > 3 * (forms["title"] + forms["lower"]) and low not in ("perum", "persero", "perjan"):
        return high
    return high[0] + low[1:]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write ``corpus/register.tsv``."""
    parser = argparse.ArgumentParser(description="Makes corpus/register.tsv out of the bulk set.")
    parser.add_argument("bulk", type=Path)
    parser.add_argument("--report", action="store_true")
    chosen = parser.parse_args(arguments)
    texts = {
        (path.parent.parent.name, int(path.parent.name), path.stem): path.read_text("utf-8").replace("_", "").replace("­", "")
        for path in sorted(chosen.bulk.glob("*/*/*.md"))
    }
    words, cited = Words.of(texts.values()), citations(texts)
    rows: dict[tuple[str, str, int], str] = {}
    ways: Counter[str] = Counter()
    for key, text in texts.items():
        found = readings(key, text, cited.get(key, Counter()), words)
        judul, way = settle(found, text, words)
        ways[way] += 1
        number = re.search(r"NOMOR\s+(\d+)\s*(/PMK\.\d+/\d{4})", text[:300]) if key[0] == "permenkeu" else None
        rows[JENIS[key[0]], number[1] + number[2] if number else key[2], key[1]] = title_case(judul, words)
        if chosen.report and way != "head":
            print(way, *key, judul, sep="\t", file=sys.stderr)
    with (HERE / "register_readings.tsv").open(encoding="utf-8", newline="") as file:
        rows |= {
            (r["jenis"], r["nomor"], int(r["tahun"])): r["judul"] or ""
            for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    for path in sorted((CORPUS / "katalog").glob("*.toml")):  # checked by hand, so its judul wins
        entry = tomllib.loads(path.read_text("utf-8"))
        if entry["jenis"] in ("UU", "PP", "Perppu"):
            rows |= {(entry["jenis"], n["nomor"], n["tahun"]): entry["judul"] for n in entry["nomor"]}
    lines = [f"{jenis}\t{nomor}\t{tahun}\t{rows[jenis, nomor, tahun]}\n" for jenis, nomor, tahun in sorted(rows, key=_order)]
    (CORPUS / "register.tsv").write_text("jenis\tnomor\ttahun\tjudul\n" + "".join(lines), "utf-8")
    print(f"{len(rows)} instrumen, {sum(not j for j in rows.values())} tanpa judul; dibaca dari {dict(ways)}", file=sys.stderr)


def _order(row: tuple[str, str, int]) -> tuple[str, int, int, str]:
    jenis, nomor, tahun = row
    return jenis, tahun, int(re.match(r"\d+", nomor)[0]) if re.match(r"\d+", nomor) else 0, nomor  # type: ignore[index]


if __name__ == "__main__":
    main()
