"""Questions written for this project, each about one Pasal, and how they are held out."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regulations import Regulation

# Pasal that answer the same questions: never negatives of each other. A Pasal is in at most one group.
SIBLINGS: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = (
    (("PP 94/2021", ("5", "13", "14")), ("PP 53/2010", ("4", "12", "13"))),
    (("PP 94/2021", ("3", "4", "9", "10", "11")), ("PP 53/2010", ("3",))),
    (("PP 94/2021", ("8",)), ("PP 53/2010", ("7",))),
    (("PP 37/2004", ("2", "3", "9")), ("PP 11/2017", ("250", "255")), ("UU 5/2014", ("87",))),
    (("UU 5/2014", ("119", "123")), ("PP 11/2017", ("254",)), ("UU 10/2016", ("7",))),
    (("UU 1/2015", ("70",)), ("UU 10/2016", ("70",))),
    (("UU 1/2015", ("71",)), ("UU 10/2016", ("71",))),
    (("UU 1/2015", ("73",)), ("UU 10/2016", ("73", "187A"))),
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One Pasal with the questions it answers.

    Attributes:
        label: Regulation and Pasal, such as ``PP 94/2021 Pasal 5``.
        group: Topics of one group share answers.
        ringkasan: The norm restated by this project.
        text: Wording in the bulk, empty where it could not be read there.
        questions: Questions to train on or to measure with.
    """

    label: str
    group: int
    ringkasan: str
    text: str
    questions: tuple[str, ...]

    @property
    def chunk(self) -> str:
        """What a question has to find: ringkasan and wording together."""
        return f"{self.ringkasan} {self.text}".strip()


def read_topics(path: Path, regulations: Sequence[Regulation]) -> list[Topic]:
    """Topics of a JSON-lines file with the fields ``reg, pasal, ringkasan, questions``, in its order."""
    texts = {(r.label, p.nomor): p.text for r in regulations for p in r.pasal}
    groups = {
        (label, nomor): len(texts) + row
        for row, siblings in enumerate(SIBLINGS)
        for label, numbers in siblings
        for nomor in numbers
    }
    topics = []
    for row, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        record = json.loads(line)
        key = (record["reg"], record["pasal"])
        topics.append(
            Topic(
                label=f"{key[0]} Pasal {key[1]}",
                group=groups.get(key, row),
                ringkasan=record["ringkasan"],
                text=texts.get(key, ""),
                questions=tuple(record["questions"]),
            )
        )
    return topics


def hold_out(topics: Sequence[Topic], share: float, seed: int) -> tuple[list[Topic], Mapping[str, int]]:
    """Set questions aside for measuring.

    Args:
        topics: Topics with all their questions.
        share: Part of all questions to set aside; every topic keeps at least one.
        seed: Seed of the draw.

    Returns:
        The topics with the questions that stay, and each question set aside with the row of its topic.
    """
    places = [(row, question) for row, topic in enumerate(topics) for question in topic.questions]
    drawn = random.Random(seed).sample(places, round(share * len(places)))
    aside = {question: row for row, question in sorted(drawn)}
    kept = [
        Topic(t.label, t.group, t.ringkasan, t.text, tuple(q for q in t.questions if q not in aside) or t.questions[:1])
        for t in topics
    ]
    return kept, {question: row for question, row in aside.items() if question not in kept[row].questions}
