"""The export holds nothing while it is read, and ends where it said that it would."""

from __future__ import annotations

import pytest

from api.audit.exporting import Export
from api.auth.principal import Principal
from store import audit, audit_links
from store.audit import Deed
from store.audit_file import Reader
from tests.api.live import fakes


@pytest.fixture
def principal(tenant) -> Principal:
    return fakes.principal("ada", tenant=tenant)


class TestExport:
    async def test_page_by_page_up_to_where_it_began(
        self, services, principal, tenant, monkeypatch
    ):
        monkeypatch.setattr("api.audit.exporting.PAGE", 2)
        keys = await services.keyring.of(tenant)

        async def add(count: int) -> None:
            async with services.database.tenant(tenant) as session:
                for number in range(count):
                    await audit.add(session, keys, Deed("ada", "x.y", f"s:{number}"))
                await audit_links.chain(session, 10)

        await add(5)
        export = await Export.begin(services, principal)
        lines = [line async for line in export.lines()]
        await add(1)
        reader = Reader(lines)
        assert {one.code for one in reader.findings({}, [])} == {"unsigned"}
        assert reader.places == reader.opening.through == 5
