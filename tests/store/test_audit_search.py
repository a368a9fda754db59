"""Lines are found by whatever is known of them, as their outcome is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from store import audit, audit_search, messages
from store.audit import Deed
from store.audit_search import Sought
from store.runs import new_id

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def lines(database, keys, tenant, run):
    """One of each outcome, of a run's answers too."""
    async with database.tenant(tenant) as session:
        for message in ("m1", "m2", "m3"):
            await messages.post(session, keys, run, message, "run.cancel", None)
        await messages.close(session, run, "m1", {"accepted": True})
        await messages.close(session, run, "m2", {"accepted": False, "detail": "Late."})
    deeds = [Deed("ada", "run.cancel", f"run:{run}", message=f"m{n}") for n in (1, 2, 3)]
    deeds += [Deed("ada", "x.y", "s:1"), Deed("bob", "x.y", "s:2", refused="No.")]
    for deed in deeds:
        async with database.tenant(tenant) as session:
            await audit.add(session, keys, deed)


class TestPage:
    @pytest.mark.parametrize(
        ("sought", "count"),
        [
            (Sought(), 5),
            (Sought(actor="bob"), 1),
            (Sought(action="x.y"), 2),
            (Sought(actor="ada", action="x.y"), 1),
            (Sought(subject="s:2"), 1),
            (Sought(outcome="done"), 2),
            (Sought(outcome="recorded"), 1),
            (Sought(outcome="refused"), 2),
            (Sought(outcome="refused", actor="ada"), 1),
            (Sought(since=NOW - DAY, until=NOW + DAY), 5),
            (Sought(since=NOW + DAY), 0),
            (Sought(until=NOW - DAY), 0),
            (Sought(since=datetime(1, 1, 1, tzinfo=UTC)), 5),
            (Sought(until=datetime(9999, 12, 31, tzinfo=UTC)), 5),
        ],
    )
    async def test_what_is_sought(self, database, keys, tenant, lines, sought, count):
        async with database.tenant(tenant) as session:
            found, _ = await audit_search.page(session, keys, sought, None, 10)
        assert len(found) == count
        assert {one.outcome for one in found} <= {sought.outcome or "done", "recorded", "refused"}


class TestSome:
    async def test_by_their_ids(self, database, keys, tenant, lines):
        async with database.tenant(tenant) as session:
            page, _ = await audit_search.page(session, keys, Sought(), None, 10)
            ids = [page[0].id, page[3].id, new_id()]
            found = await audit_search.some(session, keys, ids)
        assert set(found) == set(ids[:2])
