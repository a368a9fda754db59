"""Which version of the workers gets the work: Temporal's Worker Deployment.

A run is pinned to the version that began its execution. Never: a decision when a version takes
over; a worker that may does it when it begins, else an operator says so.
"""

from __future__ import annotations

from temporalio.api.workflowservice.v1 import (
    DescribeWorkerDeploymentRequest,
    SetWorkerDeploymentCurrentVersionRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

DEPLOYMENT = "baton"


async def current(client: Client) -> str | None:
    """The build id of the version that new work goes to; None before there is one."""
    request = DescribeWorkerDeploymentRequest(
        namespace=client.namespace, deployment_name=DEPLOYMENT
    )
    try:
        found = await client.workflow_service.describe_worker_deployment(request)
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    routing = found.worker_deployment_info.routing_config
    return routing.current_deployment_version.build_id or None


async def take_over(client: Client, build: str) -> None:
    """New work goes to this version from now on. Refused until one of its workers has begun."""
    await client.workflow_service.set_worker_deployment_current_version(
        SetWorkerDeploymentCurrentVersionRequest(
            namespace=client.namespace,
            deployment_name=DEPLOYMENT,
            build_id=build,
            identity=client.identity,
            ignore_missing_task_queues=True,
        )
    )
