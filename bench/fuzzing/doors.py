"""The product's own ways through: from an input to all that is shown, printed or handed out of it, each held to ``markup``."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import msgspec

from bench.fuzzing import clock, markup
from bench.fuzzing.making import CANARY, Made
from bench.fuzzing.seeds import LAW
from kb.answer.held import LEXICAL_SHARE
from kb.answer.search import Hit
from kb.articles import Article
from kb.errors import KbError, ReadError
from kb.escaping import citable, on_terminal, whole_letters
from kb.export import FORMS, exported
from kb.indexer import write_caches, write_truth
from kb.indexing.clauses import ClauseStore, Verdict
from kb.indexing.embedding import load_embedder
from kb.indexing.generation import TRUTH
from kb.indexing.writing import Truth
from kb.ingest import read_one
from kb.knowledge import KnowledgeBase, held_in
from kb.law.catalogue import Catalogue
from kb.layering import amendments_of
from kb.library import Library
from kb.lines import objects
from kb.memo import memo
from kb.operations import OPERATIONS
from kb.parsed import Parsed, document_of, one_copy_each
from kb.preparing import Preparing
from kb.read import drawing, ocr, sandbox
from kb.records import printed_answer, printed_outline
from kb.records_case import printed_case
from kb.records_links import printed_linked, show_records
from kb.reports import check_record, markdown_report, printed_check
from kb.web import cari, kasus, naskah, rujukan
from kb.web.answers import answer_html, opened_html
from kb.web.cards import Cards, Dealer
from kb.web.korpus import corpus_html
from kb.web.outline import outline_html
from kb.web.ways import Ways

READ_SECONDS = 10.0
"""Processor time for a parser here, before the file is read again as the product reads it."""
CHILD_SECONDS = 60.0
"""What the product's own child gets then, instead of 180."""
WORK_SECONDS = 5.0
"""Processor time for all that the server itself does with an input; more is a fault."""
KNOWN = ("uu-7-2017", "uu-5-2014", "uu-20-2023", "pp-94-2021", "pp-53-2010")
"""What the catalogue of a document's own index names, and the documents may say that they are."""
WAYS = {
    "cari": cari.respond,
    "tautan": cari.arrive,
    "kasus": kasus.respond,
    "rujukan": rujukan.checked,
    "tautan-naskah": naskah.arrive,
    "banding": naskah.compared,
}
"""What the page's events ask for."""
_ON = datetime.date(2024, 9, 25)
_ask_child = sandbox._ask


@dataclass(frozen=True)
class Shown:
    """A document in an index of its own: its key, its clauses, and some of them."""

    kb: KnowledgeBase
    cards: Cards
    key: str
    hits: Sequence[Hit]
    some: Sequence[Hit]


