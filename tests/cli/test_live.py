from __future__ import annotations

import io

import msgspec
import pytest
from rich.console import Console

from cli.answers import TraceLine
from cli.live import SHOWN, LiveView


@pytest.fixture
def terminal():
    return io.StringIO()


@pytest.fixture
def view(terminal):
    with LiveView(terminal) as opened:
        yield opened


@pytest.fixture
def take(view, trace_line):
    return lambda *given, **body: view.take(msgspec.convert(trace_line(*given, **body), TraceLine))


def below(view: LiveView) -> str:
    console = Console(file=io.StringIO(), width=200)
    with console.capture() as captured:
        console.print(view.render())
    return captured.get()


class TestLiveView:
    def test_open_tasks_stand_below_and_ended_ones_above(self, view, take, terminal):
        take(1, "task.started", "/do/0/greet", type="set")
        assert "greet  runs" in below(view)
        take(2, "task.waiting", "/do/0/greet", until="2026-01-01T00:00:00Z")
        assert "greet  waits" in below(view)
        take(3, "task.completed", "/do/0/greet")
        assert "greet" not in below(view)
        assert "greet  completed  (2.0 s)" in terminal.getvalue()

    def test_a_loop_does_not_fill_the_terminal(self, view, take):
        for number in range(SHOWN + 5):
            take(number, "task.started", "/do/0/each", f"each:{number}")
        shown = below(view)
        assert shown.count("each") == SHOWN
        assert "and 5 more" in shown

    def test_names_are_no_markup(self, take, terminal, view):
        take(1, "task.started", "/do/0/[red]x[~1red]", "v")
        assert "[red]x[/red]" in below(view)
        take(2, "task.skipped", "/do/0/[bold]y", "w")
        assert "[bold]y  skipped" in terminal.getvalue()

    def test_lines_of_tasks_that_never_started(self, take, terminal):
        take(1, "task.waiting", "/do/0/a")
        take(2, "task.completed", "/do/0/a")
        take(3, "run.completed")
        assert terminal.getvalue().count("  a  ") == 2
