"""`do`: order, nesting and flow directives."""

from __future__ import annotations


class TestFlow:
    def test_jump_forward_skips(self, drive):
        driver = drive(
            "  - a:\n      set: { a: 1 }\n      then: c\n"
            "  - b:\n      set: { b: 1 }\n"
            "  - c:\n      set: { c: '${ .a }' }\n"
        )
        assert driver.start({}).state.output == {"c": 1}
        assert not any("/do/1/b" in line for line in driver.trace)

    def test_jump_backward_counts_visits(self, drive):
        driver = drive(
            "  - call:\n      call: http\n"
            "      with: { method: post, endpoint: 'https://example.com/' }\n"
            "  - again:\n      switch:\n"
            "        - more: { when: '${ .n < 2 }', then: call }\n"
            "        - done: { then: end }\n"
        )
        driver.start(None)
        keys = []
        for n in (1, 2):
            keys.append(next(iter(driver.calls.values())).key)
            driver.answer({"n": n})
        assert keys == ["run-1:/do/0/call:0", "run-1:/do/0/call:1"]
        assert driver.machine.state.status == "completed"

    def test_exit_leaves_only_the_inner_scope(self, drive):
        driver = drive(
            "  - outer:\n      do:\n"
            "        - one:\n            set: { v: 1 }\n            then: exit\n"
            "        - two:\n            set: { v: 2 }\n"
            "  - after:\n      set: { v: '${ .v + 10 }' }\n"
        )
        assert driver.start(None).state.output == {"v": 11}

    def test_end_deep_inside_stops_the_workflow(self, drive):
        driver = drive(
            "  - outer:\n      do:\n"
            "        - one:\n            set: { v: 1 }\n            then: end\n"
            "  - after:\n      set: { v: 2 }\n"
        )
        assert driver.start(None).state.output == {"v": 1}

    def test_continue_on_the_last_task_returns_to_the_parent(self, drive):
        driver = drive(
            "  - outer:\n      do:\n"
            "        - one:\n            set: { v: 1 }\n            then: continue\n"
            "  - after:\n      set: { v: '${ .v + 1 }' }\n"
        )
        assert driver.start(None).state.output == {"v": 2}

    def test_no_tasks_pass_the_input_on(self, drive):
        driver = drive("  - outer:\n      do: []\n  - s:\n      set: { x: '${ .x }' }\n")
        assert driver.start({"x": 1}).state.output == {"x": 1}
