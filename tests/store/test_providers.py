"""Identity providers: kept whole, their secret sealed, and nothing of another tenant."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest

from store import identities, providers
from store.identities import Subject
from store.keys import TamperedError
from store.providers import Rule, Settings

CORP = Settings(
    name="Corp",
    issuer="https://sso.corp.example",
    client_id="baton",
    scopes=["openid"],
    groups_claim="groups",
    verified_claim="email_verified",
    mapping=[Rule("staff", ["developer"], None)],
    makes_accounts=True,
    links_accounts=False,
    domains=["corp.example"],
    first_roles=["member"],
    second_factor="told",
    strong_contexts=["gold"],
    enabled=True,
)


@pytest.fixture
async def corp(database, keyring, tenant) -> str:
    made = str(uuid4())
    keys = await keyring.of(tenant)
    async with database.tenant(tenant) as session:
        await providers.add(session, keys, made, CORP, "s3cret", "somebody")
    return made


class TestProviders:
    async def test_what_was_said_is_kept(self, database, tenant, corp):
        async with database.tenant(tenant) as session:
            row = await providers.find(session, corp)
            assert await providers.everything(session) == [row]
        assert row is not None
        assert {name: getattr(row, name) for name in CORP.__slots__} == {
            name: getattr(CORP, name) for name in CORP.__slots__
        }

    async def test_the_secret_is_sealed_for_it_alone(
        self, database, keyring, tenant, corp, database_urls
    ):
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            assert await providers.secret_of(session, keys, corp) == "s3cret"
        with psycopg.connect(database_urls.admin) as admin:
            rows = admin.execute("SELECT client_secret FROM identity_providers").fetchall()
            assert all(b"s3cret" not in row[0] for row in rows)
            admin.execute("UPDATE identity_providers SET id = %s WHERE id = %s", [tenant, corp])
            admin.commit()
            async with database.tenant(tenant) as session:
                with pytest.raises(TamperedError):
                    await providers.secret_of(session, keys, tenant)

    async def test_without_a_secret_that_one_stays(self, database, keyring, tenant, corp):
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            changed = replace(CORP, name="Other")
            await providers.change(session, keys, corp, changed, None, "somebody")
            assert (await providers.find(session, corp)).name == "Other"
            assert await providers.secret_of(session, keys, corp) == "s3cret"
            await providers.change(session, keys, corp, changed, "new", "somebody")
            assert await providers.secret_of(session, keys, corp) == "new"

    async def test_another_tenant_sees_none(self, database, corp):
        async with database.tenant(str(uuid4())) as session:
            assert await providers.everything(session) == []
            assert await providers.find(session, corp) is None

    async def test_whom_it_knows_goes_with_it(self, database, tenant, corp):
        subject = Subject(corp, CORP.issuer, "ada")
        async with database.tenant(tenant) as session:
            await identities.add(session, subject, str(uuid4()))
            await providers.remove(session, corp)
            assert await identities.find(session, subject) is None
            assert await providers.find(session, corp) is None


async def test_a_role_that_is_gone_comes_with_no_group(database, keyring, tenant, corp):
    made, keys = str(uuid4()), await keyring.of(tenant)
    both = [Rule("staff", ["developer", "auditor"], None), Rule("all", ["auditor"], None)]
    named = replace(CORP, mapping=both, first_roles=["auditor", "member"])
    async with database.tenant(tenant) as session:
        await providers.add(session, keys, made, named, "s3cret", "somebody")
        other = await providers.find(session, corp)
        await providers.take_role(session, "auditor")
        row = await providers.find(session, made)
        assert row.mapping == [Rule("staff", ["developer"], None), Rule("all", [], None)]
        assert row.first_roles == ["member"]
        assert await providers.find(session, corp) == other
