"""How the page's events are wired: the scripts that a browser runs for each, over the functions of ``script.js``."""

from __future__ import annotations

import json
from typing import Any

CALM: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "trigger_mode": "multiple"}
"""What every event has in common."""


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
