"""What the page's events ask for: what is filled in goes out in one POST, what to show comes back in one JSON list.

Gradio would queue an event and tell of it in a stream that only the same server can give; a plain request any of several servers
behind a proxy can answer, and it costs half as much. What is uploaded still goes Gradio's way.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_type_hints

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kb.errors import KbError, QuestionError
from kb.escaping import whole_letters
from kb.web.cards import Dealer
from kb.web.exchange import Turns, answered, body_of, fault, refused

MOST_BYTES = 64 * 1024
"""Of what is filled in, unless a way takes more."""

Answer = Callable[..., tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Way:
    """A function of cards and of what is filled in, in order, that gives what each output shows; a type for what it takes.

    Each has turns of its own, so that a long check keeps nobody from asking.
    """

    answer: Answer
    takes: Any
    most_bytes: int
    turns: Turns


class Ways:
    """The page's functions by name, served at ``/minta/NAME``.

    Args:
        dealer: Deals the cards of the index of now to each of them.
    """

    def __init__(self, dealer: Dealer) -> None:
        self.dealer = dealer
        self._ways: dict[str, Way] = {}

    def add(self, name: str, answer: Answer, most_bytes: int = MOST_BYTES) -> None:
        """Let events ask for ``answer``; its annotations say what may be filled in."""
        _cards, *filled = [hint for name, hint in get_type_hints(answer).items() if name != "return"]
        self._ways[name] = Way(answer, tuple[tuple(filled)], most_bytes, Turns())  # type: ignore[misc]

    @property
    def route(self) -> Route:
        """What to put before the page."""
        return Route("/minta/{name}", self._asked, methods=["POST"])

    def answer(self, name: str, body: bytes) -> tuple[Any, ...]:
        """What each output of a way shows.

        Args:
            name: One that was added.
            body: A JSON list of what is filled in; half of a letter, which a browser may send, is shown as unreadable.

        Raises:
            QuestionError: If it is no such list.
        """
        way = self._ways[name]
        try:
            filled: tuple[Any, ...] = msgspec.convert(json.loads(body), way.takes)
        except (ValueError, RecursionError) as error:
            raise QuestionError("isian halaman tidak terbaca; muat ulang halamannya lalu coba lagi") from error
        return way.answer(self.dealer.cards(), *map(_whole, filled))

    async def _asked(self, request: Request) -> Response:
        name = request.path_params["name"]
        if (way := self._ways.get(name)) is None:
            return fault(404, f"/minta/{name[:40]} tidak ada")
        try:
            body = await body_of(request, way.most_bytes, name)
            return await way.turns.take(lambda: answered(self.answer(name, body)))
        except KbError as error:
            return refused(error)


def _whole(filled: Any) -> Any:
    return [_whole(one) for one in filled] if isinstance(filled, list) else whole_letters(filled) if isinstance(filled, str) else filled
