"""A judul as a scan gives it, made clean: where it ends, what is misread in it, how it is cased."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

ABOUT = r"(?:T\W?E\W?N\W?T\W?[AN]\W?[NA]?M?\W?G|fENTANG|tcntang)(?![a-z])\s*:?\s*"  # TENTANG, as scans have it
TAIL = re.compile(
    r"""\s+(?:UMUM\.\s(?=\S)|(?<=\.\s)UMUM$|[I1]\.\s*UMUM|UMUM\sSudah|PENJELASAN\s|Umum\.|Indeks\s*:|P[er]+aturan\sPemerintah\sini|Undang-undang\sini|Menimbang|Mengingat
    |(?:Pejabat\s)?Presiden\s+[Rr]epublik\s+[Il]ndonesia\b|[Dd]i\s?dalam\sdokumen|DIDALAM\sDOKUMEN|Ditetapkan\sdi|Di\sdalam\sPeraturan
    |B\s*A\s*B\W{0,3}[I1]\b|BABI\b|[Pp]asal\s?[1IlL]\b(?!\d)|PASAL\s[1I](?:[.…]|\s(?=[A-Z][a-z])|\W*$)|I\.\s(?:Peraturan|Menambah)|Ketentuan\s[Uu]mum|DISTRIBUSI\sII|Istilah…|(?<=\.\s)[Ii](?:stilah|STILAH)\W*$|PRES\sID\sEN|Bab\s[I1]\b
    |(?:[Ss]ehingga|SEHINGGA)\b|[Ss]ebagai\sberikut|SEBAGAI\sBERIKUT|[Bb]erbunyi|Satu-satunya\spasal|I+\.\sPASAL|epkumham
    |ditjen\sPer|(?:[a-e]\.\s)?bahwa\b|D[EB]NGAN\sRA|prESIDEN|SALINAN|Mcnirnbang|PENDAHULUAN\sBahwa|Sudah\ssewajarnya|\d+\sPRESIDEN|(?i:dengan\sperubahan-perubahan)|-\s\d$
    |[23]$|Sumber:|Dengan\sPeraturan|PRES\s?I\s?DEN\s+REPUB|PRESfDEN|PRESIDE\.N|yang\stelah\ssesuai\sdengan\sketentuan\speraturan)""",
    re.VERBOSE,
)
OPEN_ENDS = frozenset(
    """
    ANGGARAN ANTARA ATAS ATAU AYAT BAGI BEBERAPA BEKAS DALAM DAN DAN/ATAU DARI DARIPADA DENGAN DI KE KEPADA KOMITE LEMBAGA
    LEMBARAN MENGENAI MENJADI NO NOMOR OF OLEH ON PADA PASAL PENERIMA PENGGANTI PERATURAN PT REPUBLIK SEBAGAI SEMUA SERTA
    STAATSBLAD STBL TAHUN TELAH TENAGA TENTANG TERHADAP TERMAKSUD THE UNTUK YANG
    """.split()
)
HOLES = re.compile(
    r"""(?i)NOMOR\s(?:TENTANG|DAN)\b | \bNO\.\s(?!\d) | TENTANG\s(?:TAHUN\s\d|SEBAGAI|MENJADI|PERATURAN$|NO\.)
    | TAHUN\s(?:KEANGGOTAAN|DIPERPANJANG) | REPUBLIK\sTAHUN\s\d | \bTAHUN\sNEGARA\b | \(UNDANG-SEBAGAI
    | \b(?:ATAS|UNTUK|DENGAN|DARI|PADA|DAN|DI|KE|TERHADAP|GARAM|CUKAI|PAJAK)\s(?:SEBAGAI\sUNDANG|MENJADI\sUNDANG|UNDANG-UNDANG$)
    | ^(?:DAN|SERTA|DALAM|KEPADA|UNTUK|YANG|DARI|DENGAN|DI|KE|NEGARA\sSETINGKAT|TAHUN|NO\.)\b | PERATURAN\sPEMERINTAH\s(?:ATAS|TELAH)\b
    | PENGGANTI\sNO\b | ,$ | NOMOR\s18\sPENSIUN | \b(?:NO|NOMOR)\.?\s?\d+\sTAHUN\s\d{4}\s(?:WAKTU|BERLAKUNYA)\b
    | ANGGARAN\sDAN\s1953$ | PENCABUTAN\sUNDANG-UNDANG\sMENJADI | \bKE\sDALAM\sPERUSAHAAN\sPERSEROAN$
    | NO\.\s?\d+\sTAHUN\s\d{4}\sTAHUN | PERATURAN\sPEMERINTAH\sTENTANG\sKEDUDUKAN | PERDAFTARAN\sPERUSAHAAN\sTENTANG""",
    re.VERBOSE,
)
# Misread words and typing errors that can be one word only; @ is a space.
_MISREAD = """
    ADMINSTRATIF:ADMINISTRATIF ADMNISTRATIF:ADMINISTRATIF ANAKYANG:ANAK@YANG BAGR:BAGI BAMNG:BARANG BARNAG:BARANG
    DAERAHTINGKAT:DAERAH@TINGKAT DERAH:DAERAH DISELURUH:DI@SELURUH DLAM:DALAM EBIJAKAN:KEBIJAKAN INDOENSIA:INDONESIA
    INDONESTA:INDONESIA KALIMANNTAN:KALIMANTAN KEBUPATEN:KABUPATEN KRTIGA:KETIGA LEMABARAN:LEMBARAN LKAN:IKAN LNDONESIA:INDONESIA
    NEGAM:NEGARA NEGERA:NEGARA NUSATENGGARA:NUSA@TENGGARA PEKERJAANYA:PEKERJAANNYA PELAKSNAAN:PELAKSANAAN PEMBAGAIN:PEMBAGIAN
    PEGWAI:PEGAWAI PEMERIMAH:PEMERINTAH PERDANGANGAN:PERDAGANGAN RAKAT:RAKYAT DDALAM:DALAM MASINS:MASING TNDONESIA:INDONESIA TTRGAS:TUGAS
    PEMEINTAH:PEMERINTAH PEMERAHAN:PENYERAHAN PEMERTNTAH:PEMERINTAH PEMINDAHANIBUKOTA:PEMINDAHAN@IBUKOTA PEMRINTAH:PEMERINTAH
    PEMTURAN:PERATURAN PENERIMATUNJANGAN:PENERIMA@TUNJANGAN PENGALIRAN:PENGALIHAN PENJELENGARAAN:PENYELENGGARAAN
    PENYERFAAN:PENYERTAAN PERATURAAN:PERATURAN PERATURANPEMERINTAH:PERATURAN@PEMERINTAH PERBAIKKN:PERBAIKAN
    PERINDUTRIAN:PERINDUSTRIAN PERMUSYSWARATAN:PERMUSYAWARATAN PERNYERTAAN:PENYERTAAN PERSAHAAN:PERUSAHAAN PERTOIONGAN:PERTOLONGAN
    PERUSAHAA:PERUSAHAAN PERUSAHAN:PERUSAHAAN PERUSHAAN:PERUSAHAAN PRESIDGN:PRESIDEN PROVINS:PROVINSI REKONTRUKSI:REKONSTRUKSI
    REPUBIK:REPUBLIK REPUBLTK:REPUBLIK SAHAN:SAHAM SLPIL:SIPIL STAATBLAD:STAATSBLAD TENGGARATIMUR:TENGGARA@TIMUR
    TENTANGPEMBERIAN:TENTANG@PEMBERIAN TINGAKT:TINGKAT TINGAT:TINGKAT TUNAL:TUNAI TUNJANGANPERINTIS:TUNJANGAN@PERINTIS
    WILAYAHKABUPATEN:WILAYAH@KABUPATEN YANGBERLAKU:YANG@BERLAKU
"""
MISREAD = dict(pair.replace("@", " ").split(":") for pair in _MISREAD.split())
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
    return bool(spaced) or (not whole and (words[-1].strip(".,;:") in OPEN_ENDS or bool(HOLES.search(text))))


def tidy(text: str, words: Words) -> str:
    """A reading without what follows the judul, with line-end hyphens and misread numbers mended."""
    text = re.sub(r"(?i)(undang)\s?[.\s]\s?(undang)", r"\1-\2", re.sub(r"[\^~_]", "", " ".join(text.split())))
    text = re.sub(rf"^\W*(?:\d{{3,4}}\s+)?(?:\(?\d+/\d{{4}}\)?)?\W*(?:{ABOUT})", "", text)
    text = re.split(r"\(\d+/\d{4}\)\s*[Tt]entang\s*:\s*|NOMOR\s\d+TAHUN\s\d{4}\sTENTANG\s", text)[-1]
    text = re.sub(
        r"(?i)^\W*(?:undang\W{0,3}undang|peraturan pemerintah)\s*(?:republik indonesia )?"
        r"(?:nomor|no\.?)\s*\d+ tahun \d{4}\s*(?:tentang )?(?=\w)",
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
    text = re.sub(
        r"\b([A-Z]+?)(?:I[.,]{1,2}|\.) ?([A-Z]+)\b",
        lambda m: next((w for w in (m[1] + "L" + m[2], m[1] + m[2]) if len(w) > 4 and words.texts[w.casefold()] > 50), m[0]),
        text,
    )
    text = re.sub(r"(?<=\w)/ (?=\w)", "/", re.sub(r"(?i)\b(tentang)\. ", r"\1 ", re.sub(r"\bDARAH (?=TINGKAT)", "DAERAH ", text)))
    text = re.sub(r"[A-Za-z]+", lambda m: MISREAD.get(m[0].upper(), m[0]), text)
    text = re.sub(r"\s+([,;.)])", r"\1", re.sub(r",(?=[A-Za-z])", ", ", text).replace("( ", "("))
    return re.sub(r"\s*\*\s*\)?$", "", " ".join(text.split())).strip(" .;:-,")


def _digits(text: str, otherwise: str) -> str:
    mended = text.translate(str.maketrans("OoIl", "0011", ","))
    return mended if re.fullmatch(r"(?:1[89]|20)\d\d", mended) else otherwise


def title_case(text: str, words: Words) -> str:
    """A judul in title case: ``dan``, ``tentang`` and their like small, PT, ASEAN and Roman numbers in capitals."""
    small = LOWER | LOWER_ENGLISH if re.search(r"(?i)\b(?:of|the|and)\b", text) else LOWER
    pieces = re.split(r"((?:\b[A-Za-z]\.){2,}[A-Za-z]?|[^\W\d_]+(?:['’]S\b)?)", text)
    out: list[str] = []
    for before, word, after in zip(pieces[0::2], pieces[1::2], [*pieces[2::2], ""], strict=False):
        low, last = word.casefold(), out[-1].casefold() if out else ""
        if low in small and last and not before.endswith(("(", '"', "-")) and not after.startswith("-"):
            cased = low
        elif before == "-" and last != low and len(low) > 4 and (low.startswith(last) or last[1:] in low):
            cased = low  # Perundang-undangan, Anak-anaknya; Undang-Undang stays
        else:
            cased = _cased(word, words)
        out += [before, cased]
    done = "".join(out) + (pieces[-1] if len(pieces) % 2 else "")
    for wrong, right in (("dalam Negeri", "Dalam Negeri"), ("bagi Hasil", "Bagi Hasil"), ("Peran serta", "Peran Serta")):
        done = done.replace(wrong, right)
    return done


def _cased(word: str, words: Words) -> str:
    low, high = word.casefold(), word.upper()
    if "." in word or len(word) == 1 or high in UPPER or (re.fullmatch(r"[IVXL]+[A-C]?", high) and high != "DI"):
        return high
    forms = words.forms.get(low)
    if forms and len(low) <= 6 and forms["upper"] > 3 * (forms["title"] + forms["lower"]) and low not in ("perum", "persero", "perjan"):
        return high
    return high[0] + low[1:]
