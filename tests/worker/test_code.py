"""Workflows written in Python, carried out by the worker of their package as runs of a tenant."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from definitions import content_hash, read
from definitions.contracts import TraceRow
from definitions.values import Json, encode
from gateway.client import connect
from gateway.delivery import Delivery
from gateway.settings import GatewaySettings
from store import code, definitions, messages, recordings, runs, startable
from store.keys import Keyring
from store.runs import ENDED, StartRun, new_id
from tests.conftest import MASTER_KEY
from tests.worker.packaging import install
from worker.local.settings import ROOT
from worker.relay import Relay
from worker.run_worker import serve
from worker.settings import WorkerSettings

PACKAGE = "baton-lab"
SECONDS = 60.0


@dataclass
class Ended:
    id: str
    status: str
    view: runs.RunView
    trace: list[TraceRow]

    @property
    def detail(self) -> str:
        return (self.view.error and self.view.error.detail) or ""


class NoRevival:
    """Nothing was lost here."""

    async def revive(self) -> int:
        return 0


class Lab:
    """A worker of documents, a relay and the worker of a package, which is a process."""

    def __init__(self, database, environment: dict[str, str], site: Path) -> None:
        self.database = database
        self.environment = environment
        self.site = site
        self.keyring = Keyring(database, MASTER_KEY)
        self.process: asyncio.subprocess.Process | None = None

    async def open(self) -> None:
        self.client = await connect(GatewaySettings(), self.database, self.keyring)
        self.delivery = Delivery(self.database, self.keyring, self.client)
        self.stop = asyncio.Event()
        relay = Relay(self.database, self.delivery, NoRevival())
        work = (serve(WorkerSettings(), self.stop), relay.work(self.stop))
        self.tasks = [asyncio.create_task(one) for one in work]

    async def close(self) -> None:
        self.stop.set()
        await asyncio.gather(*self.tasks)

    async def start_package(self, name: str = PACKAGE) -> asyncio.subprocess.Process:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "worker.code", name,
            env=self.environment, cwd=self.site, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        return self.process

    async def ready(self) -> None:
        await self.hear("code.ready")

    async def hear(self, word: str) -> list[str]:
        """What the package's worker says until it says that."""
        heard: list[str] = []
        async with asyncio.timeout(SECONDS):
            async for line in self.process.stderr:
                heard.append(line.decode())
                if word in heard[-1]:
                    return heard
        raise AssertionError("".join(heard))

    async def begin(self, tenant: str, name: str, given: Json, **more: str) -> str:
        keys = await self.keyring.of(tenant)
        async with self.database.tenant(tenant) as session:
            found = await startable.find(session, "lab", name, more.get("version"))
            wanted = StartRun(
                new_id(), "lab", name, found.version, found.hash, given, "test",
                package=found.package,
            )  # fmt: skip
            run, _ = await runs.start(session, keys, wanted)
        return run.id

    async def say(self, tenant: str, run: str, kind: str) -> str:
        keys = await self.keyring.of(tenant)
        async with self.database.tenant(tenant) as session:
            said = await messages.post(session, keys, run, new_id(), kind, {"reason": "test"})
        return said.id

    async def answer(self, tenant: str, run: str, message: str) -> Json:
        async with asyncio.timeout(SECONDS):
            async for _ in self.database.listen("baton_message"):
                async with self.database.tenant(tenant) as session:
                    told = await messages.answer(session, run, message)
                if told is not None:
                    return told
        raise AssertionError

    async def until(self, tenant: str, run: str, *statuses: str) -> runs.RunRow:
        async with asyncio.timeout(SECONDS):
            async for _ in self.database.listen("baton_run"):
                async with self.database.tenant(tenant) as session:
                    row = await runs.get(session, run)
                if row.status in statuses:
                    return row
        raise AssertionError

    async def end(self, tenant: str, run: str) -> Ended:
        row = await self.until(tenant, run, *ENDED)
        keys = await self.keyring.of(tenant)
        async with self.database.tenant(tenant) as session:
            trace = await recordings.read_trace(session, keys, run)
        return Ended(run, row.status, runs.view(row, keys), trace)

    async def carry_out(self, tenant: str, name: str, given: Json, **more: str) -> Ended:
        run = await self.begin(tenant, name, given, **more)
        await self.delivery.deliver_now(tenant, run)
        return await self.end(tenant, run)

    async def carry_out_document(self, tenant: str, source: str, given: Json) -> Ended:
        reading = read(source)
        assert reading.workflow is not None, reading.diagnostics
        about = reading.workflow.document
        digest = content_hash(reading.document)
        named = (about.namespace, about.name, about.version)
        draft = definitions.Draft(*named, digest, source, encode(reading.document), "test")
        keys = await self.keyring.of(tenant)
        async with self.database.tenant(tenant) as session:
            await definitions.save_draft(session, draft)
            run, _ = await runs.start(
                session, keys, StartRun(new_id(), *named, digest, given, "test")
            )
        await self.delivery.deliver_now(tenant, run.id)
        return await self.end(tenant, run.id)


