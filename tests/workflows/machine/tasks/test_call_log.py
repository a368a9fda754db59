"""`call: log`: what was written is in the trace, whatever becomes of the output."""

from __future__ import annotations

import pytest


class TestLog:
    @pytest.mark.parametrize("name", ["log", "log:1.0.0", "log:1.0.0@default"])
    def test_the_message_is_a_line_of_the_trace(self, drive, name):
        driver = drive(
            f"  - note:\n      call: '{name}'\n      with: {{ message: '${{ .said }}' }}\n"
            "      output: { as: $input }\n"
        )
        driver.start({"said": "hello"})
        assert (driver.calls[1].function, driver.calls[1].local) == ("function.call", True)
        assert driver.answer("hello").state.output == {"said": "hello"}
        assert driver.trace[1:4] == [
            "task.started /do/0/note",
            "task.logged /do/0/note",
            "task.completed /do/0/note",
        ]

    def test_a_long_message_is_clipped_there(self, drive):
        driver = drive("  - note: { call: log, with: { message: x } }\n")
        driver.start()
        assert driver.answer("x" * 10_000).state.output == "x" * 10_000

    def test_another_catalogues_log_is_another_function(self, drive):
        driver = drive("  - note: { call: log@tools, with: { message: x } }\n")
        driver.start()
        driver.answer("x")
        assert "task.logged /do/0/note" not in driver.trace
