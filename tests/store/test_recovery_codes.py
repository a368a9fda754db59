"""Recovery codes: each once, and only of their person."""

from __future__ import annotations

from uuid import uuid4

from store import recovery_codes


class TestRecoveryCodes:
    async def test_life(self, database, tenant, keyring):
        keys = await keyring.of(tenant)
        ada, eve = str(uuid4()), str(uuid4())
        async with database.tenant(tenant) as session:
            await recovery_codes.replace(session, keys, ada, ["one", "two"])
            assert await recovery_codes.left(session, ada) == 2
            assert not await recovery_codes.take(session, keys, eve, "one")
            assert await recovery_codes.take(session, keys, ada, "one")
            assert not await recovery_codes.take(session, keys, ada, "one")
            await recovery_codes.replace(session, keys, ada, ["three"])
            assert not await recovery_codes.take(session, keys, ada, "two")
            assert await recovery_codes.left(session, ada) == 1
            await recovery_codes.remove(session, ada)
            assert await recovery_codes.left(session, ada) == 0
