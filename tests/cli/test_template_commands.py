"""The commands of templates are there, and say what they do."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("command", ["list", "get", "apply"])
def test_they_say_what_they_do(baton, command):
    shown = baton("templates", command, "--help")
    assert shown.exit_code == 0
    assert command in baton("templates", "--help").stdout
