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

CALM: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "trigger_mode": "multiple"}
"""How every event of the page is wired."""

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


def asking(name: str, shelf: str, *first: str, beside: bool = False) -> str:
    """The script of an event: ask for ``name`` with ``first`` and what is filled in, and show it where ``shelf`` says.

    ``beside`` on a tab that links do not lead to: a link on its way is not forgotten for it.

    >>> asking("contoh", "hasil", "Boleh?")
    '(...isian) => { window.kbSibuk(true, false, "hasil"); return window.kbMinta("contoh", ["Boleh?", ...isian], "hasil"); }'
    """
    return f"(...isian) => {{ {_busy(shelf, beside)} {_asked(name, ', '.join([*map(json.dumps, first), '...isian']), shelf)} }}"


def quietly(name: str, shelf: str) -> str:
    """The script of an event that nobody waits for."""
    return f"() => {{ {_asked(name, '', shelf)} }}"


def following(door: str) -> str:
    """The script that hangs up a door for links: ``window[door]("?alamat=…")`` has the shelf it stands at submit."""
    return f"window.{door} = (ke) => {{ window.kbTujuan = ke; trigger('submit'); }};"


def followed(name: str, shelf: str) -> str:
    """The script of that submit: ask for the link which was followed."""
    return f"() => {{ {_busy(shelf, True)} {_asked(name, 'window.kbTujuan', shelf)} }}"


def arriving(name: str, shelf: str, linked: str) -> str:
    """The script of a page that is opened: ask for what its address links to, or, where it links to nothing, leave all as it is.

    A quick hand may have typed something already.
    """
    return f"() => {{ if (!/[?&]({linked})=./.test(location.search)) return []; {_asked(name, 'location.search', shelf)} }}"


def waiting(shelf: str) -> str:
    """The script of an event that goes Gradio's way: say that it is on its way, and pass on what is filled in."""
    return f"(...isian) => {{ {_busy(shelf, True)} return isian; }}"


def settled(shelf: str) -> str:
    """The script that follows once what was asked for is shown."""
    return f"() => {{ window.kbSibuk(false, false, {json.dumps(shelf)}); }}"


def _busy(shelf: str, beside: bool) -> str:
    return f"window.kbSibuk(true, {json.dumps(beside)}, {json.dumps(shelf)});"


def _asked(name: str, filled: str, shelf: str) -> str:
    return f"return window.kbMinta({json.dumps(name)}, [{filled}], {json.dumps(shelf)});"
