"""The commands that try a definition: there under their names, with their options."""

from __future__ import annotations

import pytest


class TestHelp:
    @pytest.mark.parametrize(
        ("command", "options"),
        [("test", ["--at-least", "--json"]), ("rehearse", ["--last", "--allow-differences"])],
    )
    def test_of_each(self, baton, command, options):
        result = baton(command, "--help")
        assert result.exit_code == 0
        assert all(option in result.stdout for option in options)

    def test_of_all(self, baton):
        told = baton("--help").stdout
        assert "rehearse" in told
        assert " test " in told
