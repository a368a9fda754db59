"""The mark as the two pictures that an app of Teams has: in colour, and as an outline.

Drawn as designer/public/mark.svg is, point by point, so that no library of pictures is needed.
https://learn.microsoft.com/en-us/microsoftteams/platform/concepts/build-and-test/apps-package
(192 by 192, and 32 by 32 in white on nothing). Never: a byte that differs the next time.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final, TypeAlias

COLOR, OUTLINE = "color.png", "outline.png"
ACCENT: Final = "#20262c"
COLOR_SIZE, OUTLINE_SIZE = 192, 32

_Point: TypeAlias = tuple[float, float]
_Shade: TypeAlias = tuple[int, int, int, int]
_GROUND: Final[_Shade] = (0x20, 0x26, 0x2C, 255)
_FIRST: Final[_Shade] = (0xF4, 0xF1, 0xEA, 255)
_SECOND: Final[_Shade] = (0xEE, 0x6F, 0x38, 255)
_WHITE: Final[_Shade] = (255, 255, 255, 255)
_NOTHING: Final[_Shade] = (255, 255, 255, 0)

# In the units of the drawing, which is 32 wide.
_WIDE: Final = 32
_STROKE: Final = 2.5
_STROKES: Final[tuple[tuple[_Point, _Point], ...]] = (
    ((8.5, 21.5), (13.0, 10.5)),
    ((19.0, 21.5), (23.5, 10.5)),
)


@cache
def color() -> bytes:
    """All of it filled: Teams rounds the corners itself."""

    def shade(at: _Point) -> _Shade:
        first, second = (_away(at, one) <= _STROKE for one in _STROKES)
        return _FIRST if first else _SECOND if second else _GROUND

    return _drawn(COLOR_SIZE, shade, 3)


@cache
def outline() -> bytes:
    """The two strokes alone, larger, since nothing stands around them."""

    def shade(at: _Point) -> _Shade:
        near = ((at[0] - _WIDE / 2) / 1.4 + _WIDE / 2, (at[1] - _WIDE / 2) / 1.4 + _WIDE / 2)
        return _WHITE if any(_away(near, one) <= _STROKE for one in _STROKES) else _NOTHING

    return _drawn(OUTLINE_SIZE, shade, 4)


def _away(at: _Point, stroke: tuple[_Point, _Point]) -> float:
    """How far a point is from a line that ends."""
    (x, y), ((x1, y1), (x2, y2)) = at, stroke
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
    near = min(1.0, max(0.0, along))
    return math.hypot(x - x1 - near * (x2 - x1), y - y1 - near * (y2 - y1))


def _drawn(size: int, shade: Callable[[_Point], _Shade], finer: int) -> bytes:
    """Each point of the picture is the middle of `finer` times `finer` in the drawing."""
    step = _WIDE / (size * finer)
    rows: list[bytes] = []
    for y in range(size):
        row = bytearray()
        for x in range(size):
            found = [
                shade(((x * finer + i + 0.5) * step, (y * finer + j + 0.5) * step))
                for i in range(finer)
                for j in range(finer)
            ]
            row += bytes(round(sum(each) / len(found)) for each in zip(*found, strict=True))
        rows.append(bytes(row))
    return _png(size, rows)


def _png(size: int, rows: Iterable[bytes]) -> bytes:
    """https://www.w3.org/TR/png/: eight bits each of red, green, blue and what shines through."""
    data = b"".join(b"\0" + row for row in rows)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(data, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
