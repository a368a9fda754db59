"""The audit trail: added to, read by its own tenant, changed by nobody."""

from __future__ import annotations

from store import audit, messages
from store.audit import Deed
from store.runs import new_id


async def add(database, keys, tenant, *deeds: Deed) -> None:
    for deed in deeds:
        async with database.tenant(tenant) as session:
            await audit.add(session, keys, deed)


async def read(database, keys, tenant, subject, before=None, limit=10):
    async with database.tenant(tenant) as session:
        return await audit.page(session, keys, subject, before, limit)


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