@pytest.fixture(scope="module")
def environment(database_urls, temporal, tmp_path_factory) -> dict[str, str]:
    site = tmp_path_factory.mktemp("site")
    (site / "lab.py").write_text(Path(__file__).with_name("lab.py").read_text())
    install(site, PACKAGE, "lab")
    return {
        **{name: value for name, value in os.environ.items() if "COV" not in name},
        "PYTHONPATH": os.pathsep.join((str(site), str(ROOT))),
        "BATON_DATABASE_URL": database_urls.app,
        "BATON_TEMPORAL_ADDRESS": temporal.address,
        "BATON_TEMPORAL_NAMESPACE": temporal.namespace,
        "BATON_MASTER_KEY": base64.b64encode(MASTER_KEY).decode(),
        "BATON_DRAIN_SECONDS": "1",
    }


@pytest.fixture(scope="module")
async def lab(database, database_urls, environment, tmp_path_factory):
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM outbox")  # of other tests, which have other workers
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            if name.startswith("BATON_"):
                patch.setenv(name, value)
        made = Lab(database, environment, tmp_path_factory.mktemp("folder"))
        await made.open()
        process = await made.start_package()
        await made.ready()
        yield made
        for one in {process, made.process}:
            if one.returncode is None:
                one.kill()
            await one.communicate()
        await made.close()


