"""A page of a PDF as a picture with a clause's words boxed, so that a reader can check them against the print."""

from __future__ import annotations

import base64
from pathlib import Path

from kb.read import sandbox


def page_picture(path: Path, page: int, words: str) -> bytes:
    """A page as PNG, the words of a clause boxed line by line; without a box where they are not found on it.

    Args:
        path: A PDF.
        page: From 1.
        words: The clause's words as the source has them; those that stand on other pages are passed over.

    Raises:
        ReadError: If the page cannot be shown; says why.
    """
    return base64.b64decode(sandbox.ask_picture(path, page, words)["picture"])
