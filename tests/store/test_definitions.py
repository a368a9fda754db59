"""Definitions: drafts change, published versions never, the highest one is found."""

from __future__ import annotations

import asyncio

import pytest

from store import definitions, people
from store.definitions import DefinitionMissingError, Draft, MovedError, StateError, tag


def draft(version="1.0.0", digest="a", text=None, by="person"):
    source = f"# ☃ {digest}" if text is None else text
    return Draft("n", "m", version, digest * 64, source, b"{}", by, "Title")


@pytest.fixture
def save(database, tenant):
    async def save(wanted, base=None):
        async with database.tenant(tenant) as session:
            return await definitions.save_draft(session, wanted, base)

    return save


@pytest.fixture
def act(database, tenant):
    """`act(definitions.publish)`, or of another version."""

    async def act(what, version="1.0.0", by="person"):
        async with database.tenant(tenant) as session:
            return await what(session, "n", "m", version, by)

    return act


class TestLife:
    async def test_a_draft_changes_and_a_published_one_does_not(self, database, tenant):
        async with database.tenant(tenant) as session:
            assert (await definitions.save_draft(session, draft()))[1]
            assert not (await definitions.save_draft(session, draft()))[1]
            changed, new = await definitions.save_draft(session, draft(digest="b"))
            assert (changed.hash, new) == ("b" * 64, True)
            await definitions.publish(session, "n", "m", "1.0.0", "x")
            published = await definitions.publish(session, "n", "m", "1.0.0", "y")
            assert published.state == "published"
            with pytest.raises(StateError, match="can't change"):
                await definitions.save_draft(session, draft(digest="c"))
            assert await definitions.source(session, "b" * 64) == "# ☃ b"
            assert await definitions.document(session, "b" * 64) == b"{}"
            archived = await definitions.archive(session, "n", "m", "1.0.0", "x")
            assert archived.state == "archived"
            assert (await definitions.archive(session, "n", "m", "1.0.0", "y")) == archived
            for what in (definitions.publish, definitions.deprecate):
                with pytest.raises(StateError, match="archived"):
                    await what(session, "n", "m", "1.0.0", "x")
            with pytest.raises(StateError, match="archived"):
                await definitions.save_draft(session, draft(digest="b"))

    async def test_an_old_one_can_be_as_good_as_new(self, save, act):
        await save(draft())
        with pytest.raises(StateError, match="draft and can't be deprecated"):
            await act(definitions.deprecate)
        first = await act(definitions.publish)
        old = await act(definitions.deprecate)
        assert (old.state, old.published_at) == ("deprecated", first.published_at)
        assert await act(definitions.deprecate) == old
        again = await act(definitions.publish, by="other")
        assert (again.state, again.deprecated_at) == ("published", None)
        assert again.published_at == first.published_at

    async def test_who_did_what_and_when(self, database, tenant, save, act):
        async with database.tenant(tenant) as session:
            names = ["Ada", "Bob", "Cem", "Dee", "Eve"]
            ada, bob, cem, dee, eve = [
                (await people.add(session, f"{name}@example.com", name, [])).id for name in names
            ]
        await save(draft(by=ada))
        await save(draft(digest="b", by=bob))
        await act(definitions.publish, by=cem)
        await act(definitions.deprecate, by=dee)
        row = await act(definitions.archive, by=eve)
        acts = definitions.ACTS
        assert [getattr(row, f"{each}_by_name") for each in acts] == names
        moments = [getattr(row, f"{each}_at") for each in acts]
        assert moments == sorted(moments)

    async def test_of_what_was_no_person(self, save):
        row, _ = await save(draft(by="seed"))
        assert (row.saved_by_name, row.published_by_name) == (None, None)

    @pytest.mark.parametrize("what", ["publish", "deprecate", "archive"])
    async def test_what_is_missing_is_said(self, act, what):
        with pytest.raises(DefinitionMissingError):
            await act(getattr(definitions, what))


class TestText:
    async def test_another_comment_in_a_draft_is_kept(self, database, tenant, save):
        await save(draft(text="# one"))
        row, changed = await save(draft(text="# two"))
        assert (row.hash, changed) == ("a" * 64, True)
        async with database.tenant(tenant) as session:
            assert await definitions.source(session, row.hash) == "# two"

    async def test_of_a_published_version_not_even_a_comment_changes(
        self, database, tenant, save, act
    ):
        await save(draft(text="# one"))
        await act(definitions.publish)
        row, changed = await save(draft(text="# two"))
        assert (row.state, changed) == ("published", False)
        async with database.tenant(tenant) as session:
            assert await definitions.source(session, row.hash) == "# one"

    async def test_a_drafts_former_text_is_gone(self, database, tenant, save):
        await save(draft(digest="a"))
        await save(draft(digest="b"))
        async with database.tenant(tenant) as session:
            with pytest.raises(Exception, match="No row was found"):
                await definitions.source(session, "a" * 64)


