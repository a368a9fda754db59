"""Absences as they are kept: those that are over are not asked for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from store import absences
from store.askings import INBOX_CHANNEL
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

    async def test_who_stands_in_hears_of_its_beginning_and_its_end(self, database, tenant):
        ada, mei = str(uuid4()), str(uuid4())
        now, hour = datetime.now(UTC), timedelta(hours=1)
        one = Absence(absences.new_id(), ada, now - hour, now + hour, mei)
        heard: list[str] = []
        async with asyncio.timeout(20):
            async for said in database.listen(INBOX_CHANNEL):
                if said is None:
                    async with database.tenant(tenant) as session:
                        await absences.add(session, one, ada)
                    async with database.tenant(tenant) as session:
                        assert await absences.remove(session, ada, one.id)
                elif said.payload.startswith(tenant):  # others work in the same database
                    heard.append(said.payload)
                if len(heard) == 4:
                    break
        assert (
            sorted(heard[:2]) == sorted(heard[2:]) == sorted([f"{tenant} {ada}", f"{tenant} {mei}"])
        )
