"""The two pictures: their sizes, what shines through, and that they are the same each time.

https://learn.microsoft.com/en-us/microsoftteams/platform/concepts/build-and-test/apps-package
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from channels.teams import icons

MARK = Path(__file__).parents[3] / "designer" / "public" / "mark.svg"


def points(png):
    """Its size, and all of its points."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, rest = {}, png[8:]
    while rest:
        [length] = struct.unpack(">I", rest[:4])
        kind, data = rest[4:8], rest[8 : 8 + length]
        assert struct.unpack(">I", rest[8 + length : 12 + length]) == (zlib.crc32(kind + data),)
        chunks[kind], rest = data, rest[12 + length :]
    width, height, *how = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert how == [8, 6, 0, 0, 0]
    data = zlib.decompress(chunks[b"IDAT"])
    row = 1 + 4 * width
    assert len(data) == row * height
    found = [
        tuple(data[y * row + 1 + 4 * x : y * row + 5 + 4 * x])
        for y in range(height)
        for x in range(width)
    ]
    return (width, height), found


class TestPictures:
    def test_in_colour(self):
        size, found = points(icons.color())
        assert size == (192, 192)
        assert {(0x20, 0x26, 0x2C, 255), (0xF4, 0xF1, 0xEA, 255), (0xEE, 0x6F, 0x38, 255)} <= {
            *found
        }
        assert all(one[3] == 255 for one in found)

    def test_an_outline_is_white_on_nothing(self):
        size, found = points(icons.outline())
        assert size == (32, 32)
        assert all(one[:3] == (255, 255, 255) for one in found)
        assert {0, 255} <= {one[3] for one in found}
        assert sum(one[3] > 0 for one in found) < len(found) / 2

    @pytest.mark.parametrize("shade", ["#20262c", "#f4f1ea", "#ee6f38"])
    def test_the_colours_of_the_mark(self, shade):
        assert shade in MARK.read_text()
        wanted = tuple(bytes.fromhex(shade[1:]))
        assert any(one[:3] == wanted for one in points(icons.color())[1])
