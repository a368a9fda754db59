"""Functions that the document defines: their input, their place, and where they go on."""

from __future__ import annotations

from workflows.machine.rebuilding import rebuild

INVOICE = """\
use:
  functions:
    net: { set: { net: '${ .gross / (1 + .rate) }' } }
    invoice:
      do:
        - split: { call: net, with: { gross: '${ .gross }', rate: 0.25 } }
        - tax: { set: { net: '${ .net }', tax: '${ $workflow.input.gross - .net }' } }
"""


class TestCall:
    def test_the_arguments_are_the_input(self, drive):
        driver = drive("  - make: { call: invoice, with: { gross: '${ .gross }' } }\n", INVOICE)
        assert driver.start({"gross": 100}).state.output == {"net": 80, "tax": 20}

    def test_without_arguments_it_has_the_tasks_input(self, drive):
        driver = drive("  - make: { call: net }\n", INVOICE)
        assert driver.start({"gross": 10, "rate": 1}).state.output == {"net": 5}

    def test_input_and_output_are_shaped_on_both_sides(self, drive):
        rest = (
            "use: { functions: { f: { input: { from: '.inner' }, set: { got: '${ . }' },"
            " output: { as: '.got' } } } }\n"
        )
        driver = drive(
            "  - a: { call: f, with: { inner: '${ .x }' }, output: { as: '{ made: . }' } }\n", rest
        )
        assert driver.start({"x": 7}).state.output == {"made": 7}

    def test_effects_inside_have_keys_of_the_place_that_calls(self, drive):
        rest = "use: { functions: { f: { call: 'uuid:1.0.0' } } }\n"
        driver = drive("  - a: { call: f, with: {} }\n  - b: { call: f, with: {} }\n", rest)
        driver.start()
        first = driver.calls[1].key
        driver.answer("x")
        assert first == "run-1:/do/0/a/use/functions/f:0"
        assert driver.calls[2].key == "run-1:/do/1/b/use/functions/f:0"
        assert driver.answer("y").state.output == "y"

    def test_the_trace_names_both_tasks(self, drive):
        rest = "use: { functions: { f: { set: { a: 1 } } } }\n"
        driver = drive("  - a: { call: f }\n", rest)
        driver.start()
        assert driver.trace[1:-1] == [
            "task.started /do/0/a",
            "task.started /use/functions/f",
            "task.completed /use/functions/f",
            "task.completed /do/0/a",
        ]

    def test_where_it_goes_on_is_the_callers_business(self, drive):
        rest = "use: { functions: { f: { set: { a: 1 }, then: exit } } }\n"
        driver = drive("  - a: { call: f }\n  - b: { set: { b: '${ .a }' } }\n", rest)
        assert driver.start().state.output == {"b": 1}

    def test_an_end_inside_ends_the_run(self, drive):
        rest = "use: { functions: { f: { do: [{ x: { set: { a: 1 }, then: end } }] } } }\n"
        driver = drive("  - a: { call: f }\n  - b: { set: { b: 2 } }\n", rest)
        assert driver.start().state.output == {"a": 1}

    def test_its_fault_is_the_callers(self, drive):
        rest = "use: { functions: { f: { raise: { error: { type: 'x:y', status: 418 } } } } }\n"
        driver = drive("  - a: { call: f }\n", rest)
        machine = driver.start()
        assert machine.state.error is not None
        assert machine.state.error.instance == "/use/functions/f"
        assert "task.faulted /do/0/a" in driver.trace

    def test_it_is_rebuilt_in_the_middle(self, drive):
        rest = "use: { functions: { f: { do: [{ x: { wait: PT1S } }] } } }\n"
        driver = drive("  - a: { call: f, with: { n: 1 } }\n", rest)
        driver.start()
        again = rebuild(driver.program, driver.rows)
        assert again.state.to_json() == driver.machine.state.to_json()
