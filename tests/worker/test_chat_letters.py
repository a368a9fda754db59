"""What a message says now, as its approval goes on."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from store import chat_messages, chat_people, telling
from worker import chat_letters

ADDRESS = "https://baton.example.org"


@pytest.fixture
def letters(chatting, keyring, tenant, database):
    """Of all messages that there are, in their order."""

    async def read():
        await chatting.tells()
        ids = [one for (one,) in chatting.office.rows(
            "SELECT id::text FROM chat_messages WHERE tenant_id = %s ORDER BY created_at, id"
        )]  # fmt: skip
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            messages = await chat_messages.by_ids(session, ids)
            found = await chat_letters.write(session, keys, [*messages.values()], {}, ADDRESS)
        return [found[one] for one in ids if one in found]

    return read


def question(ann, bob, **more):
    asked = {"by": {"id": bob.id, "name": bob.name}, "to": {"id": ann.id}, "text": "Why?"}
    return [{**asked, "answer": None, **more}]


class TestPersonal:
    async def test_a_deputy_is_told_for_whom(self, chatting, letters):
        await chatting.installs()
        ann, _ = await chatting.person("Ann")
        bob, _ = await chatting.person("Bob")
        await chatting.office.away(ann, bob)
        approval = await chatting.office.ask(ann)
        tokens = {one.letter.token for one in await letters()}
        assert tokens == {f"{approval}/1/0//", f"{approval}/1/0/{ann.id}/"}

    async def test_what_was_sent_back_waits_for_its_correction(self, chatting, letters):
        await chatting.installs()
        ann, _ = await chatting.person("Ann")
        entry = {"by": {"id": "x", "name": "Bob"}, "at": 1_700_000_000_000}
        await chatting.office.ask(ann, status="returned", history=[entry])
        [one] = await letters()
        assert one.letter.stands[0].startswith("Bob sent it back on ")
        assert one.moot == "answered"

    async def test_a_question_that_was_answered_meanwhile(self, chatting, letters):
        await chatting.installs()
        (ann, _), (bob, _) = await chatting.person("Ann"), await chatting.person("Bob")
        run = await chatting.office.run()
        asking = chatting.office.asking(
            bob, kind="question", told=[ann], questions=question(ann, bob)
        )
        await chatting.office.record(run, asking)
        [before] = await letters()
        assert (before.letter.stands, before.still) == ((), True)
        assert before.letter.said.lead.startswith("Bob has a question")
        again = chatting.office.asking(
            bob, approval=asking.id, told=[], questions=question(ann, bob, answer="So.")
        )
        await chatting.office.record(run, again)
        [after] = await letters()
        assert after.letter.stands == ("It has been answered already.",)
        assert after.letter.said.way is None
        assert not after.still

    async def test_who_was_let_go_is_told_nothing(self, chatting, letters):
        await chatting.installs()
        ann, _ = await chatting.person("Ann")
        await chatting.office.ask(ann)
        await letters()
        chatting.office.do("UPDATE people SET disabled_at = now() WHERE tenant_id = %s")
        [one] = await letters()
        assert one.moot == "left"


async def test_who_decides_where_many_read_it(chatting, keyring, tenant, database):
    """Who is asked comes first, then who stands in for them; nobody else."""
    place = await chatting.installs()
    found = [await chatting.person(name) for name in ("Ann", "Bob", "Cid")]
    (ann, a), (bob, b), _ = found
    await chatting.office.away(ann, bob)
    approval = await chatting.office.ask(ann, told=[])
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        for person, there in ((ann, a), (bob, b)):
            await chat_people.match(session, place, there.person.id, person.id)
        known = await telling.know_of(session, keys, {approval})
        accounts = await chat_people.of_persons(session, [one.id for one, _ in found])
    channel = SimpleNamespace(place_id=place)
    viewers = chat_letters._viewers(known.approvals[approval], channel, known, accounts)
    assert viewers == (a.person.id, b.person.id)
