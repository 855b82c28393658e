"""A question as typed, its phrases and filters heeded, answered."""

from __future__ import annotations

from dataclasses import replace

from kb.answer.held import Held
from kb.answer.query import parse_query
from kb.answer.search import Answer, Question, search
from kb.answer.words import clauses_with
from kb.errors import QuestionError

MOST_PHRASES = 5
"""Quotations in a question; with more of them the quotation marks of a pasted text are meant, and not the wording of a clause."""


def ask(held: Held, question: Question) -> Answer:
    """Answer a question with clauses.

    Filters and quoted phrases written in the question hold as well as those given beside it; a phrase
    that no clause has is said, and the nearest clauses are shown. That more than ``MOST_PHRASES`` are not heeded is said too.

    Raises:
        QuestionError: If the question is nothing but filters, or one of them means nothing.
    """
    query = parse_query(question.text)
    if not query.words:
        raise QuestionError(f"{question.text.strip()[:80]!r} hanya berisi saringan; tulis juga kata yang dicari")
    phrases = list({phrase.casefold(): phrase for phrase in reversed(query.phrases)}.values())[::-1]
    having = {phrase: clauses_with(held, phrase) for phrase in phrases} if len(phrases) <= MOST_PHRASES else {}
    absent = [phrase for phrase, clauses in having.items() if not clauses]
    sought = replace(
        question,
        text=query.words,
        jenis=(*question.jenis, *query.jenis),
        wilayah=(*question.wilayah, *query.wilayah),
        tahun=query.tahun,
        status=query.status,
        phrases=tuple(phrase for phrase in having if phrase not in absent),
    )
    answer = search(held, sought, [clauses for clauses in having.values() if clauses])
    message = answer.message
    if absent and answer.hits:
        named = ", ".join(f"“{phrase}”" for phrase in absent)
        message = f"Tidak ada klausul yang memuat {named} kata demi kata; berikut yang terdekat. {message}".strip()
    if len(phrases) > MOST_PHRASES and answer.hits:
        message = f"{len(phrases)} frasa dalam tanda kutip, lebih dari batas {MOST_PHRASES}: dicari seperti kata biasa. {message}".strip()
    return replace(answer, question=replace(sought, text=question.text), message=message)
