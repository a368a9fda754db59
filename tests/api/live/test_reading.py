"""What feeds read, each as its own tenant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from api.live.reading import Reading
from api.services import Services
from definitions.contracts import Recording, TraceRow
from store import absences
from store.standing_in import Absence
from tests.api.conftest import Stage


class TestReading:
    async def test_as_the_tenant_only(
        self, services: Services, stage: Stage, run: str, tenant: str, other_tenant: str
    ):
        rows = [TraceRow(1, "", "", "run.started", 1)]
        await stage.write(Recording(tenant, run, 1, trace=rows, status="running"))
        reading = Reading(services.database, services.keyring)
        found = await reading.run(tenant, run)
        assert (found.id, found.status) == (run, "running")
        part = await reading.trace(tenant, run, 0)
        assert (part.status, [line.sequence for line in part.lines]) == ("running", [1])
        assert await reading.run(other_tenant, run) is None
        with pytest.raises(ValueError, match="unpack"):
            await reading.trace(other_tenant, run, 0)

    async def test_who_is_away(self, services: Services, tenant: str, other_tenant: str):
        ada, now = str(uuid4()), datetime.now(UTC)
        away = Absence(absences.new_id(), ada, now, now + timedelta(hours=1), None)
        async with services.database.tenant(tenant) as session:
            await absences.add(session, away, ada)
        reading = Reading(services.database, services.keyring)
        assert await reading.absences(tenant) == {ada: [away]}
        assert await reading.absences(other_tenant) == {}
