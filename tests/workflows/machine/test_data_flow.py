"""Where data is checked and shaped, in the standard's order, and what comes of a misfit."""

from __future__ import annotations

import pytest

from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import rebuild
from workflows.machine.state import State

NUMBER = "{ document: { type: object, properties: { n: { type: integer, maximum: 5 } } } }"


def fault(machine) -> tuple[str, int, str | None]:
    error = machine.state.error
    assert machine.state.status == "faulted"
    assert error.type == "https://serverlessworkflow.io/spec/1.0.0/errors/validation"
    return error.detail, error.status, error.instance


class TestTheProcess:
    def test_input_is_checked_as_it_came(self, drive):
        text = f"input: {{ schema: {NUMBER}, from: '{{ n: 9 }}' }}\n"
        assert drive("  - a: { set: '${ . }' }\n", text).start({"n": 5}).state.output == {"n": 9}
        machine = drive("  - a: { set: '${ . }' }\n", text).start({"n": 6})
        assert fault(machine) == (
            "The input does not fit its schema. /n: must be at most 5; it is 6.",
            400,
            "/",
        )

    def test_nothing_begins_with_an_input_that_does_not_fit(self, drive):
        driver = drive("  - a: { set: { n: 1 } }\n", f"input: {{ schema: {NUMBER} }}\n")
        driver.start({"n": "x"})
        assert driver.trace == ["run.started", "run.faulted"]

    def test_output_is_checked_as_it_goes(self, drive):
        text = f"output: {{ as: '{{ n: .made }}', schema: {NUMBER} }}\n"
        assert drive("  - a: { set: { made: 5 } }\n", text).start().state.output == {"n": 5}
        detail, status, instance = fault(drive("  - a: { set: { made: 6 } }\n", text).start())
        assert detail.startswith("The output does not fit its schema. /n: ")
        assert (status, instance) == (400, "/")

    def test_its_input_stays_as_it_was_given(self, drive):
        driver = drive(
            "  - a: { set: { raw: '${ $workflow.input }', shaped: '${ $input }' } }\n",
            "input: { from: .inner }\n",
        )
        output = driver.start({"inner": {"n": 1}}).state.output
        assert output == {"raw": {"inner": {"n": 1}}, "shaped": {"n": 1}}


class TestATask:
    def test_input_is_checked_as_it_came(self, drive):
        tasks = f"  - a: {{ input: {{ schema: {NUMBER}, from: '{{ n: 9 }}' }}, set: '${{ . }}' }}\n"
        assert drive(tasks).start({"n": 5}).state.output == {"n": 9}
        driver = drive(tasks)
        assert fault(driver.start({"n": 6}))[1:] == (400, "/do/0/a")
        assert driver.trace == ["run.started", "task.faulted /do/0/a", "run.faulted"]

    def test_output_is_checked_as_it_goes(self, drive):
        shape = f"{{ as: '{{ n: .made }}', schema: {NUMBER} }}"
        tasks = f"  - a: {{ set: {{ made: 6 }}, output: {shape} }}\n"
        detail, _, instance = fault(drive(tasks).start())
        assert detail.startswith("The output does not fit its schema. /n: ")
        assert instance == "/do/0/a"

    def test_context_is_checked_as_it_becomes(self, drive):
        shape = f"{{ as: '{{ n: .made }}', schema: {NUMBER} }}"
        tasks = f"  - a: {{ set: {{ made: 6 }}, export: {shape} }}\n"
        detail, _, instance = fault(drive(tasks).start())
        assert detail.startswith("The exported context does not fit its schema. /n: ")
        assert instance == "/do/0/a"

    def test_an_export_without_an_expression_checks_the_context_of_before(self, drive):
        tasks = (
            "  - a: { set: { n: 6 }, export: { as: . } }\n"
            f"  - b: {{ set: '${{ {{}} }}', export: {{ schema: {NUMBER} }} }}\n"
        )
        assert fault(drive(tasks).start())[2] == "/do/1/b"

    def test_one_that_is_skipped_is_not_checked(self, drive):
        tasks = f"  - a: {{ if: .n < 6, input: {{ schema: {NUMBER} }}, set: {{ n: 0 }} }}\n"
        assert drive(tasks).start({"n": 6}).state.output == {"n": 6}

    def test_its_condition_sees_the_input_as_it_came(self, drive):
        tasks = "  - a: { if: .go, input: { from: .data }, set: '${ . }' }\n"
        assert drive(tasks).start({"go": True, "data": {"n": 1}}).state.output == {"n": 1}

    def test_inside_another_the_fault_is_that_of_the_inner_one(self, drive):
        tasks = (
            f"  - a: {{ do: [{{ b: {{ input: {{ schema: {NUMBER} }}, set: '${{ {{}} }}' }} }}] }}\n"
        )
        assert fault(drive(tasks).start({"n": 6}))[2] == "/do/0/a/do/0/b"


