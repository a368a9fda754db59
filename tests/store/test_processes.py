"""Processes: their versions in one, and the runs that somebody may see."""

from __future__ import annotations

import pytest

from store import definitions, people, processes, runs
from store.definitions import Draft
from store.runs import StartRun, new_id


def draft(name, version="1.0.0", title=None, summary=None, by="x"):
    digest = f"{name}-{version}-{title}"
    return Draft("n", name, version, digest, "", b"{}", by, title, summary)


@pytest.fixture
async def kept(database, tenant):
    async with database.tenant(tenant) as session:
        ada = await people.add(session, "ada@example.com", "Ada", [])
        for version, title in (("1.9.0", "Nine"), ("1.10.0", "Ten"), ("2.0.0-rc.1", "Next")):
            await definitions.save_draft(session, draft("a", version, title, "First ☃", ada.id))
        await definitions.publish(session, "n", "a", "1.9.0")
        await definitions.publish(session, "n", "a", "1.10.0")
        await definitions.save_draft(session, draft("b", title="Only a draft"))
        await definitions.save_draft(session, draft("c", title="Gone"))
        await definitions.archive(session, "n", "c", "1.0.0")
    return ada


@pytest.fixture
def names(database, tenant):
    async def names(search="", state=None, limit=1):
        found, after = [], ("", "")
        while after is not None:
            async with database.tenant(tenant) as session:
                page, after = await processes.page(session, search, state, after, limit)
            assert len(page) <= limit
            found += [process.shown.name for process in page]
        return found

    return names


class TestPage:
    async def test_versions_in_one(self, database, tenant, kept):
        async with database.tenant(tenant) as session:
            found, following = await processes.page(session, "", None, ("", ""), 50)
        first, second, third = found
        assert following is None
        assert [row.version for row in first.versions] == ["2.0.0-rc.1", "1.10.0", "1.9.0"]
        assert (first.state, first.shown.title, first.shown.summary) == (
            "published",
            "Ten",
            "First ☃",
        )
        assert first.shown.created_by_name == "Ada"
        assert first.highest("draft").version == "2.0.0-rc.1"
        assert first.updated_at == max(row.created_at for row in first.versions)
        assert (second.state, second.highest("published")) == ("draft", None)
        assert (third.state, third.highest("draft")) == ("archived", None)

    @pytest.mark.parametrize("limit", [1, 2, 3, 50])
    async def test_pages_of_every_size(self, kept, names, limit):
        assert await names(limit=limit) == ["a", "b", "c"]
        assert await names(state="archived", limit=limit) == ["c"]

    async def test_by_state(self, kept, names):
        assert await names(state="published") == ["a"]
        assert await names(state="draft") == ["b"]

    async def test_by_text_of_what_is_shown(self, kept, names):
        assert await names("first ☃") == ["a"]
        assert await names("TEN") == ["a"]
        assert await names("Nine") == []  # what it was called once
        assert await names("n") == ["a", "b", "c"]

    @pytest.mark.parametrize("search", ["%", "_", "\\", "'", "x" * 100])
    async def test_strange_searches_find_nothing(self, kept, names, search):
        assert await names(search) == []

    async def test_another_tenant_sees_none(self, database, kept):
        async with database.tenant(new_id()) as session:
            assert await processes.page(session, "", None, ("", ""), 50) == ([], None)
            assert await processes.get(session, "n", "a") is None


class TestRunsOf:
    async def test_only_those_that_may_be_seen(self, database, keys, tenant, kept):
        async with database.tenant(tenant) as session:
            made = []
            for name, person in (("a", "ada"), ("a", "bob"), ("b", "bob")):
                wanted = StartRun(new_id(), "n", name, "1.0.0", "h", None, person)
                made.append((await runs.start(session, keys, wanted))[0].id)
            names = [("n", "a"), ("n", "b"), ("n", "c")]
            every = await processes.runs_of(session, names, None)
            own = await processes.runs_of(session, names, "ada")
        assert [every[name].open for name in names] == [2, 1, 0]
        assert [every[name].id for name in names] == [max(made[:2]), made[2], None]
        assert [own[name].open for name in names] == [1, 0, 0]
        assert [own[name].id for name in names] == [made[0], None, None]
        assert own[names[0]].status == "pending"

    async def test_none_are_asked_for(self, database, tenant):
        async with database.tenant(tenant) as session:
            assert await processes.runs_of(session, [], None) == {}
