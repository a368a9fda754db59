"""Extensions: where they apply, in which order, what they see, what becomes of what they make."""

from __future__ import annotations

import pytest

USE = """\
use:
  extensions:
    - e:
        extend: {extend}
        when: '{when}'
        before:
          - note: {{ set: {{ noted: '${{ $task.name }}' }}, export: {{ as: {export} }} }}
        after: [{{ note: {{ set: {{ noted: after }}, export: {{ as: {export} }} }} }}]
"""
RAISES = "{ m: { raise: { error: { type: 'x:y', status: 400 } } } }"
EXPORT = "'($context // []) + [.noted]'"


def using(extend: str = "all", when: str = "true") -> str:
    return USE.format(extend=extend, when=when, export=EXPORT) + "output: { as: '$context' }\n"


class TestWhere:
    @pytest.mark.parametrize(
        ("extend", "context"),
        [
            ("all", ["block", "a", "after", "w", "after", "after"]),
            ("set", ["a", "after"]),
            ("wait", ["w", "after"]),
            ("composite", ["block", "after"]),
            ("call", None),
            ("extension", None),
        ],
    )
    def test_by_kind(self, drive, extend, context):
        text = "  - block: { do: [{ a: { set: { x: 1 } } }, { w: { wait: PT0S } }] }\n"
        driver = drive(text, using(extend))
        driver.start()
        while driver.timers:
            driver.fire()
        assert driver.machine.state.output == context

    def test_not_to_a_skipped_task(self, drive):
        text = "  - a: { if: 'false', set: { x: 1 } }\n"
        assert drive(text, using()).start().state.output is None

    @pytest.mark.parametrize(
        ("when", "applied"),
        [
            ('$task.name == "a"', True),
            ("$task.definition.set.x == 1", True),
            ("$task.set.x == 1", True),
            (".n == 7", True),
            (".n == 8", False),
            (".n", False),
            (".n.deep == 1", False),
        ],
    )
    def test_by_condition(self, drive, when, applied):
        driver = drive("  - a: { set: { x: 1 } }\n", using(when=when))
        assert driver.start({"n": 7}).state.output == (["a", "after"] if applied else None)
        assert ("task.unextended /do/0/a" in driver.trace) == (when == ".n.deep == 1")

    def test_an_extensions_own_tasks_only_where_it_says_so(self, drive):
        use = using("set").replace(
            "  extensions:\n",
            "  extensions:\n    - deep: { extend: extension, before: "
            f"[{{ d: {{ set: {{ noted: deep }}, export: {{ as: {EXPORT} }} }} }}] }}\n",
        )
        output = drive("  - a: { set: { x: 1 } }\n", use).start().state.output
        assert output == ["deep", "a", "deep", "after"]

    def test_a_function_that_an_extension_calls_is_not_extended(self, drive):
        use = """\
use:
  functions:
    note: { set: { x: 1 } }
  extensions:
    - e: { extend: all, before: [{ n: { call: note, with: {} } }] }
"""
        driver = drive("  - a: { set: { y: 1 } }\n", use)
        assert driver.start().state.output == {"y": 1}
        assert driver.trace.count("task.started /use/functions/note") == 1


class TestData:
    def test_what_they_make_is_let_go(self, drive):
        text = "  - a: { set: '${ . + {x: 1} }' }\n  - b: { set: '${ . }' }\n"
        use = using().replace("output: { as: '$context' }\n", "")
        assert drive(text, use).start({"n": 1}).state.output == {"n": 1, "x": 1}

    def test_exit_beforehand_puts_its_output_in_the_tasks_place(self, drive):
        use = """\
use:
  extensions:
    - mock:
        extend: call
        before: [{ m: { set: { body: 1 }, then: exit } }]
        after: [{ never: { set: { n: 1 }, then: end } }]
"""
        text = """\
  - a: { call: http, with: { method: get, endpoint: 'https://x.example' }, output: { as: '.body' } }
  - b: { set: { got: '${ . }' } }
"""
        driver = drive(text, use)
        assert driver.start().state.output == {"got": 1}
        assert driver.calls == {}

    @pytest.mark.parametrize(("place", "output"), [("before", {"ext": 1}), ("after", {"x": 1})])
    def test_end_ends_the_run(self, drive, place, output):
        task = "{ m: { set: { ext: 1 }, then: end } }"
        use = f"use: {{ extensions: [{{ e: {{ extend: set, {place}: [{task}] }} }}] }}\n"
        text = "  - a: { set: { x: 1 } }\n  - b: { set: { y: 1 } }\n"
        state = drive(text, use).start().state
        assert (state.status, state.output) == ("completed", output)

    def test_a_fault_in_one_faults_the_task(self, drive):
        use = f"use: {{ extensions: [{{ e: {{ extend: set, before: [{RAISES}] }} }}] }}\n"
        text = "  - t: { try: [{ a: { set: { x: 1 } } }], catch: {} }\n"
        driver = drive(text, use)
        assert driver.start({"n": 1}).state.output == {"n": 1}
        assert "task.faulted /do/0/t/try/0/a" in driver.trace
        assert "task.faulted /use/extensions/0/e/before/0/m" in driver.trace

    def test_a_try_does_not_catch_what_its_own_extension_raises(self, drive):
        use = f"use: {{ extensions: [{{ e: {{ extend: try, before: [{RAISES}] }} }}] }}\n"
        state = drive("  - t: { try: [{ a: { set: { x: 1 } } }], catch: {} }\n", use).start().state
        assert state.status == "faulted"


class TestOrder:
    def test_several_in_the_order_of_the_document(self, drive):
        def one(name: str) -> str:
            task = f"{{ n: {{ set: {{ noted: {name} }}, export: {{ as: {EXPORT} }} }} }}"
            return f"    - {name}: {{ extend: set, before: [{task}], after: [{task}] }}\n"

        use = f"use:\n  extensions:\n{one('one')}{one('two')}output: {{ as: '$context' }}\n"
        output = drive("  - a: { set: { x: 1 } }\n", use).start().state.output
        assert output == ["one", "two", "one", "two"]
