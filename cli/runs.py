"""`baton run` and what one asks of runs.

Never: a status of its own; the words are the API's.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.client import Client
from cli.trouble import Trouble
from definitions.values import Json, JsonObject, decode, encode

EXIT_CODES: Final = {"completed": 0, "faulted": 1, "cancelled": 130}
WAIT_SECONDS: Final = 20
SIGNS: Final = {
    "run.started": ("▶", "cyan"),
    "run.waiting": ("…", "yellow"),
    "run.suspended": ("‖", "yellow"),
    "run.resumed": ("▶", "cyan"),
    "run.completed": ("✔", "green"),
    "run.faulted": ("✘", "red"),
    "run.cancelled": ("■", "magenta"),
    "task.started": ("→", "blue"),
    "task.waiting": ("…", "yellow"),
    "task.completed": ("✓", "green"),
    "task.faulted": ("✗", "red"),
    "task.cancelled": ("■", "magenta"),
    "task.skipped": ("↷", "dim"),
}


def start(workflow: str, given: str, version: str | None, *, follow: bool, as_json: bool) -> int:
    wanted: JsonObject = {"workflow": workflow, "input": _input(given)}
    if version is not None:
        wanted["version"] = version
    with Client() as client:
        run = client.post("/runs", wanted)
        if not follow:
            _print(run, as_json=as_json)
            return 0
        return _follow(client, str(run["id"]), as_json=as_json)


def _input(given: str) -> Json:
    try:
        if given == "-":
            return decode(sys.stdin.read())
        return decode(Path(given[1:]).read_bytes() if given.startswith("@") else given)
    except ValueError as error:
        raise Trouble(f"--input is no JSON: {error}. In a shell, put it in quotes.") from error
    except OSError as error:
        raise Trouble(f"{given[1:]} can't be read: {error.strerror}.") from error


def _follow(client: Client, run: str, *, as_json: bool) -> int:
    """Lines as they come; the trace is asked for until the run has ended."""
    console = Console(highlight=False, stderr=as_json)
    after = 0
    while True:
        page = client.get(f"/runs/{run}/trace", after=after, wait=WAIT_SECONDS, limit=500)
        items = page.get("items")
        for line in items if isinstance(items, list) else []:
            if isinstance(line, dict):
                after = int(str(line["sequence"]))
                console.print(_line(line))
        if page.get("status") in EXIT_CODES and not items:
            ended = client.get(f"/runs/{run}")
            _print(ended, as_json=as_json)
            return EXIT_CODES.get(str(ended["status"]), 1)


def _line(line: JsonObject) -> Text:
    kind = str(line["kind"])
    sign, colour = SIGNS.get(kind, ("·", "white"))
    name = str(line["task"]).rpartition("/")[2] or "run"
    text = Text(f"{str(line['at'])[11:23]} ", style="dim")
    text.append(f"{sign} ", style=colour)
    text.append(f"{name} ", style="bold")
    text.append(kind.partition(".")[2])
    body = line.get("body")
    until = body.get("until") if isinstance(body, dict) else None
    if isinstance(until, str):
        text.append(f" until {until}", style="dim")
    return text


def show_list(status: str | None, limit: int, *, as_json: bool) -> None:
    with Client() as client:
        page = client.get("/runs", status=status, limit=limit)
    items = page.get("items")
    rows = [row for row in items if isinstance(row, dict)] if isinstance(items, list) else []
    if as_json:
        sys.stdout.write(encode(page).decode() + "\n")
        return
    if not rows:
        sys.stdout.write("No runs yet. Start one: baton run demo/hello --follow\n")
        return
    table = Table("run", "process", "version", "status", "started", box=None, pad_edge=False)
    for row in rows:
        names = ("id", "workflow", "version", "status", "createdAt")
        table.add_row(*(str(row.get(name) or "") for name in names))
    Console().print(table)


def show_one(run: str, *, as_json: bool) -> int:
    with Client() as client:
        found = client.get(f"/runs/{run}")
    _print(found, as_json=as_json)
    return 0


def command(run: str, what: str, reason: str | None) -> None:
    with Client() as client:
        answer = client.post(f"/runs/{run}/{what}", {"reason": reason})
    said = answer.get("answer")
    sys.stdout.write(f"{said if isinstance(said, str) else 'done'}\n")


def _print(run: JsonObject, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(encode(run).decode() + "\n")
        return
    sys.stdout.write(f"run {run['id']} of {run['workflow']} {run['version']}: {run['status']}\n")
    error = run.get("error")
    if isinstance(error, dict):
        detail = error.get("detail") or error.get("title") or error.get("type")
        sys.stdout.write(f"{detail} (at {error.get('instance')})\n")
    elif run["status"] == "completed":
        sys.stdout.write(encode(run.get("output")).decode() + "\n")