class TestFaults:
    def test_the_first_are_named(self, drive):
        schema = "{ document: { required: [a, b, c, d, e] } }"
        detail, _, _ = fault(
            drive("  - a: { set: '${ {} }' }\n", f"input: {{ schema: {schema} }}\n").start({})
        )
        assert detail.endswith("/c: must be given; it is missing. And 2 more.")

    @pytest.mark.parametrize(
        "given", [None, [], "x" * 100_000, 10**400, [[[[]]]], {"n": "\U0001f389"}], ids=range(6)
    )
    def test_whatever_is_given(self, drive, given):
        schema = (
            "{ document: { type: object, properties: { n: { type: integer } }, required: [n] } }"
        )
        machine = drive("  - a: { set: '${ {} }' }\n", f"input: {{ schema: {schema} }}\n").start(
            given
        )
        assert len(fault(machine)[0]) < 300

    def test_a_schema_that_would_never_end_faults(self, drive):
        branch = "{ $ref: '#/$defs/B' }, { $ref: '#/$defs/B' }"
        parts = ", ".join(
            f"d{n}: {{ anyOf: [{branch.replace('B', f'd{n - 1}')}] }}" for n in range(1, 40)
        )
        schema = f"{{ document: {{ $defs: {{ d0: false, {parts} }}, $ref: '#/$defs/d39' }} }}"
        machine = drive("  - a: { set: '${ {} }' }\n", f"input: {{ schema: {schema} }}\n").start(1)
        assert "simple enough" in fault(machine)[0]


class TestState:
    def test_facts_rebuild_it(self, drive):
        driver = drive("  - a: { wait: PT1S }\n", f"input: {{ schema: {NUMBER}, from: .inner }}\n")
        driver.start({"inner": {"n": 1}})
        rebuilt = rebuild(driver.program, driver.rows)
        assert rebuilt.state.to_json() == driver.machine.state.to_json()

    def test_of_the_format_before_is_read(self, drive):
        driver = drive("  - a: { wait: PT1S }\n  - b: { set: '${ $workflow.input }' }\n")
        kept = driver.start({"n": 1}).state.to_json()
        del kept["raw_input"]
        driver.machine = Machine(driver.program, State.from_json(kept | {"format": 1}))
        assert driver.fire().state.output == {"n": 1}

    def test_much_to_check_ends_a_turn_early(self, drive):
        schema = "{ document: { items: { type: integer } } }"
        loop = (
            f"  - b: {{ switch: [{{ again: {{ then: c }} }}], input: {{ schema: {schema} }} }}\n"
            "  - c: { switch: [{ again: { then: b } }] }\n"
        )
        small, large = drive(loop), drive(loop)
        for driver, given in ((small, [1]), (large, [1] * 10_000)):
            driver.machine.feed(_started(driver, given))
        assert small.machine.advance(500) > 400
        assert large.machine.advance(500) < 10


def _started(driver, given):
    return facts.Started(driver.now, "run-1", given)
