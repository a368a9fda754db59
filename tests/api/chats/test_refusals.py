"""What a vendor says becomes a problem with a remedy."""

from __future__ import annotations

import pytest

from api.chats.refusals import in_words
from api.errors import ApiError
from channels.vendor import AwayError, LimitedError, RefusedError


class TestInWords:
    @pytest.mark.parametrize(
        ("said", "status", "code"),
        [
            (AwayError("x"), 502, "chat-away"),
            (LimitedError("Slack", 2.5), 429, "chat-busy"),
            (RefusedError("Slack", "missing_scope"), 409, "scope-missing"),
            (RefusedError("Slack", "token_revoked", "place"), 409, "chat-place-lost"),
            (RefusedError("Slack", "token_expired", "tokens"), 409, "chat-place-lost"),
            (RefusedError("Slack", "user_not_found", "person"), 409, "nobody-there"),
            (RefusedError("Slack", "is_archived", "conversation"), 409, "conversation-unknown"),
            (RefusedError("Slack", "new"), 409, "chat-refuses"),
        ],
        ids=range(8),
    )
    def test_each(self, said, status, code):
        with pytest.raises(ApiError) as caught, in_words("Slack"):
            raise said
        assert (caught.value.status_code, caught.value.code) == (status, code)
        assert caught.value.remedy

    def test_how_long_to_wait_is_rounded_up(self):
        with pytest.raises(ApiError) as caught, in_words("Slack"):
            raise LimitedError("Slack", 2.5)
        assert caught.value.headers == {"Retry-After": "3"}
