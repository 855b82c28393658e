"""How much of the amending laws in a folder is read: ``python -m bench.amend FOLDER [-v]``.

A law counts as amending when its title says so. Of each: whether its points were found, and of the points which were
read as operations, as two shares. Where the law it amends lies in the folder too, the points are applied, and a
third share says of how many nothing was left undone. ``-v`` prints a line for each point that was not read or done.
"""

from __future__ import annotations

import datetime
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from kb.errors import ReadError
from kb.law.catalogue import Catalogue, Regulation
from kb.law.references import find_mentions, resolve
from kb.law.regulation import Problem
from kb.read.amend import Point
from kb.read.applying import Text
from kb.read.consolidate import Change, amending_points, consolidate, is_amending
from kb.read.identity import identify
from kb.read.pages import read_document
from kb.read.structure import parse

_SUFFIXES = {".md", ".txt", ".pdf"}


class Law(NamedTuple):
    """An instrument and its text."""

    regulation: Regulation
    text: Text


def main(folder: Path, verbose: bool) -> None:
    """Print the three shares."""
    start = time.perf_counter()
    files = sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES)
    with ProcessPoolExecutor(2) as pool:
        read = [one for one in pool.map(_read, files, chunksize=50) if one]
    texts = {one.regulation.kunci: one for one in read}
    known = Catalogue({key: one.regulation for key, one in texts.items()})
    count: Counter[str] = Counter()
    found: dict[str, tuple[Point, ...]] = {}
    for key, one in texts.items():
        if not is_amending(one.regulation.judul):
            continue
        problems: list[Problem] = []
        found[key] = amending_points(one.text, one.regulation.judul, problems)
        count["laws"] += 1
        count["with points"] += bool(found[key])
        count["points"] += len(found[key])
        count["read"] += sum(bool(point.instruction.operations) for point in found[key])
        _tell(one, problems if found[key] else [Problem("no points found", 0, 0)], verbose)
    for key, points in found.items():
        base = _base(texts[key], known) if points else ""
        if base and base != key:
            day = texts[key].regulation.nomor[0].tahun
            _, undone = consolidate(texts[base].text, [Change(texts[key].text, _first_day(day), points)])
            places = {problem.start for problem in undone[key]}
            count["with base"] += 1
            count["to apply"] += len(points)
            count["applied"] += sum(bool(point.instruction.operations) and point.start not in places for point in points)
            _tell(texts[key], undone[key], verbose)
    print(f"{len(files)} files, {count['laws']} amending laws in {time.perf_counter() - start:.0f} s")
    for what, part, whole in (
        ("laws whose points were found", "with points", "laws"),
        ("points read as operations", "read", "points"),
        ("points applied whole, base held", "applied", "to apply"),
    ):
        share = count[part] / count[whole] if count[whole] else 0.0
        print(f"{what:<34} {count[part]:>6} of {count[whole]:>6}  {share:.3f}")
    print(f"{'laws whose base is held':<34} {count['with base']:>6}")


def _read(path: Path) -> Law | None:
    try:
        document = read_document(path, str(path))
    except (ReadError, OSError):
        return None
    identity = identify(document.reading or document.text, path.name)
    structure = parse(document)
    return Law(identity.regulation, Text(identity.regulation.kunci, document, structure))


def _base(one: Law, known: Catalogue) -> str:
    mentions = find_mentions(one.regulation.judul, [])
    matches = resolve(mentions[0], known) if mentions else []
    return matches[0].kunci if len(matches) == 1 else ""


def _tell(one: Law, problems: list[Problem], verbose: bool) -> None:
    for problem in problems if verbose else []:
        words = " ".join(one.text.words[problem.start : problem.end].split())
        print(f"{one.regulation.short}\t{problem.message}\t{words[:200]}")


def _first_day(year: int) -> datetime.date:
    return datetime.date(max(1, year), 1, 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "-v" in sys.argv)
