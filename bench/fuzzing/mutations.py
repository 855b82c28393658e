"""Ways to spoil bytes and text, each told by a seeded ``random.Random`` and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

MOST_BYTES = 400_000
MOST_TEXT = 60_000
_USUAL = 5_000
_NUMBER = re.compile(r"\d+")
_NUMBER_BYTES = re.compile(rb"\d+")
MARKUP = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</blockquote></article></section>",
    "<svg/onload=alert(1)>", "<a href=javascript:alert(1)>x</a>", "javascript:alert(1)", "<iframe src=//x>", "<!--", "-->", "--!>",
    "<![CDATA[", "]]>", "<?xml version='1.0'?>", "&lt;script&gt;", "&#60;b&#62;", "&#x3c;", "&amp;amp;", "<b", "<mark>", "</", "<", ">",
    "${7*7}", "{{7*7}}", "`", "[x](javascript:alert(1))", "![x](http://x)", "| a | b |", "|---|---|", "=cmd|' /C calc'!A0", "@SUM(1)",
    "+1", "\t=1", "%s%n%d", "{0}", "\\", "'; DROP TABLE clauses; --", '"', "'",
)  # fmt: skip
ODD = (
    "\x00", "\x07", "\x08", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b31m", "\xa0", "\xad", "\u2028", "\u2029", "\u200b", "\u200d",
    "\u202e", "\u2066", "\u2069", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udfff", "\ud83d\udc4d", "\U000e0041", "\U0010ffff", "\f",
    "\v",
    "\r", "\r\n", "\x1c", "\x1f", "²", "٣", "१२", "１２", "Ⅷ", "ⅳ", "①", "½", "ß", "İ", "ı", "ﬁ", "ǅ", "e" + "\u0301" * 40, "👨‍👩‍👧", "ꙮ",
    "𝟗",
)  # fmt: skip
LEGAL = (
    "Pasal 1\n", "Pasal 0\n", "Pasal I\n", "Pasal ²\n", "Pasal ٣\n", "Pasal 1A\n", "Pasal 99999999999\n", f"Pasal {'9' * 5000}\n",
    "Pasal -1",
    "(1) ", "(0) ", "(²) ", "(1a) ", "(99999999999999999999) ", "a. ", "aa. ", "zz. ", "1. ", "1) ", "BAB I\n", "BAB MMMMCMXCIX\n",
    "BAB IIIIIIIIII\n", "LAMPIRAN\n", "LAMPIRAN 0\n", "LAMPIRAN I\n", "LAMPIRAN MMMMCMXCIX\n", "LAMPIRAN 999999999\n", "KESATU\n",
    "KEDUA : ",
    "KEDUA PULUH SATU\n", "PENJELASAN\n\nPasal 1\nCukup jelas.\n", "Ayat (1)\n", "Huruf a\n", "Angka 1\n",
    "Pasal I\n1. Ketentuan Pasal 2 diubah "
    "sehingga berbunyi sebagai berikut:\nPasal 2\nKolam.\n", "Pasal 2 dihapus.\n",
    "Di antara Pasal 2 dan Pasal 3 disisipkan 1 (satu) pasal, "
    "yakni Pasal 2A yang berbunyi sebagai berikut:\nPasal 2A\nIkan.\n", "---\nregulasi: uu-3-1990\nnaskah: ringkasan\n---\n",
    "---\nregulasi: ../../x\nnaskah: asli\n---\n", "<!-- diperiksa: x -->\n", "<!-- diubah: y -->\n", "| No | Ikan |\n| 1 | Mas |\n",
    "Menimbang:\n", "MEMUTUSKAN:\n", "Ditetapkan di Contoh\n", "TENTANG\n", "NOMOR 3 TAHUN 1990\n", "NOMOR ² TAHUN ٣٣٣٣\n", "Tahun 0000",
    "Tahun 99999", "31 Februari 2024", "2024-02-30", "99-99-9999", "UU Nomor 7 Tahun 2017", "PP 94/2021", "Pasal 5 huruf n PP 94/2021",
    "Pasal 280 ayat (2) UU Pemilu", "SKB 5 Menteri", "Peraturan tersebut", "Pasal 1 sampai dengan Pasal 999999999", "Pasal 1, 2, 3 dan 4",
    "Pasal 1 ayat (1) huruf a angka 1 UU 3/1990", "Diundangkan di Contoh pada tanggal 31 Februari 1990", "tanggal 1 Januari 0000",
)  # fmt: skip
NUMBERS = ("0", "-1", "00", "1e999", "4294967296", "9" * 30, "9" * 4400, "²", "٣", "１", "", "1.5", "0x1F", "1_000", "999999")


def spoiled_bytes(data: bytes, chance: Random, tokens: Sequence[bytes], other: bytes) -> bytes:
    """Bytes after one to six moves of ``other``'s and our own: flips, splices, cuts, repeats, tokens, numbers."""
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(_BYTE_MOVES)(data, chance, tokens, other)
    return data[:MOST_BYTES]


