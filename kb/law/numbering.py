"""Numbers as Indonesian law prints them: Roman, ordinal words, letters, and numbers with an inserted letter."""

from __future__ import annotations

import re

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_ROMAN_FORM = re.compile(r"(?=[IVXLC])C{0,3}(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_PLAIN_FORM = re.compile(r"(\d+)([A-Za-z]*)")


def to_roman(number: int) -> str:
    """Write a whole number from 1 to 399 as a Roman numeral.

    Raises:
        ValueError: If the number lies outside that range.

    >>> to_roman(14), to_roman(49)
    ('XIV', 'XLIX')
    """
    if not 1 <= number <= 399:
        raise ValueError(f"{number} is not between 1 and 399")
    out = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out.append(letters * count)
    return "".join(out)


def from_roman(text: str) -> int | None:
    """Read a Roman numeral in capitals; None if it is not one in canonical form.

    >>> from_roman("XIV"), from_roman("IIX"), from_roman("")
    (14, None, None)
    """
    if not _ROMAN_FORM.fullmatch(text):
        return None
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    digits = [values[letter] for letter in text]
    following = [*digits[1:], 0]
    return sum(-d if d < n else d for d, n in zip(digits, following, strict=True))


def cardinal(number: int) -> str:
    """Spell a number from 1 to 99 in Indonesian words.

    Raises:
        ValueError: If the number lies outside that range.

    >>> cardinal(1), cardinal(11), cardinal(23)
    ('satu', 'sebelas', 'dua puluh tiga')
    """
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is not between 1 and 99")
    if number < 10:
        return _UNITS[number]
    if number in (10, 11):
        return ("sepuluh", "sebelas")[number - 10]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    tens, rest = divmod(number, 10)
    return f"{_UNITS[tens]} puluh {_UNITS[rest]}".strip()


CARDINALS: dict[str, int] = {cardinal(n): n for n in range(1, 100)}
"""Number words to numbers, 1 to 99."""

ORDINALS: dict[str, int] = {"pertama": 1} | {f"ke{word}": n for word, n in CARDINALS.items()}
"""Ordinal words (kesatu, pertama, kedua puluh satu) to numbers; keys hold single spaces."""


def ordinal(text: str) -> int | None:
    """Read an ordinal word in any case, with or without inner spaces.

    >>> ordinal("KESATU"), ordinal("Kedua belas"), ordinal("keduabelas"), ordinal("satu")
    (1, 12, 12, None)
    """
    return _COMPACT_ORDINALS.get(re.sub(r"[\s-]+", "", text.casefold()))


_COMPACT_ORDINALS = {word.replace(" ", ""): n for word, n in ORDINALS.items()}


def sort_key(number: str) -> tuple[int, str]:
    """Order numbers as printed: 7 before 7A before 7B before 8; letters a to z before aa.

    >>> sorted(["8", "7B", "7", "7A", "10"], key=sort_key)
    ['7', '7A', '7B', '8', '10']
    >>> sorted(["aa", "b", "a"], key=sort_key)
    ['a', 'b', 'aa']
    """
    if plain := _PLAIN_FORM.fullmatch(number):
        return int(plain[1]), plain[2].upper()
    if re.fullmatch(r"[a-z]{1,2}", number):
        return letter_value(number), ""
    if (roman := from_roman(number.upper())) is not None:
        return roman, ""
    return ordinal(number) or 0, number


def letter_value(letter: str) -> int:
    """Give the place of a list letter: a is 1, z is 26, aa is 27, bb is 28.

    >>> [letter_value(x) for x in ("a", "z", "aa", "bb")]
    [1, 26, 27, 28]
    """
    first = ord(letter[0]) - ord("a") + 1
    return first if len(letter) == 1 else first + 26


def follows(number: str, previous: str) -> bool:
    """Tell whether a number can stand right after another one in a list: 7 then 8 or 7A; z then aa.

    >>> follows("8", "7"), follows("7A", "7"), follows("8", "7C"), follows("9", "7"), follows("b", "a")
    (True, True, True, False, True)
    """
    (n, suffix), (m, before) = sort_key(number), sort_key(previous)
    if n == m:
        return len(suffix) == 1 and ord(suffix) == (ord(before) if before else ord("A") - 1) + 1
    return n == m + 1 and not suffix
