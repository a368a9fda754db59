"""Fetches the Temporal server with the SDK's own download: `… temporal_download DESTINATION`.

Run as a process of its own, because it alone needs the SDK.
Never: a half-fetched program at the destination.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from temporalio.testing import WorkflowEnvironment


async def download(destination: Path) -> None:
    """The SDK downloads only when it starts a server, so one is started and ended."""
    with tempfile.TemporaryDirectory(dir=destination.parent) as folder:
        server = await WorkflowEnvironment.start_local(  # pyright: ignore[reportUnknownMemberType]
            download_dest_dir=folder, dev_server_log_level="error"
        )
        await server.shutdown()
        take(Path(folder), destination)


def take(folder: Path, destination: Path) -> None:
    """The SDK names the program after its own version; there is nothing else beside it."""
    programs = [path for path in folder.iterdir() if os.access(path, os.X_OK)]
    max(programs, key=lambda path: path.stat().st_size).replace(destination)


def main() -> int:
    try:
        asyncio.run(download(Path(sys.argv[1])))
    except (RuntimeError, OSError, ValueError) as error:
        print(str(error).splitlines()[0] if str(error) else repr(error), file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