class Doors:
    """An open index, and a room with a law that the amending seeds amend."""

    def __init__(self, index: Path, model: str, room: Path, apart: bool = False) -> None:
        self.room, self.apart = room, apart
        self.slow = 0
        self.library = Library(index, model, look_every=3600)
        self.cards = Cards.of(self.library)
        self.ways = Ways(Dealer(self.library))
        for name, answer in WAYS.items():
            self.ways.add(name, answer)
        self._embedder = load_embedder(model)
        (room / "rahasia.txt").write_text(CANARY, encoding="utf-8")
        (room / "dasar.txt").write_text(LAW, encoding="utf-8")
        ocr.version = lambda: ""  # Tesseract takes seconds a page; what it reads goes the same way as any text
        sandbox.SECONDS = CHILD_SECONDS
        sandbox._ask = self._asked
        known = self.library.kb.catalogue.regulations
        self._known = Catalogue({key: known[key] for key in KNOWN if key in known})
        self._base_verdict, base = read_one(room / "dasar.txt", "acak/dasar.txt", self._known)
        if base is None:
            raise SystemExit(self._base_verdict.reason)
        self._base = base

    def go(self, made: Made, number: int) -> str:
        """Send an input through; gives "" or the reason why it was refused."""
        self.again, self._whole = number % 10 == 0, number // 3 % 4 == 2
        with clock.within(WORK_SECONDS, clock.TooLong):
            if made.kind == "question":
                return self._question(made)
            if made.kind == "article":
                return self._article(made, number)
            if made.kind == "case":
                return self._case(made)
            return self._document(made, number)

    def _asked(self, seconds: float, kind: str, *arguments: str, words: str = "") -> dict[str, Any]:
        """What the child would answer, read here; in the child where this was told to, or where it takes long."""
        if not self.apart:
            try:
                with clock.within(READ_SECONDS, clock.ReadingTooLong):
                    written = json.dumps(sandbox.answer_of(kind, Path(arguments[0])))
            except clock.ReadingTooLong:
                self.slow += 1
            else:
                answer: dict[str, Any] = json.loads(written)
                if "error" in answer:
                    raise ReadError(answer["error"])
                return answer
        return _ask_child(seconds, kind, *arguments, words=words)

    # Documents

    def _document(self, made: Made, number: int) -> str:
        path = self.room / made.name
        path.write_bytes(made.data)
        try:
            verdict, one = read_one(path, citable(f"acak/{made.name}"), self._known)
            markup.check_line(verdict.reason)
            if number % 50 == 5:
                self._upload(made)
            if made.kind == "pdf" and number % 60 == 10:
                self._draw(path)
        finally:
            path.unlink()
        if one is None:
            self._html(corpus_html(self._cards_of(_Files([verdict]))))
            return verdict.reason
        self._understood(one, verdict, made, number)
        return ""

    def _understood(self, one: Parsed, verdict: Verdict, made: Made, number: int) -> None:
        reading = one.read()
        text = reading.document.text
        if CANARY in text:
            raise markup.Unsafe("a file of the machine was read")
        if "".join(reading.structure.pieces(text)) != text:
            raise markup.Unsafe("a character was lost")
        kb = self._index([self._base_verdict, verdict], [self._base, one])
        hits = kb.show(one.regulation.kunci, _ON)
        shown = Shown(kb, self._cards_of(kb), one.regulation.kunci, hits, [made.chance.choice(hits) for _ in range(3)])
        self._html(shown.cards.card(shown.some[0], frozenset({"kolam", "jaga"}), _ON, opened=True))
        (self._opened, self._read, self._asked_and_told, self._hand_out)[number // 3 % 4](shown, number)
        kb.held.clauses.close()

    def _opened(self, shown: Shown, number: int) -> None:
        """Its outline, a clause by its address, and what the tab Korpus says."""
        self._html(outline_html(shown.hits, shown.cards, _ON))
        self._html(opened_html(shown.some[1].clause.address, shown.cards, _ON))
        self._html(corpus_html(shown.cards))

    def _read(self, shown: Shown, number: int) -> None:
        """The reader, at its start and at a clause, and two clauses side by side."""
        one, other, _ = (hit.clause.address for hit in shown.some)
        for link in (_link(naskah=shown.key), _link(naskah=one), _link(banding=one, dengan=other)):
            self._html(naskah.arrive(shown.cards, link)[0])

    def _asked_and_told(self, shown: Shown, number: int) -> None:
        """A question, and the terminal."""
        self._html(answer_html(shown.kb.ask("larangan penjaga kolam", 3, _ON), shown.cards, _ON))
        self._printed(printed_outline(shown.hits))
        self._printed(printed_linked(shown.kb, shown.some[0], _ON))
        markup.check_record(show_records(shown.kb, shown.some[1].clause.address, _ON))

    def _hand_out(self, shown: Shown, number: int) -> None:
        """What other programs are given."""
        akn, ld = (exported(shown.kb, shown.key, form, _ON) for form in FORMS)
        markup.check_akn(akn)
        markup.check_record(json.loads(ld))
        markup.check_markdown(memo(shown.some, _ON, "md"))
        markup.check_csv(memo(shown.some, _ON, "csv"))
        if number % 10 == 1:
            markup.check_docx(memo(shown.some, _ON, "docx"))

    def _index(self, verdicts: list[Verdict], parsed: list[Parsed]) -> KnowledgeBase:
        """An index of the law and of the document, as ``build`` makes it but for what makes it last.

        Every fourth is whole; the others have their clauses only, and nothing is searched in them.
        """
        folder = self.room / "indeks"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        verdicts, parsed = one_copy_each(verdicts, parsed)
        amendments = amendments_of(parsed, self._known)
        if not self._whole:
            known = {**self._known.regulations, **{one.regulation.kunci: one.regulation for one in parsed}}
            with Truth(folder / TRUTH, amendments.layers) as truth:
                truth.files(verdicts)
                truth.regulations((known[key], True) for key in sorted(known))
                for one in parsed:
                    truth.document(document_of(one, reading := one.read()), reading.document)
                truth.write_layers()
            held = replace(self.library.kb.held, clauses=ClauseStore(folder / TRUTH), catalogue=Catalogue(known))
            return KnowledgeBase(held, self.library.kb.manifest)
        path = folder / TRUTH
        gathered, counts = write_truth(
            path, verdicts, parsed, amendments, [], self._known, Preparing(self._embedder, self._known.names), _quiet
        )
        write_caches(path, gathered, folder)
        manifest = msgspec.structs.replace(self.library.kb.manifest, counts=counts)
        return KnowledgeBase(held_in(folder, manifest, self._embedder, None, LEXICAL_SHARE), manifest)

    def _upload(self, made: Made) -> None:
        copy = self.room / f"unggah-{made.name}"
        copy.write_bytes(made.data)
        _, html = rujukan.uploaded(self.library.kb, str(copy), "2024-09-25")
        self._html(html)
        if copy.exists():
            raise markup.Unsafe("the copy that was uploaded is kept")

    def _draw(self, path: Path) -> None:
        """A page with words boxed; any exception is the child's to turn into a reason, so only the time and the process count."""
        try:
            with clock.within(READ_SECONDS, clock.ReadingTooLong):
                drawing.drawn(path, 1, "Kolam dikuras tiap bulan")
        except clock.ReadingTooLong:
            self.slow += 1
        except Exception:  # as in the child
            return

    # Words

    def _question(self, made: Made) -> str:
        one, other, third, body = made.words
        jenis, day = made.chance.choice(([], [], ["UU"], [third[:20]])), made.chance.choice(("", "2024-02-14", third[:10]))
        ways: tuple[Callable[[], object], ...] = (
            lambda: self._shown("cari", [cari.OTHER if day else "", day, jenis, [], one, None]),
            lambda: self._shown("tautan", [_link(tanya=one, tanggal=day, jenis=other, wilayah=third)]),
            lambda: self._shown("tautan", [_link(alamat=one, tanggal=day)]),
            lambda: self._shown("tautan-naskah", [_link(naskah=one, tanggal=other)]),
            lambda: self._shown("banding", [one, other]),
            lambda: self._sent("cari", body.encode("utf-8", "surrogatepass")),
            lambda: self._printed(printed_answer(self.library.kb, self.library.kb.ask(one, 3, _ON))),
            *(partial(self._operate, name, body.encode("utf-8", made.chance.choice(("replace", "surrogatepass")))) for name in OPERATIONS),
            lambda: markup.check_record(list(objects(f"{body}\n{one}", "question", "acak.jsonl"))),
        )
        return _refused(made.chance.choice(ways))

    def _operate(self, name: str, body: bytes) -> None:
        form = OPERATIONS[name].read_json(body)
        markup.check_record(OPERATIONS[name].run(self.library.kb, form))

    def _article(self, made: Made, number: int) -> str:
        text, name, day, _ = made.words
        day = day[:10] if made.chance.random() < 0.2 else "2024-09"
        self._shown("rujukan", [text, day])

        def written() -> None:
            article = Article(whole_letters(text), None, 1, whole_letters(name[:80]))
            found = self.library.kb.check(article.text)
            self._printed(printed_check(article, found))
            markup.check_record(check_record(article, found))
            markup.check_markdown(markdown_report(article, found).encode("utf-8"))

        return _refused(written) if number % 3 == 0 else ""

    def _case(self, made: Made) -> str:
        story, other, third, _ = made.words
        fields = [made.chance.choice((*(code for _, code in choices), "", "", other[:30])) for _, choices in kasus.FIELDS]
        self._shown("kasus", [story, *fields, third[:10] if made.chance.random() < 0.1 else "2024-09-25"])
        return _refused(lambda: self._printed(printed_case(self.library.kb, self.library.kb.case(story))))

    def _cards_of(self, kb: Any) -> Cards:
        links = {h.regulation.short: h.regulation.kunci for h in kb.holdings() if h.clauses}
        return Cards(kb, links, SimpleNamespace(kb=kb, generation="gen-acak", originals=self.library.originals))  # type: ignore[arg-type]

    def _shown(self, way: str, filled: list[Any]) -> None:
        """As the page asks for it."""
        self._sent(way, json.dumps(filled).encode())

    def _sent(self, way: str, body: bytes) -> None:
        shown = self.ways.answer(way, body)
        self._html(shown[0])
        msgspec.json.encode(shown)

    def _html(self, html: str) -> None:
        markup.check_html(html, self.again)

    def _printed(self, words: str) -> None:
        markup.check_printed(on_terminal(words))


class _Files:
    """Nothing held but the verdicts on some files."""

    def __init__(self, verdicts: list[Verdict]) -> None:
        self._verdicts = verdicts

    def files(self) -> list[Verdict]:
        return self._verdicts

    def holdings(self) -> list[Any]:
        return []


def _refused(work: Callable[[], object]) -> str:
    """Why the product refused, in one line; nothing where it did not."""
    try:
        work()
    except KbError as error:
        reason = " ".join(str(error).split())
        markup.check_line(on_terminal(reason))
        return reason
    return ""


def _quiet(step: str, done: int, total: int) -> None:
    """Nobody waits for this."""


def _link(**asked: str) -> str:
    return f"?{urlencode(asked, errors='replace')}"
