"""The book of access: what is written is in it, and each change turns the tenant's number on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from store import access, people, tenants
from store.access import Book
from store.reach import ANY

PAY = ("finance", "pay")
TOMORROW = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
async def session(database, tenant) -> AsyncIterator[AsyncSession]:
    async with database.tenant(tenant) as session:
        yield session


async def book(session: AsyncSession) -> Book:
    return await access.book(session, (await tenants.get(session)).access_version)


class TestBook:
    async def test_an_empty_one(self, session):
        assert await book(session) == Book()

    async def test_all_that_was_written(self, session):
        tom = await people.add(session, "tom@example.com", "Tom", [])
        await access.put_role(session, "auditor", "Auditor", ["audit:*"], "ada")
        await access.grant(session, ("person", tom.id), PAY, ["start"], "ada")
        await access.restrict(session, *PAY, "ada", restricted=True)
        await access.exempt(session, tom.id, "runs:*", ANY, "why", TOMORROW, "ada", allowed=False)
        found = await book(session)
        assert found.version == 4
        assert found.roles == {"auditor": ("audit:*",)}
        assert found.restricted == {PAY}
        assert [(one.subject, one.process, one.rights) for one in found.grants] == [
            (tom.id, PAY, ("start",))
        ]
        assert [one.permission for one in found.exceptions[tom.id]] == ["runs:*"]

    async def test_what_is_over_is_not_in_it(self, session):
        tom = await people.add(session, "tom@example.com", "Tom", [])
        made = await access.exempt(session, tom.id, "*", ANY, "why", TOMORROW, "ada", allowed=True)
        assert await access.end_exception(session, tom.id, made.id) is not None
        assert await access.end_exception(session, tom.id, made.id) is None
        assert (await book(session)).exceptions == {}
        assert [one.id for one in await access.exceptions_of(session, tom.id)] == [made.id]

    async def test_of_another_tenant_nothing(self, database, session):
        await access.restrict(session, *ANY, "ada", restricted=True)
        other = str(uuid4())
        async with database.tenant(other) as theirs:
            await tenants.add(theirs, other, f"other-{other}", "Other")
            assert await book(theirs) == Book()


class TestGrant:
    async def test_again_it_is_the_new_one_and_nothing_takes_it_away(self, session):
        for rights in (["start"], ["see", "operate"], ["see", "operate"]):
            await access.grant(session, ("everyone", ""), PAY, rights, "ada")
        (kept,) = await access.grants_for(session, *PAY)
        assert kept.rights == ("see", "operate")
        await access.grant(session, ("everyone", ""), PAY, [], "ada")
        assert await access.grants_for(session, *PAY) == []


class TestRestrict:
    async def test_twice_is_once(self, session):
        for restricted in (True, True, False, False):
            await access.restrict(session, *PAY, "ada", restricted=restricted)
            assert await access.is_restricted(session, *PAY) is restricted


class TestRoles:
    async def test_changed_and_dropped(self, session):
        await access.put_role(session, "auditor", "Auditor", ["audit:*"], "ada")
        await access.put_role(session, "auditor", "Reviewer", ["runs:*"], "tom")
        (kept,) = await access.own_roles(session)
        assert (kept.title, kept.permissions, kept.changed_by) == ("Reviewer", ["runs:*"], "tom")
        await access.drop_role(session, "auditor")
        assert await access.own_roles(session) == []
