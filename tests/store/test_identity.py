"""One look tells who is behind a token, and only behind that one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import api_keys, identity, people, security_rules, sessions, tenant_limits, totp
from store.api_keys import NewKey, hash_of
from store.security_rules import Factors
from store.sessions import Limits, Place
from store.tenant_limits import TenantLimits


@pytest.fixture
async def ada(database, tenant):
    async with database.tenant(tenant) as session:
        return await people.add(session, "ada@example.org", "Ada", ["admin"])


async def signed_in(database, tenant: str, person: str, lasts: timedelta) -> str:
    digest = hash_of(f"{tenant}{person}{lasts}")
    async with database.tenant(tenant) as session:
        limits = Limits(lasts, timedelta(hours=1))
        await sessions.begin(session, digest, person, limits, Place("192.0.2.1", "a browser"))
    return digest


class TestBySession:
    async def test_the_person_the_tenant_and_its_limits(self, database, tenant, ada):
        digest = await signed_in(database, tenant, ada.id, timedelta(hours=1))
        found = await identity.by_session(database, digest)
        assert found is not None
        assert found.person == ada
        assert (found.tenant.id, found.proof.person_id) == (tenant, ada.id)
        assert found.limits == TenantLimits()
        async with database.tenant(tenant) as session:
            await tenant_limits.put(session, TenantLimits(per_tenant=5))
        found = await identity.by_session(database, digest)
        assert found.limits == TenantLimits(per_tenant=5)

    async def test_none_that_is_over_or_ended(self, database, tenant, ada):
        over = await signed_in(database, tenant, ada.id, timedelta(seconds=-1))
        assert await identity.by_session(database, over) is None
        ended = await signed_in(database, tenant, ada.id, timedelta(hours=1))
        async with database.tenant(tenant) as session:
            await sessions.end_all(session, ada.id)
        assert await identity.by_session(database, ended) is None

    @pytest.mark.parametrize("digest", ["", "x", "' OR true --", "x" * 10_000])
    async def test_strange_ones(self, database, digest):
        assert await identity.by_session(database, digest) is None
        assert await identity.by_key(database, digest) is None

    async def test_the_next_to_use_the_connection_has_no_tenant(self, database, tenant, ada):
        digest = await signed_in(database, tenant, ada.id, timedelta(hours=1))
        for _ in range(12):  # more than the connections of the pool, and prepared by then
            assert await identity.by_session(database, digest)
            assert await identity.by_session(database, "nobody") is None


class TestByKey:
    async def test_with_what_it_may(self, database, tenant, ada):
        wanted = NewKey(ada.id, "ci", scopes=["runs:*"], networks=["192.0.2.0/24"])
        async with database.tenant(tenant) as session:
            key, row = await api_keys.make(session, wanted)
        found = await identity.by_key(database, hash_of(key))
        assert found is not None
        assert found.proof == row
        assert await identity.by_session(database, hash_of(key)) is None


class TestFactors:
    async def test_what_somebody_has_and_must_have(self, database, tenant, keyring, ada):
        digest = await signed_in(database, tenant, ada.id, timedelta(hours=1))
        found = await identity.by_session(database, digest)
        assert found.factors == Factors(totp=False, passkey=False, required=False)
        async with database.tenant(tenant) as session:
            await security_rules.put(session, ["admin"], ada.id, of_all=False)
            await totp.begin(session, await keyring.of(tenant), ada.id, b"x" * 20)
        found = await identity.by_session(database, digest)
        assert found.factors == Factors(totp=False, passkey=False, required=True)
        assert found.factors.missing
        async with database.tenant(tenant) as session:
            await totp.used(session, ada.id, step=1)
            told = await security_rules.factors_of(session, ada.id, ada.roles)
        found = await identity.by_session(database, digest)
        assert found.factors == told == Factors(totp=True, passkey=False, required=True)
