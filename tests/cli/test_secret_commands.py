"""The commands of secrets are there, and say what they do."""

from __future__ import annotations

import pytest

COMMANDS = ("put", "list", "grant", "versions", "rollback", "uses", "delete")


@pytest.mark.parametrize("command", COMMANDS)
def test_they_say_what_they_do(baton, command):
    shown = baton("secret", command, "--help")
    assert shown.exit_code == 0
    assert command in baton("secret", "--help").stdout
