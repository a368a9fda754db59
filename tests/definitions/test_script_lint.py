"""What is said of scripts when a definition is published."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.lint import publishable
from definitions.scripts import KINDS

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"


def found(run: str, scripts=KINDS) -> list[tuple[str, str]]:
    reading = read(HEAD + f"do: [{{ a: {{ run: {run} }} }}]\n")
    assert reading.workflow is not None, reading.diagnostics
    return [(one.code, one.pointer) for one in publishable(reading, scripts=scripts)]


PYTHON = "{ script: { language: python, code: 'print(1)' } }"
SOURCE = "{ script: { language: js, source: { endpoint: 'https://example.com/a.js' } } }"
SHELL = "{ shell: { command: ls } }"


class TestHindrances:
    @pytest.mark.parametrize(
        "run",
        [
            PYTHON,
            PYTHON.replace("python", "js"),
            SOURCE,
            SHELL,
            SHELL.replace("ls", "'${ .x }'"),
        ],
    )
    def test_none(self, run):
        assert found(run) == []

    @pytest.mark.parametrize(
        ("run", "place"),
        [
            ("{ script: { language: ruby, code: x } }", "script/language"),
            ("{ script: { language: '${ .l }', code: x } }", "script/language"),
            ("{ script: { language: js, code: x, arguments: { a: 1 } } }", "script/arguments"),
            ("{ shell: { command: ls, arguments: { a: b } } }", "shell/arguments"),
        ],
    )
    def test_what_can_not_run_anywhere(self, run, place):
        assert found(run) == [("unsupported-attribute", f"/do/0/a/run/{place}")]


class TestFaults:
    @pytest.mark.parametrize(
        ("run", "scripts", "place"),
        [
            (PYTHON, (), "script"),
            (PYTHON, ("shell", "javascript"), "script"),
            (SHELL, (), "shell"),
            (SHELL, ("python",), "shell"),
        ],
    )
    def test_what_is_not_enabled(self, run, scripts, place):
        assert found(run, scripts) == [("scripts-disabled", f"/do/0/a/run/{place}")]

    def test_nobody_looks_who_does_not_know(self):
        assert found(SHELL, None) == []

    def test_only_scripts_are_asked_for(self):
        assert found("{ workflow: { namespace: n, name: m } }", ()) == []
