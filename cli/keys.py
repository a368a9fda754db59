"""`baton keys list`, `create`, `rotate`, `revoke`: by the API, with its permissions.

Never: a key on standard error or in a message; standard output is where it was asked for.
"""

from __future__ import annotations

import os

from cli import access
from cli.answers import ApiKey
from cli.output import columns, note, one_line, say, tell
from definitions.values import Json, JsonObject


def page(of: str, limit: int, *, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        items = list(client.keys(of, limit))
    if as_json:
        tell(list[Json](raw for _, raw in items))
        return
    if not items:
        note("There are no keys.")
        return
    rows = [
        [
            row.id,
            one_line(row.name),
            f"{row.prefix}…",
            one_line(row.person.name),
            ",".join(row.scopes),
            _end(row),
            row.last_used_at or "never",
        ]
        for row, _ in items
    ]
    say(columns([["ID", "NAME", "KEY", "OF", "SCOPES", "ENDS", "USED"], *rows]))


def create(
    name: str, scopes: list[str], days: int | None, networks: list[str], account: str | None
) -> None:
    wanted: JsonObject = {
        "name": name,
        "scopes": list[Json](scopes),
        "days": days,
        "networks": list[Json](networks),
        "account": account,
    }
    with access.connect(os.environ) as client:
        made = client.make_key(wanted)
    note(f"The key {made.name} ({made.id}) ends {made.expires_at or 'never'}.")
    say(made.key)


def rotate(key: str, overlap: int) -> None:
    with access.connect(os.environ) as client:
        made = client.rotate_key(key, {"overlapHours": overlap})
    note(f"{key} works for {overlap} more hours. Its successor is {made.id}.")
    say(made.key)


def revoke(key: str) -> None:
    with access.connect(os.environ) as client:
        client.revoke_key(key)
    say(one_line(f"{key}: revoked"))


def _end(row: ApiKey) -> str:
    if row.expired:
        return "over"
    return row.expires_at or "never"
