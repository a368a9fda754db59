"""Names of executions: read back to the tenant, and strangers' names to none."""

from __future__ import annotations

from uuid import uuid4

import pytest

from gateway.naming import run_of, tenant_of, workflow_id


class TestNames:
    def test_round_trip(self):
        tenant = str(uuid4())
        assert tenant_of(workflow_id(tenant, str(uuid4()), 3)) == tenant

    @pytest.mark.parametrize(
        "stranger", ["", "run", "run/x/y/1", "raw-123", "run/not-a-uuid/r/1", "a/b/c/d/e", "☃"]
    )
    def test_strangers_have_no_tenant(self, stranger):
        assert tenant_of(stranger) is None

    def test_a_run_is_read_back(self):
        tenant, run = str(uuid4()), str(uuid4())
        assert run_of(workflow_id(tenant, run, 17)) == (tenant, run, 17)

    @pytest.mark.parametrize(
        "stranger",
        ["", "run/x/y/1", f"run/{uuid4()}/{uuid4()}/x", f"code/{uuid4()}/{uuid4()}/1", "☃/☃/☃/1"],
        ids=["empty", "no uuids", "no number", "code", "unicode"],
    )
    def test_strangers_are_no_run(self, stranger):
        assert run_of(stranger) is None
