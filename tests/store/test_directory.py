"""All tenants, for the installation's own people."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from store import directory
from store.directory import Sought
from store.session import as_installation


@pytest.fixture
async def seen(database):
    async with database.shared() as session, as_installation(session):
        yield session


class TestPage:
    async def test_by_a_part_of_a_name_and_by_state(self, seen, tenant):
        slug = f"tenant-{tenant[:8]}"
        rows, _ = await directory.page(seen, Sought(slug[2:].upper()), None, 10)
        assert [row.id for row in rows] == [tenant]
        await directory.suspend(seen, tenant, "Because.")
        for state, there in (("suspended", True), ("active", False), ("deleting", False)):
            rows, _ = await directory.page(seen, Sought(slug, state), None, 10)
            assert bool(rows) is there

    @pytest.mark.parametrize("words", ["%", "_", "\\"])
    async def test_signs_mean_themselves(self, seen, tenant, words):
        assert (await directory.page(seen, Sought(words + words), None, 10))[0] == []


class TestStates:
    async def test_marked_and_taken_back(self, seen, tenant):
        await directory.mark(seen, tenant, timedelta(days=2))
        row = await directory.get(seen, tenant)
        assert row is not None
        assert (row.state, row.rests) == ("deleting", True)
        await directory.resume(seen, tenant)
        row = await directory.get(seen, tenant)
        assert row is not None
        assert row.state == "active"

    async def test_a_short_name_is_there_once(self, seen, tenant):
        assert not await directory.add(seen, str(uuid4()), f"tenant-{tenant[:8]}", "Again")
