"""A whole local stack of its own for a test: its data, its port, its processes to kill.

Never: the user's data folder or port.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

READY_SECONDS = 180
ROOT = Path(__file__).parents[2]
TRUSTS_NONE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Nothing here speaks TLS. To read the usual certificates takes each client 50 to 100 ms, in which
whatever else is in the process, such as a stub, answers nobody."""


class LocalStack:
    """Started as `make run` starts it, with `python -m worker.local.stack`."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._settings = settings
        self.data = folder / "data"
        self.log = folder / "stack.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("BATON_")}
        return kept | {
            "BATON_DATA": str(self.data),
            "BATON_PORT": str(self.port),
            "BATON_HTTP_ALLOW": "127.0.0.1",
            **self._settings,
        }

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "worker.local.stack"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    async def ready(self) -> None:
        """Every part answers, as the API sees it."""
        deadline = time.monotonic() + READY_SECONDS
        async with httpx.AsyncClient(timeout=5, verify=TRUSTS_NONE) as http:
            while time.monotonic() < deadline:
                try:
                    if (await http.get(f"{self.url}/health/ready")).status_code == httpx.codes.OK:
                        return
                except httpx.HTTPError:
                    pass
                await pause()
        raise TimeoutError(f"The stack is not ready:\n{self.log.read_text()[-3000:]}")

    def children(self) -> dict[str, int]:
        kept = json.loads((self.data / "stack.json").read_text())
        return {name: known["pid"] for name, known in kept["children"].items()}

    def kill(self, name: str) -> int:
        """`kill -9`, as the machine's out-of-memory killer would."""
        pid = self.children()[name]
        os.kill(pid, signal.SIGKILL)
        return pid

    def kill_supervisor(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def token(self) -> str:
        baton = Path(sys.executable).with_name("baton")
        answer = subprocess.run(
            [baton, "token"], env=self.environment, cwd=ROOT, check=False, capture_output=True
        )
        assert answer.returncode == 0, answer.stderr.decode()
        return answer.stdout.decode().strip()

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@asynccontextmanager
async def running(folder: Path, **settings: str) -> AsyncIterator[LocalStack]:
    """One that is ready, and ends with whoever uses it."""
    stack = LocalStack(folder, **settings)
    stack.start()
    try:
        await stack.ready()
        yield stack
    finally:
        stack.stop()


async def pause(seconds: float = 0.2) -> None:
    """Waits between two looks at something that has no event to wait for."""
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, seconds)
