"""The parts of the local stack as services of the supervisor.

Never: started, looked for or written here; these are descriptions.
"""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from worker.local import temporal as temporal_server
from worker.local.ports import LOOPBACK
from worker.local.postgres import Cluster
from worker.local.postgres import environment as postgres_environment
from worker.local.settings import ROOT, StackSettings
from worker.local.supervisor import Service
from worker.local.temporal import DevServer

_OK = 200
_SECONDS = 1.0
_DRAIN_SECONDS = 25.0
# What the preparation of the database depends on: when none of it changed, it is skipped.
_PREPARES = ("store", "definitions/samples", "definitions/ready", "worker/local/prepare.py")


# Who waits for an answer goes first: what is kept can be done a moment later.
_YIELDS = {"api": 0, "worker": 7, "relay": 12}
"""The relay tells people of what the workers do."""
_CARRIES, _CODE = 3, 7


def postgres(cluster: Cluster) -> Service:
    return Service(
        name="postgres",
        title="PostgreSQL",
        command=cluster.command(),
        environment=postgres_environment(),
        account=cluster.account,
        ready=cluster.ready,
        before=cluster.clear_stale_lock,
        stop_signal=signal.SIGINT,  # its "fast": ends sessions, loses nothing
        stop_seconds=30.0,
    )


def temporal(server: DevServer, inherited: Mapping[str, str], *, fresh: bool) -> Service:
    environment = temporal_server.environment(inherited)

    def keep_longer() -> None:
        if fresh:
            subprocess.run(server.keep_longer(), env=environment, capture_output=True, check=False)

    return Service(
        name="temporal",
        title="Temporal",
        command=server.command(),
        environment=environment,
        ready=server.ready,
        after=keep_longer,
        yields=_CARRIES,
        stop_seconds=10.0,
    )


def preparation(
    environment: Mapping[str, str], servers: Sequence[Service], done: Callable[[], None]
) -> Service:
    """Migrations, then the demo tenant."""
    return Service(
        name="prepare",
        title="Preparing the database",
        once=True,
        needs=tuple(service.name for service in servers if service.name == "postgres"),
        command=(sys.executable, "-m", "worker.local.prepare"),
        environment=environment,
        folder=ROOT,
        after=done,
    )


def preparation_stamp(root: Path, admin_url: str) -> str:
    digest = sha256(admin_url.encode())
    for name in _PREPARES:
        place = root / name
        for file in [place] if place.is_file() else sorted(place.rglob("*")):
            if file.is_file() and file.suffix in {".py", ".yaml", ".mako", ".sql"}:
                digest.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def baton(
    settings: StackSettings, environment: Mapping[str, str], others: Sequence[Service]
) -> list[Service]:
    """API, workers and relay.

    Their start is mostly imports, and the servers are ready long before those are done; only a
    database that isn't prepared yet has to be waited for.
    """
    needs = tuple(service.name for service in others if service.once)
    uses = tuple(service.name for service in others)
    logs = settings.data / "logs"
    metrics = int(environment.get("BATON_METRICS_PORT") or 0)

    def service(
        name: str, title: str, kind: str, ready: Callable[[], bool], **more: str
    ) -> Service:
        return Service(
            name=name,
            title=title,
            needs=needs,
            uses=uses,
            command=(sys.executable, "-m", "cli.main", "serve", kind),
            environment={**environment, **more},
            folder=ROOT,
            ready=ready,
            yields=_YIELDS[kind],
            stop_seconds=_DRAIN_SECONDS,
        )

    def worker(number: int) -> Service:
        name = "worker" if number == 0 else f"worker-{number + 1}"
        port = {"BATON_METRICS_PORT": str(metrics + number)} if metrics else {}
        ready = says(logs / f"{name}.log", "worker.ready")
        return service(name, "A worker", "worker", ready, **port)

    return [
        service("api", "The API", "api", lambda: _answers(settings.port)),
        *(worker(number) for number in range(settings.workers)),
        service("relay", "The relay", "relay", says(logs / "relay.log", "relay.ready")),
    ]


def reloading(environment: Mapping[str, str], others: Sequence[Service]) -> Service:
    """Watches the code of installed functions. It begins when everything else has."""
    return Service(
        name="functions",
        title="The watch over functions",
        needs=tuple(service.name for service in others),
        command=(sys.executable, "-m", "worker.local.reloading"),
        environment=environment,
        folder=ROOT,
        speaks=True,
    )


def code(environment: Mapping[str, str], others: Sequence[Service]) -> Service:
    """Keeps a worker for each installed package that brings workflows in Python."""
    return Service(
        name="code",
        title="The keeper of code",
        needs=tuple(service.name for service in others),
        command=(sys.executable, "-m", "worker.local.code"),
        environment=environment,
        folder=ROOT,
        yields=_CODE,
        stop_seconds=_DRAIN_SECONDS,
        speaks=True,
    )


def says(log: Path, word: str) -> Callable[[], bool]:
    """Ready as soon as its log says so: workers and the relay listen on no port to ask at."""

    def said() -> bool:
        try:
            return word.encode() in log.read_bytes()
        except FileNotFoundError:
            return False

    return said


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=_SECONDS)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == _OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