class TestEnds:
    async def test_a_run_from_start_to_end(self, lab, tenant):
        ended = await lab.carry_out(tenant, "greets", {"name": "Ada ☃"})
        assert (ended.status, ended.view.output) == ("completed", {"text": "Hello, Ada ☃!"})
        assert [(row.kind, row.sequence) for row in ended.trace] == [
            ("run.started", 1),
            ("run.completed", 2),
        ]
        assert ended.trace[0].body == {"input": {"name": "Ada ☃"}}

    async def test_nothing_in_and_nothing_out(self, lab, tenant):
        ended = await lab.carry_out(tenant, "nothing", {"left": "alone"})
        assert (ended.status, ended.view.output) == ("completed", None)

    async def test_workflows_below_it(self, lab, tenant):
        ended = await lab.carry_out(tenant, "below", {"name": "Ada"})
        assert ended.view.output == {"text": "Hello, Ada!"}

    async def test_values_that_are_kept_outside_of_history(self, lab, tenant):
        ended = await lab.carry_out(tenant, "ends", {"how": "huge"})
        assert len(ended.view.output) == 300_000

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"name": 7}, "`name`"),
            ({}, "`name` must be given"),
            (None, "input"),
            ([1], "input"),
            ({"name": "nobody"}, "nobody is no person"),
        ],
    )
    async def test_an_input_of_another_type(self, lab, tenant, given, said):
        ended = await lab.carry_out(tenant, "greets", given)
        assert ended.status == "faulted"
        assert ended.view.error.type.endswith("/validation")
        assert ended.view.error.status == 400
        assert said in ended.detail

    @pytest.mark.parametrize(
        ("how", "kind", "status", "said"),
        [
            ("typed", "/authorization", 418, "no such thing"),
            ("crash", "/runtime", 500, "ZeroDivisionError: integer division"),
            ("activity", "https://example.com/none", 404, "no activity"),
            ("no-json", "/runtime", 500, "is no JSON"),
            ("object", "/runtime", 500, "is no JSON"),
            ("forbidden", "/runtime", 500, "RestrictedWorkflowAccessError"),
        ],
    )
    async def test_faults(self, lab, tenant, how, kind, status, said):
        ended = await lab.carry_out(tenant, "ends", {"how": how})
        assert ended.status == "faulted"
        assert ended.view.error.type.endswith(kind)
        assert ended.view.error.status == status
        assert said in ended.detail
        assert ended.trace[-1].body["error"]["type"] == ended.view.error.type

    async def test_terminated_by_somebody_in_temporal(self, lab, tenant):
        run = await lab.begin(tenant, "waits", {"how": "x"})
        await lab.delivery.deliver_now(tenant, run)
        await lab.until(tenant, run, "running")
        handle = lab.client.get_workflow_handle(f"code/{tenant}/{run}/1")
        await terminate(handle)
        ended = await lab.end(tenant, run)
        assert ended.status == "faulted"
        assert "terminated" in ended.detail


async def terminate(handle) -> None:
    """As soon as it is there."""
    async with asyncio.timeout(SECONDS):
        while True:
            try:
                return await handle.terminate()
            except Exception:  # noqa: BLE001 - not there yet
                await asyncio.sleep(0.05)


class TestCommands:
    async def test_cancelled_while_it_waits(self, lab, tenant):
        run = await lab.begin(tenant, "waits", {"how": "obey"})
        await lab.delivery.deliver_now(tenant, run)
        await lab.until(tenant, run, "running")
        message = await lab.say(tenant, run, "run.cancel")
        await lab.delivery.deliver_now(tenant, run)
        assert await lab.answer(tenant, run, message) == {"accepted": True}
        ended = await lab.end(tenant, run)
        assert ended.status == "cancelled"
        assert ended.trace[-1].body == {"reason": "test"}

    async def test_cancelled_before_it_has_begun(self, lab, tenant):
        run = await lab.begin(tenant, "waits", {"how": "obey"})
        message = await lab.say(tenant, run, "run.cancel")
        await lab.delivery.deliver_now(tenant, run)
        assert await lab.answer(tenant, run, message) == {"accepted": True}
        assert (await lab.end(tenant, run)).status == "cancelled"

    async def test_one_that_ends_well_all_the_same(self, lab, tenant):
        run = await lab.begin(tenant, "waits", {"how": "swallow"})
        await lab.delivery.deliver_now(tenant, run)
        await lab.until(tenant, run, "running")
        await lab.say(tenant, run, "run.cancel")
        await lab.delivery.deliver_now(tenant, run)
        ended = await lab.end(tenant, run)
        assert (ended.status, ended.view.output) == ("completed", "I end when I like")

    async def test_one_that_does_not_end_is_ended(self, lab, tenant):
        run = await lab.begin(tenant, "waits", {"how": "never"})
        await lab.delivery.deliver_now(tenant, run)
        await lab.until(tenant, run, "running")
        await lab.say(tenant, run, "run.cancel")
        await lab.delivery.deliver_now(tenant, run)
        assert (await lab.end(tenant, run)).status == "cancelled"

    @pytest.mark.parametrize("kind", ["run.suspend", "run.resume", "child.ended", "☃"])
    async def test_what_it_does_not_take(self, lab, tenant, kind):
        run = await lab.begin(tenant, "waits", {"how": "obey"})
        await lab.delivery.deliver_now(tenant, run)
        await lab.until(tenant, run, "running")
        message = await lab.say(tenant, run, kind)
        await lab.delivery.deliver_now(tenant, run)
        told = await lab.answer(tenant, run, message)
        assert not told["accepted"]
        assert "written in Python" in told["detail"]
        await lab.say(tenant, run, "run.cancel")
        await lab.delivery.deliver_now(tenant, run)
        await lab.end(tenant, run)


