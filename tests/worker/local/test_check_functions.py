"""The one question that a reload asks before it ends anything."""

from __future__ import annotations

import pytest

from definitions.entry_points import InstalledError
from worker.local import check_functions


@pytest.fixture
def surroundings(monkeypatch, database_urls):
    monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)


def test_what_is_installed_here_can_be_used(surroundings):
    assert check_functions.main() == 0


def test_a_sentence_says_why_not(surroundings, monkeypatch, capsys):
    def broken():
        raise InstalledError("The package greet 1.0 can't be loaded.")

    monkeypatch.setattr(check_functions, "installed", broken)
    assert check_functions.main() == 1
    assert capsys.readouterr().err == "The package greet 1.0 can't be loaded.\n"
