"""The worker process of one package: carries out its workflows and their activities.

A process of its own for each package, so that code which blocks or crashes harms no other; Temporal
runs the workflows in its sandbox. Never: a run's row written; the workflow `Code` does that, in
the workers of documents.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from definitions.code.installed import Package, load
from definitions.entry_points import InstalledError
from gateway.client import connect
from gateway.code_converter import code_converter
from gateway.logs import configure_logs
from gateway.settings import GatewaySettings
from store import code
from store.code import SEEN_SECONDS, TakenError
from store.keys import Keyring
from store.master_key import load_master_key
from store.session import Database
from store.settings import StoreSettings
from worker.code_interceptor import CodeInterceptor
from worker.packages import HELD
from worker.settings import WorkerSettings

ACTIVITY_SLOTS: Final = 50
CACHED: Final = 200
AGAIN_SECONDS: Final = 1.0
POOL: Final = 2
PASSED: Final = ("definitions", "msgspec")
"""Modules that every workflow shares: they are heavy, and keep nothing of a run."""

_log = structlog.stdlib.get_logger()


async def serve(package: Package, settings: WorkerSettings, stop: asyncio.Event) -> None:
    """Work until `stop` is set, then let what is under way come to its end."""
    store_settings = StoreSettings().model_copy(update={"database_pool": POOL})
    database = await Database.open(store_settings)
    try:
        keyring = Keyring(database, load_master_key(store_settings))
        await _declare(database, package, stop)
        client = await _connect(database, keyring, stop)
        if client is not None:
            await _work(database, client, package, settings, stop)
    finally:
        await database.close()


async def _work(
    database: Database,
    client: Client,
    package: Package,
    settings: WorkerSettings,
    stop: asyncio.Event,
) -> None:
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PASSED)
    with ThreadPoolExecutor(ACTIVITY_SLOTS, "activity") as threads:
        worker = Worker(
            client,
            task_queue=package.queue,
            workflows=package.workflows,
            activities=package.activities,
            activity_executor=threads,
            workflow_runner=SandboxedWorkflowRunner(restrictions),
            interceptors=[CodeInterceptor()],
            max_concurrent_activities=ACTIVITY_SLOTS,
            max_cached_workflows=CACHED,
            graceful_shutdown_timeout=timedelta(seconds=settings.drain_seconds),
        )
        async with worker:
            _log.info("code.ready", package=package.name, task_queue=package.queue)
            await _say_seen(database, package, stop)
            _log.info("code.draining", package=package.name)


async def _declare(database: Database, package: Package, stop: asyncio.Event) -> None:
    """Waits for a database that is away; raises an InstalledError that says what to do."""
    while not stop.is_set():
        try:
            async with database.shared() as session:
                await code.declare(session, package.name, package.declared)
        except TakenError as error:
            raise InstalledError(str(error)) from error
        except (SQLAlchemyError, OSError) as error:
            _log.warning("code.waits_for_database", error=type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)
        else:
            return


async def _connect(database: Database, keyring: Keyring, stop: asyncio.Event) -> Client | None:
    """Temporal may still be starting, or restarting: wait for it rather than die."""
    settings = GatewaySettings()
    converter = code_converter(database, keyring)
    while not stop.is_set():
        try:
            return await connect(settings, database, keyring, converter=converter)
        except RuntimeError as error:
            _log.warning(
                "code.waits_for_temporal", address=settings.temporal_address, error=str(error)
            )
            await asyncio.sleep(AGAIN_SECONDS)
    return None


async def _say_seen(database: Database, package: Package, stop: asyncio.Event) -> None:
    """Until the end."""
    while True:
        try:
            async with asyncio.timeout(SEEN_SECONDS):
                await stop.wait()
                return
        except TimeoutError:
            pass
        try:
            async with database.shared() as session:
                await code.seen(session, package.name)
        except (SQLAlchemyError, OSError) as error:
            _log.warning("code.not_seen", error=type(error).__name__)


def main() -> None:
    name, *rest = sys.argv[1:]
    configure_logs(f"code/{name}")
    try:
        asyncio.run(_main(load(name), held=HELD in rest))
    except InstalledError as error:
        raise SystemExit(str(error)) from error


async def _main(package: Package, *, held: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if held:
        threading.Thread(target=_hold, args=(loop, stop), daemon=True).start()
    await serve(package, WorkerSettings(), stop)


def _hold(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    sys.stdin.buffer.read()
    loop.call_soon_threadsafe(stop.set)


if __name__ == "__main__":
    main()
