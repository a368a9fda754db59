"""The Temporal development server of the local stack: how it is started, and when it is ready.

Never: a listener beyond the loopback interface, or the machine's own Temporal settings read.
"""

from __future__ import annotations

import http.client
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from worker.local.ports import LOOPBACK
from worker.local.trouble import LocalError

# A write is safe when the process dies; a power cut may lose the last moments, which the relay
# mends at the next start. Measured: twice the throughput of the file database.
PRAGMAS = ("journal_mode=wal", "synchronous=normal")
# Measured: with the default of 20 polls a second 40 activities in a row take 2.0 s, so 0.42 s;
# with one partition the slowest of 100 runs at once is hardly later than the middle one.
DYNAMIC = (
    "history.transferProcessorMaxPollRPS=5000",
    "history.timerProcessorMaxPollRPS=5000",
    "history.visibilityProcessorMaxPollRPS=1000",
    "matching.numTaskqueueReadPartitions=1",
    "matching.numTaskqueueWritePartitions=1",
    # For tests that let days pass in a second.
    "frontend.WorkflowTimeSkippingEnabled=true",
)
RETENTION = "168h"
_DEFAULT_NAMESPACE = "default"
_OK = 200
_SECONDS = 1.0


@dataclass(frozen=True)
class DevServer:
    """One development server: its program, its ports and the file that it keeps."""

    program: Path
    file: Path
    port: int
    http_port: int
    metrics_port: int
    ui_port: int | None = None
    namespaces: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return f"{LOOPBACK}:{self.port}"

    def command(self) -> tuple[str, ...]:
        shown = ("--headless",) if self.ui_port is None else ("--ui-port", str(self.ui_port))
        return (
            *(str(self.program), "server", "start-dev", "--ip", LOOPBACK),
            *("--port", str(self.port), "--http-port", str(self.http_port)),
            *("--metrics-port", str(self.metrics_port), *shown),
            *("--db-filename", str(self.file), "--log-level", "warn"),
            *(part for pragma in PRAGMAS for part in ("--sqlite-pragma", pragma)),
            *(part for value in DYNAMIC for part in ("--dynamic-config-value", value)),
            *(part for name in self.namespaces for part in ("--namespace", name)),
        )

    def ready(self) -> bool:
        """Whether it answers for every namespace that it is to have."""
        return all(self._has(name) for name in (_DEFAULT_NAMESPACE, *self.namespaces))

    def keep_longer(self) -> tuple[str, ...]:
        """The command by which ended runs are kept a week, not a day."""
        return (
            *(str(self.program), "operator", "namespace", "update", "--retention", RETENTION),
            *("--namespace", _DEFAULT_NAMESPACE, "--address", self.address),
        )

    def check_file(self) -> None:
        """A file that isn't its database would make the server end without a plain word."""
        if not self.file.exists() or self.file.stat().st_size == 0:
            return
        try:
            with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as database:
                database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            raise LocalError(
                f"Temporal's file {self.file} can't be read ({error}). Restore it from a copy, or "
                "move it away: the runs stay in PostgreSQL, and those that were under way are "
                "begun again by the relay."
            ) from error

    def _has(self, namespace: str) -> bool:
        connection = http.client.HTTPConnection(LOOPBACK, self.http_port, timeout=_SECONDS)
        try:
            connection.request("GET", f"/api/v1/namespaces/{namespace}")
            return connection.getresponse().status == _OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """The user's Temporal profile may point at another cluster; it is none of the stack's."""
    kept = {
        name: value
        for name, value in inherited.items()
        if not name.startswith(("TEMPORAL_", "BATON_"))
    }
    return {**kept, "TEMPORAL_CONFIG_FILE": os.devnull}
