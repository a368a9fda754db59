"""Secrets: resolved only for the processes and hosts that they are bound to."""

from __future__ import annotations

import pytest

from store import secrets
from store.secrets import SecretRefusedError


class TestResolve:
    @pytest.mark.parametrize(
        ("process", "host", "allowed"),
        [
            ("sales/order", "api.example.com", True),
            ("sales/order", "API.example.com", True),
            ("hr/order", "api.example.com", False),
            ("sales/order", "evil.com", False),
            ("", "", False),
        ],
    )
    async def test_bound(self, database, keys, tenant, process, host, allowed):
        async with database.tenant(tenant) as session:
            assert await secrets.put(
                session, keys, "token", "s3cret ☃", ["sales/*"], ["*.example.com"], "me"
            )
            if allowed:
                found = await secrets.resolve(session, keys, "token", process, host)
                assert found == "s3cret ☃"
            else:
                with pytest.raises(SecretRefusedError) as refused:
                    await secrets.resolve(session, keys, "token", process, host)
                assert "s3cret" not in str(refused.value)

    async def test_bound_to_nobody_and_unknown(self, database, keys, tenant):
        async with database.tenant(tenant) as session:
            await secrets.put(session, keys, "new", {"user": "x"}, [], [], "me")
            assert not await secrets.put(session, keys, "new", {"user": "y"}, [], [], "me")
            with pytest.raises(SecretRefusedError, match="not bound"):
                await secrets.resolve(session, keys, "new", "a/b", "h")
            with pytest.raises(SecretRefusedError, match="no secret"):
                await secrets.resolve(session, keys, "none", "a/b", "h")
            (row,) = await secrets.page(session)
            assert (row.name, row.updated_by) == ("new", "me")
