"""`switch`: first match, default, none."""

from __future__ import annotations

import pytest

CASES = (
    "  - choose:\n      switch:\n"
    "        - default: { then: c }\n"
    "        - big: { when: '.n > 10', then: a }\n"
    "        - bigger: { when: '.n > 5', then: b }\n"
    "  - a:\n      set: { got: a }\n      then: end\n"
    "  - b:\n      set: { got: b }\n      then: end\n"
    "  - c:\n      set: { got: c }\n"
)


class TestSwitch:
    @pytest.mark.parametrize(("n", "got"), [(11, "a"), (6, "b"), (1, "c")])
    def test_first_match_wins_and_default_is_last(self, drive, n, got):
        assert drive(CASES).start({"n": n}).state.output == {"got": got}

    def test_no_match_and_no_default_goes_on(self, drive):
        driver = drive(
            "  - choose:\n      switch:\n        - never: { when: 'false', then: end }\n"
            "  - a:\n      set: { got: a }\n"
        )
        assert driver.start(None).state.output == {"got": "a"}
