"""The commands by which people take a run into their hands, and their options.

Never: work done here; repair.py does what they ask for, and is imported only then.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from typing import Annotated, Literal

import typer

repairs = typer.Typer()

RunId = Annotated[str, typer.Argument(metavar="RUN", help="Id of the run.")]
Reason = Annotated[str | None, typer.Option(help="Kept with the run.")]
Why = Annotated[str, typer.Option(help="Why; kept with the run.")]
Value = Annotated[str, typer.Option(help="JSON, @file or -.")]
Version = Annotated[str | None, typer.Option(help="Of its definition.")]
Edited = Annotated[str | None, typer.Option(help="Another one: JSON, @file or -.")]


@repairs.command()
def cancel(run: RunId, reason: Reason = None) -> None:
    """End a run before its time."""
    from cli import repair

    repair.command(run, "cancel", {"reason": reason}, "it is being cancelled")


@repairs.command()
def suspend(run: RunId, reason: Reason = None) -> None:
    """Halt a run until it is resumed."""
    from cli import repair

    repair.command(run, "suspend", {"reason": reason}, "it is suspended")


@repairs.command()
def resume(run: RunId, reason: Reason = None) -> None:
    """Let a suspended run go on."""
    from cli import repair

    repair.command(run, "resume", {"reason": reason}, "it goes on")


@repairs.command()
def settle(
    run: RunId,
    outcome: Annotated[Literal["happened", "again", "failed"], typer.Argument()],
    output: Annotated[str | None, typer.Option(help="What it gave: JSON, @file or -.")] = None,
    visit: Annotated[
        str | None, typer.Option(help="Which task, if it is not the only one.")
    ] = None,
    reason: Reason = None,
) -> None:
    """Say what became of a call that may or may not have happened."""
    from cli import repair

    repair.settle(run, outcome, output, visit, reason)


@repairs.command()
def retry(
    run: RunId,
    visit: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="VISIT", help="From which task; where it failed by default."
        ),
    ] = None,
    version: Version = None,
    reason: Annotated[str, typer.Option(help="Why; kept with the run.")] = "",
    input: Edited = None,  # noqa: A002 - what people type
    output: Annotated[
        str | None, typer.Option(help="Skip the task with this output: JSON, @file or -.")
    ] = None,
    context: Edited = None,
    *,
    plan: Annotated[bool, typer.Option("--plan", help="Only say what it would do.")] = False,
) -> None:
    """Let a run go on that faulted or was cancelled, from the failed task or an earlier one."""
    from cli import repair

    if plan:
        repair.plan(run, visit, version)
        return
    edits = {"input": input, "output": output, "context": context}
    repair.retry(run, visit, version, _said(reason), edits)


@repairs.command()
def skip(
    run: RunId,
    visit: Annotated[str, typer.Argument(metavar="VISIT", help="Which task: see its trace.")],
    output: Value,
    reason: Why,
) -> None:
    """End an open task of a run with this output, without its being done."""
    from cli import repair

    repair.skip(run, visit, output, reason)


@repairs.command()
def data(run: RunId) -> None:
    """Print the data ($context) of a run as they are now, as JSON."""
    from cli import repair

    repair.data(run)


@repairs.command()
def change(run: RunId, context: Value, reason: Why) -> None:
    """Change the data ($context) of a run that is suspended or waits; `data` prints them."""
    from cli import repair

    repair.change(run, context, reason)


@repairs.command()
def again(
    run: RunId,
    version: Version = None,
    reason: Reason = None,
    input: Edited = None,  # noqa: A002 - what people type
) -> None:
    """Start another run like this one, with the same input or another; prints its id."""
    from cli import repair

    repair.again(run, version, reason, input)


def _said(reason: str) -> str:
    if not reason.strip():
        raise typer.BadParameter("Say why: --reason TEXT.", param_hint="--reason")
    return reason
