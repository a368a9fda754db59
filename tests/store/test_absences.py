"""Absences as they are kept: those that are over are not asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from store import absences
from store.standing_in import Absence


class TestAbsences:
    async def test_life(self, database, tenant):
        ada, mei = str(uuid4()), str(uuid4())
        now, hour = datetime.now(UTC), timedelta(hours=1)
        over = Absence(absences.new_id(), ada, now - 2 * hour, now - hour, None)
        is_now = Absence(absences.new_id(), ada, now - hour, now + hour, mei)
        async with database.tenant(tenant) as session:
            for one in (over, is_now):
                await absences.add(session, one, ada)
            assert await absences.of_person(session, ada) == [is_now]
            assert await absences.not_over(session) == {ada: [is_now]}
            assert not await absences.remove(session, mei, is_now.id)
            assert await absences.remove(session, ada, is_now.id)
            assert await absences.not_over(session) == {}
