"""People: one for an address, found by it before the tenant is known."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from store import api_keys, people, sessions
from store.sessions import Limits, Place

LIMITS = Limits(timedelta(days=1), timedelta(days=1))
HERE = Place("127.0.0.1", "A browser")


class TestPeople:
    async def test_the_same_address_is_the_same_person(self, database, tenant):
        email = f"{uuid4()}@example.com"
        async with database.tenant(tenant) as session:
            boss = await people.add(session, f"boss-{email}", "Boss", ["admin"])
            first = await people.add(session, email, "Ünï ☃", ["member"], None, boss.id)
            again = await people.add(session, email.upper(), "New", ["operator"])
            assert (again.id, again.name, again.roles) == (first.id, "New", ["operator"])
            assert await people.get(session, str(uuid4())) is None
            assert len(await people.everybody(session)) == 2
            assert await people.managers(session) == {boss.id: None, first.id: None}
        async with database.lookup("email", email) as session:
            assert [row.id for row in await people.by_email(session, email)] == [first.id]
        async with database.lookup("email", "other@example.com") as session:
            assert await people.by_email(session, email) == []


class TestAdministering:
    async def test_disabling_ends_what_they_have(self, database, tenant):
        async with database.tenant(tenant) as session:
            ada = await people.add(session, "ada@example.com", "Ada", ["admin"])
            other = await people.add(session, "mei@example.com", "Mei", ["admin"])
            for person in (ada, other):
                await sessions.begin(session, uuid4().hex, person.id, LIMITS, HERE)
                await api_keys.issue(session, person.id, "key")
            assert await people.other_admins(session, ada.id) == 1
            assert len(await people.disable(session, ada.id)) == 2
            assert await people.other_admins(session, other.id) == 0
            assert await people.gone(session) == {ada.id}
            # The sign-in is over; the key is kept, and is told of again.
            assert len(await people.disable(session, ada.id)) == 1
            await people.enable(session, ada.id)
            assert (await people.get(session, ada.id)).state == "active"

    async def test_a_role_is_taken_from_everybody(self, database, tenant):
        async with database.tenant(tenant) as session:
            ada = await people.add(session, "ada@example.com", "Ada", ["own", "member", "own"])
            mei = await people.add(session, "mei@example.com", "Mei", ["owner"])
            await people.disable(session, ada.id)
            await people.take_role(session, "own")
            assert (await people.get(session, ada.id)).roles == ["member"]
            assert (await people.get(session, mei.id)).roles == ["owner"]

    async def test_who_is_invited_does_not_administer_yet(self, database, tenant):
        async with database.tenant(tenant) as session:
            ada = await people.add(session, "ada@example.com", "Ada", ["admin"])
            mei = await people.add(session, "mei@example.com", "Mei", ["admin"])
            await people.invited(session, mei.id)
            assert (await people.get(session, mei.id)).state == "invited"
            assert await people.other_admins(session, ada.id) == 0
            await people.change(session, mei.id, {"password_hash": "a hash"})
            assert await people.other_admins(session, ada.id) == 1

    async def test_many_at_once(self, database, tenant):
        ids = [str(uuid4()) for _ in range(3)]
        rows = [
            {
                "id": one,
                "email": f"{one}@example.com",
                "name": "New",
                "roles": [],
                "manager_id": None,
            }
            for one in ids
        ]
        async with database.tenant(tenant) as session:
            await people.create_many(session, rows)
            await people.create_many(session, [])
            changed = [{"id": one, "name": f"Now {one}", "roles": ["member"]} for one in ids[1:]]
            await people.change_many(session, changed)
            await people.change_many(session, [])
            found = await people.by_ids(session, ids)
            assert [found[one].name for one in ids] == ["New", *(f"Now {one}" for one in ids[1:])]
            assert len(await people.everybody(session)) == 3
            assert not await people.create(
                session, str(uuid4()), {"email": rows[0]["email"], "name": "Again", "roles": []}
            )
