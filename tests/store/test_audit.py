"""The audit trail: added to, read by its own tenant, changed by nobody."""

from __future__ import annotations

from contextlib import suppress

from store import audit, audit_search, messages, person_keys
from store.audit import Deed, Origin
from store.audit_search import Sought
from store.runs import new_id


async def add(database, keys, tenant, *deeds: Deed) -> None:
    for deed in deeds:
        async with database.tenant(tenant) as session:
            await audit.add(session, keys, deed)


async def read(database, keys, tenant, subject, before=None, limit=10):
    async with database.tenant(tenant) as session:
        return await audit_search.page(session, keys, Sought(subject=subject), before, limit)


class TestPage:
    async def test_the_newest_first_page_by_page(self, database, keys, tenant):
        subject = f"run:{new_id()}"
        deeds = [Deed("ada", f"run.{n}", subject, "☃", {"n": n}) for n in range(5)]
        await add(database, keys, tenant, *deeds, Deed("ada", "run.x", "run:other"))
        first, place = await read(database, keys, tenant, subject, limit=3)
        rest, end = await read(database, keys, tenant, subject, place, limit=3)
        assert [one.action for one in [*first, *rest]] == [f"run.{n}" for n in (4, 3, 2, 1, 0)]
        assert end is None
        assert (first[0].reason, first[0].details, first[0].outcome) == ("☃", {"n": 4}, "done")

    async def test_another_tenant_sees_nothing(self, database, keys, tenant):
        await add(database, keys, tenant, Deed("ada", "run.x", "run:1"))
        assert await read(database, keys, new_id(), "run:1") == ([], None)

    async def test_what_was_refused(self, database, keys, tenant):
        await add(database, keys, tenant, Deed("ada", "run.x", "run:1", refused="Not now."))
        (entry,), _ = await read(database, keys, tenant, "run:1")
        assert (entry.outcome, entry.details) == ("refused", {"refused": "Not now."})

    async def test_the_run_says_what_came_of_a_message(self, database, keys, tenant, run):
        subject = f"run:{run}"
        async with database.tenant(tenant) as session:
            for message in ("m1", "m2", "m3"):
                await messages.post(session, keys, run, message, "run.cancel", None)
            await messages.close(session, run, "m1", {"accepted": True})
            await messages.close(session, run, "m2", {"accepted": False, "detail": "Late."})
        deeds = [Deed("ada", "run.cancel", subject, message=f"m{n}") for n in (1, 2, 3, 3)]
        await add(database, keys, tenant, *deeds)
        entries, _ = await read(database, keys, tenant, subject)
        assert [one.outcome for one in entries] == ["recorded", "refused", "done"]
        assert entries[1].details == {"refused": "Late."}

    async def test_one_name_is_one_line(self, database, keys, tenant):
        deeds = [Deed("ada", "run.read-data", "run:1", once="an hour")] * 2
        await add(database, keys, tenant, *deeds, Deed("ada", "run.read-data", "run:1", once="2"))
        entries, _ = await read(database, keys, tenant, "run:1")
        assert [one.outcome for one in entries] == ["done", "done"]


class TestPeople:
    """What is said of a person is theirs, and goes with them."""

    async def test_from_where(self, database, keys, tenant):
        ada, origin = new_id(), Origin("192.0.2.1", "request", "key")
        await add(database, keys, tenant, Deed(ada, "run.x", "run:1", "Why", origin=origin))
        (entry,), _ = await read(database, keys, tenant, "run:1")
        assert (entry.origin, entry.reason, entry.erased) == (origin, "Why", False)

    async def test_who_acted_is_erased(self, database, keys, tenant):
        ada, origin = new_id(), Origin("192.0.2.1")
        await add(database, keys, tenant, Deed(ada, "run.x", "run:1", "Why", origin=origin))
        async with database.tenant(tenant) as session:
            await person_keys.destroy(session, keys, ada)
        (entry,), _ = await read(database, keys, tenant, "run:1")
        assert (entry.origin, entry.reason, entry.erased) == (Origin(), "Why", True)

    async def test_who_it_was_done_to_is_erased(self, database, keys, tenant):
        ada, bob = new_id(), new_id()
        deed = Deed(ada, "person.write", f"person:{bob}", "Moved", {"after": {"name": "Bob"}})
        await add(database, keys, tenant, deed)
        async with database.tenant(tenant) as session:
            await person_keys.destroy(session, keys, bob)
        (entry,), _ = await read(database, keys, tenant, f"person:{bob}")
        assert (entry.details, entry.reason, entry.erased) == ({}, None, True)

    async def test_what_is_done_to_them_later_is_the_tenants(self, database, keys, tenant):
        bob = new_id()
        async with database.tenant(tenant) as session:
            await person_keys.destroy(session, keys, bob)
        await add(database, keys, tenant, Deed(bob, "x.y", f"person:{bob}", "Later"))
        (entry,), _ = await read(database, keys, tenant, f"person:{bob}")
        assert (entry.reason, entry.erased) == ("Later", False)

    async def test_a_key_that_is_undone_is_not_remembered(self, database, keys, tenant):
        bob = new_id()
        deed = Deed(bob, "x.y", f"person:{bob}")
        with suppress(RuntimeError):
            async with database.tenant(tenant) as session:
                await audit.add(session, keys, deed)
                await audit.add(session, keys, deed)
                raise RuntimeError
        await add(database, keys, tenant, Deed(bob, "x.y", f"person:{bob}", "Why"))
        (entry,), _ = await read(database, keys, tenant, f"person:{bob}")
        assert entry.reason == "Why"