def spoiled_text(text: str, chance: Random, other: str) -> str:
    """A text after one to eight moves: of its characters, its lines, its numbers, and words that have a meaning to a parser."""
    for _ in range(chance.randint(1, 8)):
        text = chance.choice(_TEXT_MOVES)(text, chance, other)
    return text[: MOST_TEXT if chance.random() < 0.02 else _USUAL]


def token(chance: Random) -> str:
    """A piece of text that something or other is known to trip over."""
    return chance.choice(chance.choice((MARKUP, ODD, LEGAL)))


def place(length: int, chance: Random) -> int:
    """A place in something of a length, its end included."""
    return chance.randint(0, length)


def span(length: int, chance: Random, most: int) -> tuple[int, int]:
    """A span of at most so many."""
    start = place(length, chance)
    return start, min(length, start + chance.randint(1, most))


def _flipped(data: bytes, chance: Random, tokens: Sequence[bytes], other: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 12) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _cut(data: bytes, chance: Random, tokens: Sequence[bytes], other: bytes) -> bytes:
    start, end = span(len(data), chance, 300)
    return data[:start] + data[end:]


def _truncated(data: bytes, chance: Random, tokens: Sequence[bytes], other: bytes) -> bytes:
    return data[: place(len(data), chance)]


def _repeated(data: bytes, chance: Random, tokens: Sequence[bytes], other: bytes) -> bytes:
    start, end = span(len(data), chance, 200)
    return data[:end] + data[start:end] * chance.choice((1, 2, 9, 200)) + data[end:]


def _spliced(data: bytes, chance: Random, tokens: Sequence[bytes], other: bytes) -> bytes:
    at, (start, end) = place(len(data), chance), span(len(other), chance, 4000)
    return data[:at] + other[start:end] + data[at:]


def _with_token(data: bytes, chance: Random, tokens: Sequence[bytes], other: bytes) -> bytes:
    at = place(len(data), chance)
    return data[:at] + chance.choice(tokens) + data[at:]


def _other_number(data: bytes, chance: Random, tokens: Sequence[bytes], other: bytes) -> bytes:
    found = list(_NUMBER_BYTES.finditer(data))
    if not found:
        return data
    where = chance.choice(found)
    return data[: where.start()] + chance.choice(NUMBERS).encode() + data[where.end() :]


_BYTE_MOVES = (_flipped, _cut, _truncated, _repeated, _spliced, _with_token, _with_token, _other_number, _other_number)


def _text_cut(text: str, chance: Random, other: str) -> str:
    start, end = span(len(text), chance, 200)
    return text[:start] + text[end:]


def _text_token(text: str, chance: Random, other: str) -> str:
    at = place(len(text), chance)
    return text[:at] + token(chance) + text[at:]


def _text_number(text: str, chance: Random, other: str) -> str:
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    where = chance.choice(found)
    return text[: where.start()] + chance.choice(NUMBERS) + text[where.end() :]


def _text_spliced(text: str, chance: Random, other: str) -> str:
    at, (start, end) = place(len(text), chance), span(len(other), chance, 1500)
    return text[:at] + other[start:end] + text[at:]


def _text_repeated(text: str, chance: Random, other: str) -> str:
    start, end = span(len(text), chance, 120)
    return text[:end] + text[start:end] * chance.choice((1, 3, 12, 150)) + text[end:]


def _lines_moved(text: str, chance: Random, other: str) -> str:
    lines = text.split("\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    if chance.random() < 0.5:
        lines[first], lines[second] = lines[second], lines[first]
    else:
        lines.insert(second, lines[first])
    return "\n".join(lines)


def _line_dropped(text: str, chance: Random, other: str) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _letters_changed(text: str, chance: Random, other: str) -> str:
    way = chance.choice((str.upper, str.lower, str.title, str.swapcase, lambda t: t.replace(" ", ""), lambda t: t.replace("\n", " ")))
    start, end = span(len(text), chance, 2000)
    return text[:start] + way(text[start:end]) + text[end:]


def _nested(text: str, chance: Random, other: str) -> str:
    signs = chance.choice(
        (("(1) ", "a. ", "1. "), ("a. ", "1. "), ("Pasal 1\n", "(1) "), ("BAB I\n",), ("Ayat (1)\n", "Huruf a\n"), ("[", "("), (" ",))
    )
    at = place(len(text), chance)
    glue = chance.choice(("", "\n"))
    return text[:at] + glue.join(signs * chance.choice((3, 12, 40, 400))) + text[at:]


_TEXT_MOVES = (
    _text_cut, _text_token, _text_token, _text_token, _text_number, _text_number, _text_spliced, _text_repeated, _lines_moved,
    _line_dropped,
    _letters_changed, _nested,
)  # fmt: skip
