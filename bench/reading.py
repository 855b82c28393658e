"""How well texts are read, measured on the official files: ``python -m bench.reading RAW [--engines] [--repair] [--ocr] [--speed]``.

Without a choice every table is printed. RAW holds PDF files, and beside some of them a clean twin of the same text.
Word error rates are edits (words put in, left out, changed) per word of the twin; blanks and case of marks do not count,
and what only one of the two prints (running heads, an annex) counts on both sides of every comparison alike.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2

from kb.child import processors
from kb.errors import ReadError
from kb.law.regulation import shown
from kb.read import ocr, sandbox
from kb.read.pages import read_document
from kb.read.pdf import difference, pdf_sheets, pdfium_pages, pypdf_pages
from kb.read.reading import read
from kb.read.repair import repairs_of
from kb.read.scans import unusable
from kb.readings import readings_of

TWINS = [
    ("permenkominfo-14-2014.pdf", "permenkominfo-14-2014.clean.md"),
    ("uu-1-2015.pdf", "uu-1-2015.md"),
    ("uu-5-2014.pdf", "uu-5-2014.md"),
    ("uu-10-2016.pdf", "uu-10-2016.md"),
    ("uu-8-2015.pdf", "uu-8-2015.md"),
]
SCAN, TRANSCRIPT = "se-walikota-dumai-800-873-bkpsdm-2023.pdf", "se-walikota-dumai-800-873-bkpsdm-2023.transcript.txt"
WORD = re.compile(r"\w+")


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    tables = {"engines": engines, "repair": repair, "ocr": scans, "speed": speed}
    for name in tables:
        parser.add_argument(f"--{name}", action="store_true")
    args = parser.parse_args()
    for name, table in tables.items():
        if getattr(args, name) or not any(getattr(args, n) for n in tables):
            table(args.raw)


def engines(raw: Path) -> None:
    """How far the two engines differ on each page, and how many pages each gives."""
    rows = []
    for path in sorted(raw.glob("*.pdf")):
        first, _ = pypdf_pages(path, sandbox.MAX_PAGES)
        second = pdfium_pages(path)
        used = pdf_sheets(path, sandbox.MAX_PAGES)[0]
        rows += [(difference(a, b), s.text.strip() != a.strip(), bool(s.doubt)) for a, b, s in zip(first, second, used, strict=True)]
    apart = sorted(row[0] for row in rows)
    middle, most = apart[len(apart) // 2], apart[len(apart) * 99 // 100]
    print(f"pages {len(rows)}; characters that differ: median {middle:.4f}, 99% {most:.4f}, max {apart[-1]:.4f}")
    print(f"largest differences {[round(a, 4) for a in apart[-12:]]}")
    print(f"pypdfium2's text used on {sum(row[1] for row in rows)} pages, marked as doubtful {sum(row[2] for row in rows)}\n")


def repair(raw: Path) -> None:
    """Word error rates before and after repair against clean twins; good words spoiled."""
    print(f"{'file':28} {'words':>7} {'WER before':>10} {'after':>7} {'mended':>6} {'spoiled':>7}")
    spoilt = words = 0
    for dirty, clean in TWINS:
        document = read_document(raw / dirty, dirty)
        twin = words_of((raw / clean).read_text("utf-8"))
        before = words_of(document.text)
        repairs = repairs_of(document.text, document.page_starts)
        after = words_of(shown(document.text, 0, repairs))
        mended, spoiled = _told(document.text, repairs, Counter(twin), before)
        spoilt, words = spoilt + len(spoiled), words + len(before)
        rates = f"{error_rate(twin, before):10.4f} {error_rate(twin, after):7.4f}"
        print(f"{dirty:28} {len(twin):7,} {rates} {mended:6} {len(spoiled):7} {spoiled[:6]}")
    print(f"{spoilt} of {words:,} words spoiled; at most 1 in 20,000 is allowed")
    for clean in [c for _, c in TWINS] + ["pp-37-2004.md", "uu-8-2012.md"]:
        text = (raw / clean).read_text("utf-8")
        made = repairs_of(text, (0,))
        print(f"  {clean:34} {len(words_of(text)):7,} words, {len(made)} repairs: {[(text[r.start : r.end], r.to) for r in made[:8]]}")
    print()


def _told(text: str, repairs: Sequence, twin: Counter[str], before: Sequence[str]) -> tuple[int, list[str]]:
    """How many changed words the twin has only in the new form, and those it has only in the old one."""
    mended, spoiled = 0, []
    for r in repairs:
        was, now = words_of(text[r.start : r.end]), words_of(r.to)
        if r.to and all(w in twin for w in now) and not all(w in twin for w in was):
            mended += 1
        elif r.to and all(w in twin for w in was) and not all(w in twin for w in now):
            spoiled.append(f"{text[r.start : r.end]}>{r.to}")
    return mended, spoiled


def scans(raw: Path) -> None:
    """A photographed circular against its transcript by hand."""
    if not ocr.version():
        print("OCR is not installed: make ocr\n")
        return
    document = read_document(raw / SCAN, SCAN)
    truth = re.sub(r"\[halaman \d+\]", "", (raw / TRANSCRIPT).read_text("utf-8"))
    for name, start, end in (
        ("whole letter", "WALI KOTA DUMAI", r"\Z"),
        ("from SURAT EDARAN to the closing", "SURAT EDARAN", "Terima kasih"),
    ):
        a, b = (re.search(f"{start}.*?{end}", t, re.DOTALL)[0] for t in (truth, document.reading))
        wa, wb = words_of(a), words_of(b)
        ca, cb = "".join(wa), "".join(wb)
        print(f"{SCAN}, {name}: word error rate {error_rate(wa, wb):.4f} of {len(wa)}, characters {error_rate(ca, cb):.4f} of {len(ca)}")
    print()


def speed(raw: Path) -> None:
    """Pages and megabytes a second of each way of reading, and the memory of the child process."""
    files = [path for path in sorted(raw.glob("*.pdf")) if _has_text(path)]
    pages, size = sum(map(_pages, files)), sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files)} files with a text layer, {pages} pages, {size:.1f} MB")
    for name, read_all in (
        ("pypdf", lambda: [pypdf_pages(path, sandbox.MAX_PAGES) for path in files]),
        ("pypdfium2", lambda: [pdfium_pages(path) for path in files]),
        ("both engines, each file in its child", lambda: [sandbox.extract(path, "pdf") for path in files]),
        ("the same, repaired and parsed, one process", lambda: [read(path, path.name, ()) for path in files]),
        (f"the same, {processors()} processes", lambda: list(readings_of([(path, path.name) for path in files], ()))),
    ):
        started = time.perf_counter()
        read_all()
        seconds = time.perf_counter() - started
        print(f"{name:44} {seconds:7.2f} s {pages / seconds:6.0f} pages/s {size / seconds:6.2f} MB/s")
    print(f"most memory of this process {_peak(resource.RUSAGE_SELF):.0f} MB, of any child {_peak(resource.RUSAGE_CHILDREN):.0f} MB")
    if ocr.version():
        started = time.perf_counter()
        sandbox.read_scans(raw / SCAN, [2, 3])
        print(f"OCR {(time.perf_counter() - started) / 2:.1f} s a page, two readings each\n")


def _has_text(path: Path) -> bool:
    """Whether no page of a file has to be read by OCR, which takes seconds a page."""
    try:
        return not unusable(sandbox.extract(path, "pdf")[0])
    except ReadError:
        return False


def _pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, in small letters, without marks."""
    return [word.casefold() for word in WORD.findall(text)]


def error_rate(truth: Sequence[str], read: Sequence[str]) -> float:
    """Edits per item of the truth, by the blocks both have in common."""
    edits = 0
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, truth, read, autojunk=False).get_opcodes():
        edits += max(i2 - i1, j2 - j1) if kind != "equal" else 0
    return edits / max(1, len(truth))


if __name__ == "__main__":
    main()
