"""PDFs of our own as lists of objects, spoiled object by object or as bytes, and put together with a table that fits or does not."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from random import Random

from bench.fuzzing.mutations import NUMBERS, spoiled_bytes, spoiled_text
from bench.fuzzing.seeds import TEXTS

TOKENS = (
    b"obj", b"endobj", b"stream\n", b"endstream", b"xref", b"trailer", b"startxref", b"%%EOF", b"<<", b">>", b"[", b"]", b"(", b")",
    b"null",
    b"/Kids", b"/Parent", b"/Count 999999999", b"/Length -1", b"/Length 99999999", b"/Filter /FlateDecode",
    b"/Filter [/FlateDecode /FlateDecode]",
    b"/Filter /LZWDecode", b"/Filter /ASCII85Decode", b"/Filter /RunLengthDecode", b"/Filter /DCTDecode", b"/Filter /JBIG2Decode",
    b"/Prev 0",
    b"/Filter /JPXDecode", b"/Filter /CCITTFaxDecode", b"/DecodeParms << /Predictor 15 /Columns 99999999 >>", b"/Encrypt 1 0 R",
    b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", b"/AA << >>", b"/EmbeddedFiles 1 0 R", b"1 0 R", b"2 0 R", b"99999 0 R",
    b"-1 0 R",
    b"\x00", b"\xff\xfe", b"<FEFF0050>", b"<" + b"41" * 500 + b">", b"#00", b"/#41", b"1" * 400, b"." * 50, b"-" * 50,
)  # fmt: skip
_CMAP = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
    b"2 beginbfrange <20> <7E> <0020> <00> <1F> [<0041> <0042>] endbfrange 1 beginbfchar <41> <00410042> endbfchar endcmap end"
)
_OPERATORS = (
    b"q " * 3000, b"Q " * 3000, b"BT " * 900, b"/X0 Do ", b"/F9 11 Tf ", b"99999999999 0 Td ", b"1e39 0 0 1e39 0 0 Tm ",
    b"0 0 0 0 0 0 Tm ",
    b"[(a) -9999999 (b) 1e9 (c)] TJ ", b"(" * 400 + b")" * 400 + b" Tj ", b"(\\777\\00\\\n) Tj ", b"<414> Tj ",
    b"BI /W 99999 /H 99999 ID xx EI ",
    b"/P << /MCID 0 /ActualText (\xfe\xff\xd8\x00) >> BDC ", b"(<script>alert\\(1\\)</script>) Tj ", b"[" * 2000, b"<<" * 900, b"% \n",
    b"T* " * 900,
    b"-5 Tr 900 Tz 0 Tf ", b"(\x1b[31m\x07\x9b) Tj ", b"/Sh sh ", b"d0 d1 ", b"' \" ",
)  # fmt: skip
_REFERENCE = re.compile(rb"\d+ 0 R")
_NUMBER = re.compile(rb"\d+")


def hostile_pdf(chance: Random) -> bytes:
    """A PDF that is broken in its text, its objects, its streams, its table or its bytes."""
    objects = chance.choice(_MAKERS)(_pages(chance))
    other = chance.choice(_MAKERS)(_pages(chance))
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        where = chance.randrange(len(objects))
        objects[where] = chance.choice(_OBJECT_MOVES)(objects[where], chance, other)
    data = chance.choice((assembled, assembled, assembled, with_streams))(objects)
    if chance.random() < 0.2:
        data = spoiled_bytes(data, chance, TOKENS, assembled(other))
    return data


def _pages(chance: Random) -> list[str]:
    """Pages of text, half of them spoiled."""
    pages = chance.choice(TEXTS).split("\n\n")
    size = chance.choice((4, 9, 40))
    text = ["\n\n".join(pages[i : i + size]) for i in range(0, len(pages), size)]
    return [spoiled_text(page, chance, chance.choice(TEXTS))[:3000] if chance.random() < 0.5 else page for page in text][:5]


def plain(pages: Sequence[str], packed: bool = False, mapped: bool = False) -> list[bytes]:
    """The objects of a PDF, the first of them numbered 1: catalogue, page tree, font, its map, then two a page."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages)))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding %s >>" % (
        b"/ToUnicode 4 0 R" if mapped else b""
    )
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", tree, font, stream(_CMAP, packed)]
    for i, page in enumerate(pages):
        lines = b" ".join(b"(%s) Tj T*" % _escaped(line) for line in page.splitlines())
        resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X0 %d 0 R >> >>" % (6 + 2 * i)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents %d 0 R >>" % (resources, 6 + 2 * i))
        objects.append(stream(b"BT /F1 11 Tf 14 TL 50 800 Td %s ET" % lines, packed, b"/Subtype /Form /BBox [0 0 9 9]" if mapped else b""))
    return objects


def stream(data: bytes, packed: bool = False, more: bytes = b"") -> bytes:
    """A stream object, deflated or not."""
    body = zlib.compress(data, 1) if packed else data
    return b"<< /Length %d %s %s >>\nstream\n%s\nendstream" % (len(body), b"/Filter /FlateDecode" if packed else b"", more, body)


