"""`baton run revive`: a run comes back from its file.

Never: a state of the run judged here; the API makes it again from the facts.
"""

from __future__ import annotations

import os
from pathlib import Path

from cli import access, run_files
from cli.output import note, one_line, say, tell


def run(file: Path, passphrase: Path | None, *, as_record: bool, as_json: bool) -> None:
    content = run_files.content(file, passphrase)
    with access.connect(os.environ) as client:
        found, raw = client.revive(content, record=as_record)
    if as_json:
        tell(raw)
        return
    say(one_line(f"{found.id}: {found.status} ({found.workflow} {found.version})"))
    warnings = raw.get("warnings")
    for warning in warnings if isinstance(warnings, list) else []:
        if isinstance(warning, dict):
            note(f"{warning.get('message')} {warning.get('remedy')}")
