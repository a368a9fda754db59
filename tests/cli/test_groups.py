"""A group of commands of which one is meant where none is named."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from cli.groups import meaning

group = typer.Typer(cls=meaning("one"), no_args_is_help=True)


@group.command()
def one(name: str) -> None:
    """The one that is meant."""
    typer.echo(f"one {name}")


@group.command()
def two() -> None:
    """Another one."""
    typer.echo("two")


@pytest.mark.parametrize(
    ("words", "said"), [(["x"], "one x"), (["one", "two"], "one two"), (["two"], "two")]
)
def test_what_is_meant(words, said):
    assert CliRunner().invoke(group, words).output.strip() == said


def test_help_is_help():
    assert "Another one." in CliRunner().invoke(group, ["--help"]).output
