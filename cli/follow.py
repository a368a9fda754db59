"""Follows a run until it ends: live on a terminal, as plain lines anywhere else.

Never: the run touched; who stops following leaves it running.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from cli.answers import Run, TraceLine, TracePage
from cli.client import PAGE, Client
from cli.errors import CliError
from cli.live import LiveView
from cli.output import note, say, tell, written
from cli.trace_text import RunText, duration, error_text, moment
from definitions.values import JsonObject

WAIT_SECONDS = 25.0
PATIENCE_SECONDS = 120.0
"""Who follows a run sits out a restart that takes longer than usual."""

EXIT_CODES = {"completed": 0, "faulted": 1, "cancelled": 130}
"""How a run can end, and what the command ends with then."""


def run(client: Client, run_id: str, *, as_json: bool) -> int:
    """The exit code."""
    if client.patience:
        client.patience = max(client.patience, PATIENCE_SECONDS)
    try:
        if sys.stdout.isatty() and not as_json:
            with LiveView(sys.stdout) as view:
                _watch(client, run_id, view.take)
        else:
            _watch(client, run_id, _plainly(note if as_json else say))
        ended, raw = client.run(run_id)
    except KeyboardInterrupt:
        raise CliError(
            f"The run {run_id} goes on without being followed.",
            f"Follow it again: baton show {run_id} --follow\nEnd it: baton cancel {run_id}",
            code=130,
        ) from None
    return _conclude(ended, raw, as_json=as_json)


def lines(client: Client, run_id: str) -> Iterator[TraceLine]:
    """What has happened so far."""
    after = 0
    while True:
        page = client.trace(run_id, after)
        yield from page.items
        if len(page.items) < PAGE:
            return
        after = _onward(page, after)


def tell_end(ended: Run) -> None:
    """How it ended, then its output or its error."""
    took = ""
    if ended.started_at and ended.ended_at:
        took = f" in {duration(moment(ended.ended_at) - moment(ended.started_at))}"
    say(f"{ended.status}{took}")
    if ended.error is not None:
        say(error_text(ended.error))
    elif ended.status == "completed":
        say(written(ended.output))


def _watch(client: Client, run_id: str, take: Callable[[TraceLine], None]) -> None:
    after = 0
    while True:
        page = client.trace(run_id, after, WAIT_SECONDS)
        for line in page.items:
            take(line)
        # The end and the last lines are written together, so a page with room to spare is whole.
        if page.status in EXIT_CODES and len(page.items) < PAGE:
            return
        after = _onward(page, after)


def _onward(page: TracePage, after: int) -> int:
    """A server that leads us in a circle would be asked for ever."""
    if page.items and page.after <= after:
        raise CliError(
            "The API's trace does not go on where it ended.",
            "Look at the run with `baton show`, and at the release of the API.",
        )
    return max(page.after, after)


def _plainly(write: Callable[[str], None]) -> Callable[[TraceLine], None]:
    text = RunText()

    def take(line: TraceLine) -> None:
        said = text.line(line)
        if said is not None:
            write(said)

    return take


def _conclude(ended: Run, raw: JsonObject, *, as_json: bool) -> int:
    if as_json:
        tell(raw)
    else:
        tell_end(ended)
    return EXIT_CODES.get(ended.status, 1)
