"""What must hold of everything that is put out, whatever was put in.

A page is read twice: by a grammar so strict that whatever it takes can be read in no other way, and by BeautifulSoup. Both know only
the elements and attributes of our own templates.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree

ELEMENTS = frozenset(
    "a article aside b blockquote button code dd del details div dl dt g h1 h2 h3 h4 header i img ins li mark nav ol p path circle q rect"
    " section span strong summary svg table tbody td text th thead tr ul".split()
)
ATTRIBUTES = frozenset(
    "alt aria-current aria-hidden aria-label aria-pressed class cx cy d data-berkas data-hari data-ke data-kolom data-kutipan data-lapor"
    " data-pilih data-salin data-tautan dir download fill focusable height href id loading open r rel role rx scope src style tabindex"
    " target title type viewBox width x y".split()
)
_VOID = frozenset(("img", "path", "circle", "rect"))
_VALUE = r"""(?:"[^"<>]*"|'[^'"<>]*'|[a-z0-9-]+)"""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<given>(?:\s+[A-Za-z-]+(?:={_VALUE})?)*)\s*(?P<void>/?)>")
_GIVEN = re.compile(rf"\s+(?P<name>[A-Za-z-]+)(?:=(?P<value>{_VALUE}))?")
_LEADS = re.compile(r"(?:\?|#|https?://|halaman\?|data:(?:text/markdown|application/octet-stream|application/json);base64,)")
_STYLE = re.compile(r"(?:(?:left|width|--kini):-?[\d.]+%;?)*")
_AKN = ("{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}", "{urn:kb-netralitas-asn:1}")


class Unsafe(AssertionError):
    """Something was put out that must not be."""


def check_html(html: str, again: bool = False) -> None:
    """Hold a page to our own templates; ``again`` reads it with BeautifulSoup too."""
    html.encode("utf-8")
    opened: list[str] = []
    end = 0
    for tag in _TAG.finditer(html):
        _plain(html[end : tag.start()])
        end = tag.end()
        if tag["name"] not in ELEMENTS:
            raise Unsafe(f"element {tag[0][:80]!r}")
        if tag["close"]:
            if not opened or opened.pop() != tag["name"]:
                raise Unsafe(f"{tag[0]} closes nothing")
            continue
        for found in _GIVEN.finditer(tag["given"]):
            _attribute(found["name"], (found["value"] or "").strip("\"'"))
        if not tag["void"] and tag["name"] not in _VOID:
            opened.append(tag["name"])
    _plain(html[end:])
    if opened:
        raise Unsafe(f"left open: {opened}")
    if again:
        for element in BeautifulSoup(html, "html.parser").find_all(True):
            if element.name not in ELEMENTS:
                raise Unsafe(f"element {element.name!r}, as BeautifulSoup reads it")
            for name, value in element.attrs.items():
                _attribute({"viewbox": "viewBox"}.get(name, name), value if isinstance(value, str) else " ".join(value))


def _plain(words: str) -> None:
    if "<" in words:
        at = words.index("<")
        raise Unsafe(f"unescaped: {words[max(0, at - 40) : at + 60]!r}")


def _attribute(name: str, value: str) -> None:
    if name not in ATTRIBUTES:
        raise Unsafe(f"attribute {name!r} with {value[:60]!r}")
    if name in ("href", "src") and not _LEADS.match(value):
        raise Unsafe(f"{name} leads to {value[:80]!r}")
    if name == "style" and not _STYLE.fullmatch(value):
        raise Unsafe(f"style {value[:80]!r}")


def check_line(words: str) -> None:
    """A reason or a message: one line that a terminal and a log can bear."""
    words.encode("utf-8")
    if bad := [c for c in words if unicodedata.category(c) in ("Cc", "Cs")]:
        raise Unsafe(f"{bad[0]!r} in the line {words[:120]!r}")
    if "Traceback" in words:
        raise Unsafe(words[:200])


def check_printed(words: str) -> None:
    """What a terminal is given: lines of text, nothing it would obey."""
    words.encode("utf-8")
    if bad := [c for c in words if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")]:
        at = words.index(bad[0])
        raise Unsafe(f"{bad[0]!r} for the terminal in {words[max(0, at - 40) : at + 40]!r}")


def check_record(record: Any) -> None:
    """What is written as JSON reads back as it was."""
    written = json.dumps(record, ensure_ascii=False, allow_nan=False)
    written.encode("utf-8")
    if json.loads(written) != json.loads(json.dumps(record)):
        raise Unsafe("a record that reads back as another")


def check_akn(xml: str) -> None:
    """Akoma Ntoso holds elements of its own and of ours, and is XML."""
    for element in etree.fromstring(xml.encode("utf-8")).iter():
        if not (isinstance(element.tag, str) and element.tag.startswith(_AKN)):
            raise Unsafe(f"element {element.tag!r} in Akoma Ntoso")


def check_markdown(data: bytes) -> None:
    """Markdown holds no tag and no link that is not behind a backslash."""
    if found := re.search(r"(?<!\\)(?:\\\\)*(?:<|\](?=\())", data.decode("utf-8")):
        raise Unsafe(f"Markdown: {found.string[max(0, found.start() - 40) : found.end() + 40]!r}")


def check_csv(data: bytes) -> None:
    """No cell is a formula."""
    csv.field_size_limit(max(csv.field_size_limit(), len(data) + 1))  # a cell may be as long as a clause is
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        if bad := [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]:
            raise Unsafe(f"formula {bad[0][:60]!r}")


def check_docx(data: bytes) -> None:
    """A DOCX is a whole archive of XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        etree.fromstring(archive.read("word/document.xml"))
