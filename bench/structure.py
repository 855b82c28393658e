"""How much of a text's structure is found: ``python -m bench.structure [--raw DIR] [--bulk DIR] [--sample N] [--jobs N]``.

How the truth is known, for each table:

- **gold**: facts written down by reading the files themselves, not our parser's output: which Pasal (diktum, points) stand in each,
  and for some all their ayat, huruf and angka. ``bench/gold/structure.jsonl`` holds names, the first 16 digits of each file's SHA-256
  and numbers only. Three samples: ``acak``, drawn with a fixed seed from four periods of the bulk set; ``gagal``, drawn from those that
  an earlier version left incomplete (the hard ones); ``tata letak``, one or more of every layout. A Pasal whose heading the file lost
  but whose words stand there is listed as ``headless``: it may be found and need not be. One that is not in the file at all is ``lost``.
- **ten texts**: the same, for the ten texts for which the best open parser's shares are published; ``lost`` is checked again on every
  run: no heading of that number, in any spelling, stands outside a mention in the body.
- **bulk**: no truth by hand for 5,875 files, so the numbers themselves are asked: the Pasal of a text that amends nothing run from 1 to
  N without a gap. N is the greater of the last number found and the last one that a search for headings alone on their line finds,
  which knows nothing of our parser. A text that lost pages counts as incomplete, so that these shares are lower bounds; and a text in
  which headings stand but none is found counts as zero. Headings alone on their line are also asked for one by one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from kb.errors import ReadError
from kb.law.regulation import Locator, Unit
from kb.read.crossrefs import references
from kb.read.pages import read_document
from kb.read.structure import Structure, parse

GOLD = Path(__file__).with_name("gold") / "structure.jsonl"
OPEN_PARSER = {
    "uu-5-2014": 1.0, "uu-1-2015": 1.0, "uu-8-2012": 1.0, "pp-53-2010": 1.0, "pp-37-2004": 1.0,
    "pp-11-2017": 0.956, "pp-49-2018": 0.951, "pp-94-2021": 0.891, "uu-42-2008": 0.057, "pp-42-2004": 0.0,
}  # fmt: skip
"""The best open parser's published share of the Pasal of each text, lost ones counted against it."""
OPEN_PARSER_BULK = "0.892 and 73.5 % (published, a sample of 200)"
_ALONE = re.compile(r"^[ \t]*Pasal[ \t]+(\d{1,3})\.?[ \t]*\r?$", re.MULTILINE)
_AMENDS = re.compile(r"\b(?:PERUBAHAN|PENGUBAHAN|MENGUBAH|MERUBAH|PENYEMPURNAAN)\b")
_MENTIONED = re.compile(r"(?:dalam|pada|dan|ketentuan|dengan|menurut|,)\s*$", re.IGNORECASE)
_PART = re.compile(r"(?:\((\w+)\))?([a-z]*)|#(\d+)")


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was found in one file of the bulk set."""

    file: str
    amends: bool
    found: frozenset[int]
    alone: frozenset[int]
    repeated: int
    cited: int
    lacking: int
    seconds: float
    characters: int

    @property
    def wanted(self) -> int:
        """The last number there is."""
        return max([*self.found, *(n for n in self.alone if n == 1 or n - 1 in self.alone)], default=0)

    @property
    def recall(self) -> float:
        """The share of the numbers from 1 to the last that was found."""
        return len(self.found) / self.wanted


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw", type=Path, default=Path("../shared/corpus/raw"))
    parser.add_argument("--bulk", type=Path, help="the unpacked bulk set; without it that table is left out")
    parser.add_argument("--sample", type=int, default=0, help="only so many files of the bulk set, drawn with a fixed seed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--failing", action="store_true", help="name the incomplete files of the bulk set")
    args = parser.parse_args()
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    _ten([g for g in gold if g["sample"] == "sepuluh"], args.raw)
    _gold(gold, args.raw, args.bulk)
    if args.bulk:
        _bulk(args.bulk, args.sample, args.jobs, args.failing)


def numbers(text: str) -> list[str]:
    """Expand ``1-3 7A-7B II`` to its numbers."""
    return [number for part in text.split() for number in _expanded(part)]


def _expanded(part: str) -> Iterator[str]:
    first, _, last = part.partition("-")
    if not last:
        yield first
    elif first.isdigit():
        yield from map(str, range(int(first), int(last) + 1))
    else:
        yield from (first[:-1] + chr(letter) for letter in range(ord(first[-1]), ord(last[-1]) + 1))


def parts(pasal: str, text: str) -> set[str]:
    """Expand ``(1) (2)ab #3`` to the addresses below a Pasal: its ayat with their huruf, its huruf, its first three angka."""
    out = set()
    for token in text.split():
        match = _PART.fullmatch(token)
        ayat, letters, count = match.groups() if match else (None, None, None)
        at = f"pasal-{pasal}" + (f"/ayat-{ayat}" if ayat else "")
        out |= ({at} if ayat else set()) | {f"{at}/huruf-{letter}" for letter in letters or ""}
        out |= {f"{at}/angka-{n}" for n in range(1, int(count or 0) + 1)}
    return out


