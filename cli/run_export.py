"""`baton run export`: a run becomes a file, its values masked, or sealed.

Never: values in plain text unless that was said.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from cli import access, run_files
from cli.errors import CliError
from cli.output import note
from cli.run_sealing import seal
from definitions.run_file import RunFileError, read_run_file


def run(
    run: str, output: Path | None, passphrase: Path | None, *, values: bool, unsealed: bool
) -> None:
    if unsealed and not values:
        raise CliError("--unsealed is about values, and there are none.", "Say --values too.")
    file = output or Path(f"{run}.run.jsonl")
    key = run_files.secret(passphrase, new=True) if values and not unsealed else None
    with access.connect(os.environ) as client:
        content = client.export(run, values=values)
    try:
        found = read_run_file(content)
    except RunFileError as error:
        raise CliError(f"The API sent what is no whole file. {error}", "Try again.") from error
    written = content if key is None else seal(content, key)
    if str(file) == "-":
        sys.stdout.buffer.write(written)
    else:
        run_files.keep(file, written)
    how = "sealed" if key is not None else "values in plain text" if values else "values masked"
    note(f"{file}: {len(found.facts)} facts, {len(found.trace)} lines of trace; {how}")
