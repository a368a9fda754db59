"""The processes that a definition runs."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.lint import publishable
from definitions.models.processes import LATEST
from definitions.subflow_lint import Wanted, wanted

HEAD = "document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }\n"
GREETS = Wanted("demo", "greets", "1.0.0")
SCHEMA = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
THERE = {
    Wanted("demo", "other", "1.0.0"): None,
    Wanted("demo", "other", LATEST): None,
    GREETS: SCHEMA,
}


def reading(subflow: str):
    found = read(HEAD + f"do: [{{ a: {{ run: {{ workflow: {subflow} }} }} }}]\n")
    assert found.workflow is not None, found.diagnostics
    return found


def missing(subflow: str) -> list[tuple[str, str]]:
    faults = publishable(reading(subflow), published=THERE)
    return [(fault.pointer, fault.message) for fault in faults if fault.code == "unknown-process"]


class TestFaultsOf:
    @pytest.mark.parametrize(
        ("subflow", "shown"),
        [
            ("{ namespace: demo, name: nobody, version: '1.0.0' }", "demo/nobody 1.0.0"),
            ("{ namespace: demo, name: other, version: '2.0.0' }", "demo/other 2.0.0"),
            ("{ namespace: elsewhere, name: other }", "elsewhere/other"),
        ],
    )
    def test_that_are_not_published(self, subflow, shown):
        said = f"The process {shown} is not published."
        assert missing(subflow) == [("/do/0/a/run/workflow", said)]

    @pytest.mark.parametrize(
        "subflow",
        [
            "{ namespace: demo, name: other, version: '1.0.0' }",
            "{ namespace: demo, name: other, version: latest }",
            "{ namespace: demo, name: other }",
            "{ namespace: demo, name: one, version: '1.0.0' }",
            "{ namespace: demo, name: one }",
            "{ namespace: demo, name: '${ .which }', version: '1.0.0' }",
        ],
    )
    def test_that_are_or_are_not_known_yet(self, subflow):
        assert missing(subflow) == []

    def test_nobody_looks_without_a_list(self):
        codes = [fault.code for fault in publishable(reading("{ namespace: demo, name: nobody }"))]
        assert "unknown-process" not in codes


class TestInput:
    @pytest.mark.parametrize(
        ("given", "pointer", "said"),
        [
            ("{ name: 7 }", "/name", "`name` must be a text"),
            ("{}", "/name", "`name` must be given"),
            ("7", "", "The input must be"),
            ("Ada", "", "The input must be"),
            ("[]", "", "The input must be"),
        ],
    )
    def test_that_does_not_fit(self, given, pointer, said):
        text = f"{{ namespace: demo, name: greets, version: '1.0.0', input: {given} }}"
        (fault,) = publishable(reading(text), published=THERE)
        assert (fault.code, fault.pointer) == (
            "process-input",
            f"/do/0/a/run/workflow/input{pointer}",
        )
        assert said in fault.message
        assert fault.message.endswith("in the run of greets.")

    def test_that_is_not_given_at_all(self):
        text = "{ namespace: demo, name: greets, version: '1.0.0' }"
        (fault,) = publishable(reading(text), published=THERE)
        assert fault.code == "process-input"

    @pytest.mark.parametrize(
        "given", ["{ name: Ada }", "'${ . }'", "{ name: '${ .name }' }", "{ name: x, more: 1 }"]
    )
    def test_that_fits_or_is_not_known_yet(self, given):
        text = f"{{ namespace: demo, name: greets, version: '1.0.0', input: {given} }}"
        assert publishable(reading(text), published=THERE) == []


class TestWanted:
    def test_wherever_they_are_run(self):
        text = (
            "use: { functions: { f: { run: { workflow: { namespace: x, name: y } } } } }\n"
            "do: [{ a: { do: [{ b: { run: { workflow: { namespace: x, name: z, version: '2.0.0' } "
            "} } }] } }]\n"
        )
        found = read(HEAD + text)
        assert found.workflow is not None
        assert wanted(found.workflow) == {
            "/use/functions/f/run/workflow": Wanted("x", "y", LATEST),
            "/do/0/a/do/0/b/run/workflow": Wanted("x", "z", "2.0.0"),
        }
