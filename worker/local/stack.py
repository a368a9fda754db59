"""The local stack as a whole: `python -m worker.local.stack`.

PostgreSQL and Temporal start side by side; then the database is prepared, then API, workers and
relay start. Never: a heavy import in this process; it lives as long as the stack does.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from worker.local import demo, postgres, process, services, state
from worker.local.account import for_postgres
from worker.local.ports import choose
from worker.local.settings import ROOT, StackSettings, check_port, read
from worker.local.state import State
from worker.local.supervisor import Service, Supervisor
from worker.local.temporal import DevServer
from worker.local.temporal_finding import Finder, Program, Running
from worker.local.trouble import LocalError, no_space, of_os_error

DEFAULT_TEMPORAL_PORT = 7233
DEFAULT_UI_PORT = 8233
MINIMUM_FREE_BYTES = 256 * 1024 * 1024
_LEASH_SECONDS = 0.4
_ORPHAN_SECONDS = 5.0


@dataclass
class Wishes:
    """What the caller wants other than what the environment says."""

    servers_only: bool = False
    fleeting: bool = False
    namespaces: list[str] = field(default_factory=list[str])
    leash: Path | None = None


def say(text: str) -> None:
    print(f"  {text}", flush=True)  # noqa: T201


def run(settings: StackSettings, wishes: Wishes, environment: Mapping[str, str]) -> None:
    """Until it is told to end."""
    data = settings.data
    if wishes.fleeting and data.exists():
        raise LocalError(
            f"{data} exists. What is fleeting is removed at its end: name a new folder."
        )
    make_data_folder(data)
    former = state.load(data)
    with state.lock(data, former):
        process.end(former.orphans(), patience=_ORPHAN_SECONDS)
        if not wishes.servers_only:
            check_port(settings.port)
        keeper = Keeper(data, replace(former, children={}, supervisor=process.know(os.getpid())))
        parts = plan(settings, wishes, environment, keeper)
        supervisor = Supervisor(parts, data / "logs", say, keeper.children)
        try:
            supervisor.run(complete=lambda: _announce(settings, wishes), keep=leash(wishes.leash))
        finally:
            keeper.update(supervisor=None)
            if wishes.fleeting:
                _remove(keeper.state, data)


def plan(
    settings: StackSettings, wishes: Wishes, environment: Mapping[str, str], keeper: Keeper
) -> list[Service]:
    """The parts to run, with their addresses written down."""
    parts: list[Service] = []
    ports = dict(keeper.state.ports)
    # What may change tables is handed to the preparation alone.
    hidden = ("BATON_TEST", "BATON_DATABASE_ADMIN_URL")
    kept = {name: value for name, value in environment.items() if not name.startswith(hidden)}
    shared = {**kept, "BATON_DATA": str(settings.data), "BATON_PORT": str(settings.port)}
    admin_url = settings.database_admin_url
    made = False
    if admin_url and settings.database_url:
        shared["BATON_DATABASE_URL"] = settings.database_url
    else:
        ports["postgres"] = choose((ports.get("postgres"),))
        cluster = _cluster(settings, wishes, ports["postgres"], keeper.state.postgres_data)
        made = cluster.made
        admin_url, shared["BATON_DATABASE_URL"] = cluster.url(owner=True), cluster.url()
        parts.append(services.postgres(cluster))
        keeper.update(postgres_data=str(cluster.data), postgres_programs=str(cluster.programs))
    found = _find_temporal(settings, environment)
    if isinstance(found, Running):
        address = found.address
    else:
        server = _dev_server(settings, wishes, found, ports)
        server.check_file()
        address = server.address
        parts.append(services.temporal(server, kept, fresh=not server.file.exists()))
        keeper.update(temporal_program=str(found.path))
    shared["BATON_TEMPORAL_ADDRESS"] = address
    keeper.update(
        url=settings.url,
        ports=ports,
        database_url=shared["BATON_DATABASE_URL"],
        database_admin_url=admin_url,
        temporal_address=address,
        temporal_namespace=environment.get("BATON_TEMPORAL_NAMESPACE", "default"),
    )
    if wishes.servers_only:
        return parts
    stamp = services.preparation_stamp(ROOT, admin_url)
    if made or keeper.state.prepared != stamp:
        keeper.update(prepared=None)
        owner = {**shared, "BATON_DATABASE_ADMIN_URL": admin_url}
        parts.append(services.preparation(owner, parts, lambda: keeper.update(prepared=stamp)))
    parts += services.baton(settings, shared, parts)
    watches = [services.reloading(shared, parts), services.code(shared, parts)]
    return [*parts, *watches]


def leash(file: Path | None) -> Callable[[], bool]:
    """Without a leash for ever; with one as long as any process holds the file locked."""
    if file is None:
        return lambda: True
    checked = time.monotonic()

    def held() -> bool:
        nonlocal checked
        if time.monotonic() - checked < _LEASH_SECONDS:
            return True
        checked = time.monotonic()
        try:
            with file.open("r+") as opened:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except FileNotFoundError:
            return False
        return False

    return held


def make_data_folder(data: Path) -> None:
    """A folder that the stack makes is closed to others; one that is there stays as it is."""
    try:
        if not data.exists():
            data.mkdir(parents=True, mode=0o700)
            if os.getuid() == 0:
                # PostgreSQL runs under another account, which must get through to its own folder.
                data.chmod(0o711)
        if shutil.disk_usage(data).free < MINIMUM_FREE_BYTES:
            raise no_space(data)
    except OSError as error:
        raise of_os_error(error, data) from error


class Keeper:
    """Keeps the state file up to date."""

    def __init__(self, data: Path, begun: State) -> None:
        self._data = data
        self.state = begun
        state.save(data, begun)

    def update(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)
        state.save(self._data, self.state)

    def children(self, known: Mapping[str, process.Known]) -> None:
        self.update(children=known)


def _cluster(
    settings: StackSettings, wishes: Wishes, port: int, former: str | None
) -> postgres.Cluster:
    more = 12 * (settings.workers - 1)
    return postgres.provide(
        settings.data,
        for_postgres(os.environ),
        port,
        former=Path(former) if former else None,
        connections=postgres.TESTED if wishes.fleeting else postgres.CONNECTIONS + more,
        fleeting=wishes.fleeting,
        say=say,
    )


def _find_temporal(settings: StackSettings, environment: Mapping[str, str]) -> Program | Running:
    """The slow ways were gone before: `make run` prepares the program, then starts this."""

    def missing(destination: Path) -> None:
        raise LocalError(f"{destination.name} is not there yet; `make run` gets it.")

    return Finder(environment, settings.cache, missing, missing).find()


def _dev_server(
    settings: StackSettings, wishes: Wishes, found: Program, ports: dict[str, int]
) -> DevServer:
    wish = None if wishes.servers_only else DEFAULT_TEMPORAL_PORT
    names = {"temporal": wish, "temporal_http": None, "temporal_metrics": None}
    if settings.temporal_ui:
        names["temporal_ui"] = DEFAULT_UI_PORT
    for name, default in names.items():
        others = {port for other, port in ports.items() if other != name}
        ports[name] = choose((ports.get(name), default), others)
    return DevServer(
        program=found.path,
        file=settings.data / "temporal.db",
        port=ports["temporal"],
        http_port=ports["temporal_http"],
        metrics_port=ports["temporal_metrics"],
        ui_port=ports["temporal_ui"] if settings.temporal_ui else None,
        namespaces=tuple(wishes.namespaces),
    )


def _announce(settings: StackSettings, wishes: Wishes) -> None:
    if wishes.servers_only:
        say("The servers are ready")
    else:
        print(demo.sign_in(settings.data, settings.url), flush=True)  # noqa: T201


def _remove(ended: State, data: Path) -> None:
    if ended.postgres_data:
        shutil.rmtree(ended.postgres_data, ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run the local stack until Ctrl-C.")
    parser.add_argument("--servers-only", action="store_true", help="PostgreSQL and Temporal only")
    parser.add_argument(
        "--fleeting", action="store_true", help="for tests: nothing is made durable"
    )
    parser.add_argument(
        "--namespace", dest="namespaces", action="append", help="a Temporal namespace more"
    )
    parser.add_argument("--leash", type=Path, help="end when nobody holds this file locked")
    wishes = parser.parse_args(arguments, namespace=Wishes())
    os.umask(0o077)  # what the stack writes is its user's alone
    try:
        run(read(os.environ), wishes, os.environ)
    except LocalError as error:
        print(f"Baton can't start: {error}", file=sys.stderr, flush=True)  # noqa: T201
        return 1
    except OSError as error:
        print(f"Baton can't start: {of_os_error(error, ROOT)}", file=sys.stderr, flush=True)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