def read(file: Path) -> tuple[str, Structure]:
    """A file's text and structure."""
    document = read_document(file, file.name)
    return document.reading or document.text, parse(document)


def articles(structure: Structure, *above: Unit) -> list[str]:
    """The numbers of the Pasal that stand right under something, by default in the body."""
    at = len(above)
    found = [c.locator.steps for c in structure.clauses if len(c.locator.steps) == at + 1]
    return [s[-1].number for s in found if s[-1].unit is Unit.PASAL and tuple(step.unit for step in s[:at]) == above]


def _where(file: str, raw: Path, bulk: Path | None) -> Path | None:
    folder, _, name = file.partition("/")
    root = raw if folder == "raw" else bulk
    return root / name if root and (root / name).is_file() else None


def _check(path: Path, sha256: str) -> None:
    if not hashlib.sha256(path.read_bytes()).hexdigest().startswith(sha256):
        raise SystemExit(f"{path} is not the file the gold was read from: its SHA-256 does not start with {sha256}")


def _ten(gold: list[dict[str, Any]], raw: Path) -> None:
    head = f"{'the ten texts':<12} {'Pasal':>6}{'lost':>6}{'found':>6}{'false':>6}{'recall':>8}"
    print(f"{head}{'of all':>8}{'open':>8}{'penj.':>7}{'cited':>7}{'lacking':>8}{'doubts':>7}   open: the open parser, of all")
    for entry in gold:
        name = entry["file"].partition("/")[2].removesuffix(".md")
        path = raw / f"{name}.md"
        if not path.is_file():
            print(f"{name:<12} not here: {path}")
            continue
        _check(path, entry["sha256"])
        text, structure = read(path)
        wanted, lost, found = numbers(entry["pasal"]), numbers(entry.get("lost", "")), articles(structure)
        if again := [n for n in lost if _stands(text, n)]:
            raise SystemExit(f"{name}: said to be lost, yet a heading stands: {again}")
        right, (cited, lacking) = set(found) & set(wanted), _cited(text, structure)
        print(
            f"{name:<12} {len(wanted):>6}{len(lost):>6}{len(found):>6}{len(found) - len(right):>6}{len(right) / len(wanted):>8.3f}"
            f"{len(right) / (len(wanted) + len(lost)):>8.3f}{OPEN_PARSER[name]:>8.3f}"
            f"{len(set(articles(structure, Unit.PENJELASAN))):>7}{cited:>7}{lacking:>8}{len(structure.problems):>7}"
        )
    print()


def _stands(text: str, number: str) -> bool:
    """Whether a heading of a number stands in the body, told without our parser."""
    body = text[: text.index("PENJELASAN")] if "PENJELASAN" in text else text
    spelled = r"\s?".join("[1lIi]" if d == "1" else "[0Oo]" if d == "0" else d for d in number)
    found = re.finditer(rf"(?i)\bp\W?a\W?s\W?a\W?\w\s*{spelled}(?![0-9])\s*(?!ayat|huruf|dan\b|[,;])", body)
    return any(not _MENTIONED.search(body[: m.start()][-20:]) for m in found)


def _gold(gold: list[dict[str, Any]], raw: Path, bulk: Path | None) -> None:
    print(f"{'gold':<12} {'files':>6}{'whole':>7}{'Pasal':>7}{'recall':>8}{'precision':>11}   {'parts':>7}{'recall':>8}{'precision':>11}")
    for sample in ("acak", "gagal", "sepuluh", "tata letak"):
        entries = [(g, path) for g in gold if g["sample"] == sample and (path := _where(g["file"], raw, bulk))]
        tops, below, whole = [0, 0, 0], [0, 0, 0], 0
        for entry, path in entries:
            _check(path, entry["sha256"])
            top, part = _compared(entry, read(path)[1])
            tops, below = [a + b for a, b in zip(tops, top, strict=True)], [a + b for a, b in zip(below, part, strict=True)]
            if top[0] == top[1] == top[2] and part[0] == part[1] == part[2]:
                whole += 1
            else:
                missed = f"{top[2]} of {top[0]}, {top[1] - top[2]} false; parts {part[2]} of {part[0]}, {part[1] - part[2]} false"
                print(f"  {entry['file']}: {missed}")
        if entries:
            print(f"{sample:<12} {len(entries):>6}{whole:>7}{tops[0]:>7}{_shares(*tops)}   {below[0]:>7}{_shares(*below)}")
    print()


def _shares(wanted: int, found: int, right: int) -> str:
    return f"{right / wanted if wanted else 1:>8.4f}{right / found if found else 1:>11.4f}"


