"""What the fields of a cron expression mean."""

from __future__ import annotations

import pytest

from definitions.cron import MACROS, Cron, CronError, parse


class TestParse:
    @pytest.mark.parametrize(
        ("text", "cron"),
        [
            ("0 9 * * 1-5", Cron((0,), (9,), None, tuple(range(1, 13)), (1, 2, 3, 4, 5))),
            ("*/20 0 1,15 jan,JUL ?", Cron((0, 20, 40), (0,), (1, 15), (1, 7), None)),
            ("5/25 22-23 * 2 Sun,7,0", Cron((5, 30, 55), (22, 23), None, (2,), (0,))),
            ("0-10/5 0 1-31/15 1 *", Cron((0, 5, 10), (0,), (1, 16, 31), (1,), None)),
        ],
    )
    def test_fields(self, text, cron):
        assert parse(text) == cron

    @pytest.mark.parametrize("text", MACROS)
    def test_short_forms(self, text):
        assert parse(text.upper()).ever_fires

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 8",
            "5-1 * * * *",
            "*/0 * * * *",
            "*/ * * * *",
            "1,, * * * *",
            "-1 * * * *",
            "a * * * *",
            "٣ * * * *",
            "99999999999 * * * *",
            "* * * febr *",
            "@sometimes",
        ],
    )
    def test_that_are_none(self, text):
        with pytest.raises(CronError, match=r"\.$"):
            parse(text)


class TestEverFires:
    @pytest.mark.parametrize(
        ("text", "ever"),
        [
            ("0 0 30 2 *", False),
            ("0 0 31 4,6 *", False),
            ("0 0 29 2 *", True),
            ("0 0 28-31 2 *", True),
            ("0 0 31 2,3 *", True),
            ("0 0 30 2 1", True),
            ("0 0 * 2 *", True),
        ],
    )
    def test_some_year_has_the_day(self, text, ever):
        assert parse(text).ever_fires is ever
