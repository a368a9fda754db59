"""The API process: opens what it needs, serves, and stops without losing a request.

Never: an access log of uvicorn's (the edge writes one line a request), or a started socket before
its settings are known to be good.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager

import structlog
import uvicorn
import uvloop
from pydantic import ValidationError
from temporalio.client import Client

from activities.functions.template import Templates
from activities.outside import Outside
from activities.resources import Resources
from activities.settings import ActivitySettings
from api.app import create_app
from api.edge import Edge
from api.health.readiness import Readiness
from api.live.protocol import MAX_MESSAGE_BYTES
from api.services import Services
from api.settings import ApiSettings
from api.watch import RunWatch
from definitions.entry_points import InstalledError
from definitions.functions.catalogue import Catalogue
from definitions.functions.installed import Installed, catalogue, changed, installed
from definitions.scripts import ScriptSettingError, enabled
from gateway import heap
from gateway.client import connect
from gateway.delivery import Delivery
from gateway.logs import configure_logs
from gateway.settings import GatewaySettings
from store import functions, revision
from store.audit_heads import Heads
from store.blobs.places import open_place
from store.file_bytes import FileBytes
from store.keys import Keyring
from store.mail_folder import FOLDER, MailFolder
from store.master_key import KeyTroubleError, load_master_key
from store.session import Database
from store.settings import StoreSettings

GRACE_SECONDS = 15
"""How long requests that are being answered may take after the signal to stop."""

UNREAD_SECONDS = 60
"""How long what was sent may stay unread before the connection is cut."""

BACKLOG = 2048
_log = structlog.stdlib.get_logger()


class PortTakenError(Exception):
    """Another program listens there; the sentence says what to do."""


class TemporalPart:
    """Temporal as the readiness sees it."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def ping(self) -> None:
        if not await self._client.service_client.check_health():
            raise ConnectionError("Temporal's frontend says that it does not serve.")


class MigrationsPart:
    """The database is at this release's revision."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._head = revision.HEAD

    async def ping(self) -> None:
        found = await self._database.revision()
        if found != self._head:
            raise RuntimeError(
                f"The database is at revision {found}, this release needs {self._head}; run"
                " `baton migrate`."
            )


class FunctionsPart:
    """The installed functions are those that published processes know."""

    def __init__(self, database: Database, found: list[Installed]) -> None:
        self._database = database
        self._found = found
        self.catalogue: Catalogue = catalogue(found)

    async def ping(self) -> None:
        now = {one.key: one.fingerprint for one in self.catalogue}
        async with self._database.shared() as session:
            others = await functions.changed(session, now)
        if others:
            raise changed(others, self._found)


class GracefulServer(uvicorn.Server):
    """Stops in turn: tell, let go of who waits, then end what is left."""

    def __init__(self, config: uvicorn.Config, edge: Edge, services: Services) -> None:
        super().__init__(config)
        self._edge = edge
        self._services = services

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Like uvicorn's, but a stop that was asked for is no death by signal."""
        wanted = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Still takes requests for a moment, each answer ending its connection."""
        _log.info("api.stopping")
        self._edge.draining = True
        self._services.watch.stop()
        self._services.live.stop()
        await asyncio.sleep(self._services.settings.linger_seconds)
        await super().shutdown(sockets)


def bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if sys.platform == "linux":
        # Accepted connections have it too. Without it who never reads holds what waits for ever.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_SECONDS * 1000)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTakenError(
            f"The API can't listen on {host}:{port} ({error.strerror}). Stop what listens there,"
            " or choose another port with BATON_PORT."
        ) from error
    listening.listen(BACKLOG)
    return listening


def _is_ours(record: logging.LogRecord) -> bool:
    """Uvicorn tells of each socket, with its query string; the edge does that, without."""
    return '"WebSocket ' not in str(record.msg)


def server(edge: Edge, services: Services) -> GracefulServer:
    logging.getLogger("uvicorn.error").addFilter(_is_ours)
    proxies = services.settings.trusted_proxies
    config = uvicorn.Config(
        edge,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ws="websockets-sansio",
        ws_max_size=MAX_MESSAGE_BYTES,
        # Messages are short, and each would be packed anew for everybody who gets it.
        ws_per_message_deflate=False,
    )
    return GracefulServer(config, edge, services)


async def run(settings: ApiSettings, listening: socket.socket) -> None:
    store_settings = StoreSettings()
    found = installed()
    database = await Database.open(store_settings)
    resources: Resources | None = None
    outside = Outside.open(ActivitySettings())
    templates = Templates()
    place = open_place(store_settings)
    try:
        known = FunctionsPart(database, found)
        master = load_master_key(store_settings)
        keyring = Keyring(database, master)
        resources = Resources.open(database, keyring, ActivitySettings())
        client = await connect(GatewaySettings(), database, keyring, lazy=True)
        parts = {
            "database": database,
            "temporal": TemporalPart(client),
            "migrations": MigrationsPart(database),
            "functions": known,
        }
        services = Services(
            settings=settings,
            database=database,
            keyring=keyring,
            delivery=Delivery(database, keyring, client),
            readiness=Readiness(parts),
            watch=RunWatch(database),
            resources=resources,
            outside=outside,
            files=FileBytes(database, keyring, place, store_settings.file_most_bytes),
            templates=templates,
            catalogue=known.catalogue,
            scripts=enabled(os.environ),
            heads=Heads.at(store_settings, master.masters.current),
            mails=None if settings.smtp_url else MailFolder(store_settings.data / FOLDER),
        )
        edge = create_app(services)
        heap.settle()
        _log.info("api.ready", address=settings.host, port=settings.port)
        await server(edge, services).serve(sockets=[listening])
    finally:
        if resources is not None:
            await resources.close()
        await templates.close()
        outside.close()
        await place.close()
        await database.close()


def serve(settings: ApiSettings | None = None) -> None:
    """Serves until SIGTERM or SIGINT."""
    configure_logs("api")
    try:
        settings = settings or ApiSettings()
        uvloop.run(run(settings, bind(settings.host, settings.port)))
    except (PortTakenError, KeyTroubleError, InstalledError, ScriptSettingError) as error:
        raise SystemExit(str(error)) from error
    except ValidationError as error:
        raise SystemExit(unfit(error)) from error


def unfit(error: ValidationError) -> str:
    """Settings that can't be used, in words."""
    faults = [
        f"BATON_{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}."
        for fault in error.errors(include_url=False, include_input=False)
    ]
    return "The environment has settings that can't be used. " + " ".join(faults)


if __name__ == "__main__":
    serve()
