"""How scenarios write things down."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from workflows.simulator.notation import After, Moment, name_of


class TestMoment:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [("1970-01-01T00:00:01Z", 1000), ("1970-01-01T01:00:00+01:00", 0), (7, 7)],
    )
    def test_in_its_zone(self, written, meant):
        assert TypeAdapter(Moment).validate_python(written) == meant

    @pytest.mark.parametrize("written", ["tomorrow", "2026-03-31T08:00:00"])
    def test_refused(self, written):
        with pytest.raises(ValidationError, match=r"A moment"):
            TypeAdapter(Moment).validate_python(written)


class TestAfter:
    def test_a_duration(self):
        assert TypeAdapter(After).validate_python({"seconds": 2}) == 2000


class TestNameOf:
    def test_the_last_word(self):
        assert name_of("/do/0/a~1b") == "a/b"
