"""A refusal says what is lost, and nothing that the vendor has written."""

from __future__ import annotations

import pytest

from channels.vendor import LimitedError, RefusedError


class TestRefusals:
    def test_what_they_say(self):
        refused = RefusedError("Slack", "is_archived", "conversation")
        assert (str(refused), refused.lost) == ("Slack refuses: is_archived.", "conversation")

    def test_a_limit_is_a_refusal_with_its_rest(self):
        limited = LimitedError("Teams", 3.0)
        assert isinstance(limited, RefusedError)
        assert (limited.seconds, limited.lost) == (3.0, None)

    @pytest.mark.parametrize(
        ("header", "seconds"),
        [("7", 7), ("0.5", 1), ("86400", 3_600), ("", 1), ("nan", 1), ("-3", 1), ("soon", 1)],
    )
    def test_a_limit_rests_within_reason(self, header, seconds):
        assert LimitedError.until("Teams", header).seconds == seconds
