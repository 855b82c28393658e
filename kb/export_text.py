"""A regulation as a tree of its places, ready to be written in a form that other programs read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from kb.answer.search import Hit
from kb.errors import QuestionError
from kb.knowledge import KnowledgeBase
from kb.law.catalogue import Regulation, Standing
from kb.law.regulation import Locator
from kb.records import COMMENT


@dataclass
class Node:
    """A place in a regulation: its clause where one is held, and the places below it in order."""

    locator: Locator
    hit: Hit | None = None
    below: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Text:
    """A regulation as it stands on a day: its entry, its status, its clauses as a tree."""

    regulation: Regulation
    standing: Standing
    on: datetime.date
    top: tuple[Node, ...]
    held: tuple[Hit, ...]


def text_of(kb: KnowledgeBase, key: str, on: datetime.date) -> Text:
    """The clauses of a regulation as a tree; a place named by none of its own clauses, but by one below it, is an empty node."""
    if kb.catalogue.get(key) is None:
        raise QuestionError(f"peraturan {key[:80]!r} tidak dikenal; lihat kuncinya dengan: kb status --json")
    hits = kb.show(key, on)
    nodes: dict[Locator, Node] = {}
    top: list[Node] = []
    for hit in hits:
        for depth in range(1, len(hit.clause.locator.steps) + 1):
            locator = Locator(hit.clause.locator.steps[:depth])
            if locator not in nodes:
                node = nodes[locator] = Node(locator)
                above = nodes.get(locator.parent) if locator.parent else None
                (above.below if above else top).append(node)
        nodes[hit.clause.locator].hit = hit
    return Text(kb.catalogue[key], kb.catalogue.status(key, None, on), on, tuple(top), tuple(hits))


def paragraphs(words: str) -> list[str]:
    r"""The paragraphs of a text, white space and our own annotations taken out.

    >>> paragraphs("satu\n  dua\n\n<!-- diperiksa: belum -->\ntiga")
    ['satu dua', 'tiga']
    """
    parts = COMMENT.sub(" ", words).replace("\f", "\n").split("\n\n")
    return [text for part in parts if (text := " ".join(part.split()))]


def own_words(node: Node) -> list[str]:
    """A clause's words that are in no place below it: before each of them in turn, and after the last; of those below none, all.

    The list is one longer than the places below. A place whose words are not among the clause's (a ringkasan under the wording, a
    later layer) has nothing before it.
    """
    pieces = ["" for _ in (*node.below, None)]
    if node.hit is None:
        return pieces
    clause, last = node.hit.clause, 0
    for number, child in enumerate(node.below):
        words = child.hit.clause.text if child.hit else ""
        if words and (at := clause.text.find(words, last)) >= 0:
            pieces[number], last = clause.text[last:at], at + len(words)
    pieces[-1 if last else 0] = clause.text[last:]
    return pieces
