"""`baton run`: starts a run, and follows it if asked to.

Never: a second run because an answer was lost; the request carries a key.
"""

from __future__ import annotations

import os

from cli import access, follow, inputs
from cli.errors import CliError
from cli.output import note, say, tell


def run(
    workflow: str, version: str | None, given: str | None, *, following: bool, as_json: bool
) -> int:
    """The exit code: that of the run's end when it was followed, else 0."""
    namespace, slash, name = workflow.partition("/")
    if not (namespace and slash and name) or "/" in name:
        raise CliError(
            f"{workflow!r} names no process.", "Write NAMESPACE/NAME, e.g. demo/hello.", code=2
        )
    value = inputs.value(given)
    with access.connect(os.environ) as client:
        started, raw = client.start(workflow, version, value)
        if following:
            if not as_json:
                note(f"{started.workflow} {started.version}: run {started.id}")
            return follow.run(client, started.id, as_json=as_json)
    if as_json:
        tell(raw)
    else:
        say(started.id)
    return 0
