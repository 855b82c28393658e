"""What can be asked of the knowledge base, once: each operation's name, form and answer. Every door that speaks JSON reads this table.

The answers are the records of ``kb.records``, so that Python, the command line, HTTP and MCP say the same.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from kb.answer.search import MAX_HITS, MAX_QUESTION
from kb.answer.verify import MAX_TEXT
from kb.articles import Article
from kb.errors import QuestionError
from kb.knowledge import KnowledgeBase
from kb.records import answer_record, file_record, holding_record
from kb.records_links import show_records
from kb.reports import check_record

Record = dict[str, Any]
_On = Annotated[datetime.date | None, msgspec.Meta(description="tanggal TTTT-BB-HH; tanpa ini, hari ini")]
_Some = Annotated[int, msgspec.Meta(ge=1, le=MAX_HITS, description=f"banyaknya klausul, 1 sampai {MAX_HITS}")]
_Jenis = Annotated[tuple[str, ...], msgspec.Meta(max_length=50, description="hanya jenis peraturan ini, misalnya UU dan PP")]
_Wilayah = Annotated[tuple[str, ...], msgspec.Meta(max_length=50, description="hanya wilayah ini dan yang nasional")]
_Question = Annotated[str, msgspec.Meta(description=f"pertanyaan atau rujukan pasal, paling panjang {MAX_QUESTION:,} karakter")]
_Wanted = Annotated[
    str, msgspec.Meta(max_length=MAX_QUESTION, description="rujukan, alamat, atau kunci peraturan; misalnya pp-94-2021/pasal-5")
]
_Story = Annotated[str, msgspec.Meta(description="cerita kasus dalam bahasa sehari-hari: siapa melakukan apa, kapan, untuk siapa")]
_Filled = Annotated[str, msgspec.Meta(max_length=40, description="isian singkat; kosong berarti dibaca dari cerita")]
_Text = Annotated[str, msgspec.Meta(description=f"tulisan yang rujukannya diperiksa, paling panjang {MAX_TEXT:,} karakter")]
_NAMED = re.compile(r"(missing required field) `(\w+)`|at `\$\.(\w+)")


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an operation is given; the fields' descriptions are what people are told."""


class Ask(Form, frozen=True):
    """A question and its filters."""

    question: _Question
    k: _Some = 10
    on: _On = None
    jenis: _Jenis = ()
    wilayah: _Wilayah = ()


class Show(Form, frozen=True):
    """A clause, or every clause of a regulation."""

    wanted: _Wanted
    on: _On = None


class CaseForm(Form, frozen=True):
    """A case: a story, a form, or both."""

    story: _Story = ""
    status: _Filled = ""
    act: _Filled = ""
    medium: _Filled = ""
    phase: _Filled = ""
    election: _Filled = ""
    position: _Filled = ""
    on: _On = None


class Check(Form, frozen=True):
    """An article, and the day by which its references are judged."""

    text: _Text
    on: _On = None