def assembled(objects: Sequence[bytes]) -> bytes:
    """The objects as a file with a table of where each begins."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    size, start = len(objects) + 1, len(out)
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        start,
    )


def with_streams(objects: Sequence[bytes]) -> bytes:
    """The objects as newer writers lay them: those that are no streams inside one, and the table a stream too."""
    loose = [n for n, body in enumerate(objects, start=1) if b"stream" not in body]
    inside = b"".join(objects[n - 1] + b" " for n in loose)
    offsets, at = [], 0
    for n in loose:
        offsets.append(b"%d %d " % (n, at))
        at += len(objects[n - 1]) + 1
    head, holder, own = b"".join(offsets), len(objects) + 1, len(objects) + 2
    out, places = bytearray(b"%PDF-1.7\n"), {}
    packed = stream(head + inside, True, b"/Type /ObjStm /N %d /First %d" % (len(loose), len(head)))
    for number, body in [(n, b) for n, b in enumerate(objects, start=1) if n not in loose] + [(holder, packed)]:
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    places[own] = start = len(out)
    rows = [b"\x00" + bytes(6)]
    for n in range(1, own + 1):
        row = (2, holder, loose.index(n)) if n in loose else (1, places[n], 0)
        rows.append(bytes([row[0]]) + row[1].to_bytes(4, "big") + row[2].to_bytes(2, "big"))
    table = stream(b"".join(rows), True, b"/Type /XRef /W [1 4 2] /Size %d /Root 1 0 R" % (own + 1))
    return bytes(out) + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, table, start)


_MAKERS = (plain, lambda pages: plain(pages, packed=True), lambda pages: plain(pages, packed=True, mapped=True))


def _escaped(line: str) -> bytes:
    data = line.encode("cp1252", "replace")
    return data.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _other_reference(body: bytes, chance: Random, other: Sequence[bytes]) -> bytes:
    return _REFERENCE.sub(lambda m: b"%d 0 R" % chance.randint(0, 12) if chance.random() < 0.5 else m[0], body)


def _other_number(body: bytes, chance: Random, other: Sequence[bytes]) -> bytes:
    return _NUMBER.sub(lambda m: chance.choice(NUMBERS[:6]).encode() if chance.random() < 0.2 else m[0], body, count=40)


def _another_object(body: bytes, chance: Random, other: Sequence[bytes]) -> bytes:
    return chance.choice(other)


def _with_entry(body: bytes, chance: Random, other: Sequence[bytes]) -> bytes:
    return body.replace(b"<<", b"<< " + chance.choice(TOKENS) + b" ", 1)


def _nested(body: bytes, chance: Random, other: Sequence[bytes]) -> bytes:
    deep = chance.choice((20, 300, 6000))
    opening, closing = chance.choice(((b"[", b"]"), (b"<< /A ", b" >>"), (b"(", b")")))
    return body.replace(b"<<", b"<< /Deep " + opening * deep + closing * deep + b" ", 1)


def _rewritten_stream(body: bytes, chance: Random, other: Sequence[bytes]) -> bytes:
    operators = b"".join(chance.choice(_OPERATORS) for _ in range(chance.randint(1, 6)))
    data = b"BT /F1 11 Tf 14 TL 50 800 Td (Pasal 1) Tj T* " + operators + b"(Kolam dikuras tiap bulan.) Tj ET"
    return stream(data, chance.random() < 0.5)


def _filters(body: bytes, chance: Random, other: Sequence[bytes]) -> bytes:
    data = b"BT /F1 11 Tf (Pasal 1) Tj ET " * chance.choice((1, 900))
    times = chance.randint(1, 4)
    for _ in range(times):
        data = zlib.compress(data)
    if chance.random() < 0.3:
        data = zlib.compress(b" " * chance.choice((1_000_000, 20_000_000)), 9)
        times = 1
    names = b" ".join([chance.choice((b"/FlateDecode", b"/FlateDecode", b"/LZWDecode", b"/ASCIIHexDecode", b"/RunLengthDecode"))] * times)
    return b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(data), names, data)


def _wide_map(body: bytes, chance: Random, other: Sequence[bytes]) -> bytes:
    low, high = chance.choice(((b"00", b"FF"), (b"0000", b"FFFF"), (b"00000000", b"00FFFFFF"), (b"FF", b"00"), (b"", b"FF"), (b"0", b"G")))
    return stream(
        b"begincmap 1 beginbfrange <%s> <%s> <%s> endbfrange endcmap" % (low, high, chance.choice((b"0020", b"D800", b"", b"FFFFFFFF")))
    )


_OBJECT_MOVES = (
    _other_reference, _other_reference, _other_number, _another_object, _with_entry, _with_entry, _nested, _rewritten_stream,
    _rewritten_stream,
    _filters, _wide_map,
)  # fmt: skip
