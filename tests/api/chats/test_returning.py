"""Whoever comes back from Slack is sent to the page, and no further."""

from __future__ import annotations

from tests.api.chats.conftest import told


class TestBack:
    async def test_is_kept_nowhere_and_led_nowhere_else(self, stranger, place, walks, slack):
        slack.slack.workspace.name = "https://evil.example/?a=b&problem=x"
        answer = await stranger.get(await walks())
        assert told(answer) == {"installed": slack.slack.workspace.name}
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
