"""Who runs a process: by what is started now, and by what is being written."""

from __future__ import annotations

import pytest

from definitions.values import encode
from store import definitions, process_uses
from store.definitions import Draft
from store.reach import Reach

RUNS = {"run": {"workflow": {"namespace": "n", "name": "used", "version": "latest"}}}
NOTHING = {"set": {"name": "used"}}


@pytest.fixture
def make(database, tenant):
    async def one(name: str, version: str, task: object, *acts: str):
        document = {"document": {"name": name, "version": version}, "do": [{"a/b": task}]}
        body = encode(document)
        draft = Draft("n", name, version, f"{name} {version}", "", body, "me", f"Title of {name}")
        async with database.tenant(tenant) as session:
            await definitions.save_draft(session, draft)
            for act in acts:
                await getattr(definitions, act)(session, "n", name, version, "me")

    return one


@pytest.fixture
def used(database, tenant):
    async def those(**more):
        async with database.tenant(tenant) as session:
            found = await process_uses.uses(session, "n", "used", **more)
        return [(one.name, one.version, one.state) for one in found]

    return those


async def test_which_and_by_which_tasks(database, tenant, make):
    inner = {"do": [{"x": RUNS}, {"y": {"try": [{"z": RUNS}], "catch": {}}}]}
    await make("one", "1.0.0", inner, "publish")
    async with database.tenant(tenant) as session:
        (one,) = await process_uses.uses(session, "n", "used")
    assert (one.title, one.state) == ("Title of one", "published")
    assert one.tasks == ["/do/0/a~1b/do/0/x", "/do/0/a~1b/do/1/y/try/0/z"]


async def test_what_is_started_and_what_is_written(make, used):
    await make("now", "1.0.0", NOTHING, "publish")
    await make("now", "2.0.0", RUNS, "publish")
    await make("now", "3.0.0", RUNS)
    await make("once", "1.0.0", RUNS, "publish")
    await make("once", "2.0.0", NOTHING, "publish")
    await make("once", "1.5.0", RUNS)
    await make("old", "1.0.0", RUNS, "publish", "deprecate")
    await make("older", "2.0.0", RUNS, "publish", "deprecate")
    await make("older", "1.0.0", NOTHING, "publish")
    await make("gone", "1.0.0", RUNS, "archive")
    await make("written", "1.0.0", RUNS)
    assert await used() == [
        ("now", "2.0.0", "published"),
        ("now", "3.0.0", "draft"),
        ("old", "1.0.0", "deprecated"),
        ("written", "1.0.0", "draft"),
    ]


@pytest.mark.parametrize(
    "task",
    [
        {"run": {"workflow": {"namespace": "m", "name": "used"}}},
        {"run": {"workflow": {"namespace": "n", "name": "${ .used }"}}},
        {"run": {"script": {"name": "used"}}},
        {"run": "used"},
        {"run": {"workflow": "used"}},
        NOTHING,
    ],
    ids=range(6),
)
async def test_what_is_none(make, used, task):
    await make("one", "1.0.0", task)
    assert await used() == []


async def test_nothing_of_what_may_not_be_read(make, used):
    await make("one", "1.0.0", RUNS)
    await make("two", "1.0.0", RUNS)
    reach = Reach(everywhere=True, never=frozenset({("n", "one")}))
    assert [name for name, _, _ in await used(reach=reach)] == ["two"]


async def test_nothing_of_another_tenant(database, other_tenant, make):
    await make("one", "1.0.0", RUNS)
    async with database.tenant(other_tenant) as session:
        assert await process_uses.uses(session, "n", "used") == []
