"""Both forms of a duration, and what is none."""

from __future__ import annotations

import pytest

from definitions.durations import DurationError, parse_duration


class TestParse:
    @pytest.mark.parametrize(
        ("value", "milliseconds"),
        [
            ("PT5M", 300_000),
            ("PT0S", 0),
            ("PT0.25S", 250),
            ("PT0.0004S", 0),
            ("P1DT2H", 93_600_000),
            ("P2W", 1_209_600_000),
            ({"minutes": 5}, 300_000),
            ({"seconds": 1, "milliseconds": 200}, 1_200),
            ({"days": 0.5}, 43_200_000),
        ],
    )
    def test_a_duration(self, value, milliseconds):
        assert parse_duration(value) == milliseconds

    @pytest.mark.parametrize(
        "value",
        [
            "", "P", "PT", "P1M", "P1Y", "5M", "PT5", "PT5m", " PT5M", "PT5M\n", "PT-5M", "-PT5M",
            "PT1e3S", "PT\u0665M", "P" + "9" * 500 + "D", "P101Y", "PT5M" * 1000,
            {}, {"months": 1}, {"minutes": -1}, {"minutes": "5"}, {"minutes": True},
            {"minutes": None}, {"days": 10**400}, {"Minutes": 1}, 5, True, None, [], ["PT5M"],
        ],
    )  # fmt: skip
    def test_no_duration(self, value):
        with pytest.raises(DurationError) as caught:
            parse_duration(value)
        assert str(caught.value).endswith(".")
        assert len(str(caught.value)) < 200
