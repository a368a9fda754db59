"""Names of executions: read back to the tenant, and strangers' names to none."""

from __future__ import annotations

from uuid import uuid4

import pytest

from gateway.naming import tenant_of, workflow_id


class TestNames:
    def test_round_trip(self):
        tenant = str(uuid4())
        assert tenant_of(workflow_id(tenant, str(uuid4()), 3)) == tenant

    @pytest.mark.parametrize(
        "stranger", ["", "run", "run/x/y/1", "raw-123", "run/not-a-uuid/r/1", "a/b/c/d/e", "☃"]
    )
    def test_strangers_have_no_tenant(self, stranger):
        assert tenant_of(stranger) is None
