"""Which version has the work, as Temporal says it."""

from __future__ import annotations

from contextlib import suppress
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.service import RPCError
from temporalio.worker import Worker, WorkerDeploymentConfig

from gateway import deployment
from gateway.deployment import current, take_over


@workflow.defn(name="Nothing", sandboxed=False, versioning_behavior=VersioningBehavior.PINNED)
class Nothing:
    @workflow.run
    async def run(self) -> None:
        """Never started."""


class TestDeployment:
    async def test_a_version_takes_over_when_a_worker_has_begun(self, temporal_client, monkeypatch):
        monkeypatch.setattr(deployment, "DEPLOYMENT", f"test-{uuid4()}")
        assert await current(temporal_client) is None
        with pytest.raises(RPCError):
            await take_over(temporal_client, "☃ 1")
        version = WorkerDeploymentVersion(deployment.DEPLOYMENT, "one")
        config = WorkerDeploymentConfig(version, use_worker_versioning=True)
        async with Worker(
            temporal_client,
            task_queue=deployment.DEPLOYMENT,
            workflows=[Nothing],
            deployment_config=config,
        ):
            while await current(temporal_client) != "one":
                with suppress(RPCError):
                    await take_over(temporal_client, "one")
            await take_over(temporal_client, "one")
