"""`baton chats`: its commands have help and bounds."""

from __future__ import annotations


class TestChats:
    def test_each_has_help(self, baton):
        told = baton("chats", "--help").stdout
        for command in ("list", "channels", "test", "add", "remove"):
            assert command in told
            assert baton("chats", command, "--help").exit_code == 0

    def test_bounds(self, baton):
        assert baton("chats", "add", "discord", "A").exit_code == 2
        assert baton("chats", "add", "slack", "A", "--language", "de").exit_code == 2
