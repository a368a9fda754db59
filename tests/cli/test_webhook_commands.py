"""`baton webhooks`: its commands have help and bounds."""

from __future__ import annotations


class TestWebhooks:
    def test_each_has_help(self, baton):
        told = baton("webhooks", "--help").stdout
        for command in ("list", "add", "remove", "rotate", "test", "deliveries", "again"):
            assert command in told
            assert baton("webhooks", command, "--help").exit_code == 0

    def test_bounds(self, baton):
        assert baton("webhooks", "rotate", "e", "--grace", "169").exit_code == 2
        assert baton("webhooks", "deliveries", "e", "--state", "lost").exit_code == 2
