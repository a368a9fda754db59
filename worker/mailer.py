"""Sends what people are to be told by mail. Lives in the relay's process.

A mail that does not leave is tried again after growing pauses, for a day. Never: a mail sent twice
on purpose: only whoever dies between sending and saying so leaves it to be sent again, under the
same Message-ID. Never: an address in a log.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

import structlog

from definitions.media import kinds
from gateway.rounds import by_itself, keep_on
from store import deliveries, files, mails, notices, outbox, troubles
from store.blobs.place import BlobMissingError, BlobTroubleError
from store.blobs.sealing import DamagedError
from store.file_bytes import FileBytes
from store.keys import Keyring
from store.mail_folder import FOLDER
from store.mails import Posted
from store.outbox import OutboxRow
from store.session import Database
from store.settings import StoreSettings
from worker.carriers import Carrier, CarrierAwayError, Folder, MailServer, RefusedError
from worker.mail_settings import MailSettings

REST_SECONDS = 1.0
BATCH = 20
AT_ONCE = 10
"""Connections to the mail server."""

HEAVY_AT_ONCE = 2
"""Mails with files: those are in memory while the mail leaves."""

GIVEN_UP_AFTER = timedelta(days=1)

_log = structlog.stdlib.get_logger()


def carrier(settings: MailSettings, store: StoreSettings) -> Carrier:
    url = settings.smtp_url
    return Folder(store.data / FOLDER) if url is None else MailServer.at(url)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


def message(posted: Posted, sender: str, attached: Sequence[Attached] = ()) -> EmailMessage:
    """As it travels. What stands in its head is one line, whatever was given."""
    made = EmailMessage(policy=policy.SMTP)
    mail = posted.mail
    made["From"] = sender
    made["To"] = _one_line(mail.to)
    made["Subject"] = _one_line(mail.subject)
    made["Date"] = format_datetime(posted.posted_at)
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    made["Message-ID"] = f"<{posted.id}@{domain}>"
    if mail.follows is not None:
        made["In-Reply-To"] = made["References"] = f"<{mail.follows}@{domain}>"
    # No holiday notice shall answer.
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.text)
    made.add_alternative(mail.html, subtype="html")
    for one in attached:
        _attach(made, one)
    return made


def _attach(made: EmailMessage, file: Attached) -> None:
    """As bytes with a name. What a program would run or unfold by its kind has none."""
    whole = file.media_type in kinds.ACTIVE or file.media_type.startswith(
        ("message/", "multipart/")
    )
    main, _, sub = (kinds.UNKNOWN if whole else file.media_type).partition("/")
    made.add_attachment(file.content, maintype=main, subtype=sub, filename=_one_line(file.name))


class _AwayError(Exception):
    """The place where files lie can't be used now."""

    def __init__(self) -> None:
        super().__init__("The place where files lie can't be used now.")


class _LostError(Exception):
    """A file is gone that was to go with the mail."""


def _one_line(words: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


class Mailer:
    """Looks again and again for mails that are due. Several may do so side by side."""

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        carrier: Carrier,
        sender: str,
        files: FileBytes | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._keyring = keyring
        self._carrier = carrier
        self._sender = sender
        self._files = files
        self._heavy = asyncio.Semaphore(HEAVY_AT_ONCE)
        self._clock = clock

    async def work(self, stop: asyncio.Event) -> None:
        try:
            await keep_on(stop, "mailer", self.round, REST_SECONDS, busy_seconds=0.0)
        finally:
            await self._carrier.rest()

    async def round(self) -> int:
        """Tries a batch; answers how many. No connection is held while a server is spoken to."""
        async with self._database.relay() as session:
            rows = await mails.take(session, BATCH)
        if not rows:
            await self._carrier.rest()
        free = asyncio.Semaphore(AT_ONCE)
        sending: list[Awaitable[None]] = []
        for tenant in dict.fromkeys(row.tenant for row in rows):
            own = [row for row in rows if row.tenant == tenant]
            posted = await by_itself("mailer", tenant, self._posted(tenant, own))
            if posted is not None:
                sending += [self._send(row, posted.get(row.run), free) for row in own]
        await asyncio.gather(*sending)
        return len(rows)

    async def _posted(self, tenant: str, rows: Sequence[OutboxRow]) -> Mapping[str, Posted]:
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            return await mails.get_all(session, keys, [row.run for row in rows])

    async def _send(self, row: OutboxRow, posted: Posted | None, free: asyncio.Semaphore) -> None:
        async with free:
            if posted is None:
                async with self._database.relay() as session:
                    await outbox.done(session, [row.id])
            else:
                await self._try(row, posted)

    async def _try(self, row: OutboxRow, posted: Posted) -> None:
        try:
            await self._carry(row.tenant, posted)
        except (CarrierAwayError, _AwayError) as error:
            if self._clock() - posted.posted_at < GIVEN_UP_AFTER:
                _log.warning("mailer.later", mail=row.run, tenant=row.tenant, error=str(error))
                async with self._database.tenant(row.tenant) as session:
                    await mails.failed(session, row.run, str(error))
                    await deliveries.later(session, row.run, str(error), row.attempts)
                return
            await self._give_up(row, str(error))
        except (RefusedError, ValueError) as error:  # ValueError: an address that is none
            refused = str(error) if isinstance(error, RefusedError) else "It is no mail."
            await self._give_up(row, refused)
        except (_LostError, BlobMissingError, DamagedError) as error:
            _log.error("files.lost", mail=row.run, tenant=row.tenant, why=str(error))
            await self._give_up(row, "A file that goes with it is not there any more.")
        else:
            await mails.gone(self._database, row)
            _log.info("mailer.sent", mail=row.run, tenant=row.tenant, attempts=row.attempts)

    async def _carry(self, tenant: str, posted: Posted) -> None:
        if not posted.mail.attachments:
            await self._carrier.carry(posted.id, message(posted, self._sender))
            return
        async with self._heavy:
            attached = await self._attached(tenant, posted.mail.attachments)
            await self._carrier.carry(posted.id, message(posted, self._sender, attached))

    async def _attached(self, tenant: str, ids: Sequence[str]) -> list[Attached]:
        if self._files is None:
            raise _AwayError
        keys = await self._keyring.of(tenant)
        async with self._database.tenant(tenant) as session:
            found = await files.some(session, keys, ids)
        if len(found) < len(ids):
            raise _LostError(f"Of {len(ids)} files {len(found)} are known.")
        attached: list[Attached] = []
        try:
            for one in found:
                content = b"".join([piece async for piece in self._files.read(tenant, one)])
                attached.append(Attached(one.name, one.media_type, content))
        except BlobTroubleError as error:
            _log.warning("files.away", why=str(error))
            raise _AwayError from error
        return attached

    async def _give_up(self, row: OutboxRow, why: str) -> None:
        _log.error("mailer.given_up", mail=row.run, tenant=row.tenant, error=why)
        keys = await self._keyring.of(row.tenant)
        async with self._database.tenant(row.tenant) as session:
            await outbox.done(session, [row.id])
            await mails.given_up(session, row.run, why)
            failed = await deliveries.failed(session, row.run, why, row.attempts)
            if failed is not None and failed.person_id is not None:
                # By the next channel, if there is one that reaches them.
                await notices.again(session, row.tenant, failed.notice_id)
                today = self._clock().date().isoformat()
                await troubles.channel(session, keys, failed.channel, why, today)
