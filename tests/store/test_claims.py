"""Claims: a value by its id, for its tenant only."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy.exc import NoResultFound

from store import claims


class TestClaims:
    async def test_for_its_tenant_only(self, database, tenant):
        async with database.tenant(tenant) as session:
            claim = await claims.put(session, tenant, b"\x00" * 1_000_000)
        async with database.tenant(tenant) as session:
            assert len(await claims.get(session, claim)) == 1_000_000
        with pytest.raises(NoResultFound):
            async with database.tenant(str(uuid4())) as session:
                await claims.get(session, claim)
