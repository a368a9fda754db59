"""`set`: values made of expressions, and data that only looks like one."""

from __future__ import annotations


class TestSet:
    def test_deep_values(self, drive):
        driver = drive("  - a:\n      set: { d: { l: ['${ .x }', 'plain', 3] } }\n")
        assert driver.start({"x": [1]}).state.output == {"d": {"l": [[1], "plain", 3]}}

    def test_data_is_never_evaluated(self, drive):
        driver = drive("  - a:\n      set: { v: '${ .x }' }\n")
        assert driver.start({"x": "${ .secret }"}).state.output == {"v": "${ .secret }"}

    def test_context_task_and_workflow_can_be_read(self, drive):
        driver = drive(
            "  - a:\n      set: { t: '${ $task.name }', w: '${ $workflow.id }', "
            "s: '${ $task.startedAt.epoch.milliseconds }' }\n"
        )
        assert driver.start(None).state.output == {"t": "a", "w": "run-1", "s": driver.now}

    def test_the_clock_is_the_runs_own(self, drive):
        driver = drive(
            "  - a: { set: { at: '${ now }' } }\n  - b: { wait: PT1H }\n"
            "  - c: { set: { at: '${ .at }', later: '${ now - .at }', day: '${ now | date }' } }\n"
        )
        started = driver.now / 1000
        driver.start(None)
        output = driver.fire().state.output
        assert (output["at"], output["later"]) == (started, 3600)
        assert output["day"].startswith("20")
