"""The keeper of code on a developer's machine: edits count a moment after they are saved.

Never: in production, where a release is a release.
"""

from __future__ import annotations

import asyncio

from gateway.logs import configure_logs
from worker.code_keeper import serve


def say(text: str) -> None:
    print(f"  {text}", flush=True)  # noqa: T201 - on the terminal of `make run`


def main() -> None:
    configure_logs("code")
    asyncio.run(serve(say, watching=True))


if __name__ == "__main__":
    main()