class Status(Form, frozen=True):
    """Nothing need be said."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask: ``answer`` gives its records; ``one`` says that there is always just one, which then stands alone."""

    name: str
    does: str
    form: type[Form]
    answer: Callable[[KnowledgeBase, Any], list[Record]]
    one: bool = False
    most_bytes: int = 64 * 1024

    def run(self, kb: KnowledgeBase, form: Form) -> Record | list[Record]:
        """The answer as a door writes it: the record, or the list of records in order."""
        records = self.answer(kb, form)
        return records[0] if self.one else records

    def read(self, given: Mapping[str, Any], strict: bool = True) -> Form:
        """The form from what was given; without ``strict``, texts are read as the numbers, dates and lists they spell.

        Raises:
            QuestionError: If a field is missing, unknown or unfit; names it and what it should hold.

        >>> OPERATIONS["ask"].read({"question": "Pasal 5", "k": "3", "jenis": "UU,PP"}, strict=False).jenis
        ('UU', 'PP')
        """
        given = given if strict else _spelt(given, self.form)
        names = [field.name for field in msgspec.structs.fields(self.form)]
        if unknown := [name for name in given if name not in names]:
            raise QuestionError(f"isian {unknown[0][:40]!r} tidak dikenal untuk {self.name}; yang ada: {', '.join(names) or 'tidak ada'}")
        try:
            return msgspec.convert(given, self.form, strict=strict)
        except msgspec.ValidationError as error:
            raise QuestionError(self._told(str(error))) from error

    def read_json(self, body: bytes) -> Form:
        """The form from a JSON object.

        Raises:
            QuestionError: If it is no JSON object, or as ``read`` says.
        """
        try:
            given = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise QuestionError(f"isi permintaan bukan JSON yang benar; {self._example}") from error
        if not isinstance(given, dict):
            raise QuestionError(f"isi permintaan harus objek JSON; {self._example}")
        return self.read(given)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the form, its fields described in Indonesian."""
        (_, components) = msgspec.json.schema_components([self.form])
        (made,) = components.values()
        return {**made, "description": self.does}

    @property
    def _example(self) -> str:
        required = [f.name for f in msgspec.structs.fields(self.form) if f.required]
        return "contoh: " + msgspec.json.encode(dict.fromkeys(required, "…")).decode()

    def _told(self, fault: str) -> str:
        described = self.schema()["properties"]
        match = _NAMED.search(fault)
        name = (match[2] or match[3]) if match else ""
        if name not in described:
            return f"isian {self.name} tidak sesuai; {self._example}"
        state = "belum diisi" if match and match[1] else "tidak sesuai"
        return f"isian {name} {state}: {described[name].get('description', '')}"


def _spelt(given: Mapping[str, Any], form: type[Form]) -> dict[str, Any]:
    """Lists are written with commas, and a field left empty was not given."""
    lists = {f.name for f in msgspec.structs.fields(form) if f.default == ()}
    parts = {name: [p.strip() for p in value.split(",") if p.strip()] if name in lists else value for name, value in given.items()}
    return {name: value for name, value in parts.items() if value not in ("", [])}


def _ask(kb: KnowledgeBase, form: Ask) -> list[Record]:
    return [answer_record(kb.ask(form.question, form.k, form.on, form.jenis, form.wilayah))]


def _show(kb: KnowledgeBase, form: Show) -> list[Record]:
    return show_records(kb, form.wanted, form.on)


def _case(kb: KnowledgeBase, form: CaseForm) -> list[Record]:
    from kb.answer.facts import Case
    from kb.records_case import case_record

    return [case_record(kb.case(Case(**msgspec.structs.asdict(form))))]


def _check(kb: KnowledgeBase, form: Check) -> list[Record]:
    return [check_record(Article(form.text), kb.check(form.text, form.on))]


def _status(kb: KnowledgeBase, _: Status) -> list[Record]:
    return [*map(holding_record, kb.holdings()), *map(file_record, kb.files())]


OPERATIONS: dict[str, Operation] = {
    operation.name: operation
    for operation in (
        Operation("ask", "Jawab pertanyaan sehari-hari dengan klausul peraturan dan rujukannya.", Ask, _ask, one=True),
        Operation("show", "Tampilkan satu klausul menurut rujukan atau alamatnya, atau seluruh klausul satu peraturan.", Show, _show),
        Operation(
            "case",
            "Periksa kasus: ketentuan yang tersentuh dan fakta yang kurang, tanpa menilai orangnya.",
            CaseForm,
            _case,
            one=True,
            most_bytes=256 * 1024,
        ),
        Operation("check", "Periksa tiap rujukan peraturan dalam sebuah tulisan.", Check, _check, one=True, most_bytes=4 * 2**20),
        Operation("status", "Sebutkan peraturan yang dipegang dan nasib tiap berkas korpus.", Status, _status),
    )
}
