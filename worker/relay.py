"""The relay process: delivers what the outbox holds, revives runs, starts what is due, sends mail.

Never: a delivery of what doesn't stand in PostgreSQL.
"""

from __future__ import annotations

import asyncio
import signal
from asyncio import FIRST_COMPLETED
from collections.abc import Sequence

import aiohttp
import structlog
import uvloop

from activities.outside import Outside
from activities.settings import ActivitySettings
from channels.chat import Chat
from channels.email import Email
from channels.portal import Portal
from channels.settings import ChatSettings
from channels.shared import Shared
from channels.slack.vendor import Slack
from channels.teams.client import Connector
from channels.teams.settings import TeamsSettings
from channels.teams.vendor import Teams
from channels.vendor import Vendor
from channels.webhook import Webhook
from channels.workflows import Workflows
from definitions.contracts import OUTBOX_CHANNEL
from gateway import heap
from gateway.client import connect
from gateway.closing import Closing
from gateway.delivery import Delivery
from gateway.logs import configure_logs
from gateway.moving import Moving
from gateway.revival import Revival
from gateway.rounds import AWAY
from gateway.settings import GatewaySettings
from gateway.watching import Watching
from store import admission, outbox
from store.audit_heads import Heads
from store.blobs.places import open_place
from store.chats import SLACK, TEAMS, Kind
from store.file_bytes import FileBytes
from store.keys import Keyring
from store.master_key import load_master_key
from store.outbox import OutboxRow
from store.session import Database
from store.settings import StoreSettings
from worker.chaining import Chaining
from worker.changing import Changing
from worker.chats import Chats
from worker.digests import Digests
from worker.mail_settings import MailSettings
from worker.mailer import Mailer, carrier
from worker.overdue import Overdue
from worker.poster import Poster
from worker.schedules import Schedules
from worker.sweeping import Sweeping
from worker.telling import Tells
from worker.tenancy import Tenancy

BATCH = 50
REST_SECONDS = 0.5
BUSY_SECONDS = 0.05

_log = structlog.stdlib.get_logger()


class Relay:
    """Looks at the outbox again and again, at once when PostgreSQL says that it should."""

    def __init__(self, database: Database, delivery: Delivery, revival: Revival) -> None:
        self._database = database
        self._delivery = delivery
        self._revival = revival
        self._woken = asyncio.Event()

    async def work(self, stop: asyncio.Event) -> None:
        listening = asyncio.create_task(self._listen())
        ending = asyncio.create_task(stop.wait())
        try:
            await self._work(stop, ending)
        finally:
            for task in (listening, ending):
                task.cancel()
            await asyncio.wait([listening, ending])

    async def _listen(self) -> None:
        async for _ in self._database.listen(OUTBOX_CHANNEL):
            self._woken.set()

    async def _work(self, stop: asyncio.Event, ending: asyncio.Task[bool]) -> None:
        revived = False
        while not stop.is_set():
            pause = REST_SECONDS
            try:
                if not revived:
                    await self._revival.revive()
                    revived = True
                if await self.round():
                    pause = BUSY_SECONDS
            except AWAY as error:
                _log.warning("relay.waits", error=f"{type(error).__name__}: {error}")
            woken = asyncio.create_task(self._woken.wait())
            await asyncio.wait([ending, woken], timeout=pause, return_when=FIRST_COMPLETED)
            woken.cancel()
            self._woken.clear()

    async def round(self) -> int:
        """Deliver one batch; answers how many rows were tried."""
        async with self._database.relay() as session:
            await admission.admit(session)
            rows = await outbox.due(session, BATCH)
            outcomes = await asyncio.gather(*(self._one_run(run) for run in _by_run(rows)))
            done = [number for delivered, _ in outcomes for number in delivered]
            await outbox.done(session, done)
            for _, failed in outcomes:
                for row in failed:
                    await outbox.failed(session, row.id, min(2.0**row.attempts, 30.0))
        return len(rows)

    async def _one_run(self, rows: Sequence[OutboxRow]) -> tuple[list[int], list[OutboxRow]]:
        """In order; after a failure nothing of the same run is tried."""
        done: list[int] = []
        for position, row in enumerate(rows):
            if not await self._delivery.deliver(row):
                return done, list(rows[position:])
            done.append(row.id)
        return done, []


def _by_run(rows: Sequence[OutboxRow]) -> list[list[OutboxRow]]:
    grouped: dict[str, list[OutboxRow]] = {}
    for row in rows:
        grouped.setdefault(row.run, []).append(row)
    return list(grouped.values())


async def serve(stop: asyncio.Event) -> None:
    store_settings = StoreSettings()
    mail_settings = MailSettings()
    place = open_place(store_settings)
    outside = Outside.open(ActivitySettings())
    web, teams = aiohttp.ClientSession(), Connector.open(TeamsSettings())
    database = await Database.open(store_settings)
    try:
        master = load_master_key(store_settings)
        keyring = Keyring(database, master)
        client = await connect(GatewaySettings(), database, keyring, lazy=True)
        delivery = Delivery(database, keyring, client)
        relay = Relay(database, delivery, Revival(database, client))
        schedules = Schedules(database, keyring)
        heap.settle()
        _log.info("relay.ready")
        moving = Moving(database, client)
        closing = Closing(database, keyring, client)
        watching = Watching(database, keyring, client)
        files = FileBytes(database, keyring, place, store_settings.file_most_bytes)
        post = carrier(mail_settings, store_settings)
        mailer = Mailer(database, keyring, post, mail_settings.mail_from, files)
        channels = Portal(), Email(mail_settings.address), Chat(SLACK), Chat(TEAMS)
        webhook = Webhook(mail_settings.address)
        tells = Tells(database, keyring, channels, hearing=(webhook,))
        changing = Changing(database, keyring, (webhook, Shared()))
        vendors: dict[Kind, Vendor] = {
            SLACK: Slack(ChatSettings().slack_api, web),
            TEAMS: Teams(teams),
        }
        flows = Workflows(outside)
        chats = Chats(database, keyring, vendors, flows, mail_settings.address)
        poster = Poster(database, keyring, outside)
        chaining = Chaining(database, Heads.at(store_settings, master.masters.current))
        tenancy = Tenancy(database, keyring, client, files)
        sweeping = Sweeping(database, files)
        digests = Digests(database, keyring, mail_settings.address)
        telling = (tells, mailer, chats, changing, poster, digests, Overdue(database, keyring))
        runs = (relay, schedules, moving, closing, watching)
        parts = (*runs, *telling, chaining, tenancy, sweeping)
        await asyncio.gather(*(part.work(stop) for part in parts))
    finally:
        outside.close()
        await web.close()
        await teams.close()
        await place.close()
        await database.close()


async def _main() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(stop)


def main() -> None:
    configure_logs("relay")
    uvloop.run(_main())


if __name__ == "__main__":
    main()
