"""The commands of a deploy are there, and say what they do."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from cli.main import app


@pytest.mark.parametrize(
    ("command", "said"),
    [("deploy-check", "Changes nothing"), ("deploy", "Give the work to this release")],
)
def test_they_say_what_they_do(command, said):
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert said in shown.stdout
