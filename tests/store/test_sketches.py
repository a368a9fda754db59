"""Sketches: no text over one that wasn't seen, no number twice, and what stood before is kept."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from store import definitions, people, sketches, tenant_export, usage
from store.definitions import Draft
from store.limits import LimitReachedError
from store.reach import Reach
from store.sketches import ANY, MOST_REVISIONS, MovedError, Saving

NEW: tuple[str, ...] = ()


def saving(text: str, **more) -> Saving:
    return Saving(**{"namespace": "n", "name": "a", "text": text, "by": "me", **more})


@pytest.fixture
def save(database, tenant):
    async def one(text: str, *base: str, **more):
        async with database.tenant(tenant) as session:
            return (await sketches.save(session, saving(text, **more), base))[0]

    return one


@pytest.fixture
def find(database, tenant):
    async def one(name: str = "a"):
        async with database.tenant(tenant) as session:
            return await sketches.find(session, "n", name)

    return one


@pytest.fixture
def numbers(database, tenant):
    async def those(limit: int = 1000):
        async with database.tenant(tenant) as session:
            rows = await sketches.revisions(session, "n", "a", None, limit)
        return [row.revision for row in rows]

    return those


@pytest.fixture
def older(database_urls, tenant):
    """As if all that was saved had been saved so long ago."""

    def age(minutes: int = 6) -> None:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "UPDATE sketch_revisions SET began_at = began_at - %s * interval '1 minute'"
                " WHERE tenant_id = %s",
                [minutes, tenant],
            )

    return age


class TestSave:
    async def test_any_text_comes_back_as_it_was(self, database, tenant, save, find):
        async with database.tenant(tenant) as session:
            ada = await people.add(session, "ada@example.com", "Ada", [])
        text = "\ufeffdo: [\r\n\t☃ \u202e\x01 '\"\\ \n\n"
        row = await save(text, by=ada.id, based_on="1.0.0", keeps_base=False)
        assert (row.text, row.revision, row.based_on) == (text, 1, "1.0.0")
        assert row.saved_by_name == "Ada"
        assert await find() == row
        assert await find("b") is None

    async def test_also_an_empty_one(self, save, find):
        await save("")
        assert (await find()).text == ""

    async def test_each_text_is_one_revision_more(self, save):
        assert (await save("one")).revision == 1
        assert (await save("two", "1")).revision == 2
        assert (await save("three", ANY)).revision == 3

    async def test_the_same_again_is_none(self, database, tenant, save):
        first = await save("one")
        async with database.tenant(tenant) as session:
            again, changed = await sketches.save(session, saving("one", by="you"), ["1"])
        assert (again, changed) == (first, False)

    async def test_sent_again_because_the_answer_was_lost(self, save):
        await save("one")
        second = await save("two", "1")
        assert await save("two", "1") == second
        assert await save("two") == second

    @pytest.mark.parametrize("base", [(), ("2",), ("0",), ("01",), ("",)], ids=repr)
    async def test_not_over_what_its_writer_has_not_seen(self, save, find, base):
        first = await save("one")
        with pytest.raises(MovedError) as raised:
            await save("mine", *base)
        assert raised.value.newest == first
        assert await find() == first

    @pytest.mark.parametrize("base", ["1", "0", ANY], ids=repr)
    async def test_over_one_that_is_not_there(self, save, find, base):
        with pytest.raises(MovedError) as raised:
            await save("mine", base)
        assert raised.value.newest is None
        assert await find() is None

    async def test_what_it_is_based_on_stays(self, save):
        await save("one", based_on="1.0.0", keeps_base=False)
        assert (await save("two", "1")).based_on == "1.0.0"
        assert (await save("three", "2", keeps_base=False)).based_on is None
        same = await save("three", "3", based_on="2.0.0", keeps_base=False)
        assert (same.based_on, same.revision) == ("2.0.0", 3)

    async def test_of_many_at_once_one_wins(self, database, tenant, save, find, numbers):
        await save("one")

        async def one(number: int):
            try:
                return await save(f"by {number}", "1", by=str(number))
            except MovedError as error:
                return error

        found = await asyncio.gather(*(one(number) for number in range(20)))
        (winner,) = [row for row in found if not isinstance(row, MovedError)]
        assert {row.newest for row in found if isinstance(row, MovedError)} == {winner}
        assert await find() == winner
        assert winner.revision == 2
        assert await numbers() == [2, 1]

    async def test_of_many_new_ones_one_is(self, save, numbers):
        async def one(number: int):
            try:
                return await save(f"by {number}")
            except MovedError as error:
                return error.newest

        found = await asyncio.gather(*(one(number) for number in range(20)))
        assert len({(row.text, row.revision) for row in found}) == 1
        assert await numbers() == [1]

    async def test_nothing_is_half_saved(self, database, tenant, save, find, numbers):
        first = await save("one")

        async def fails():
            async with database.tenant(tenant) as session:
                await sketches.save(session, saving("two", apart=True), ["1"])
                raise ConnectionError("away")

        with pytest.raises(ConnectionError):
            await fails()
        assert await find() == first
        assert await numbers() == [1]
        assert (await save("two", "1")).revision == 2

    async def test_broken_off_on_the_way(self, database, tenant, save, find, numbers):
        await save("one")

        async def forever():
            async with database.tenant(tenant) as session:
                await sketches.save(session, saving("two", apart=True), ["1"])
                saved.set()
                await asyncio.Event().wait()

        saved = asyncio.Event()
        task = asyncio.create_task(forever())
        await saved.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        # Whoever comes next doesn't wait for it either.
        assert (await save("three", "1", by="you")).revision == 2
        assert await numbers() == [2, 1]
        assert (await find()).text == "three"

    async def test_where_there_is_no_room(self, database, tenant, may, save, find):
        first = await save("one")
        async with database.tenant(tenant) as session:
            await usage.measure(session)
        await may(bytes=1)
        with pytest.raises(LimitReachedError):
            await save("two", "1")
        assert await find() == first


class TestRevisions:
    async def test_what_one_person_saves_at_a_time_is_one(self, save, numbers):
        await save("one")
        await save("two", "1")
        await save("three", "2")
        assert await numbers() == [3]

    async def test_what_somebody_else_has_saved_stays(self, save, numbers):
        await save("one")
        await save("two", "1", by="you")
        await save("three", "2")
        assert await numbers() == [3, 2, 1]

    async def test_who_never_pauses_leaves_some(self, save, numbers, older):
        await save("one")
        older(4)
        await save("two", "1")
        older(2)
        await save("three", "2")
        await save("four", "3")
        assert await numbers() == [4, 2]

    async def test_one_that_is_to_stay(self, database, tenant, save, numbers):
        await save("one")
        await save("two", "1", apart=True)
        await save("three", "2")
        assert await numbers() == [3, 1]
        async with database.tenant(tenant) as session:
            kept = await sketches.revision(session, "n", "a", 1)
            gone = await sketches.revision(session, "n", "a", 2)
        assert (kept.text, gone) == ("one", None)

    async def test_the_oldest_go(self, database, tenant, save, numbers):
        async with database.tenant(tenant) as session:
            for number in range(MOST_REVISIONS + 3):
                await sketches.save(session, saving(str(number), by=str(number)), [ANY] * number)
        found = await numbers()
        assert len(found) == MOST_REVISIONS
        assert (found[0], found[-1]) == (MOST_REVISIONS + 3, 4)

    async def test_page_by_page(self, database, tenant, save):
        for number in range(3):
            await save(str(number), *[ANY] * number, by=str(number))
        async with database.tenant(tenant) as session:
            rows = await sketches.revisions(session, "n", "a", 3, 1)
        assert [(row.revision, row.text) for row in rows] == [(2, None)]


class TestPage:
    async def test_the_newest_first(self, database, tenant, save):
        for name in ("a", "b", "c"):
            await save("x", name=name)
        await save("y", "1", name="a")
        seen, after = [], None
        async with database.tenant(tenant) as session:
            while True:
                rows, after = await sketches.page(session, after, 1)
                seen += [row.name for row in rows]
                if after is None:
                    break
            reach = Reach(everywhere=False, also=frozenset({("n", "b")}))
            rows, _ = await sketches.page(session, None, 10, reach)
        assert seen == ["a", "c", "b"]
        assert [row.name for row in rows] == ["b"]

    async def test_not_what_is_published_as_it_stands(self, database, tenant, save):
        text = "do: []"
        await save(text, based_on="1.0.0", keeps_base=False)

        async def listed() -> list[str]:
            async with database.tenant(tenant) as session:
                rows, _ = await sketches.page(session, None, 10)
            return [row.name for row in rows]

        draft = Draft("n", "a", "1.0.0", "1" * 64, text, b"{}", "me")
        async with database.tenant(tenant) as session:
            await definitions.save_draft(session, draft)
        assert await listed() == ["a"]
        async with database.tenant(tenant) as session:
            await definitions.publish(session, "n", "a", "1.0.0", "me")
        assert await listed() == []
        await save("do: [] # more", "1")
        assert await listed() == ["a"]
        await save(text, "2")
        assert await listed() == []
        async with database.tenant(tenant) as session:
            await definitions.archive(session, "n", "a", "1.0.0", "me")
        assert await listed() == ["a"]


class TestDiscard:
    async def test_with_all_that_was_before(self, database, tenant, save, find, numbers):
        await save("one")
        await save("two", "1", by="you")
        async with database.tenant(tenant) as session:
            gone = await sketches.discard(session, "n", "a", ["2"])
        assert (gone.text, await find(), await numbers()) == ("two", None, [])
        async with database.tenant(tenant) as session:
            assert await sketches.discard(session, "n", "a", [ANY]) is None
            assert await sketches.page(session, None, 10) == ([], None)

    async def test_numbers_go_on(self, database, tenant, save):
        await save("one")
        async with database.tenant(tenant) as session:
            await sketches.discard(session, "n", "a", ["1"])
        with pytest.raises(MovedError):
            await save("late", "1")
        anew = await save("anew")
        assert (anew.revision, anew.based_on) == (2, None)

    async def test_not_what_was_not_seen(self, database, tenant, save, find):
        first = await save("one")
        with pytest.raises(MovedError):
            async with database.tenant(tenant) as session:
                await sketches.discard(session, "n", "a", ["7"])
        assert await find() == first


class TestPublished:
    async def test_the_same_text_is_that_version(self, database, tenant, save, find):
        await save("one", based_on="1.0.0", keeps_base=False)
        await save("two", "1", by="you")
        async with database.tenant(tenant) as session:
            await sketches.published(session, "n", "a", "2.0.0", "one")
        assert (await find()).based_on == "1.0.0"
        async with database.tenant(tenant) as session:
            await sketches.published(session, "n", "a", "2.0.0", "two")
            await sketches.published(session, "n", "b", "3.0.0", "two")
        assert (await find()).based_on == "2.0.0"


class TestTenants:
    async def test_of_another_one_nothing_is_seen(self, database, tenant, other_tenant, save):
        await save("one")
        async with database.tenant(other_tenant) as session:
            assert await sketches.find(session, "n", "a") is None
            assert await sketches.revisions(session, "n", "a", None, 9) == []
            theirs, _ = await sketches.save(session, saving("theirs"), NEW)
        assert theirs.revision == 1

    async def test_it_leaves_with_its_tenant(self, database, tenant, save):
        await save("one")
        await save("gone", name="b")
        async with database.tenant(tenant) as session:
            await sketches.discard(session, "n", "b", ["1"])
            rows, _ = await tenant_export.page(session, "sketch", "", 10)
        assert [(row["name"], row["text"]) for row in rows] == [("a", "one")]
