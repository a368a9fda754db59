"""Every open run is read with this release's code, of every tenant, and nothing is changed."""

from __future__ import annotations

import psycopg
import pytest

from cli import open_runs
from cli.open_runs import examine, judge
from definitions.contracts import Recording
from store import recordings, runs
from tests.gateway.conftest import make_run  # noqa: F401 - a fixture
from tests.workflows.conftest import program_of
from workflows.machine import facts

SET = "  - a: { set: { n: 1 } }\n"


@pytest.fixture
def written(database, keyring, tenant):
    """Facts of a run that waits, as they would be kept; or others."""

    async def write(run, rows=None, status="waiting") -> None:
        keys = await keyring.of(tenant)
        started = facts.to_row(facts.Started(1_700_000_000_000, run.id, None), 1, 0)
        kept = [started] if rows is None else rows
        async with database.tenant(tenant) as session:
            wanted = Recording(tenant, run.id, 1, kept, status=status, at=1)
            await recordings.write(session, keys, [wanted])

    return write


async def of(database, keyring, tenant):
    examined = await examine(database, keyring)
    mine = [one for one in examined.troubles if one.tenant == tenant]
    return examined.counts.get(tenant, (0, 0)), mine


@pytest.fixture
def begun(database_urls):
    """As if the start had been delivered."""

    def mark() -> None:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("DELETE FROM outbox")

    return mark


class TestExamine:
    async def test_counts_and_troubles(
        self,
        database,
        keyring,
        tenant,
        make_run,  # noqa: F811
        written,
        begun,
        monkeypatch,
    ):
        monkeypatch.setattr(open_runs, "MOST_TROUBLES", 10**6)  # other tests leave theirs
        well, other, strange = [await make_run() for _ in range(3)]
        begun()
        await written(well)
        await written(other, status="running")
        row = facts.to_row(facts.Started(1, strange.id, None), 1, 0)
        row.kind = "from.the.future"
        await written(strange, [row])
        counts, troubles = await of(database, keyring, tenant)
        assert counts == (1, 2)
        assert {one.run for one in troubles} == {other.id, strange.id}
        assert any("takes it for waiting" in one.why for one in troubles)
        async with database.tenant(tenant) as session:
            assert (await runs.get(session, strange.id)).status == "waiting"


class TestJudge:
    def test_an_endless_loop_is_at_work(self):
        loop = "  - a: { set: { n: 1 }, then: b }\n  - b: { set: { n: 2 }, then: a }\n"
        row = facts.to_row(facts.Started(1, "r", None), 1, 0)
        assert judge(program_of(loop), [row], "running") is None

    def test_no_facts(self):
        program = program_of(SET)
        assert judge(program, [], "pending") is None
        assert "no fact" in judge(program, [], "running")

    def test_an_open_run_that_has_ended_here(self):
        program = program_of(SET)
        row = facts.to_row(facts.Started(1, "r", None), 1, 0)
        assert "takes it for completed" in judge(program, [row], "running")
