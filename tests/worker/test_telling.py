"""Telling people: each by the channels that they want, once for each cause, and nobody in vain."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from channels.chat import Chat
from channels.email import Email
from channels.portal import Portal
from store import (
    channel_choices,
    chat_messages,
    chat_people,
    chats,
    deliveries,
    mails,
    notices,
    people,
)
from store.channel_choices import Choice
from store.chats import Installed, Secrets, Tokens
from store.keys import Keyring
from tests.asking import Office
from tests.worker.mailbox import mailbox
from worker.carriers import Folder, MailServer
from worker.mailer import Mailer
from worker.telling import Tells

ADDRESS = "https://baton.example.org"
DELIVERIES = (
    "SELECT d.channel, d.state, d.reason FROM deliveries d JOIN notices n ON n.id = d.notice_id"
    " WHERE d.tenant_id = %s ORDER BY n.created_at, d.created_at, d.channel"
)
WAITING = "SELECT kind FROM outbox WHERE tenant_id = %s AND kind IN ('notice', 'mail')"


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
def tells(database, keyring):
    return Tells(database, keyring, (Portal(), Email(ADDRESS)))


async def all_rounds(*working) -> None:
    while any([await one.round() for one in working]):
        pass


async def posted(office):
    """The mails that have not gone."""
    keys = await office.keyring.of(office.tenant)
    ids = office.rows("SELECT id::text FROM mails WHERE tenant_id = %s ORDER BY created_at, id")
    async with office.database.tenant(office.tenant) as session:
        found = [await mails.get(session, keys, one) for (one,) in ids]
    return [one for one in found if one is not None]


class TestRound:
    async def test_by_mail_and_in_the_portal_once(self, office, tells, database, keyring):
        ann = await office.person("Ann")
        await office.ask(ann)
        other = Tells(database, keyring, (Portal(), Email(ADDRESS)))
        await asyncio.gather(all_rounds(tells), all_rounds(other))
        office.do("UPDATE notices SET told_at = NULL WHERE tenant_id = %s")
        async with database.tenant(office.tenant) as session:
            rows = office.rows("SELECT id::text FROM notices WHERE tenant_id = %s")
            await notices.again(session, office.tenant, rows[0][0])
        await all_rounds(tells)
        assert office.rows(DELIVERIES) == [("email", "queued", None), ("portal", "sent", None)]
        assert len(await posted(office)) == 1

    async def test_a_deputy_is_told_too_and_for_whom(self, office, tells):
        ann, bob = await office.person("Ann"), await office.person("Bob")
        await office.away(ann, bob)
        await office.ask(ann)
        await all_rounds(tells)
        texts = [one.mail.text for one in await posted(office)]
        assert len(texts) == 2
        assert sum("You stand in for Ann" in one for one in texts) == 1
        links = office.rows(
            "SELECT person_id::text, for_id::text FROM approval_links WHERE tenant_id = %s"
        )
        assert sorted(links, key=str) == sorted([(ann.id, None), (bob.id, ann.id)], key=str)

    async def test_a_reminder_of_what_is_over_is_dropped(self, office, tells):
        ann = await office.person("Ann")
        run = await office.run()
        one = await office.ask(ann, run=run)
        await office.ask(ann, kind="reminded", run=run, approval=one)
        await office.ask(
            ann, run=run, approval=one, status="decided", state="voted", kind="decided", told=[]
        )
        await all_rounds(tells)
        assert {row[1:] for row in office.rows(DELIVERIES)} == {("dropped", "over")}
        assert await posted(office) == []

    async def test_who_has_answered_is_not_reminded(self, office, tells):
        ann = await office.person("Ann")
        await office.ask(ann, kind="reminded", state="voted")
        await all_rounds(tells)
        assert {row[1:] for row in office.rows(DELIVERIES)} == {("dropped", "answered")}

    async def test_who_has_left_is_not_told(self, office, tells):
        ann = await office.person("Ann", disabled_at=datetime.now(UTC))
        await office.ask(ann)
        await all_rounds(tells)
        assert {row[1:] for row in office.rows(DELIVERIES)} == {("dropped", "left")}

    async def test_as_they_have_chosen(self, office, tells, database):
        ann = await office.person("Ann")
        async with database.tenant(office.tenant) as session:
            await channel_choices.choose(session, ann.id, {"asked": Choice(("portal",))})
        await office.ask(ann)
        await all_rounds(tells)
        assert office.rows(DELIVERIES) == [("portal", "sent", None)]

    async def test_one_approval_is_one_thread(self, office, tells):
        ann = await office.person("Ann")
        run = await office.run()
        one = await office.ask(ann, run=run)
        await all_rounds(tells)
        await office.ask(ann, kind="reminded", run=run, approval=one)
        await all_rounds(tells)
        first, second = await posted(office)
        assert first.mail.follows is None
        assert second.mail.follows == first.id
        assert second.mail.subject == f"Re: {first.mail.subject}"

    async def test_a_mail_that_fails_for_good_goes_another_way(
        self, office, tells, database, keyring, tmp_path
    ):
        # What others have left must not get the refusal.
        await all_rounds(tells, Mailer(database, keyring, Folder(tmp_path), "baton@example.org"))
        ann = await office.person("Ann")
        async with database.tenant(office.tenant) as session:
            await channel_choices.choose(session, ann.id, {"asked": Choice(("email",))})
        await office.ask(ann)
        async with mailbox() as box:
            box.to_recipients.append("550 nobody here")
            server = MailServer.at(f"smtp://127.0.0.1:{box.port}")
            mailer = Mailer(database, keyring, server, "baton@example.org")
            await all_rounds(tells, mailer)
        refused = "The mail server refused it with 550."
        assert office.rows(DELIVERIES) == [("email", "failed", refused), ("portal", "sent", None)]

    async def test_the_way_that_leads_out_comes_before_the_portal(
        self, office, database, keyring, seat
    ):
        ann = await office.person("Ann")
        await seat(ann)
        tells = Tells(database, keyring, (Portal(), Email(ADDRESS), Chat("slack")))
        await office.ask(ann)
        await all_rounds(tells)
        for before, after in (("slack", "email"), ("email", "portal")):
            await fails(office, before)
            await all_rounds(tells)
            assert office.rows(DELIVERIES)[-1][0] == after
        await fails(office, "portal")
        await all_rounds(tells)
        assert len(office.rows(DELIVERIES)) == 3

    async def test_whom_another_way_reaches_is_not_told_thrice(
        self, office, database, keyring, seat
    ):
        ann = await office.person("Ann")
        await seat(ann, "slack", "portal")
        tells = Tells(database, keyring, (Portal(), Chat("slack"), Email(ADDRESS)))
        await office.ask(ann)
        await all_rounds(tells)
        office.do(
            "UPDATE deliveries SET channel = 'teams' WHERE channel = 'portal' AND tenant_id = %s"
        )
        await fails(office, "slack")
        await all_rounds(tells)
        assert sorted(one[:2] for one in office.rows(DELIVERIES)) == [
            ("portal", "sent"),
            ("slack", "failed"),
            ("teams", "sent"),
        ]

    async def test_what_is_marked_as_read_just_then_is_told_later(self, office, tells, database):
        ann = await office.person("Ann")
        await office.ask(ann)
        async with database.tenant(office.tenant) as session:
            await notices.mark_read(session, ann.id, None)
            await all_rounds(tells)
            assert office.rows(DELIVERIES) == []
        office.do("UPDATE outbox SET next_at = now() WHERE tenant_id = %s")
        await all_rounds(tells)
        assert office.rows(DELIVERIES)[0] == ("email", "queued", None)

    async def test_whose_keys_are_lost_keeps_nobody_waiting(
        self, office, tells, database, other_tenant, database_urls, tmp_path
    ):
        lost = Office(database, Keyring(database, b"l" * 32), other_tenant, database_urls.admin)
        await lost.ask(await lost.person("Bob"))
        ann = await office.person("Ann")
        await office.ask(ann)
        mailer = Mailer(database, office.keyring, Folder(tmp_path), "baton@example.org")
        await all_rounds(tells, mailer)
        assert ("email", "sent", None) in office.rows(DELIVERIES)
        assert lost.rows(DELIVERIES) == []
        others = Tells(database, lost.keyring, (Portal(), Email(ADDRESS)))
        lost.do("UPDATE outbox SET next_at = now() WHERE tenant_id = %s")
        await others.round()
        lost.do("UPDATE outbox SET next_at = now() WHERE tenant_id = %s")
        await all_rounds(mailer)
        # With the right key it goes on from where it was.
        assert lost.rows(DELIVERIES)[0] == ("email", "queued", None)
        assert [kind for (kind,) in lost.rows(WAITING)] == ["mail"]
        lost.do("DELETE FROM outbox WHERE tenant_id = %s")

    async def test_one_that_cant_be_read_keeps_no_other_waiting(self, office, tells):
        people = [await office.person(name) for name in ("Ann", "Bob", "Cid")]
        await office.ask(*people)
        office.do(
            "UPDATE notices SET body = '-' WHERE id = (SELECT id FROM notices"
            " WHERE tenant_id = %s ORDER BY created_at, id LIMIT 1)"
        )
        await all_rounds(tells)
        mails = [one for one in office.rows(DELIVERIES) if one[0] == "email"]
        assert len(mails) == 2
        office.do("DELETE FROM outbox WHERE kind = 'notice' AND tenant_id = %s")

    async def test_what_has_gone_is_recorded_so(self, office, tells, database, keyring):
        ann = await office.person("Ann")
        run = await office.run()
        one = await office.ask(ann, run=run)
        await all_rounds(tells)
        await office.ask(ann, kind="reminded", run=run, approval=one)
        async with mailbox() as box:
            server = MailServer.at(f"smtp://127.0.0.1:{box.port}")
            await all_rounds(tells, Mailer(database, keyring, server, "baton@example.org"))
        assert [row[:2] for row in office.rows(DELIVERIES) if row[0] == "email"] == [
            ("email", "sent"),
            ("email", "sent"),
        ]
        async with database.tenant(office.tenant) as session:
            address = (await people.get(session, ann.id)).email
        # Others tell in the same database.
        ours = [mail for mail in box.came if address in mail["To"]]
        ours.sort(key=lambda mail: len(mail["Subject"]))
        assert ours[1]["In-Reply-To"] == ours[1]["References"] == ours[0]["Message-ID"]

    async def test_many_at_once(self, office, tells):
        ann = await office.person("Ann")
        run = await office.run()
        for _ in range(30):
            await office.ask(ann, run=run)
        await all_rounds(tells)
        assert len(await posted(office)) == 30

    async def test_it_ends_when_told(self, tells):
        stop = asyncio.Event()
        working = asyncio.create_task(tells.work(stop))
        stop.set()
        await asyncio.wait_for(working, 30)


@pytest.fixture
def seat(office):
    """Somebody is found in Slack, and wants to be told of everything there."""

    async def take(person, *channels: str) -> None:
        keys = await office.keyring.of(office.tenant)
        here = Installed(team="T1", name="T1", bot="B", scopes=[], tokens=Tokens(bot="t"))
        chosen = dict.fromkeys(channel_choices.TOPICS, Choice(channels or ("slack",)))
        async with office.database.tenant(office.tenant) as session:
            await chats.set_app(
                session, keys, "slack", "1", Secrets(client="c"), calls_us=False, by="s"
            )
            app = await chats.app(session, "slack")
            place = await chats.install(session, keys, app.id, here, "s")
            await chat_people.match(session, place, f"U-{person.name}", person.id)
            await channel_choices.choose(session, person.id, chosen)

    return take


async def fails(office, channel: str) -> None:
    """For good, as a carrier records it."""
    query = "SELECT id::text FROM deliveries WHERE channel = %s AND tenant_id = %s"
    async with office.database.tenant(office.tenant) as session:
        [(one,)] = office.rows(query.replace("%s", f"'{channel}'", 1))
        failed = await deliveries.failed(session, one, "No.", 1)
        await notices.again(session, office.tenant, failed.notice_id)


class TestQuiet:
    @pytest.fixture
    def tells(self, database, keyring):
        return Tells(database, keyring, (Portal(), Email(ADDRESS), Chat("slack")))

    @pytest.mark.parametrize("state", ["sent", "queued", "gone"])
    async def test_a_message_that_lies_there_says_how_it_ended(self, office, tells, seat, state):
        ann = await office.person("Ann")
        await seat(ann)
        run = await office.run()
        one = await office.ask(ann, run=run)
        await all_rounds(tells)
        async with office.database.tenant(office.tenant) as session:
            [(message,)] = office.rows("SELECT id::text FROM chat_messages WHERE tenant_id = %s")
            await chat_messages.ends(session, message, state)
        by = {"kind": "decided", "at": 1, "by": {"id": "b", "name": "Bob"}}
        given = {"status": "decided", "decision": "approve", "history": [by]}
        await office.ask(ann, run=run, approval=one, kind="decided", state="gone", **given)
        await all_rounds(tells)
        *_, last = office.rows(DELIVERIES)
        assert last == ("slack", *(("dropped", "shown") if state == "sent" else ("queued", None)))

    async def test_whose_request_it_was_hears_how_it_ended(self, office, tells, seat):
        ann = await office.person("Ann")
        await seat(ann)
        run = await office.run()
        one = await office.ask(ann, run=run, requester=ann)
        await all_rounds(tells)
        [(message,)] = office.rows("SELECT id::text FROM chat_messages WHERE tenant_id = %s")
        async with office.database.tenant(office.tenant) as session:
            await chat_messages.ends(session, message, "sent")
        by = {"kind": "decided", "at": 1, "by": {"id": "b", "name": "Bob"}}
        given = {"status": "decided", "decision": "approve", "history": [by], "requester": ann}
        await office.ask(ann, run=run, approval=one, kind="decided", state="gone", **given)
        await all_rounds(tells)
        assert office.rows(DELIVERIES)[-1] == ("slack", "queued", None)

    async def test_who_has_decided_elsewhere_is_not_told_so(self, office, tells, seat):
        ann, bob = await office.person("Ann"), await office.person("Bob")
        await seat(ann)
        await seat(bob, "slack", "email")
        by = {"kind": "decided", "at": 1, "by": {"id": ann.id, "name": "Ann"}}
        given = {"status": "decided", "decision": "approve", "history": [by]}
        await office.ask(ann, bob, kind="decided", state="voted", **given)
        await all_rounds(tells)
        assert sorted(office.rows(DELIVERIES), key=str) == [
            ("email", "queued", None),
            ("slack", "dropped", "shown"),
            ("slack", "queued", None),
        ]

    async def test_where_the_app_is_gone_by_the_next_way_that_leads_out(
        self, office, tells, seat, database
    ):
        ann = await office.person("Ann")
        await seat(ann, "slack", "portal")
        office.do("UPDATE chat_places SET state = 'removed' WHERE tenant_id = %s")
        await office.ask(ann)
        await all_rounds(tells)
        assert office.rows(DELIVERIES) == [("email", "queued", None), ("portal", "sent", None)]
