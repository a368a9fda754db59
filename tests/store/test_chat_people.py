"""Who is who in a chat: one account for a person in each place, kept until matched anew."""

from __future__ import annotations

from uuid import uuid4

from store import chat_people
from store.runs import new_id


class TestMatch:
    async def test_kept_and_matched_anew(self, database, tenant):
        place, ann, bob = new_id(), new_id(), new_id()
        async with database.tenant(tenant) as session:
            await chat_people.match(session, place, "U1", ann)
            await chat_people.write_to(session, place, "U1", "D1", {"a": 1})
            found = await chat_people.find(session, place, "U1")
            assert (found.person_id, found.conversation, found.reference) == (ann, "D1", {"a": 1})
            await chat_people.match(session, place, "U1", bob)
            found = await chat_people.find(session, place, "U1")
            assert (found.person_id, found.conversation) == (bob, "D1")

    async def test_the_later_account_is_theirs(self, database, tenant):
        place, elsewhere, ann = new_id(), new_id(), new_id()
        async with database.tenant(tenant) as session:
            await chat_people.match(session, place, "U1", ann)
            await chat_people.match(session, elsewhere, "U1", ann)
            await chat_people.match(session, place, "U2", ann)
            rows = await chat_people.of_persons(session, [ann, new_id()])
        assert {(row.place_id, row.account) for row in rows} == {(place, "U2"), (elsewhere, "U1")}

    async def test_nobody_whom_we_know(self, database, tenant):
        place = new_id()
        async with database.tenant(tenant) as session:
            await chat_people.match(session, place, "U1", None)
            found = await chat_people.find(session, place, "U1")
            assert found is not None
            assert found.person_id is None

    async def test_not_another_tenants(self, database, tenant, other_tenant):
        place, ann = str(uuid4()), str(uuid4())
        async with database.tenant(tenant) as session:
            await chat_people.match(session, place, "U1", ann)
        async with database.tenant(other_tenant) as session:
            assert await chat_people.find(session, place, "U1") is None
            assert await chat_people.of_persons(session, [ann]) == []
