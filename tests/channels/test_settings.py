"""Where the vendors of chats are reached."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from channels.settings import ChatSettings


class TestSlack:
    def test_its_own_address_unless_told_otherwise(self, monkeypatch):
        monkeypatch.delenv("BATON_SLACK_URL", raising=False)
        assert ChatSettings().slack_api == "https://slack.com/api/"
        monkeypatch.setenv("BATON_SLACK_URL", "https://slack-gov.com/")
        assert ChatSettings().slack_api == "https://slack-gov.com/api/"

    @pytest.mark.parametrize("wrong", ["slack.com", "ftp://slack.com", "https://"])
    def test_what_is_none(self, monkeypatch, wrong):
        monkeypatch.setenv("BATON_SLACK_URL", wrong)
        with pytest.raises(ValidationError, match="BATON_SLACK_URL must be like"):
            ChatSettings()
