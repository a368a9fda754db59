"""Who is who in a chat: one account for a person in each place, kept until matched anew."""

from __future__ import annotations

from uuid import uuid4

from store import chat_people, chats
from store.chats import Installed, Secrets, Tokens
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


class TestSeats:
    async def test_by_account_by_address_and_not_at_all(self, database, tenant, keyring):
        keys = await keyring.of(tenant)
        ann, bob, carl = new_id(), new_id(), new_id()
        async with database.tenant(tenant) as session:
            secrets = Secrets(client="c")
            own = {}
            for kind in ("slack", "teams"):
                await chats.set_app(session, keys, kind, "1", secrets, calls_us=False, by="s")
                app = await chats.app(session, kind)
                here = Installed(team="T", name="T", bot="B", scopes=[], tokens=Tokens(bot="t"))
                own[kind] = await chats.install(session, keys, app.id, here, "s")
            await chat_people.match(session, own["slack"], "U1", ann)
            await chat_people.match(session, own["teams"], "29:1", bob)
            await chat_people.stranger(session, own["slack"], carl)
            await chat_people.stranger(session, own["slack"], carl)
            found = await chat_people.seats(session, [ann, bob, carl])
            assert await chat_people.seats(session, []) == {}
            assert {key: seat.account for key, seat in found.items()} == {
                ("slack", ann): "U1",
                ("slack", bob): None,
                ("teams", bob): "29:1",
            }
            await chats.lost(session, own["slack"], chats.REMOVED, "app_uninstalled")
            assert [*await chat_people.seats(session, [ann, bob])] == [("teams", bob)]
