"""`baton secret …`: writes secrets, says whom they are for and who has used them.

Never: a value shown, logged or taken from the command line.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from cli import access, inputs
from cli.errors import CliError
from cli.output import columns, note, one_line, say, tell

NOBODY = "nobody yet"


def put(name: str, processes: list[str] | None, hosts: list[str] | None, *, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        value = inputs.secret(as_json=as_json)
        new = client.put_secret(name, value, processes, hosts)
    say(f"{name}: {'created' if new else 'replaced'}")
    if new and not (processes and hosts):
        note(f"Nobody may use it yet: baton secret grant {name} --process … --host …")


def page(*, as_json: bool) -> None:
    """By name."""
    with access.connect(os.environ) as client:
        rows, raw = client.secrets()
    if as_json:
        tell(raw)
        return
    if not rows:
        note("There is no secret. Write one with: baton secret put NAME")
        return
    lines = [
        [
            row.name,
            f"v{row.version}",
            row.updated_at,
            row.updated_by_name or row.updated_by,
            ", ".join(row.processes) or NOBODY,
            ", ".join(row.hosts) or NOBODY,
        ]
        for row in rows
    ]
    say(columns([["NAME", "VERSION", "WRITTEN", "BY", "PROCESSES", "HOSTS"], *lines]))


def grant(name: str, processes: Sequence[str], hosts: Sequence[str], *, revoke: bool) -> None:
    """Adds to what is there, or takes away from it."""
    if not processes and not hosts:
        raise CliError("To whom?", "Name processes with --process, hosts with --host.", code=2)
    with access.connect(os.environ) as client:
        rows, _ = client.secrets()
        kept = next((row for row in rows if row.name == name), None)
        if kept is None:
            raise CliError(f"There is no secret {name}.", f"Write it: baton secret put {name}")
        bound = (
            _changed(kept.processes, processes, revoke=revoke),
            _changed(kept.hosts, hosts, revoke=revoke),
        )
        client.bind_secret(name, *bound)
    say(one_line(f"{name}: {_bound(*bound)}"))


def _changed(kept: Sequence[str], given: Sequence[str], *, revoke: bool) -> list[str]:
    if revoke:
        return [one for one in kept if one not in given]
    return list(dict.fromkeys((*kept, *given)))


def _bound(processes: Sequence[str], hosts: Sequence[str]) -> str:
    return f"processes {', '.join(processes) or NOBODY}; hosts {', '.join(hosts) or NOBODY}"


def versions(name: str, *, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        rows, raw = client.secret_versions(name)
    if as_json:
        tell(raw)
        return
    lines = [
        [
            str(row.version),
            row.written_at,
            row.written_by_name or row.written_by,
            "" if row.restored is None else f"value of {row.restored}",
        ]
        for row in rows
    ]
    say(columns([["VERSION", "WRITTEN", "BY", ""], *lines]))


def rollback(name: str, version: int) -> None:
    with access.connect(os.environ) as client:
        client.roll_back_secret(name, version)
    say(f"{name}: the value of version {version} is the newest again")


def uses(name: str, limit: int, *, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        found, raw = client.secret_uses(name, limit)
    if as_json:
        tell(raw)
        return
    lines = [
        [row.day, row.process, row.receiver, str(row.times), row.last_at, row.last_run or "-"]
        for row in found.items
    ]
    if lines:
        say(columns([["DAY", "PROCESS", "SENT TO", "TIMES", "LAST", "LAST RUN"], *lines]))
    else:
        note("Nobody has used it.")
    for row in found.definitions:
        note(one_line(f"{row.namespace}/{row.name} {row.version} names it."))


def delete(name: str, *, anyway: bool) -> None:
    with access.connect(os.environ) as client:
        client.delete_secret(name, anyway=anyway)
    say(f"{name}: deleted")