def _compared(entry: dict[str, Any], structure: Structure) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Wanted, found and right: of the Pasal, diktum and points; and of the parts of the Pasal that were read to the end."""
    wanted = {f"pasal-{n.lower()}" for n in numbers(entry["pasal"])}
    wanted |= {f"diktum-{word}" for word in entry.get("diktum", "").split()} | set(entry.get("butir", "").split())
    spared = {f"pasal-{n}" for n in numbers(entry.get("headless", ""))}
    locators = {c.locator for c in structure.clauses}
    if "butir" in entry:
        found = {str(at) for at in locators if at.steps[0].unit in (Unit.BAGIAN, Unit.ANGKA, Unit.HURUF)}
    else:
        found = {str(at) for at in locators if len(at.steps) == 1 and at.steps[0].unit in (Unit.PASAL, Unit.DIKTUM)} - spared
    listed = entry.get("parts", {})
    wanted_parts = {address for pasal, text in listed.items() for address in parts(pasal, text)}
    found_parts = {str(at) for at in locators if len(at.steps) > 1 and _counts(at, listed)}
    return (len(wanted), len(found), len(wanted & found)), (len(wanted_parts), len(found_parts), len(wanted_parts & found_parts))


def _counts(at: Locator, listed: dict[str, str]) -> bool:
    """Whether a part is one the gold speaks of: ayat, their huruf, the Pasal's own huruf and angka."""
    units = [step.unit for step in at.steps[1:]]
    return at.steps[0].unit is Unit.PASAL and at.steps[0].number in listed and units in (
        [Unit.AYAT], [Unit.HURUF], [Unit.ANGKA], [Unit.AYAT, Unit.HURUF],
    )  # fmt: skip


def _bulk(folder: Path, sample: int, jobs: int, failing: bool) -> None:
    files = sorted(path for path in folder.rglob("*.md"))
    if sample:
        files = sorted(random.Random(0).sample(files, min(sample, len(files))))
    started = time.perf_counter()
    with Pool(jobs) as pool:
        results = [r for r in pool.imap(_one, [(path, folder) for path in files], chunksize=25) if r]
    wall = time.perf_counter() - started
    plain = [r for r in results if not r.amends and r.wanted]
    complete = [r for r in plain if r.recall == 1]
    alone = sum(len(r.alone) for r in plain)
    print(f"bulk                 {len(files)} files, {len(results)} read; {len(plain)} amend nothing and hold a Pasal")
    print(f"mean recall          {sum(r.recall for r in plain) / len(plain):.4f}   open parser {OPEN_PARSER_BULK}")
    print(f"complete             {100 * len(complete) / len(plain):.1f} %")
    print(f"headings alone       {sum(len(r.alone & r.found) for r in plain) / alone:.5f} of {alone} found")
    print(f"said twice           {sum(r.repeated for r in plain)} Pasal, of which the first is used")
    cited, lacking = sum(r.cited for r in results), sum(r.lacking for r in results)
    print(f"sebagaimana dimaksud {1 - lacking / cited:.5f} of {cited} ayat and huruf that a text cites of itself are there")
    million = sum(r.characters for r in results) / 1e6
    print(f"parse                {sum(r.seconds for r in results):.1f} s of CPU for {million:.1f} million characters")
    print(f"wall                 {wall:.1f} s with reading, {jobs} processes")
    if failing:
        for r in sorted((r for r in plain if r.recall < 1), key=lambda r: r.recall):
            print(f"{r.recall:.2f} {r.file} of {r.wanted}: {sorted(set(range(1, r.wanted + 1)) - r.found)[:20]}")


def _one(job: tuple[Path, Path]) -> Bulk | None:
    path, folder = job
    try:
        document = read_document(path, path.relative_to(folder).as_posix())
    except ReadError:
        return None
    text = document.text
    started = time.process_time()
    structure = parse(document)
    seconds = time.process_time() - started
    pasal = articles(structure)
    first = min((c.start for c in structure.clauses if c.locator.steps[0].unit is Unit.PASAL), default=len(text))
    amends = any(not n[0].isdigit() for n in pasal) or bool(_AMENDS.search(text, 0, min(first, 6000)))
    body = text[: text.index("PENJELASAN")] if text.find("PENJELASAN") > 500 else text
    return Bulk(
        document.file,
        amends,
        frozenset(int(n) for n in pasal if n.isdigit()),
        frozenset(_consecutive([int(n) for n in _ALONE.findall(body)])),
        sum("Pasal" in p.message and "dua kali" in p.message for p in structure.problems),
        *_cited(document.reading or text, structure),
        seconds,
        len(text),
    )


def _cited(text: str, structure: Structure) -> tuple[int, int]:
    """How many ayat and huruf a text cites of itself, and how many places cite one that was not found."""
    return sum(1 for clause in structure.clauses for _ in references(text, clause)), sum(
        " merujuk " in p.message for p in structure.problems
    )


def _consecutive(found: list[int]) -> set[int]:
    """The numbers that stand in a run of two or more: a lone one may be another law's."""
    return {n for n in found if n - 1 in found or n + 1 in found}


if __name__ == "__main__":
    main()
