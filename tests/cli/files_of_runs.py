"""A run as a file, for the commands that take one."""

from __future__ import annotations

from pathlib import Path

from definitions.run_file import RunFile, write
from tests.workflows.conftest import program_of
from tests.workflows.files.recorded import Slow
from workflows.simulator.simulation import Mocked

TASKS = """\
  - ask: { call: http, with: { method: post, endpoint: https://x.example } }
  - rest: { wait: { seconds: 1 } }
  - done: { set: { said: '${ $context.said // 7 }' } }
"""


def a_run(tasks: str = TASKS, given: object = "Ada") -> RunFile:
    slow = Slow(program_of(tasks), lambda _: Mocked({"said": "Ada"}))
    slow.run(given)
    return slow.file()


def a_file(folder: Path, run: RunFile | None = None) -> Path:
    file = folder / "run.jsonl"
    file.write_bytes(write(run or a_run()))
    return file
