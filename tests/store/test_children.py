"""Children: one for each key, whoever dies; ends told once; cancellation passed on."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import psycopg
import pytest

from definitions.contracts import Call, ChildEnd, FactRow, Recording, TraceRow, WorkflowRef
from definitions.errors import Problem
from store import children, definitions, files, messages, outbox, recordings, runs
from store.children import DEEPEST
from store.definitions import Draft
from store.runs import Parent, StartRun, new_id


@pytest.fixture(autouse=True)
def no_rows_left(database_urls, tenant):
    yield
    with psycopg.connect(database_urls.admin) as admin:
        admin.execute("DELETE FROM outbox WHERE tenant_id = %s", [tenant])


class Family:
    """A parent run and what becomes of it."""

    def __init__(self, database, keys, tenant, parent: str) -> None:
        self.database = database
        self.keys = keys
        self.tenant = tenant
        self.parent = parent

    async def publish(self, name: str = "m", *versions: str) -> None:
        async with self.database.tenant(self.tenant) as session:
            for version in versions or ("1.0.0",):
                draft = Draft("n", name, version, uuid4().hex, "", b"{}", "x")
                await definitions.save_draft(session, draft)
                await definitions.publish(session, "n", name, version, "x")

    def call(self, key: str = "k", recording: Recording | None = None, **more: object) -> Call:
        wanted = {"namespace": "n", "name": "m", "awaited": True, **more}
        about = WorkflowRef("n", "m", "1.0.0", "h")
        full = f"{self.parent}:{key}"
        return Call(self.tenant, self.parent, about, "/do/0/c", full, wanted, 30, False, recording)

    async def start(self, key: str = "k", recording: Recording | None = None, **more: object):
        async with self.database.tenant(self.tenant) as session:
            return await children.start(session, self.keys, self.call(key, recording, **more))

    async def child(self, key: str = "k", **more: object) -> str:
        outcome = await self.start(key, **more)
        assert outcome.problem is None, outcome.problem
        return str(outcome.output)

    async def row(self, run: str):
        async with self.database.tenant(self.tenant) as session:
            return await runs.get(session, run)

    async def begun(self, run: str) -> str:
        """Temporal has it."""
        async with self.database.relay() as session:
            starts = [row.id for row in await outbox.one(session, run) if row.kind == "start"]
            await outbox.done(session, starts)
        return run

    async def end(self, run: str, status: str = "completed", **more: object) -> None:
        recording = Recording(self.tenant, run, 1, status=status, at=5, **more)
        async with self.database.tenant(self.tenant) as session:
            await recordings.write(session, self.keys, [recording])

    async def left(self) -> list[tuple[str, str]]:
        """What the outbox has that is due."""
        async with self.database.relay() as session:
            rows = await outbox.due(session, 1000)
        return [(row.run, row.kind) for row in rows if row.tenant == self.tenant]

    async def inbox(self, run: str):
        async with self.database.tenant(self.tenant) as session:
            return await messages.undelivered(session, self.keys, run)


@pytest.fixture
async def family(database, keys, tenant, run):
    made = Family(database, keys, tenant, run)
    await made.publish()
    return made


class TestStart:
    async def test_an_independent_run_that_names_its_parent(self, family, keys):
        row = await family.row(await family.child(input={"a": 1}))
        assert (row.namespace, row.name, row.version, row.status) == ("n", "m", "1.0.0", "pending")
        assert (row.parent_id, row.parent_task, row.awaited) == (family.parent, "/do/0/c", True)
        assert (row.depth, row.started_by) == (1, "person")
        assert runs.view(row, keys).input == {"a": 1}
        assert (row.id, "start") in await family.left()

    async def test_again_it_is_the_same_one(self, family):
        found = await asyncio.gather(*(family.child() for _ in range(8)))
        assert len(set(found)) == 1
        assert await family.child("other") != found[0]

    async def test_again_after_it_was_archived_too(self, family, database, tenant):
        first = await family.child()
        async with database.tenant(tenant) as session:
            await definitions.archive(session, "n", "m", "1.0.0", "x")
        assert await family.child() == first

    async def test_the_newest_published_one_by_default(self, family):
        await family.publish("m", "1.10.0", "1.9.0")
        assert (await family.row(await family.child())).version == "1.10.0"
        assert (await family.row(await family.child("b", version="1.9.0"))).version == "1.9.0"

    async def test_what_is_pending_is_kept_with_it(self, family, database, keys, tenant):
        facts = [FactRow(1, "run.started", 1, {"steps": 0})]
        trace = [TraceRow(1, "", "", "run.started", 1, {})]
        pending = Recording(tenant, family.parent, 1, facts, trace, status="running", at=1)
        await family.start(recording=pending)
        assert (await family.row(family.parent)).status == "running"
        refused = Recording(tenant, family.parent, 1, [FactRow(2, "call.slow", 2, {})])
        assert (await family.start("x", refused, name="nobody")).problem is not None
        async with database.tenant(tenant) as session:
            kept = await recordings.read_facts(session, keys, family.parent)
        assert [fact.sequence for fact in kept] == [1, 2]

    async def test_killed_before_the_commit_nothing_has_happened(self, family, database, tenant):
        lost = []
        with pytest.raises(ConnectionError):  # noqa: PT012 - the transaction is what is tested
            async with database.tenant(tenant) as session:
                outcome = await children.start(session, family.keys, family.call())
                lost.append(outcome.output)
                raise ConnectionError
        assert await family.row(lost[0]) is None
        assert await family.left() == []
        await family.child()


class TestRefusal:
    @pytest.mark.parametrize(
        ("wanted", "said"),
        [
            ({"name": "nobody"}, "published version of n/nobody"),
            ({"version": "9.9.9"}, "n/m 9.9.9"),
            ({"namespace": "☃" * 1000}, "☃"),
            ({"name": ""}, "published version of n/"),
        ],
    )
    async def test_of_what_is_not_there(self, family, wanted, said):
        problem = (await family.start(**wanted)).problem
        assert problem.type.endswith("/configuration")
        assert said in problem.detail
        assert problem.instance == "/do/0/c"

    async def test_of_what_is_archived_or_a_draft(self, family, database, tenant):
        async with database.tenant(tenant) as session:
            draft = Draft("n", "m", "3.0.0", uuid4().hex, "", b"{}", "x")
            await definitions.save_draft(session, draft)
        assert "is draft" in (await family.start(version="3.0.0")).problem.detail

    async def test_of_another_tenants_process(self, family, database, keyring, database_urls):
        other = str(uuid4())
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, 'o', now())",
                [other, other],
            )
        theirs = Family(database, await keyring.of(other), other, "")
        await theirs.publish("theirs")
        assert (await family.start(name="theirs")).problem is not None

    async def test_beyond_the_deepest(self, family, database, keys, tenant):
        above = Parent(family.parent, "/do/0/c", awaited=True, depth=DEEPEST)
        deep = StartRun(new_id(), "n", "m", "1.0.0", "h", None, "person", None, above)
        async with database.tenant(tenant) as session:
            await runs.start(session, keys, deep)
        problem = (await Family(database, keys, tenant, deep.run).start()).problem
        assert "run itself" in problem.detail

    async def test_of_a_run_that_has_ended(self, family):
        await family.end(family.parent, "cancelled")
        assert "has ended" in (await family.start()).problem.detail


class TestEnds:
    async def test_are_told_to_the_parent_once(self, family, database, keys, tenant):
        child = await family.begun(await family.child())
        await family.end(child, output={"o": 1})
        assert (child, "ended") in await family.left()
        for _ in range(2):
            async with database.tenant(tenant) as session:
                await children.tell_parent(session, keys, child)
        (message,) = await family.inbox(family.parent)
        end = ChildEnd(f"{family.parent}:k", child, "completed", {"o": 1})
        assert message.kind == "child.ended"
        assert message.data == {
            "key": end.key,
            "run": child,
            "status": "completed",
            "output": {"o": 1},
            "error": None,
        }

    async def test_with_the_error(self, family, database, keys, tenant):
        child = await family.child()
        await family.end(child, "faulted", error=Problem("https://x", 400, "/do/0/y"))
        async with database.tenant(tenant) as session:
            await children.tell_parent(session, keys, child)
        (message,) = await family.inbox(family.parent)
        error = {"type": "https://x", "status": 400, "instance": "/do/0/y"}
        assert message.data["error"] == error

    async def test_of_those_that_nobody_awaits_are_not_told(self, family):
        child = await family.begun(await family.child(awaited=False))
        await family.end(child)
        assert (child, "ended") not in await family.left()

    async def test_to_a_parent_that_has_ended_are_no_news(self, family, database, keys, tenant):
        child = await family.child()
        await family.end(family.parent)
        await family.end(child)
        async with database.tenant(tenant) as session:
            await children.tell_parent(session, keys, child)
        assert await family.inbox(family.parent) == []

    async def test_not_before_it_has_ended(self, family, database, keys, tenant):
        child = await family.child()
        async with database.tenant(tenant) as session:
            await children.tell_parent(session, keys, child)
            await children.tell_parent(session, keys, family.parent)
            await children.tell_parent(session, keys, new_id())
        assert await family.inbox(family.parent) == []

    async def test_with_both_in_one_writing(self, family, database, keys, tenant):
        child = await family.begun(await family.child())
        both = [
            Recording(tenant, child, 1, status="completed", output=None, at=5),
            Recording(tenant, family.parent, 1, status="waiting", at=5),
        ]
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, both)
        assert (child, "ended") in await family.left()


class TestFiles:
    """What a run was given it may give to runs that it starts, and they give theirs back."""

    @pytest.fixture
    def file(self, database, keys, tenant):
        async def of(run: str) -> str:
            made = files.Wanted(new_id(), "a.txt", "form", run=run)
            async with database.tenant(tenant) as session:
                await files.begin(session, keys, made, b"k" * 32)
                arrived = files.Arrived(made.id, "text/plain", 1, "00")
                return (await files.keep(session, keys, arrived)).id

        return of

    @pytest.fixture
    def of_run(self, database, keys, tenant):
        async def ids(run: str) -> set[str]:
            async with database.tenant(tenant) as session:
                return {one.id for one in await files.of_run(session, keys, run)}

        return ids

    async def test_those_that_its_input_names(self, family, file, of_run, run):
        given, kept = await file(run), await file(run)
        elsewhere = await file(await family.child("other"))
        child = await family.child(input={"a": [given], "b": elsewhere, "c": new_id()})
        assert await of_run(child) == {given}
        assert await of_run(run) == {given, kept}

    async def test_those_that_its_output_names(self, family, file, of_run, run, database, keys):
        child = await family.child()
        made, own = await file(child), await file(child)
        await family.end(child, output={"report": made})
        for _ in range(2):
            async with database.tenant(family.tenant) as session:
                await children.tell_parent(session, keys, child)
        assert await of_run(run) == {made}
        assert await of_run(child) == {made, own}


class TestCancel:
    @pytest.mark.parametrize("status", ["cancelled", "faulted", "completed"])
    async def test_whoever_was_awaited_is_cancelled(
        self, family, database, keys, tenant, database_urls, status
    ):
        child, free = await family.child(), await family.child("free", awaited=False)
        await family.end(family.parent, status)
        with psycopg.connect(database_urls.admin) as admin:
            told = admin.execute(
                "SELECT run_id::text FROM outbox WHERE kind = 'cancel' AND tenant_id = %s", [tenant]
            )
            assert told.fetchall() == [(child,)]
        async with database.tenant(tenant) as session:
            await children.cancel(session, keys, child)
            await children.cancel(session, keys, child)
        (message,) = await family.inbox(child)
        assert (message.kind, message.data["by"]) == ("run.cancel", None)
        assert await family.inbox(free) == []

    async def test_a_task_that_no_longer_waits(self, family, database_urls, tenant, keys, database):
        child, other = await family.child(), await family.child("other")
        gone = [f"{family.parent}:k", f"{family.parent}:nothing"]
        recording = Recording(tenant, family.parent, 1, cancels=gone)
        async with database.tenant(tenant) as session:
            await recordings.write(session, keys, [recording])
        with psycopg.connect(database_urls.admin) as admin:
            told = admin.execute(
                "SELECT run_id::text FROM outbox WHERE kind = 'cancel' AND tenant_id = %s", [tenant]
            )
            assert told.fetchall() == [(child,)]
        assert (await family.row(other)).ended_at is None

    async def test_one_that_has_ended_or_is_gone_is_let_be(self, family, database, keys, tenant):
        child = await family.child()
        await family.end(child)
        async with database.tenant(tenant) as session:
            await children.cancel(session, keys, child)
            await children.cancel(session, keys, new_id())
        assert await family.inbox(child) == []

    async def test_started_while_the_parent_ends_it_is_cancelled_or_never_there(
        self, family, database_urls, tenant
    ):
        for number in range(10):
            row, _ = await self.parent(family)
            one = Family(family.database, family.keys, tenant, row.id)
            outcome, _ = await asyncio.gather(one.start(str(number)), one.end(row.id, "cancelled"))
            with psycopg.connect(database_urls.admin) as admin:
                kinds = admin.execute(
                    "SELECT o.kind FROM outbox o JOIN runs r ON r.id = o.run_id"
                    " WHERE r.parent_id = %s ORDER BY 1",
                    [row.id],
                ).fetchall()
            assert kinds == ([] if outcome.problem else [("cancel",), ("start",)])

    async def parent(self, family):
        wanted = StartRun(new_id(), "n", "m", "1.0.0", "h", None, "person")
        async with family.database.tenant(family.tenant) as session:
            return await runs.start(session, family.keys, wanted)
