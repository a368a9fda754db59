"""`baton secret put`: writes a secret, and whom it is for.

Never: a value shown, logged or taken from the command line.
"""

from __future__ import annotations

import os

from cli import access, inputs
from cli.output import note, say


def put(name: str, processes: list[str], hosts: list[str], *, as_json: bool) -> None:
    with access.connect(os.environ) as client:
        value = inputs.secret(as_json=as_json)
        new = client.put_secret(name, value, processes, hosts)
    say(f"{name}: {'created' if new else 'replaced'}")
    missing = [
        option for option, given in (("--process", processes), ("--host", hosts)) if not given
    ]
    if missing:
        note(f"Nobody may use it yet: put it again with {' and '.join(missing)}.")
