"""Rules about second factors, and who meets them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from store import passkeys, security_rules, totp
from store.passkeys import NewPasskey


@pytest.fixture
def ada() -> str:
    return str(uuid4())


class TestRules:
    @pytest.mark.parametrize(
        ("of_all", "of_roles", "roles", "required"),
        [
            (False, [], ["admin"], False),
            (True, [], [], True),
            (False, ["admin"], ["member", "admin"], True),
            (False, ["admin"], ["member"], False),
            (False, ["admin"], [], False),
        ],
    )
    async def test_who_must(self, database, tenant, ada, of_all, of_roles, roles, required):
        async with database.tenant(tenant) as session:
            assert await security_rules.get(session) is None
            await security_rules.put(session, of_roles, "boss", of_all=of_all)
            found = await security_rules.factors_of(session, ada, roles)
        assert (found.required, found.missing, found.any) == (required, required, False)

    async def test_an_app_counts_when_it_is_confirmed(self, database, tenant, ada, keyring):
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            await security_rules.put(session, [], "boss", of_all=True)
            await totp.begin(session, keys, ada, b"x" * 20)
            assert (await security_rules.factors_of(session, ada, [])).missing
            await totp.used(session, ada, 1)
            assert not (await security_rules.factors_of(session, ada, [])).missing

    async def test_a_passkey_is_one(self, database, tenant, ada):
        made = NewPasskey(uuid4().bytes, b"key", 0, [], False, "Laptop")
        async with database.tenant(tenant) as session:
            await passkeys.add(session, ada, made)
            assert (await security_rules.factors_of(session, ada, [])).passkey
            assert not (await security_rules.factors_of(session, str(uuid4()), [])).any

    async def test_another_tenant_has_its_own(self, database, tenant, ada):
        async with database.tenant(tenant) as session:
            await security_rules.put(session, [], "boss", of_all=True)
            await security_rules.put(session, ["x"], "boss", of_all=True)
        async with database.tenant(str(uuid4())) as session:
            assert await security_rules.get(session) is None
            assert not (await security_rules.factors_of(session, ada, [])).required
