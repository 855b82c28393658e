"""What our restatements must hold: facts of the official clause, references that resolve, words of our own.

Official texts are read from ``../shared``; where that folder is absent these tests skip, in CI they must run.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kb.law.catalogue import Catalogue, load_catalogue
from kb.law.references import find_citations, resolve
from kb.law.register import Register
from kb.law.regulation import Clause, Document
from kb.read.pages import read_document
from kb.read.structure import parse

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT.parent / "shared" / "corpus" / "raw"
OURS = sorted((ROOT / "corpus" / "ringkasan").glob("*.md"))
OFFICIAL = {
    "pp-94-2021": ["pp-94-2021.md"],
    "pp-53-2010": ["pp-53-2010.md"],
    "pp-42-2004": ["pp-42-2004.md"],
    "pp-37-2004": ["pp-37-2004.md"],
    "uu-5-2014": ["uu-5-2014.md"],
    "pp-11-2017": ["pp-11-2017.md"],
    "pp-49-2018": ["pp-49-2018.md"],
    "uu-1-2015": ["uu-1-2015.md", "uu-8-2015.md", "uu-10-2016.md"],
    "uu-7-2017": ["uu-7-2017.partial.md"],
    "se-walikota-dumai-800-873-bkpsdm-2023": ["se-walikota-dumai-800-873-bkpsdm-2023.transcript.txt"],
}
# A ringkasan may say more than a damaged source shows; each was checked by eye against the page it names.
DAMAGED = {
    ("pp-11-2017", "pasal-268"): "its 14 is legible in words alone: empat belas",
    ("pp-49-2018", "pasal-71"): "its ayat (3) and (4) stand behind the heading of Pasal 72 in the file",
}
needs_raw = pytest.mark.skipif(
    not RAW.is_dir() and os.environ.get("CI") != "true", reason="official texts are not here: ../shared/corpus/raw"
)


def _read(path: Path) -> tuple[Document, dict[str, str]]:
    """A document and the text of its Pasal, or of the whole where it has none."""
    document = read_document(path, path.name)
    articles: dict[str, str] = {}
    for clause in parse(document).clauses:
        if len(clause.locator.steps) == 1:
            articles[str(clause.locator)] = document.reading[clause.start : clause.end]
    return document, articles


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


def _legible(text: str) -> set[str]:
    """The numbers of an official text with each reading its bad text layer allows: (21 is (2), 2Ol0 is 2010, 1O is 10."""
    digits = str.maketrans("OoQlIL", "000111")
    mended = re.sub(r"\b(?=\w*\d)[\dOoQlIL]{2,}", lambda m: m[0].translate(digits), text)
    numbers = _numbers(text) | _numbers(mended)
    numbers |= {m[1] for m in re.finditer(r"[(l{]\s?(\d{1,2})[1lI7)\]|}]", mended)}
    return numbers | {m[1] for m in re.finditer(r"\b(\d{1,2})[lI)\]]", mended)}


@needs_raw
@pytest.mark.parametrize("key", OFFICIAL)
def test_every_number_stands_in_the_official_clause(key: str) -> None:
    official: dict[str, str] = {}
    for name in OFFICIAL[key]:
        _, articles = _read(RAW / name)
        for locator, text in articles.items():
            official[locator] = official.get(locator, "") + " " + text
    _, ours = _read(ROOT / "corpus" / "ringkasan" / f"{key}.md")
    wrong = {}
    for locator, text in ours.items():
        if (key, locator) in DAMAGED or not locator.startswith(("pasal", "bagian", "angka")):
            continue
        source = official.get(locator, "")
        said = re.sub(r"^[ \t]*(?:\(\d+\)|\d+\.|Pasal \d+)", "", text, flags=re.MULTILINE)  # a clause's own number states no fact
        if source and (extra := _numbers(said) - _legible(source)):
            wrong[locator] = extra
    assert wrong == {}


def _clauses() -> list[tuple[str, Document, Clause]]:
    out = []
    for path in OURS:
        document = read_document(path, path.name)
        out += [(document.front["regulasi"], document, clause) for clause in parse(document).clauses]
    return out


def test_every_instrument_named_in_a_ringkasan_is_known() -> None:
    catalogue = Catalogue.of(load_catalogue(ROOT / "corpus" / "katalog"))
    register = Register.load(ROOT / "corpus" / "register.tsv")
    names, unknown = catalogue.names, set()
    for key, document, clause in _clauses():
        if len(clause.locator.steps) > 1:
            continue
        for citation in find_citations(document.reading[clause.start : clause.end], names):
            mention = citation.mention
            if mention is None or mention.jenis not in ("UU", "PP", "Perppu") or mention.tahun is None:
                continue
            if not resolve(mention, catalogue) and register.get(mention.jenis, mention.nomor, mention.tahun) is None:
                unknown.add((key, mention.jenis, mention.nomor, mention.tahun))
    assert unknown == set()


@needs_raw
def test_no_sentence_is_copied_from_an_official_text() -> None:
    run = 20
    seen: dict[int, str] = {}
    for path in sorted(RAW.glob("*")):
        if path.suffix in (".md", ".txt"):
            words = _words(path.read_text(encoding="utf-8", errors="replace"))
            seen.update({hash(tuple(words[i : i + run])): path.name for i in range(len(words) - run + 1)})
    copied = set()
    for key, document, clause in _clauses():
        words = _words(document.reading[clause.start : clause.lead_end])
        for i in range(len(words) - run + 1):
            if source := seen.get(hash(tuple(words[i : i + run]))):
                copied.add((key, str(clause.locator), source, " ".join(words[i : i + 6])))
    assert {c for c in copied if not c[1].startswith("pembukaan")} == set()


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W_]+", text)]
