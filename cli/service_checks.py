"""What `baton doctor` asks over the network: PostgreSQL, Temporal, its workers, the API.

Never: a check that waits long for another one, or a value of a run opened.
"""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urlsplit

import httpx
import msgspec
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client

from cli.answers import Problem
from cli.machine_checks import Check
from definitions.contracts import TASK_QUEUE
from gateway.client import connect
from gateway.settings import GatewaySettings
from store import revision
from store.keys import Keyring, TenantKeys
from store.master_key import KeyTroubleError
from store.session import Database
from store.settings import StoreSettings

SECONDS = 5.0
SEEN_SECONDS = 75.0
"""A worker asks for work at least once a minute; whoever was silent longer is gone."""

_OK = 200
_HERE = "on this machine: make run"


class _NoKeys(Keyring):
    """The doctor opens nothing, so it needs no master key and makes none."""

    async def of(self, tenant: str) -> TenantKeys:
        raise KeyTroubleError(f"The doctor reads nothing of the tenant {tenant}.")


async def look(store: StoreSettings, temporal: GatewaySettings, api: str | None) -> list[Check]:
    """All at once; each has its own patience."""
    groups = await asyncio.gather(_postgres(store), _temporal(temporal), _api(api))
    return [check for group in groups for check in group]


def shown(url: str) -> str:
    """The address of a database without its password, nor options, which can hold one too."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - asked for, because what can't be a port is refused only then
    except ValueError:
        return ""
    if not parts.hostname:
        return ""
    account, at, place = parts.netloc.rpartition("@")
    return f"postgresql://{account.partition(':')[0]}{at}{place}{parts.path}"


async def _postgres(settings: StoreSettings) -> list[Check]:
    address = shown(settings.database_url)
    database = None
    try:
        database = await Database.open(settings)
        await asyncio.wait_for(database.ping(), SECONDS)
    except Exception as error:  # noqa: BLE001 (whatever it is, PostgreSQL does not answer)
        remedy = f"Start PostgreSQL ({_HERE}) and check BATON_DATABASE_URL."
        found = Check("postgres", ok=False, detail=f"{address}: {_said(error)}", remedy=remedy)
        return [found, _unknown("migrations", "PostgreSQL")]
    else:
        return [Check("postgres", ok=True, detail=address), await _migrations(database)]
    finally:
        if database is not None:
            await database.close()


async def _migrations(database: Database) -> Check:
    head = revision.HEAD
    try:
        found = await asyncio.wait_for(database.revision(), SECONDS)
    except Exception:  # noqa: BLE001 (a database without our tables)
        found = None
    if found == head:
        return Check("migrations", ok=True, detail=f"revision {head}")
    detail = f"the database is at revision {found or 'none'}, this release is at {head}"
    return Check("migrations", ok=False, detail=detail, remedy="Run `baton migrate`.")


async def _temporal(settings: GatewaySettings) -> list[Check]:
    address = f"{settings.temporal_address}, namespace {settings.temporal_namespace}"
    remedy = f"Start Temporal ({_HERE}) and check BATON_TEMPORAL_ADDRESS."
    # The codec wants a database; it is never asked, so any address will do.
    database = await Database.open(StoreSettings.model_construct())
    try:
        keys = _NoKeys(database, bytes(32))
        client = await asyncio.wait_for(connect(settings, database, keys), SECONDS)
        well = await asyncio.wait_for(client.service_client.check_health(), SECONDS)
        if well:
            return [Check("temporal", ok=True, detail=address), await _workers(client)]
        said = "says that it does not serve"
    except Exception as error:  # noqa: BLE001 (whatever it is, Temporal does not answer)
        said = _said(error)
    finally:
        await database.close()
    found = Check("temporal", ok=False, detail=f"{address}: {said}", remedy=remedy)
    return [found, _unknown("workers", "Temporal")]


async def _workers(client: Client) -> Check:
    """Those that asked for workflow tasks lately."""
    wanted = DescribeTaskQueueRequest(
        namespace=client.namespace,
        task_queue=TaskQueue(name=TASK_QUEUE),
        task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
    )
    remedy = f"Start one: baton serve worker ({_HERE})."
    try:
        queue = await asyncio.wait_for(client.workflow_service.describe_task_queue(wanted), SECONDS)
    except Exception as error:  # noqa: BLE001 (the namespace may be missing, or not ours to see)
        return Check("workers", ok=False, detail=_said(error), remedy=remedy)
    since = time.time() - SEEN_SECONDS
    awake = {
        poller.identity
        for poller in queue.pollers
        if poller.last_access_time.ToDatetime().timestamp() >= since
    }
    if awake:
        return Check("workers", ok=True, detail=f"{len(awake)}: {', '.join(sorted(awake))}")
    return Check("workers", ok=False, detail="none asks for work", remedy=remedy)


async def _api(url: str | None) -> list[Check]:
    remedy = f"Start it ({_HERE}), or set BATON_URL to where it is."
    if url is None:
        return [Check("api", ok=False, detail="no address known", remedy=remedy)]
    try:
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            answer = await client.get(f"{url}/health/ready")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return [Check("api", ok=False, detail=f"{url}: {_said(error)}", remedy=remedy)]
    if answer.status_code == _OK:
        return [Check("api", ok=True, detail=url)]
    try:
        problem = msgspec.json.decode(answer.content, type=Problem)
    except (msgspec.MsgspecError, RecursionError):
        problem = Problem()
    said = problem.detail or f"answers {answer.status_code}"
    return [Check("api", ok=False, detail=f"{url}: {said}", remedy=problem.remedy or remedy)]


def _unknown(name: str, of: str) -> Check:
    return Check(name, ok=False, detail=f"unknown while {of} is away", remedy=f"Mend {of} first.")


def _said(error: BaseException) -> str:
    """The driver's own words, on one line."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    cause: object = getattr(error, "orig", None) or error
    return " ".join(str(cause).split())[:300] or type(cause).__name__
