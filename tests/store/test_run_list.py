"""Lists of runs: whatever is asked for, newest first, none left out and none twice."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from store import definitions, people, run_list, runs
from store.definitions import Draft
from store.models import runs as rows
from store.reach import EVERYTHING, Reach, Sight
from store.run_list import RunFilter, Span, beginning
from store.runs import STATUSES, StartRun, new_id

PROCESSES = (("sales", "order"), ("sales", "return"), ("people", "leave"))
BEGUN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def id_of(moment: datetime, tenant: str) -> str:
    """Made at that moment; no other tenant has the same."""
    milliseconds = int(moment.timestamp()) * 1000
    noise = UUID(tenant).int & ((1 << 62) - 1)
    return str(UUID(int=milliseconds << 80 | 0x7 << 76 | 0x2 << 62 | noise))


@pytest.fixture
async def kept(database, keys, tenant):
    """A run a minute: every process with every status, of two people."""
    sealed = keys.seal_json(None, runs.INPUT)
    combinations = itertools.product(PROCESSES, STATUSES, ("ada", "bob"))
    made = []
    async with database.tenant(tenant) as session:
        for namespace, name in PROCESSES:
            draft = Draft(namespace, name, "1.0.0", "h" * 64, "", b"{}", "x", f"The {name}")
            await definitions.save_draft(session, draft)
        for number, ((namespace, name), status, person) in enumerate(combinations):
            at = BEGUN + timedelta(minutes=number)
            values = {
                "tenant_id": tenant,
                "id": id_of(at, tenant),
                "namespace": namespace,
                "name": name,
                "version": "1.0.0",
                "hash": "h" * 64,
                "status": status,
                "started_by": person,
                "created_at": at,
                "input": sealed,
            }
            await session.execute(insert(rows).values(values))
            made.append(values)
    return made


@pytest.fixture
def listed(database, tenant):
    async def listed(limit=7, **wanted):
        """All pages, one after the other."""
        found, before = [], None
        while True:
            async with database.tenant(tenant) as session:
                lines, before = await run_list.page(session, RunFilter(**wanted), before, limit)
            assert len(lines) <= limit
            found += lines
            if before is None:
                return found

    return listed


def fits(run, wanted) -> bool:
    minute = timedelta(minutes=1)
    text = f"{run['namespace']}/{run['name']}"
    search = wanted.get("search")
    return (
        run["status"] in wanted.get("statuses", STATUSES)
        and wanted.get("namespace") in (None, run["namespace"])
        and wanted.get("name") in (None, run["name"])
        and run["started_by"] in (wanted.get("starters") or ("ada", "bob"))
        and run["created_at"] >= wanted.get("since", BEGUN - minute)
        and run["created_at"] < wanted.get("until", BEGUN + 999 * minute)
        and (search is None or search.lower() in text or run["id"].startswith(search))
    )


def _seen(run) -> bool:
    return run["started_by"] == "ada" or run["name"] == "order"


CHOICES = (
    ("statuses", ((), ("faulted",), ("faulted", "running"))),
    ("process", ((), ("namespace",), ("name",), ("namespace", "name"))),
    ("starters", (None, frozenset({"bob"}), frozenset({"ada", "zoe"}))),
    ("span", ((None, None), (5, None), (None, 30), (11, 29))),
    ("search", (None, "ES/OR", "019", "e")),
)
COMBINATIONS = list(itertools.product(*(values for _, values in CHOICES)))


class TestPage:
    async def test_every_combination_of_filters(self, kept, listed):
        for statuses, process, person, (first, last), search in COMBINATIONS:
            wanted = {
                "statuses": statuses or None,
                "namespace": "sales" if "namespace" in process else None,
                "name": "order" if "name" in process else None,
                "starters": person,
                "since": None if first is None else BEGUN + timedelta(minutes=first),
                "until": None if last is None else BEGUN + timedelta(minutes=last),
                "search": search,
            }
            wanted = {name: value for name, value in wanted.items() if value is not None}
            found = [line.id for line in await listed(limit=20, **wanted)]
            assert found == [run["id"] for run in reversed(kept) if fits(run, wanted)], wanted

    async def test_of_many_people_it_is_the_same(self, kept, listed, monkeypatch):
        monkeypatch.setattr(run_list, "MOST_ENDS", 0)
        await self.test_every_combination_of_filters(kept, listed)

    async def test_those_that_have_ended_since(self, database, tenant, kept, listed):
        """Whenever they were made; those that go on have not ended."""
        late, early = kept[3]["id"], kept[4]["id"]
        ended = BEGUN + timedelta(days=3)
        async with database.tenant(tenant) as session:
            for run, moment in ((late, ended), (early, ended - timedelta(seconds=1))):
                await session.execute(update(rows).where(rows.c.id == run).values(ended_at=moment))
        assert [line.id for line in await listed(ended_since=ended)] == [late]
        assert await listed(ended_since=ended, starters=frozenset({"zoe"})) == []

    async def test_what_somebody_may_see(self, kept, listed):
        order = Reach(everywhere=False, also=frozenset({("sales", "order")}))
        sights = (
            Sight(EVERYTHING, frozenset({"ada"})),
            Sight(order),
            Sight(EVERYTHING, frozenset()),
        )
        right = [run["id"] for run in reversed(kept) if _seen(run)]
        for limit in (7, 200):
            assert [line.id for line in await listed(limit, seen=sights)] == right
        of_bob = [run["id"] for run in reversed(kept) if _seen(run) and run["started_by"] == "bob"]
        found = await listed(seen=sights, starters=frozenset({"bob"}))
        assert [line.id for line in found] == of_bob
        assert await listed(seen=()) == []

    async def test_pages_of_every_size(self, kept, listed):
        right = [run["id"] for run in reversed(kept)]
        for limit in (1, 5, len(kept), 200):
            assert [line.id for line in await listed(limit)] == right

    async def test_the_names_that_people_know(self, database, keys, tenant):
        async with database.tenant(tenant) as session:
            ada = await people.add(session, "ada@example.com", "Ada", [])
            draft = Draft("n", "m", "1.0.0", "h" * 64, "", b"{}", ada.id, "The Title")
            await definitions.save_draft(session, draft)
            for person in (ada.id, "schedule:7"):
                wanted = StartRun(new_id(), "n", "m", "1.0.0", "h" * 64, None, person)
                await runs.start(session, keys, wanted)
            lines, _ = await run_list.page(session, RunFilter(), None, 5)
            names = {line.started_by: line.started_by_name for line in lines}
            assert names == {ada.id: "Ada", "schedule:7": None}
            assert {line.title for line in lines} == {"The Title"}
            found = await runs.get(session, lines[0].id)
            assert (found.title, found.started_by_name) == (
                "The Title",
                names[found.started_by],
            )

    async def test_another_tenant_sees_none(self, database, kept):
        async with database.tenant(new_id()) as session:
            for wanted in (RunFilter(), RunFilter(search="order"), RunFilter(search="0")):
                assert await run_list.page(session, wanted, None, 50) == ([], None)

    async def test_a_change_of_status_moves_it(self, database, tenant, kept, listed):
        moved = kept[0]["id"]
        async with database.tenant(tenant) as session:
            await session.execute(update(rows).where(rows.c.id == moved).values(status="cancelled"))
            assert (await session.execute(select(rows.c.status).limit(1))).scalar()
        assert moved in [line.id for line in await listed(statuses=("cancelled",))]

    @pytest.mark.parametrize("search", ["%", "_", "\\", "'", "☃", "x" * 100, "-", "019-"])
    async def test_strange_searches_find_nothing(self, kept, listed, search):
        assert await listed(search=search) == []

    @pytest.mark.parametrize("year", [1, 1969, 9999])
    async def test_moments_beyond_ids(self, kept, listed, year):
        moment = datetime(year, 1, 1, tzinfo=UTC)
        after = len(await listed(since=moment))
        before = len(await listed(until=moment))
        assert (after, before) == ((0, len(kept)) if year == 9999 else (len(kept), 0))


class TestBeginning:
    def test_of_a_whole_id(self):
        whole = new_id()
        assert beginning(whole) == Span(whole, str(UUID(int=UUID(whole).int + 1)))

    def test_of_a_part(self):
        assert beginning("019A-".replace("-", "")) == Span(
            "019a0000-0000-0000-0000-000000000000", "019b0000-0000-0000-0000-000000000000"
        )
        assert beginning("f") == Span("f" + run_list.LOWEST[1:], run_list.HIGHEST)

    @pytest.mark.parametrize("text", ["", "g", "01-", "019a00000", "-", "0" * 37, "٣", " 01"])
    def test_what_no_id_begins_with(self, text):
        assert beginning(text) is None
