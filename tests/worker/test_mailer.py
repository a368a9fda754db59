"""The mailer: from the deed to the mailbox, through outages, never twice on purpose."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from store import mails
from store.blobs.folder import Folder as Place
from store.file_bytes import FileBytes
from store.files import Wanted
from store.mails import Mail, Posted
from store.runs import new_id
from store.settings import StoreSettings
from tests.worker.mailbox import mailbox
from worker.carriers import Folder, MailServer
from worker.mail_settings import MailSettings
from worker.mailer import GIVEN_UP_AFTER, Mailer, carrier, message

SENDER = "Baton <baton@example.org>"


@pytest.fixture
def post(database, keyring, tenant, database_urls):
    with psycopg.connect(database_urls.admin) as admin:
        # What others have left must not get the refusal.
        admin.execute("DELETE FROM outbox WHERE kind = 'mail'")

    async def send(to: str = "ada@example.com", subject: str = "Welcome ☃") -> None:
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            await mails.post(session, keys, Mail(to, subject, "Come in.\n", "<p>Come in.</p>"))

    return send


@pytest.fixture
def kept(database_urls, tenant):
    def look() -> list[tuple[object, ...]]:
        with psycopg.connect(database_urls.admin) as admin:
            found = admin.execute(
                "SELECT body IS NULL, sent_at IS NOT NULL, given_up_at IS NOT NULL, trouble"
                " FROM mails WHERE tenant_id = %s ORDER BY id",
                [tenant],
            )
            return found.fetchall()

    return look


@pytest.fixture
def overdue(database_urls):
    def make() -> None:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE outbox SET next_at = now() - interval '1 s' WHERE kind = 'mail'")

    return make


@pytest.fixture
def mailer(database, keyring, tmp_path):
    def make(port: int, clock=lambda: datetime.now(UTC)) -> Mailer:
        server = MailServer.at(f"smtp://127.0.0.1:{port}")
        return Mailer(database, keyring, server, SENDER, clock=clock)

    return make


def left(database_urls, tenant) -> int:
    with psycopg.connect(database_urls.admin) as admin:
        found = admin.execute("SELECT count(*) FROM outbox WHERE tenant_id = %s", [tenant])
        return found.fetchone()[0]


async def all_rounds(mailer: Mailer) -> None:
    while await mailer.round():
        pass


class TestRound:
    async def test_a_mail_comes_once(self, mailer, post, kept, overdue, database_urls, tenant):
        await post()
        async with mailbox() as box:
            one, two = mailer(box.port), mailer(box.port)
            await asyncio.gather(all_rounds(one), all_rounds(two))
            overdue()
            await all_rounds(one)
        ours = [mail for mail in box.came if mail["Subject"] == "Welcome ☃"]
        assert len(ours) == 1
        assert [part.get_content_type() for part in ours[0].iter_parts()] == [
            "text/plain",
            "text/html",
        ]
        assert kept() == [(True, True, False, None)]
        assert left(database_urls, tenant) == 0

    async def test_a_server_that_comes_back(self, mailer, post, kept, overdue):
        await post()
        await all_rounds(mailer(1))
        (before,) = kept()
        assert before[:3] == (False, False, False)
        assert "can't be used" in str(before[3])
        overdue()
        async with mailbox() as box:
            await all_rounds(mailer(box.port))
        assert kept() == [(True, True, False, None)]

    async def test_given_up_after_a_day(self, mailer, post, kept, database_urls, tenant):
        await post()
        await all_rounds(mailer(1, lambda: datetime.now(UTC) + GIVEN_UP_AFTER))
        assert [row[:3] for row in kept()] == [(True, False, True)]
        assert left(database_urls, tenant) == 0

    async def test_given_up_at_once_when_refused_for_good(self, mailer, post, kept):
        await post()
        async with mailbox() as box:
            box.to_recipients.append("550 nobody here")
            await all_rounds(mailer(box.port))
        assert kept() == [(True, False, True, "The mail server refused it with 550.")]

    @pytest.mark.parametrize("to", ["", "nobody", "a@b\r\nBcc: c@d", "x" * 5000])
    async def test_strange_addresses_hold_nobody_up(self, mailer, post, kept, overdue, to: str):
        await post(to=to)
        await post()
        async with mailbox() as box:
            await all_rounds(mailer(box.port))
        assert kept()[1] == (True, True, False, None)
        assert all("c@d" not in one for one in box.recipients)

    async def test_it_ends_when_told(self, mailer):
        stop = asyncio.Event()
        working = asyncio.create_task(mailer(1).work(stop))
        stop.set()
        await asyncio.wait_for(working, 30)


class TestFiles:
    """Their bytes are read when the mail leaves, and never stand in PostgreSQL."""

    @pytest.fixture
    def keeps(self, database, keyring, tmp_path):
        return FileBytes(database, keyring, Place(tmp_path / "files"))

    @pytest.fixture
    def file(self, keeps, tenant):
        async def one(content: bytes, name: str) -> str:
            async def chunks():
                yield content

            return (await keeps.keep(tenant, Wanted(new_id(), name, "form"), chunks())).id

        return one

    @pytest.fixture
    def post_with(self, database, keyring, tenant):
        async def send(*ids: str) -> None:
            keys = await keyring.of(tenant)
            async with database.tenant(tenant) as session:
                mail = Mail("ada@example.com", "With files", "t", "<p>h</p>", attachments=ids)
                await mails.post(session, keys, mail)

        return send

    @pytest.fixture
    def sends(self, database, keyring, keeps):
        async def all_of_them() -> list:
            async with mailbox() as box:
                server = MailServer.at(f"smtp://127.0.0.1:{box.port}")
                await all_rounds(Mailer(database, keyring, server, SENDER, keeps))
            return [one for one in box.came if one["Subject"] == "With files"]

        return all_of_them

    async def test_they_come_as_they_were(self, file, post_with, sends, kept):
        pdf, text = b"%PDF-1.7\n" + bytes(range(256)) * 50, "Grüße ☃\r\n.\r\n".encode()
        page = b"<!doctype html><script>alert(1)</script>"
        await post_with(
            await file(pdf, "Zeugnis Grüße ☃ شهادة.pdf"),
            await file(text, 'a"b.txt'),
            await file(page, "page.html"),
        )
        [mail] = await sends()
        assert mail.get_content_type() == "multipart/mixed"
        came = [*mail.iter_attachments()]
        assert [one.get_filename() for one in came] == [
            "Zeugnis Grüße ☃ شهادة.pdf",
            'a"b.txt',
            "page.html",
        ]
        assert [one.get_payload(decode=True) for one in came] == [pdf, text, page]
        assert [one.get_content_type() for one in came] == [
            "application/pdf",
            "text/plain",
            "application/octet-stream",
        ]
        assert all(one.get_content_disposition() == "attachment" for one in came)
        assert mail.get_body(("plain",)).get_content().strip() == "t"
        assert kept() == [(True, True, False, None)]

    async def test_nothing_of_them_stands_in_the_database(
        self, file, post_with, database_urls, tenant
    ):
        await post_with(await file(b"%PDF-1.7\n" + b"x" * 200_000, "a.pdf"))
        with psycopg.connect(database_urls.admin) as admin:
            query = "SELECT octet_length(body) FROM mails WHERE tenant_id = %s"
            assert admin.execute(query, [tenant]).fetchone()[0] < 1000

    async def test_one_that_is_gone(self, file, post_with, sends, kept, database_urls):
        one = await file(b"words", "a.txt")
        await post_with(one)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE files SET going_at = now() WHERE id = %s", [one])
        assert await sends() == []
        assert kept() == [(True, False, True, "A file that goes with it is not there any more.")]

    async def test_bytes_that_are_lost(self, file, post_with, sends, kept, tmp_path, tenant):
        one = await file(b"words", "a.txt")
        await post_with(one)
        [lies] = [path for path in (tmp_path / "files").rglob("*") if path.name == one]
        lies.unlink()
        assert await sends() == []
        assert kept()[0][:3] == (True, False, True)

    async def test_a_place_that_is_away(
        self, file, post_with, kept, sends, overdue, database, keyring
    ):
        await post_with(await file(b"words", "a.txt"))
        async with mailbox() as box:
            server = MailServer.at(f"smtp://127.0.0.1:{box.port}")
            await all_rounds(Mailer(database, keyring, server, SENDER))
        why = "The place where files lie can't be used now."
        assert kept() == [(False, False, False, why)]
        overdue()
        assert len(await sends()) == 1


class TestMessage:
    def test_a_head_of_single_lines(self):
        mail = Mail("a@b.example\r\nBcc: c@d.example", "One\nBcc: two\x00", "t", "<p>t</p>")
        made = message(Posted("7", datetime(2026, 1, 31, tzinfo=UTC), mail), SENDER)
        assert made["Bcc"] is None
        assert made["Subject"] == "One Bcc: two"
        assert made["Message-ID"] == "<7@example.org>"

    def test_the_same_mail_is_the_same_message(self):
        posted = Posted("7", datetime.now(UTC) - timedelta(hours=3), Mail("a@b", "s", "t", "h"))
        one, two = message(posted, SENDER), message(posted, SENDER)
        assert (one["Message-ID"], one["Date"]) == (two["Message-ID"], two["Date"])


class TestCarrier:
    def test_without_a_server_a_folder(self, tmp_path):
        store = StoreSettings(data=tmp_path)
        assert carrier(MailSettings(), store) == Folder(tmp_path / "mail")
        server = carrier(MailSettings(smtp_url="smtp://mail.example.org:25"), store)
        assert isinstance(server, MailServer)
