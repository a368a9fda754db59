"""What feeds read, each as its own tenant."""

from __future__ import annotations

import pytest

from api.live.reading import Reading
from api.services import Services
from definitions.contracts import Recording, TraceRow
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
