"""Whether a list of addresses, as an effect of the catalogue gives it, covers a clause or a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kb.law.regulation import Locator


def places(locator: Locator | None) -> tuple[str, ...]:
    """Where a clause can be named: at its own address, and a penjelasan at its Pasal's; () for the whole."""
    if locator is None:
        return ()
    own = str(locator)
    return (own, own.removeprefix("penjelasan/")) if own.startswith("penjelasan/pasal") else (own,)


def covers(listed: tuple[str, ...], where: tuple[str, ...]) -> bool:
    """Whether a clause is one of those listed or stands inside one."""
    if not listed:
        return False
    items, _ = _reach(listed)
    return any(place in items for own in where for place in _up(own))


def holds(listed: tuple[str, ...], where: tuple[str, ...]) -> bool:
    """Whether a clause contains one of those listed."""
    return bool(listed) and any(place in _reach(listed)[1] for place in where)


@lru_cache(maxsize=1000)
def _reach(listed: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The addresses listed as ``str`` writes them (Lampiran II is lampiran-2); and these with every address they stand in."""
    items = frozenset(str(Locator.parse(item)) for item in listed)
    return items, frozenset(place for item in items for place in _up(item))


def _up(address: str) -> Iterator[str]:
    """An address and those it stands in."""
    while address:
        yield address
        address = address.rpartition("/")[0]
