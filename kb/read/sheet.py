"""One page as a reader of a file gave it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of one page, what is doubtful about the whole of it, and about spans in it.

    ``unsure`` holds half-open spans of ``text`` with what a person should know of each. A sheet that is not ``usable``
    is kept as read, but no word of it is taken for the instrument's.
    """

    text: str
    doubt: str = ""
    unsure: tuple[tuple[int, int, str], ...] = ()
    usable: bool = True
