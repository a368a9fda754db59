"""Semantic versions: which of two is the higher one.

Never: a refusal; what is no version at all comes before every one.
"""

from __future__ import annotations

_RELEASED = "~"
"""Behind everything that can stand in its place."""


def precedence(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[int, int, str], ...]]:
    """To sort by. What leads to a release comes before it, and build metadata don't count."""
    core, _, rest = version.partition("+")[0].partition("-")
    numbers = tuple(int(part) if part.isdecimal() else 0 for part in core.split("."))
    before = tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in rest.split(".") if part
    )
    return numbers, not rest, before


def rank(version: str) -> str:
    """The same order as a text, for a database that compares byte by byte.

    Two versions that differ in build metadata only have an order too, so that pages can go on.
    """
    plain, _, build = version.partition("+")
    numbers, released, before = precedence(plain)
    core = "".join(_number(number) for number in numbers)
    rest = "".join(f"1{text} " if text else f"0{_number(number)}" for _, number, text in before)
    return core + (_RELEASED if released else f"-{rest}") + (f"+{build}" if build else "")


def following(version: str) -> str:
    """The next one to make after it: the release that it leads to, else one patch more."""
    numbers, released, _ = precedence(version)
    major, minor, patch = (*numbers, 0, 0)[:3]
    return f"{major}.{minor}.{patch + 1 if released else patch}"


def _number(number: int) -> str:
    """Longer ones are higher, so their length goes before them."""
    digits = str(number)
    return f"{len(digits):03d}{digits}"
