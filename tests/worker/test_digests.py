"""Digests: what is held becomes one notice, which says how things stand; nothing twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from channels.email import Email
from channels.portal import Portal
from store import channel_choices, mails, notices
from store.channel_choices import Choice
from store.notices import NewNotice
from tests.asking import Office
from worker.digests import Digests
from worker.telling import Tells

ADDRESS = "https://baton.example.org"
MORNING = datetime(2030, 11, 25, 8, 15, tzinfo=UTC)
"""A Monday, later than what other tests hold."""

NINE = MORNING.replace(hour=9, minute=0)
DELIVERIES = (
    "SELECT n.kind, d.channel, d.state, d.reason FROM deliveries d"
    " JOIN notices n ON n.id = d.notice_id WHERE d.tenant_id = %s"
    " ORDER BY n.created_at, n.kind, d.channel"
)
DAILY = Choice(("email", "portal"), "daily", 9)


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM outbox WHERE kind = 'notice'")
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
def tells(database, keyring):
    return Tells(database, keyring, (Portal(), Email(ADDRESS)), lambda: MORNING)


@pytest.fixture
def digests(database, keyring):
    return Digests(database, keyring, ADDRESS, lambda: NINE)


@pytest.fixture
def reader(office, database):
    """Somebody who wants all of it once a day."""

    async def make(name: str = "Ann", choice: Choice = DAILY, **columns: object):
        person = await office.person(name, **columns)
        chosen = dict.fromkeys(channel_choices.TOPICS, choice)
        async with database.tenant(office.tenant) as session:
            await channel_choices.choose(session, person.id, chosen)
        return person

    return make


async def all_rounds(*working) -> None:
    while any([await one.round() for one in working]):
        pass


async def posted(office):
    keys = await office.keyring.of(office.tenant)
    ids = office.rows("SELECT id::text FROM mails WHERE tenant_id = %s ORDER BY created_at, id")
    async with office.database.tenant(office.tenant) as session:
        found = [await mails.get(session, keys, one) for (one,) in ids]
    return [one.mail for one in found if one is not None]


async def message(office, person, subject: str, body: str = "So *it* is.", **said) -> None:
    keys = await office.keyring.of(office.tenant)
    given = {"subject": subject, "body": body, **said}
    new = NewNotice(person=person.id, kind="message", cause=subject, said=given)
    async with office.database.tenant(office.tenant) as session:
        await notices.add(session, keys, [new])


class TestHolding:
    async def test_by_mail_later_and_in_the_portal_at_once(self, office, tells, digests, reader):
        ann = await reader()
        await office.ask(ann)
        await all_rounds(tells)
        assert office.rows(DELIVERIES) == [
            ("asked", "email", "held", None),
            ("asked", "portal", "sent", None),
        ]
        [(due,)] = office.rows(
            "SELECT due_at FROM deliveries WHERE tenant_id = %s AND state = 'held'"
        )
        assert due == NINE
        early = Digests(office.database, office.keyring, ADDRESS, lambda: NINE - timedelta(hours=1))
        await early.round()
        assert await posted(office) == []

    async def test_what_comes_with_files_is_not_held(self, office, tells, reader):
        ann = await reader()
        file = await office.file(await office.run())
        await message(office, ann, "Slip", attachments=[file])
        await all_rounds(tells)
        assert [row[1:3] for row in office.rows(DELIVERIES)] == [
            ("email", "queued"),
            ("portal", "sent"),
        ]

    async def test_as_the_organisation_usually_tells(self, office, tells, database):
        ann = await office.person("Ann")
        async with database.tenant(office.tenant) as session:
            await channel_choices.choose_usual(session, {"reminders": DAILY}, "s")
        run = await office.run()
        one = await office.ask(ann, run=run)
        await office.ask(ann, kind="reminded", run=run, approval=one)
        await all_rounds(tells)
        mails_ = [(row[0], row[2]) for row in office.rows(DELIVERIES) if row[1] == "email"]
        assert sorted(mails_) == [("asked", "queued"), ("reminded", "held")]


class TestDigest:
    async def test_one_mail_says_all_once(self, office, tells, digests, reader, database, keyring):
        ann, bob = await reader(), await office.person("Bob")
        run = await office.run()
        one = await office.ask(ann, run=run, requester=bob, subject="Two [new] screens")
        await office.ask(ann, kind="reminded", run=run, approval=one, subject="Two [new] screens")
        desk, by = await office.run(), {"id": "x", "name": "Zoe"}
        over = await office.ask(ann, run=desk, subject="A desk")
        await all_rounds(tells)
        await office.ask(
            ann,
            run=desk,
            approval=over,
            subject="A desk",
            status="decided",
            state="gone",
            kind="decided",
            decision="approve",
            history=[{"kind": "decided", "at": 1_795_000_000_000, "by": by}],
        )
        await message(office, ann, "Lunch")
        await all_rounds(tells)
        other = Digests(database, keyring, ADDRESS, lambda: NINE)
        await asyncio.gather(all_rounds(digests), all_rounds(other))
        await all_rounds(tells)
        [mail] = await posted(office)
        assert mail.subject == "3 things in Baton"
        assert mail.text.count("Two [new] screens") == 1
        assert f"{ADDRESS}/approvals/{one}" in mail.text
        assert "A reminder: this still waits for you." in mail.text
        assert "Zoe has decided" in mail.text
        assert "Lunch — So it is." in mail.text
        groups = [mail.text.index(one) for one in ("Waits for you", "Over meanwhile", "To know")]
        assert groups == sorted(groups)
        states = {row[2] for row in office.rows(DELIVERIES) if row[1] == "email"}
        assert states == {"gathered", "queued"}

    async def test_the_tray_has_things_and_no_digest(
        self, office, tells, digests, reader, database
    ):
        ann = await reader()
        await message(office, ann, "Lunch")
        await all_rounds(tells)
        await digests.round()
        await all_rounds(tells)
        async with database.tenant(office.tenant) as session:
            tray = await notices.of_person(session, ann.id, None, 10)
            assert await notices.unread(session, ann.id) == 1
        assert [one.kind for one in tray] == ["message"]
        [mail] = await posted(office)
        assert mail.subject == "One thing in Baton"

    async def test_none_of_what_is_done_with(self, office, tells, digests, reader, database):
        ann = await reader()
        run = await office.run()
        one = await office.ask(ann, run=run)
        await message(office, ann, "Lunch")
        await all_rounds(tells)
        await office.ask(ann, run=run, approval=one, state="voted", told=[])
        async with database.tenant(office.tenant) as session:
            await notices.mark_read(session, ann.id, None)
        await digests.round()
        await all_rounds(tells)
        assert await posted(office) == []
        reasons = {row[3] for row in office.rows(DELIVERIES) if row[1] == "email"}
        assert reasons == {"answered", "read"}

    async def test_in_the_readers_language_and_not_for_who_has_left(
        self, office, tells, digests, reader
    ):
        ann, bob = await reader(language="ar"), await reader("Bob")
        await message(office, ann, "Lunch")
        await message(office, bob, "Lunch too")
        await all_rounds(tells)
        office.do("UPDATE people SET disabled_at = now() WHERE tenant_id = %s AND name = 'Bob'")
        await digests.round()
        await all_rounds(tells)
        [mail] = await posted(office)
        assert mail.subject == "أمر واحد في Baton"
        assert 'dir="rtl"' in mail.html
        assert ("message", "email", "dropped", "left") in office.rows(DELIVERIES)

    async def test_more_than_anybody_reads(self, office, tells, digests, reader):
        ann = await reader()
        for number in range(33):
            await message(office, ann, f"Thing <{number}>")
        await all_rounds(tells)
        await digests.round()
        await all_rounds(tells)
        [mail] = await posted(office)
        assert mail.subject == "33 things in Baton"
        assert "And 3 more." in mail.text
        assert "Thing <29>" in mail.text
        assert "Thing <30>" not in mail.text
