"""Fingerprints of functions: fixed once, for everybody, for good."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from store import functions
from store.models import functions_published


@pytest.fixture
def name() -> str:
    """The table belongs to the whole installation, so each test has a function of its own."""
    return f"f-{uuid4()}"


class TestKeep:
    async def test_the_first_publication_fixes_it(self, database, tenant, name):
        async with database.tenant(tenant) as session:
            assert await functions.keep(session, {(name, "1.0.0"): "a"}) == []
            assert await functions.keep(session, {(name, "1.0.0"): "a"}) == []
            assert await functions.keep(session, {(name, "1.0.0"): "b"}) == [(name, "1.0.0")]
            assert await functions.keep(session, {(name, "1.1.0"): "b"}) == []
            assert await functions.keep(session, {}) == []

    async def test_for_every_tenant(self, database, tenant, name):
        async with database.tenant(tenant) as session:
            await functions.keep(session, {(name, "1.0.0"): "a"})
        async with database.tenant(str(uuid4())) as session:
            assert await functions.keep(session, {(name, "1.0.0"): "b"}) == [(name, "1.0.0")]


class TestChanged:
    async def test_names_those_that_are_not_what_they_were(self, database, tenant, name):
        now = {(name, version): "a" for version in ("1.0.0", "1.1.0", "1.2.0")}
        async with database.tenant(tenant) as session:
            await functions.keep(session, now)
        async with database.shared() as session:
            assert await functions.changed(session, now) == []
            later = {**now, (name, "1.1.0"): "b", (name, "2.0.0"): "c"}
            assert await functions.changed(session, later) == [(name, "1.1.0")]
            assert await functions.changed(session, {}) == []


class TestRights:
    @pytest.mark.parametrize(
        "statement",
        [update(functions_published).values(fingerprint="b"), delete(functions_published)],
        ids=["update", "delete"],
    )
    async def test_nobody_takes_it_back(self, database, tenant, name, statement):
        async with database.tenant(tenant) as session:
            await functions.keep(session, {(name, "1.0.0"): "a"})
        async with database.shared() as session:
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(statement)
            await session.rollback()
