"""The terminal's view of a run: what has happened scrolls up, what is open stays below and ticks.

Never: more lines below than the terminal has; a loop may open thousands of tasks.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import IO, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from cli.answers import TraceLine
from cli.output import one_line
from cli.trace_text import CLOSING, RunText, duration, label

SHOWN = 12
_PER_SECOND = 8
STYLES = {
    "completed": "green",
    "faulted": "bold red",
    "cancelled": "yellow",
    "skipped": "dim",
    "waiting": "cyan",
}


@dataclass(frozen=True)
class _Open:
    """A task that is under way."""

    name: str
    since: float
    waiting: bool = False


class LiveView:
    """A context; `take` is given each line of the trace."""

    def __init__(self, terminal: IO[str]) -> None:
        self._console = Console(file=terminal, highlight=False, markup=False, emoji=False)
        self._text = RunText()
        self._open: dict[str, _Open] = {}
        self._spinner = Spinner("dots")
        self._live = Live(
            console=self._console,
            get_renderable=self.render,
            refresh_per_second=_PER_SECOND,
            transient=True,
        )

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.stop()

    def take(self, line: TraceLine) -> None:
        place, _, what = line.kind.partition(".")
        said = self._text.line(line)
        if place == "task" and what == "started":
            # Its end will tell the same and how long it took.
            self._open[line.visit] = _Open(label(line.task), time.monotonic())
            return
        if place == "task" and what in CLOSING:
            self._open.pop(line.visit, None)
        elif place == "task" and what == "waiting" and line.visit in self._open:
            known = self._open[line.visit]
            self._open[line.visit] = _Open(known.name, known.since, waiting=True)
        if said is not None:
            self._console.print(Text(said, style=STYLES.get(what, "")))

    def render(self) -> RenderableType:
        """Called from the thread that refreshes."""
        now = time.monotonic()
        shown = list(self._open.values())
        rows: list[RenderableType] = []
        for task in shown[-SHOWN:]:
            since = duration(timedelta(seconds=now - task.since))
            what = "waits" if task.waiting else "runs"
            rows.append(Text(one_line(f"  {task.name}  {what}  {since}"), style="dim"))
        if len(shown) > SHOWN:
            rows.insert(0, Text(f"  and {len(shown) - SHOWN} more", style="dim"))
        self._spinner.update(text=Text("following; Ctrl-C leaves the run running", style="dim"))
        return Group(*rows, self._spinner)
