"""The tree: how deep it is, and whether it can make something large."""

from __future__ import annotations

import pytest

from definitions.jq.parser import parse
from definitions.jq.syntax import depth, makes


class TestDepth:
    @pytest.mark.parametrize(
        ("source", "levels"),
        [
            (".", 1),
            (".a", 2),
            (".a.b", 3),
            (". | . | .", 4),
            ("1 + 2 + 3", 3),
            ("[[1]]", 3),
            ("1, 2, 3", 2),
        ],
    )
    def test_is_that_of_the_calls(self, source, levels):
        assert depth(parse(source)) <= levels + 1


class TestMakes:
    @pytest.mark.parametrize(
        "source", [".", ".a[0]?", "$x.y", "if .a then .b else .c end", ".a // .b", "1"]
    )
    def test_what_only_looks(self, source):
        assert not makes(parse(source))

    @pytest.mark.parametrize(
        "source", ["[.]", "{a: .}", ". + .", '"\\(.)"', "map(.)", ".a | [.]", "if . then [.] end"]
    )
    def test_what_makes(self, source):
        assert makes(parse(source))
