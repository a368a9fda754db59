"""Identities: issuer and subject to a person, and the roles that their groups gave."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from store import identities
from store.identities import Subject


@pytest.fixture
def subject() -> Subject:
    return Subject(str(uuid4()), "https://sso.corp.example", "ada")


class TestIdentities:
    async def test_known_by_provider_issuer_and_subject(self, database, tenant, subject):
        person = str(uuid4())
        async with database.tenant(tenant) as session:
            await identities.add(session, subject, person)
            found = await identities.find(session, subject)
            assert found is not None
            assert (found.person_id, found.given_roles) == (person, [])
            for other in (
                replace(subject, subject="Ada"),
                replace(subject, issuer="https://other.example"),
                replace(subject, provider_id=str(uuid4())),
            ):
                assert await identities.find(session, other) is None
            assert await identities.is_known(session, replace(subject, subject="eve"), person)
            elsewhere = replace(subject, issuer="https://other.example")
            assert not await identities.is_known(session, elsewhere, person)
            assert await identities.count(session) == {subject.provider_id: 1}

    async def test_roles_are_of_each(self, database, tenant, subject):
        person = str(uuid4())
        other = replace(subject, provider_id=str(uuid4()))
        async with database.tenant(tenant) as session:
            await identities.add(session, subject, person)
            await identities.add(session, other, person)
            await identities.seen(session, subject, ["a", "b"])
            await identities.seen(session, other, ["b", "c"])
            assert await identities.given_otherwise(session, subject, person) == {"b", "c"}
            assert await identities.given_otherwise(session, other, person) == {"a", "b"}

    async def test_another_tenant_sees_none(self, database, tenant, subject):
        async with database.tenant(tenant) as session:
            await identities.add(session, subject, str(uuid4()))
        async with database.tenant(str(uuid4())) as session:
            assert await identities.find(session, subject) is None
