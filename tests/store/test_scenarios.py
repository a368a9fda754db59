"""Scenarios: by name, one after the other, never over what its writer has not seen."""

from __future__ import annotations

import pytest

from store import people, scenarios
from store.scenarios import MovedError

PROCESS = ("n", "a")


async def test_each_save_counts(database, tenant):
    async with database.tenant(tenant) as session:
        ada = await people.add(session, "ada@example.com", "Ada", [])
        first = await scenarios.save(session, PROCESS, "one", b"{}", ada.id, ())
        again = await scenarios.save(session, PROCESS, "one", b"{}", "x", None)
        assert (first.revision, first.saved_by_name) == (1, "Ada")
        assert again == first
        changed = b'{"input":1}'
        second = await scenarios.save(session, PROCESS, "one", changed, "x", [first.tag])
        assert (second.revision, second.saved_by_name) == (2, None)
        assert [row.scenario for row in await scenarios.page(session, PROCESS)] == ["one"]
        assert await scenarios.page(session, ("n", "b")) == []


@pytest.mark.parametrize("base", [(), ("another",)])
async def test_not_over_another(database, tenant, base):
    async with database.tenant(tenant) as session:
        kept = await scenarios.save(session, PROCESS, "one", b"{}", "x", None)
        with pytest.raises(MovedError) as moved:
            await scenarios.save(session, PROCESS, "one", b"[]", "x", base)
        assert moved.value.newest == kept


async def test_taking_one_away(database, tenant):
    async with database.tenant(tenant) as session:
        kept = await scenarios.save(session, PROCESS, "one", b"{}", "x", None)
        with pytest.raises(MovedError):
            await scenarios.remove(session, PROCESS, "one", ["another"])
        assert await scenarios.remove(session, PROCESS, "one", [kept.tag])
        assert not await scenarios.remove(session, PROCESS, "one", None)
