"""`baton webhooks …`: endpoints of outgoing webhooks and what was sent there, by the API.

Never: a secret on standard error or in a message; standard output is where it was asked for.
"""

from __future__ import annotations

import os

from cli import access
from cli.errors import CliError
from cli.output import columns, note, one_line, say, tell
from definitions.values import Json, JsonObject


def page(*, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        rows, raw = client.endpoints()
    if as_json:
        tell(raw)
        return
    if not rows:
        note("There is no webhook. Add one with: baton webhooks add URL --type '*'")
        return
    lines = [
        [
            row.id,
            row.status,
            str(row.waiting),
            str(row.dead),
            one_line(row.url),
            ",".join(row.types),
            one_line(row.description),
        ]
        for row in rows
    ]
    say(columns([["ID", "STATUS", "WAITING", "DEAD", "URL", "TYPES", "FOR"], *lines]))


def add(url: str, description: str, types: list[str], processes: list[str]) -> None:
    wanted: JsonObject = {
        "url": url,
        "description": description,
        "types": list[Json](types),
        "processes": list[Json](processes),
    }
    with access.connect(os.environ) as client:
        made = client.add_endpoint(wanted)
    if made.secret is None:
        raise CliError(
            f"The webhook {made.id} was made, and its secret was lost on the way.",
            f"Make another one: baton webhooks rotate {made.id} --grace 0",
        )
    note(f"The webhook is {made.id}. Its secret verifies its messages and is not shown again.")
    say(made.secret)


def remove(endpoint: str) -> None:
    with access.connect(os.environ) as client:
        client.remove_endpoint(endpoint)
    say(one_line(f"{endpoint}: removed"))


def rotate(endpoint: str, hours: int) -> None:
    with access.connect(os.environ) as client:
        made = client.rotate_endpoint(endpoint, hours)
    if made.old_secret_until is not None:
        note(f"The earlier secret signs too until {made.old_secret_until}.")
    say(made.secret)


def test(endpoint: str) -> int:
    """0 where the receiver takes it, else 1."""
    with access.connect(os.environ) as client:
        said = client.test_endpoint(endpoint)
    if said.status is None:
        note(one_line(said.trouble or "There is no answer."))
    else:
        say(one_line(f"{said.status} {said.answer}".strip()))
    return 0 if said.works else 1


def deliveries(endpoint: str, state: str | None, limit: int, *, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        items = list(client.deliveries(endpoint, state, limit))
    if as_json:
        tell(list[Json](raw for _, raw in items))
        return
    if not items:
        note("Nothing was sent.")
        return
    lines = [
        [
            row.id,
            row.created_at,
            row.type,
            row.state,
            str(row.attempts),
            one_line(str(row.status or row.trouble or "-")),
        ]
        for row, _ in items
    ]
    say(columns([["ID", "WRITTEN", "TYPE", "STATE", "ATTEMPTS", "ANSWER"], *lines]))


def again(endpoint: str, delivery: str | None) -> None:
    with access.connect(os.environ) as client:
        count = client.send_again(endpoint, delivery)
    say(f"On their way again: {count}")
