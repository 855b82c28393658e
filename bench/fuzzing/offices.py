"""DOCX part by part and HTML tag by tag, made by us and spoiled."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from html import escape
from random import Random

from bench.fuzzing.mutations import MARKUP, MOST_TEXT, NUMBERS, ODD, place, span, spoiled_bytes, spoiled_text, token
from bench.fuzzing.seeds import TEXTS

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PART_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_R}/hyperlink" Target="http://contoh.invalid/" TargetMode="External"/>'
    "</Relationships>"
)
XML_TOKENS = (
    "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "<w:tc>", "<w:r><w:t>x</w:t></w:r>", '<w:gridSpan w:val="999999999"/>',
    '<w:gridSpan w:val="-3"/>',
    "<w:vMerge/>", '<w:vMerge w:val="continue"/>', "<w:sdt>", "<w:ins>", "<w:del>", "<w:hyperlink r:id='rId1'>", "<w:br/>", "<w:tab/>",
    "<w:cr/>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&#0;", "&#xD800;", "<![CDATA[", "]]>", "<?x?>", "<!--", "xmlns:w='urn:x'",
    "<w:altChunk r:id='rId2'/>",
    "<w:gridBefore w:val='99999'/>", "<w:sectPr/>", "<mc:AlternateContent>", "<w:fldSimple w:instr='INCLUDETEXT \"/etc/passwd\"'>",
    f'<Relationship Id="rId2" Type="{_R}/image" Target="../../../../etc/passwd"/>',
    '<Relationship Id="rId3" Type="x" Target="document.xml"/>',
)  # fmt: skip
BYTES = (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x00" * 8, b"\xff" * 8, b"word/document.xml", b"../", b"[Content_Types].xml")
HTML_TOKENS = (
    "<table>", "</table>", "<tr>", "<td colspan=99999999>", "<th rowspan=-1>", "<p>", "</p>", "<div", "<br>", "<plaintext>", "<xmp>",
    "<textarea>", "<title>",
    "<template>", "<noscript>", "<svg><foreignObject>", "<math><mtext>", "<select><option>", "<frameset>", "<meta charset=utf-16>",
    "<meta charset=utf-7>",
    "<base href=//x>", "<style>", "</style>", "<script>", "</script>", "<!DOCTYPE", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "&x;",
    "&#1114112;", "&#xD800;",
    "&notanentity;", "&nbsp", "<a name=>", "<p =x>", "<p a=1 a=2>", "<head>", "</body></html>", "<li><ol>", "<b><i></b></i>", "<?php",
    "<%=", "\x00", "<![if]>",
)  # fmt: skip
XML_ELEMENTS = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
    '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>', "<w:tbl/>", "<w:tbl><w:tblGrid/></w:tbl>",
    "<w:tbl><w:tr/></w:tbl>",
    '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>', "<w:p/>", "<w:r><w:t/></w:r>",
    "<w:sdt><w:sdtContent/></w:sdt>",
    "<w:p><w:r><w:t>Pasal 1</w:t><w:br/><w:t>Kolam</w:t><w:tab/><w:noBreakHyphen/></w:r></w:p>",
    "<w:hyperlink r:id='rId1'><w:r><w:t>x</w:t></w:r></w:hyperlink>",
    "<w:p><w:r><w:drawing/><w:pict/><w:object/></w:r></w:p>", "<x:y xmlns:x='urn:x'><x:y/></x:y>",
    "<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
    "<w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc>", "<w:t>&#x202e;&#9;&#10;</w:t>",
    "<!-- x -->", "<w:altChunk r:id='rId9'/>",
)  # fmt: skip
_ELEMENT = re.compile(r"<(w:(?:p|r|tc|tr|tbl|t))\b[^<>]*>[^<>]*(?:<(?!w:p\b|w:tbl\b)[^<>]*>[^<>]*){0,12}?</\1>")
_TAG = re.compile(r"<[^<>]*>")


def document_xml(text: str, head: str = "") -> str:
    """The main part: a paragraph a line, rows between bars as one table each."""
    blocks = []
    for line in text.splitlines():
        if line.startswith("|"):
            cells = "".join(f"<w:tc><w:p><w:r><w:t>{_sayable(cell)}</w:t></w:r></w:p></w:tc>" for cell in line.strip("|").split("|"))
            blocks.append(f"<w:tbl><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>")
        else:
            blocks.append(f'<w:p><w:r><w:t xml:space="preserve">{_sayable(line)}</w:t></w:r></w:p>')
    return f'<?xml version="1.0"?>{head}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{"".join(blocks)}</w:body></w:document>'


def _sayable(words: str) -> str:
    return escape("".join(c for c in words if c.isprintable()))


def parts_of(text: str, head: str = "") -> dict[str, str]:
    """The parts of a DOCX by name."""
    return {
        "[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": document_xml(text, head),
        "word/_rels/document.xml.rels": _PART_RELS,
    }  # fmt: skip


def zipped(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as an archive; a name may be there twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            archive.writestr(entry, data)
    return out.getvalue()


def docx(text: str, head: str = "") -> bytes:
    """A whole DOCX of a text."""
    return zipped([(name, part.encode()) for name, part in parts_of(text, head).items()])


def hostile_docx(chance: Random, canary: str) -> bytes:
    """A DOCX that is broken in its text, its XML, its parts, its archive or its bytes; some ask for the file ``canary``."""
    text = chance.choice(TEXTS)
    text = spoiled_text(text, chance, chance.choice(TEXTS))[:20_000] if chance.random() < 0.5 else text
    head = chance.choice(_heads(canary)) if chance.random() < 0.15 else ""
    parts = {name: part.encode("utf-8", "replace") for name, part in parts_of(f"&berkas;{text}" if head else text, head).items()}
    if head:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"&amp;berkas;", b"&berkas;")
    for _ in range(chance.choice((0, 1, 2, 4))):
        name = chance.choice([*parts, *["word/document.xml"] * 9])
        if name in parts:
            parts[name] = _spoiled_xml(parts[name].decode("utf-8", "replace"), chance).encode("utf-8", "replace")
    listed = list(parts.items())
    if chance.random() < 0.2:
        listed = chance.choice(_ARCHIVE_MOVES)(listed, chance)
    data = zipped(listed, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))
    if chance.random() < 0.15:
        data = _lied(data, chance)
    return spoiled_bytes(data, chance, BYTES, docx(chance.choice(TEXTS))) if chance.random() < 0.12 else data


def _heads(canary: str) -> list[str]:
    laughs = "".join(f'<!ENTITY t{n} "{f"&t{n - 1};" * 10 if n else "tawa"}">' for n in range(9))
    return [
        f'<!DOCTYPE w [<!ENTITY berkas SYSTEM "file://{canary}">]>',
        f'<!DOCTYPE w [<!ENTITY % luar SYSTEM "file://{canary}"> %luar; <!ENTITY berkas "x">]>',
        f'<!DOCTYPE w [{laughs}<!ENTITY berkas "&t8;">]>',
        f'<!DOCTYPE w [<!ENTITY berkas "{"x" * 60_000}">]>',
    ]


def _spoiled_xml(xml: str, chance: Random) -> str:
    way = chance.choice((0, 1, 2, 2, 3, 3, 4, 4, 5, 6, 6, 6, 6, 7, 7))
    tags = list(_TAG.finditer(xml))
    if way >= 6:
        whole = list(_ELEMENT.finditer(xml))
        where = chance.choice(whole) if whole else None
        more = chance.choice(XML_ELEMENTS) if way == 6 else chance.choice(whole)[0] * chance.choice((0, 2, 60)) if whole else ""
        return xml[: where.start()] + more + xml[where.end() if chance.random() < 0.3 else where.start() :] if where else xml
    if way == 0 and tags:
        gone = chance.choice(tags)
        return xml[: gone.start()] + xml[gone.end() :]
    if way == 1 and tags:
        at = chance.choice(tags).end()
        return xml[:at] + chance.choice(XML_TOKENS) + xml[at:]
    if way == 2 and tags:
        at, deep = chance.choice(tags).end(), chance.choice((10, 200, 3000))
        name = chance.choice(("w:p", "w:tbl", "w:tc", "w:sdt", "x"))
        return xml[:at] + f"<{name}>" * deep + f"</{name}>" * deep + xml[at:]
    if way == 3:
        return re.sub(r'"\d+"', lambda m: f'"{chance.choice(NUMBERS)}"', xml)
    if way == 4 and tags:
        at = chance.choice(tags).end()
        return xml[:at] + escape(chance.choice(MARKUP)) + xml[at:]
    start, end = span(len(xml), chance, 200)
    return xml[:end] + xml[start:end] * chance.choice((1, 9, 200)) + xml[end:]


def _renamed(parts: list[tuple[str, bytes]], chance: Random) -> list[tuple[str, bytes]]:
    names = (
        "../../../tmp/keluar.xml",
        "/etc/cron.d/x",
        "word\\document.xml",
        "word/./document.xml",
        "",
        "a" * 900,
        "word/document.xml\x00.txt",
        "CON",
    )
    where = chance.randrange(len(parts))
    return [(chance.choice(names), data) if i == where else (name, data) for i, (name, data) in enumerate(parts)]


def _archived_twice(parts: list[tuple[str, bytes]], chance: Random) -> list[tuple[str, bytes]]:
    return [*parts, chance.choice(parts)]


def _part_dropped(parts: list[tuple[str, bytes]], chance: Random) -> list[tuple[str, bytes]]:
    where = chance.randrange(len(parts))
    return parts[:where] + parts[where + 1 :]


def _part_blown_up(parts: list[tuple[str, bytes]], chance: Random) -> list[tuple[str, bytes]]:
    return [*parts, ("word/media/a.png", bytes(chance.choice((100_000, 5_000_000))))]


_ARCHIVE_MOVES = (_renamed, _renamed, _archived_twice, _part_dropped, _part_blown_up)


def _lied(data: bytes, chance: Random) -> bytes:
    """An archive whose directory gives a member another size."""
    at = data.rfind(b"PK\x01\x02")
    return data[: at + 24] + struct.pack("<I", chance.choice((0, 1, 2**31, 2**32 - 1))) + data[at + 28 :] if at >= 0 else data


def html_of(text: str) -> str:
    """A page of a text: a paragraph a line, rows between bars as a table."""
    rows, out = [], []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line.strip("|").split("|")) + "</tr>")
            continue
        if rows:
            out.append(f"<table>{''.join(rows)}</table>")
            rows = []
        out.append(f"<p>{escape(line)}</p>")
    return f"<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>Kolam</title></head><body>{''.join(out)}</body></html>"


def hostile_html(chance: Random, canary: str) -> bytes:
    """A page that is broken in its text, its tags, its nesting or its bytes."""
    text = chance.choice(TEXTS)
    page = html_of(spoiled_text(text, chance, chance.choice(TEXTS))[:20_000] if chance.random() < 0.4 else text)
    for _ in range(chance.randint(0, 6)):
        page = chance.choice(_PAGE_MOVES)(page, chance)
    if chance.random() < 0.02:
        page = page.replace("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{canary}">]>', 1).replace("<p>", "<p>&x;", 1)
    coding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8", "latin-1", "utf-16"))
    data = page[: 4 * MOST_TEXT].encode(coding, "surrogatepass" if coding.startswith("utf") else "replace")
    return spoiled_bytes(data, chance, tuple(t.encode() for t in HTML_TOKENS), html_of(text).encode()) if chance.random() < 0.2 else data


def _page_token(page: str, chance: Random) -> str:
    at = place(len(page), chance)
    return page[:at] + chance.choice((*HTML_TOKENS, *MARKUP, *ODD, token(chance))) + page[at:]


def _page_nested(page: str, chance: Random) -> str:
    at, deep = place(len(page), chance), chance.choice((9, 30, 30, 300, 300, 2500))
    opening = chance.choice(("<div>", "<b>", "<table><tr><td>", "<ul><li>", "<svg>", "<p>", "<font>", "<!--", "<q a='"))
    return page[:at] + opening * deep + page[at:]


def _page_tag_gone(page: str, chance: Random) -> str:
    tags = list(_TAG.finditer(page))
    gone = chance.choice(tags) if tags else None
    return page[: gone.start()] + page[gone.end() :] if gone else page


def _page_tag_other(page: str, chance: Random) -> str:
    tags = list(_TAG.finditer(page))
    if not tags:
        return page
    where, other = chance.choice(tags), chance.choice(tags)
    return page[: where.start()] + other[0] + page[where.end() :]


_PAGE_MOVES = (_page_token, _page_token, _page_token, _page_nested, _page_tag_gone, _page_tag_gone, _page_tag_other, _page_tag_other)
