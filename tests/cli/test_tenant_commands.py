"""`baton tenants` says what it can do."""

from __future__ import annotations

from typer.testing import CliRunner

from cli.main import app


def test_its_commands():
    said = CliRunner().invoke(app, ["tenants", "--help"]).output
    assert "super-admin" in said
    assert "list" in said
