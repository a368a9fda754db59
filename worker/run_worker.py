"""The worker process: carries out runs and their effects.

Never: a decision about a run or a query of its own; it joins workflows to activities.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog
import uvloop
from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig
from temporalio.service import RPCError
from temporalio.worker import Worker, WorkerDeploymentConfig

import activities
from activities.sandbox import self_test
from activities.settings import ActivitySettings
from definitions.contracts import TASK_QUEUE
from definitions.entry_points import InstalledError
from definitions.functions.installed import installed
from definitions.scripts import ScriptSettingError, enabled
from gateway import deployment, heap
from gateway.client import connect
from gateway.logs import configure_logs
from gateway.settings import GatewaySettings
from gateway.version import ROOT, build_id
from store.blobs.places import open_place
from store.file_bytes import FileBytes
from store.keys import Keyring
from store.master_key import load_master_key
from store.session import Database
from store.settings import StoreSettings
from worker.functions import check_published
from worker.letting_go import LettingGo
from worker.settings import WorkerSettings
from workflows import run as run_workflow
from workflows.code import Code

WORKFLOW_SLOTS = 16
ACTIVITY_SLOTS = 200
LOCAL_ACTIVITY_SLOTS = 20
CACHED_RUNS = 1_000
CONNECT_SECONDS = 1.0
LOOK_SECONDS = 10.0
TAKE_OVER_SECONDS = 0.1
TRIES_BEFORE_A_WORD = 50

_log = structlog.stdlib.get_logger()


async def serve(settings: WorkerSettings, stop: asyncio.Event) -> None:
    """Work until `stop` is set, then let what is under way come to its end."""
    store_settings = StoreSettings()
    functions = installed()
    build = settings.build_id or build_id(ROOT)
    programs = await self_test.programs(enabled(os.environ), [store_settings.data], os.environ)
    database = await Database.open(store_settings)
    keyring = Keyring(database, load_master_key(store_settings))
    place = open_place(store_settings)
    files = FileBytes(database, keyring, place, store_settings.file_most_bytes)
    effects = activities.registry(database, keyring, ActivitySettings(), functions, programs, files)
    try:
        await check_published(database, functions, stop)
        client = await _connect(database, keyring, stop)
        if client is None:
            return
        run_workflow.record_softly = effects.recorder.put
        with ThreadPoolExecutor(WORKFLOW_SLOTS, "workflow") as threads:
            worker = Worker(
                client,
                task_queue=TASK_QUEUE,
                workflows=[run_workflow.Run, Code],
                activities=effects.activities,
                interceptors=[LettingGo()],
                workflow_task_executor=threads,
                max_concurrent_workflow_tasks=WORKFLOW_SLOTS,
                max_concurrent_activities=ACTIVITY_SLOTS,
                max_concurrent_local_activities=LOCAL_ACTIVITY_SLOTS,
                max_cached_workflows=CACHED_RUNS,
                graceful_shutdown_timeout=timedelta(seconds=settings.drain_seconds),
                deployment_config=_version(build),
            )
            async with worker:
                if settings.take_over:
                    await _take_over(client, build, stop)
                heap.settle()
                _log.info("worker.ready", task_queue=TASK_QUEUE, build=build)
                while not await _stops(stop):
                    if settings.take_over:
                        await _take_back(client, build, stop)
                _log.info("worker.draining")
    finally:
        await effects.close()
        await place.close()
        await database.close()


def _version(build: str) -> WorkerDeploymentConfig:
    version = WorkerDeploymentVersion(deployment.DEPLOYMENT, build)
    return WorkerDeploymentConfig(
        version,
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.PINNED,
    )


async def _stops(stop: asyncio.Event) -> bool:
    """Whether it is told to, within a while."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
    return stop.is_set()


async def _take_back(client: Client, build: str, stop: asyncio.Event) -> None:
    """A Temporal that has lost its database knows no version, and would give nobody anything."""
    with contextlib.suppress(RPCError):  # away: asked again after a while
        if await deployment.current(client) is None:
            await _take_over(client, build, stop)


async def _take_over(client: Client, build: str, stop: asyncio.Event) -> None:
    """Temporal gives nothing to a version that isn't the current one, or that no run is pinned to.

    It knows a version from the first poll of one of its workers on.
    """
    tries = 0
    while not stop.is_set():
        try:
            await deployment.take_over(client, build)
        except RPCError as error:
            tries += 1
            if tries % TRIES_BEFORE_A_WORD == 0:
                _log.warning("worker.waits_to_take_over", build=build, error=str(error))
            await asyncio.sleep(TAKE_OVER_SECONDS)
        else:
            return


async def _connect(database: Database, keyring: Keyring, stop: asyncio.Event) -> Client | None:
    """Temporal may still be starting, or restarting: wait for it rather than die."""
    settings = GatewaySettings()
    while not stop.is_set():
        try:
            return await connect(settings, database, keyring)
        except RuntimeError as error:
            _log.warning(
                "worker.waits_for_temporal", address=settings.temporal_address, error=str(error)
            )
            await asyncio.sleep(CONNECT_SECONDS)
    return None


def main() -> None:
    settings = WorkerSettings()
    configure_logs("worker")
    if settings.metrics_port:
        bind = f"127.0.0.1:{settings.metrics_port}"
        Runtime.set_default(
            Runtime(telemetry=TelemetryConfig(metrics=PrometheusConfig(bind_address=bind)))
        )
    try:
        uvloop.run(_main(settings))
    except (InstalledError, ScriptSettingError, self_test.UnfitError) as error:
        raise SystemExit(str(error)) from error


async def _main(settings: WorkerSettings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(settings, stop)


if __name__ == "__main__":
    main()
