"""Input number N of a kind, the same on every machine and at every time: bytes and a name, or words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.fuzzing.mutations import MARKUP, ODD, spoiled_bytes, spoiled_text, token
from bench.fuzzing.offices import hostile_docx, hostile_html
from bench.fuzzing.pdfs import hostile_pdf
from bench.fuzzing.seeds import ARTICLES, QUESTIONS, STORIES, TEXTS

SHARES = {"letter": 20, "pdf": 22, "docx": 18, "html": 14, "question": 22, "article": 2, "case": 2}
"""Of a hundred inputs, how many are of each kind."""
CANARY = "isi-berkas-yang-tidak-boleh-keluar"
"""What stands in a file beside the inputs that some of them ask for."""
_NAMES = (
    "<img src=x onerror=alert(1)>",
    "a\nb",
    "..",
    "a'b\"c",
    "\u202egnp",
    "kosong ",
    "=1+1",
    "\x1b[31m",
    "%2e%2e%2fetc",
    "CON",
    "n" * 180,
)
_BODIES = tuple(
    json.dumps(body, ensure_ascii=False)
    for body in (
        {"question": QUESTIONS[0], "k": 3, "jenis": ["UU"], "on": "2024-02-14"}, {"wanted": "pp-94-2021/pasal-5"},
        {"story": STORIES[0], "status": "pns"},
        {"text": ARTICLES[0], "on": "2024-09-25"}, {},
    )
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """An input: a file's name and bytes, or words; ``chance`` goes on where the making stopped."""

    kind: str
    chance: Random
    name: str = ""
    data: bytes = b""
    words: tuple[str, ...] = ()


def kind_of(number: int, kinds: tuple[str, ...]) -> str:
    """The kind of input number N, so that of each hundred each kind has its share."""
    ring = [kind for turn in range(max(SHARES.values())) for kind in kinds if turn < SHARES[kind]]
    return ring[number % len(ring)]


def made(seed: int, number: int, kind: str, room: Path) -> Made:
    """Make an input; ``room`` is where the file with the canary stands."""
    chance = Random(f"{seed} {kind} {number}")
    if kind in ("question", "article", "case"):
        return Made(kind, chance, words=_words(kind, chance))
    canary = str(room / "rahasia.txt")
    data = {
        "pdf": lambda: hostile_pdf(chance),
        "docx": lambda: hostile_docx(chance, canary),
        "html": lambda: hostile_html(chance, canary),
        "letter": lambda: _letter(chance),
    }[kind]()
    name = f"{chance.choice(_NAMES)}{number}" if chance.random() < 0.05 else f"{kind}-{number}"
    return Made(kind, chance, f"{name}.{'txt' if kind == 'letter' else kind}", data)


def _letter(chance: Random) -> bytes:
    text = chance.choice(TEXTS)
    text = spoiled_text(text, chance, chance.choice(TEXTS)) if chance.random() < 0.97 else "".join(token(chance) for _ in range(60))
    coding = chance.choice(("utf-8",) * 12 + ("utf-8-sig", "cp1252", "utf-16"))
    data = text.encode(coding, "surrogatepass" if coding != "cp1252" else "replace")
    return (
        spoiled_bytes(data, chance, tuple(t.encode("utf-8", "surrogatepass") for t in (*ODD, *MARKUP)), TEXTS[0].encode())
        if chance.random() < 0.08
        else data
    )


def _words(kind: str, chance: Random) -> tuple[str, ...]:
    seeds = {"question": QUESTIONS, "article": ARTICLES, "case": STORIES}[kind]
    most = {"question": 2100, "article": 3000, "case": 3000}[kind]
    if chance.random() < 0.02:
        most *= 40
    out = []
    for _ in range(3):
        text = chance.choice(seeds)
        if chance.random() < 0.85:
            text = spoiled_text(text, chance, chance.choice((*seeds, *TEXTS)))
        out.append(text[:most] if chance.random() < 0.97 else "".join(token(chance) for _ in range(30))[:most])
    body = spoiled_text(chance.choice(_BODIES), chance, chance.choice(_BODIES))
    return (*out, body)
