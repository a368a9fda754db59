"""The addresses: who may, and what they answer with. What they do is tried beside."""

from __future__ import annotations

import pytest

from tests.api.webhook_endpoints.conftest import PATH


class TestWho:
    @pytest.mark.parametrize("role", ["member", "developer", "operator", "supervisor"])
    async def test_administrators_alone(self, somebody, tenant, endpoint, role):
        client = await somebody(tenant, role)
        for method, path in (
            ("GET", PATH),
            ("GET", endpoint),
            ("POST", f"{endpoint}/test"),
            ("GET", f"{endpoint}/deliveries"),
            ("POST", f"{endpoint}/deliveries/again"),
        ):
            assert (await client.request(method, path)).status_code == 403

    async def test_whoever_has_the_permission(self, admin, somebody, tenant, endpoint):
        role = {"title": "Hooks", "permissions": ["webhooks:write"]}
        await admin.put("/api/v1/roles/hooks", json=role)
        client = await somebody(tenant, "hooks")
        assert (await client.get(endpoint)).status_code == 200

    async def test_another_tenant_has_another_list(
        self, somebody, other_tenant, endpoint, receiver
    ):
        theirs = await somebody(other_tenant, "admin")
        assert (await theirs.get(PATH)).json()["items"] == []
        assert (await theirs.post(f"{endpoint}/test")).status_code == 404
        assert receiver.came == []
