"""News of sketches say where, and who is there; never to another tenant's name."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from store import sketches
from store.session import Notice
from store.sketch_news import MOST_PEOPLE, SKETCH_CHANNEL, SketchNews, news_of, tell_here
from store.sketches import MovedError, Saving

SAVING = Saving(namespace="n", name="a", text="one", by="me")


@pytest.fixture
async def heard(database, tenant: str) -> AsyncIterator[asyncio.Queue[SketchNews]]:
    """What is told of this tenant."""
    queue: asyncio.Queue[SketchNews] = asyncio.Queue()
    ready = asyncio.Event()

    async def listen() -> None:
        async for notice in database.listen(SKETCH_CHANNEL):
            ready.set()
            if isinstance(notice, Notice) and notice.payload.startswith(tenant):
                queue.put_nowait(news_of(notice.payload))

    task = asyncio.create_task(listen())
    await ready.wait()
    yield queue
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_saved_and_discarded(database, tenant: str, heard: asyncio.Queue[SketchNews]):
    async with database.tenant(tenant) as session:
        await sketches.save(session, SAVING, ())
    assert await heard.get() == SketchNews(tenant, "n/a")
    async with database.tenant(tenant) as session:
        await sketches.save(session, SAVING, ("1",))
    with pytest.raises(MovedError):
        async with database.tenant(tenant) as session:
            await sketches.discard(session, "n", "a", ("7",))
    async with database.tenant(tenant) as session:
        await sketches.discard(session, "n", "a", ("1",))
    assert await heard.get() == SketchNews(tenant, "n/a")
    assert heard.empty(), "the same text again, and what was refused, are no news"


async def test_who_is_there(database, tenant: str, heard: asyncio.Queue[SketchNews]):
    those = [f"{number:036}" for number in range(MOST_PEOPLE + 1)]
    async with database.tenant(tenant) as session:
        await tell_here(session, "x", {"n/a": ["bob", "bob"], "n/b": [], "n/c": those})
    assert [await heard.get() for _ in range(3)] == [
        SketchNews(tenant, "n/a", "x", ("bob", "bob")),
        SketchNews(tenant, "n/b", "x", ()),
        SketchNews(tenant, "n/c", "x", tuple(those[:MOST_PEOPLE])),
    ]


async def test_of_nowhere_nothing_is_told(database, tenant: str):
    async with database.tenant(tenant) as session:
        await tell_here(session, "x", {})


async def test_heads(database, tenant: str):
    async with database.tenant(tenant) as session:
        await sketches.save(session, SAVING, ())
        found = await sketches.heads(session, [("n", "a"), ("n", "b")])
    assert [(one.name, one.revision, one.saved_by) for one in found] == [("a", 1, "me")]
