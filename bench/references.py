"""How well references in texts are found and judged: found, verdict right, false alarms on right references.

    python -m bench.references FILE.jsonl [--misses]      # {id, text, pub_date, expected: [{reg, pasal, ayat, huruf, verdict}]}
    python -m bench.references --texts FOLDER [--index DIR]              # texts without expectations: what is found and how it is judged

``expected`` may call a verdict ``wrong_pasal`` (here ``wrong_provision``) and ``unknown`` (``unclear``). The laws on Pilkada that
amend one another count as one, as they do to readers. A false alarm is a ``wrong_*``, ``no_provision`` or ``revoked`` on a
reference expected to be ``ok``, or on one that is not expected at all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.answer.verdicts import Period, Reference, Verdict
from kb.knowledge import KnowledgeBase

SAME_VERDICT = {"wrong_pasal": "wrong_provision", "unknown": "unclear"}
PILKADA = {"UU 1/2015", "UU 8/2015", "UU 10/2016", "UU 6/2020"}
ALARMS = frozenset(Verdict) - {Verdict.OK, Verdict.NOT_HELD, Verdict.UNCLEAR}


@dataclass
class Tally:
    """Counts over a set: references expected, found, judged right; right ones, and those called wrong; and the misses."""

    expected: int = 0
    found: int = 0
    right: int = 0
    right_ones: int = 0
    alarms: int = 0
    misses: list[str] = field(default_factory=list)

    def shown(self) -> str:
        """The figures in three lines."""
        return (
            f"found    {self.found}/{self.expected} ({_share(self.found, self.expected)})\n"
            f"verdict  {self.right}/{self.expected} ({_share(self.right, self.expected)})\n"
            f"alarms   {self.alarms}/{self.right_ones} ({_share(self.alarms, self.right_ones)}) on right or unexpected references"
        )


def tally(kb: KnowledgeBase, lines: Sequence[dict[str, Any]]) -> Tally:
    """Check every line and count."""
    out = Tally()
    for line in lines:
        references = kb.check(line["text"], Period.of(str(line["pub_date"])) if line.get("pub_date") else None)
        matched: set[int] = set()
        for wanted in line["expected"]:
            out.expected += 1
            verdict = SAME_VERDICT.get(wanted["verdict"], wanted["verdict"])
            at = _best(wanted, references, matched)
            out.right_ones += verdict == "ok"
            if at is None:
                out.misses.append(f"{line.get('id')}: not found: {wanted['reg']} {wanted.get('pasal')}")
                continue
            matched.add(at)
            out.found += 1
            got = str(references[at].verdict)
            out.right += got == verdict
            out.alarms += verdict == "ok" and references[at].verdict in ALARMS
            if got != verdict:
                out.misses.append(f"{line.get('id')}: {references[at].text!r}: {got}, expected {verdict}; {references[at].finding.reason}")
        for i, reference in enumerate(references):
            if i not in matched:
                out.right_ones += 1
                out.alarms += reference.verdict in ALARMS
                if reference.verdict in ALARMS:
                    out.misses.append(f"{line.get('id')}: alarm on {reference.text!r}: {reference.verdict}; {reference.finding.reason}")
    return out


def _best(wanted: dict[str, Any], references: Sequence[Reference], taken: set[int]) -> int | None:
    """The reference that is the one expected: of its instrument and Pasal, with most of its other steps."""
    fitting = [
        i
        for i, r in enumerate(references)
        if i not in taken and _same_regulation(wanted["reg"], r.regulation) and _pasal(r) == wanted.get("pasal")
    ]
    return max(fitting, key=lambda i: _steps_alike(wanted, references[i]), default=None)


def _same_regulation(wanted: str, found: str) -> bool:
    return wanted == found or {wanted, found} <= PILKADA


def _pasal(reference: Reference) -> str | None:
    return reference.locator.as_dict().get("pasal") if reference.locator else None


def _steps_alike(wanted: dict[str, Any], reference: Reference) -> int:
    steps = reference.locator.as_dict() if reference.locator else {}
    return sum((wanted.get(unit) or None) == steps.get(unit) for unit in ("ayat", "huruf", "angka"))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def described(reference: Reference) -> Iterator[str]:
    """A reference in one line."""
    yield f"{reference.verdict:<16}{reference.regulation:<40}{' '.join(reference.text.split())[:90]}"
    if reference.finding.suggestion:
        yield f"{'':16}maybe {reference.finding.suggestion}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measures how references are found and judged.")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--on", default="")
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args(arguments)
    kb = KnowledgeBase.open(chosen.index)
    if chosen.file:
        found = tally(kb, [json.loads(line) for line in chosen.file.read_text("utf-8").splitlines() if line.strip()])
        print(found.shown(), *(found.misses if chosen.misses else ()), sep="\n")
    for path in sorted(chosen.texts.iterdir()) if chosen.texts else ():
        print(f"\n{path.name}")
        for reference in kb.check(path.read_text("utf-8"), Period.of(chosen.on) if chosen.on else None):
            print(*described(reference), sep="\n")


if __name__ == "__main__":
    main()