class TestBase:
    @pytest.mark.parametrize("base", [["a" * 64], [tag("# ☃ a")], ["*"], ["no", "a" * 64]])
    async def test_what_its_writer_has_seen(self, save, base):
        await save(draft())
        row, changed = await save(draft(digest="b"), base)
        assert (row.hash, changed) == ("b" * 64, True)

    @pytest.mark.parametrize("base", [["c" * 64], [tag("# ☃ c")], [""], []])
    async def test_what_is_not_there_any_more(self, save, base):
        await save(draft())
        with pytest.raises(MovedError) as caught:
            await save(draft(digest="b"), base)
        assert caught.value.newest.hash == "a" * 64

    async def test_another_comment_is_another_text(self, save):
        await save(draft(text="# one"))
        await save(draft(text="# two"))
        with pytest.raises(MovedError):
            await save(draft(digest="b"), [tag("# one")])

    @pytest.mark.parametrize("base", [["a" * 64], ["*"]])
    async def test_what_was_never_there(self, save, base):
        with pytest.raises(MovedError) as caught:
            await save(draft(), base)
        assert caught.value.newest is None

    async def test_what_must_be_new(self, save):
        assert (await save(draft(), []))[1]

    async def test_of_many_at_once_one_is_kept(self, save):
        await save(draft())
        tasks = [save(draft(digest=digest), ["a" * 64]) for digest in "bcdefghi"]
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        (kept,) = [end for end in ends if not isinstance(end, MovedError)]
        newest = {end.newest.hash for end in ends if isinstance(end, MovedError)}
        assert newest == {kept[0].hash}

    async def test_of_many_that_begin_at_once_one_is_kept(self, save):
        tasks = [save(draft(digest=digest), []) for digest in "bcdefghi"]
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        assert sum(not isinstance(end, MovedError) for end in ends) == 1

    async def test_what_is_published_is_never_saved_over(self, save, act):
        await save(draft())
        tasks = [save(draft(digest=digest)) for digest in "bcde"]
        ends = await asyncio.gather(*tasks, act(definitions.publish), return_exceptions=True)
        assert all(not isinstance(end, Exception) or isinstance(end, StateError) for end in ends)
        row = await act(definitions.publish)
        assert row.hash == ends[-1].hash


class TestFind:
    async def test_the_highest_published_one(self, database, tenant, save, act):
        for version in ("1.9.0", "1.10.0", "2.0.0-rc.1", "3.0.0"):
            await save(draft(version, version[0]))
            if version != "3.0.0":
                await act(definitions.publish, version)
        async with database.tenant(tenant) as session:
            assert (await definitions.find(session, "n", "m")).version == "2.0.0-rc.1"

    async def test_a_deprecated_one_where_there_is_no_other(self, database, tenant, save, act):
        for version in ("1.0.0", "2.0.0", "10.0.0"):
            await save(draft(version, version[0]))
            await act(definitions.publish, version)
            await act(definitions.deprecate, version)
        async with database.tenant(tenant) as session:
            assert (await definitions.find(session, "n", "m")).version == "10.0.0"
        await act(definitions.publish, "1.0.0")
        async with database.tenant(tenant) as session:
            assert (await definitions.find(session, "n", "m")).version == "1.0.0"

    async def test_nothing_of_what_was_never_published(self, database, tenant, save, act):
        await save(draft())
        await act(definitions.archive)
        async with database.tenant(tenant) as session:
            assert await definitions.find(session, "n", "m") is None


class TestPage:
    async def test_by_version(self, database, tenant, save):
        versions = ["1.0.0-rc.2", "1.0.0-rc.10", "1.0.0", "1.0.0+b", "1.2.0", "1.10.0"]
        for version in reversed(versions):
            await save(draft(version, "a"))
        seen, after = [], None
        while True:
            async with database.tenant(tenant) as session:
                rows, after = await definitions.page(session, after, 2)
            seen += [row.version for row in rows]
            if after is None:
                break
        assert seen == versions

    async def test_of_one_process(self, database, tenant, save):
        await save(draft())
        async with database.tenant(tenant) as session:
            rows, _ = await definitions.page(session, None, 5, process=("n", "m"))
            assert len(rows) == 1
            assert await definitions.page(session, None, 5, process=("n", "o")) == ([], None)