PARENT = """\
document: {{ dsl: '1.0.3', namespace: lab, name: parent-{case}, version: '1.0.0' }}
do:
  - first:
      try:
        - child:
            run:
              workflow: {{ namespace: lab, name: {name}, version: {version}, input: {input} }}
      catch: {{ as: error, do: [ {{ caught: {{ set: {{ caught: '${{ $error }}' }} }} }} ] }}
"""


class TestRunByADocument:
    async def run(self, lab, tenant, **parts: str) -> Ended:
        given = {"who": "Ada"}
        return await lab.carry_out_document(tenant, PARENT.format(**parts), given)

    async def test_its_end_comes_back(self, lab, tenant):
        parts = {"case": "good", "name": "greets", "version": "latest"}
        ended = await self.run(lab, tenant, **parts, input="{ name: '${ .who }' }")
        assert ended.view.output == {"text": "Hello, Ada!"}

    async def test_its_error_is_caught(self, lab, tenant):
        parts = {"case": "bad", "name": "ends", "version": "1.0.0"}
        ended = await self.run(lab, tenant, **parts, input="{ how: typed }")
        caught = ended.view.output["caught"]
        assert caught["status"] == 418
        assert caught["type"].endswith("/authorization")
        assert caught["instance"] == "/do/0/first/try/0/child"

    async def test_a_version_that_nobody_declares(self, lab, tenant):
        parts = {"case": "none", "name": "greets", "version": "7.0.0"}
        ended = await self.run(lab, tenant, **parts, input="{}")
        assert "There is no process lab/greets 7.0.0" in ended.view.output["caught"]["detail"]


class TestDeclared:
    async def test_the_highest_release_stands_for_all(self, lab, tenant):
        async with lab.database.tenant(tenant) as session:
            found = await startable.find(session, "lab", "greets")
            assert (found.version, found.package, found.served) == ("1.1.0", PACKAGE, True)
            assert (await code.find(session, "lab", "greets", "2.0.0-beta.1")) is not None
        ended = await lab.carry_out(tenant, "greets", {"name": "B"}, version="2.0.0-beta.1")
        assert ended.status == "completed"

    async def test_another_package_that_claims_the_same(self, lab, environment):
        site = Path(environment["PYTHONPATH"].split(os.pathsep)[0])
        install(site, "second-lab", "lab:GREETS")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "worker.code", "second-lab",
            env=environment, cwd=lab.site, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        _, said = await process.communicate()
        assert process.returncode == 1
        assert b"baton-lab and second-lab both declare lab/greets 1.0.0" in said


class TestKilled:
    async def test_in_the_middle_of_an_activity(self, lab, tenant, tmp_path):
        run = await lab.begin(tenant, "crashes", str(tmp_path))
        await lab.delivery.deliver_now(tenant, run)
        await lab.process.communicate()
        assert lab.process.returncode == -signal.SIGKILL
        waiting = await lab.begin(tenant, "greets", {"name": "Ada"})
        await lab.delivery.deliver_now(tenant, waiting)
        await lab.until(tenant, waiting, "running")
        await lab.start_package()
        await lab.ready()
        assert (await lab.end(tenant, waiting)).status == "completed"
        ended = await lab.end(tenant, run)
        assert (ended.status, ended.view.output) == ("completed", "once")
        assert len(ended.trace) == 2
