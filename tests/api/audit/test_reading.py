"""What of the trail is read, beside its pages: what lies outside of the chain is told."""

from __future__ import annotations

import psycopg
import pytest

from api.audit.reading import verification
from api.errors import ApiError
from store import audit, audit_links
from store.audit import Deed


@pytest.fixture
async def line(services, tenant):
    keys = await services.keyring.of(tenant)
    async with services.database.tenant(tenant) as session:
        await audit.add(session, keys, Deed("ada", "x.y", "s:1"))
        await audit_links.chain(session, 10)


class TestVerification:
    async def test_a_line_that_was_smuggled_in(self, services, tenant, line, database_urls):
        with psycopg.connect(database_urls.admin, autocommit=True) as owner:
            owner.execute(
                "INSERT INTO audit (tenant_id, id, at, actor, action, subject, outcome, body)"
                " VALUES (%s, gen_random_uuid(), now(), 'a', 'b', 'c', 'done', '')",
                [tenant],
            )
        said = await verification(services, tenant, 0, 10)
        assert [one["code"] for one in said["findings"]] == ["unchained"]

    async def test_from_where_there_is_nothing(self, services, tenant, line):
        with pytest.raises(ApiError, match="no link 7"):
            await verification(services, tenant, 7, 10)
