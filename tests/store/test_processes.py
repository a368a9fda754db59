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
        await definitions.publish(session, "n", "a", "1.9.0", "x")
        await definitions.publish(session, "n", "a", "1.10.0", "x")
        await definitions.save_draft(session, draft("b", title="Only a draft"))
        await definitions.save_draft(session, draft("c", title="Gone"))
        await definitions.archive(session, "n", "c", "1.0.0", "x")
    return ada


@pytest.fixture
def names(database, tenant):
    async def names(search="", state=None, limit=1):
        found, after = [], ("", "")
        while after is not None:
            async with database.tenant(tenant) as session:
                page, after = await processes.page(session, search, state, after, limit)
            assert len(page) <= limit
            found += [process.name for process in page]
        return found

    return names


class TestPage:
    async def test_versions_in_one(self, database, tenant, kept):
        async with database.tenant(tenant) as session:
            found, following = await processes.page(session, "", None, ("", ""), 50)
            rows = await processes.versions(session, "n", "a", 50)
            (highest,) = await processes.versions(session, "n", "a", 1)
        first, second, third = found
        assert following is None
        assert (first.state, first.title, first.summary) == ("published", "Ten", "First ☃")
        assert (first.version, first.draft) == ("1.10.0", "2.0.0-rc.1")
        assert first.updated_at == max(row.published_at or row.saved_at for row in rows)
        assert (second.state, second.version, second.draft) == ("draft", None, "1.0.0")
        assert (third.state, third.version, third.draft) == ("archived", None, None)
        assert [row.version for row in rows] == ["2.0.0-rc.1", "1.10.0", "1.9.0"]
        assert highest == rows[0]
        assert highest.created_by_name == "Ada"

    async def test_deprecated_ones_stand_back(self, database, tenant, kept):
        async with database.tenant(tenant) as session:
            await definitions.deprecate(session, "n", "a", "1.10.0", "x")
            process = await processes.get(session, "n", "a")
            assert (process.state, process.version) == ("published", "1.9.0")
            await definitions.deprecate(session, "n", "a", "1.9.0", "x")
            process = await processes.get(session, "n", "a")
            assert (process.state, process.version) == ("deprecated", "1.10.0")
            found, _ = await processes.page(session, "ten", "deprecated", ("", ""), 50)
            assert found == [process]

    async def test_more_than_are_looked_at_at_once(self, kept, names, monkeypatch):
        monkeypatch.setattr(processes, "LOOKED_AT", 1)
        assert await names(state="archived", limit=2) == ["c"]
        assert await names("only", limit=2) == ["b"]

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
            own = await processes.runs_of(session, names, {"ada"})
        assert [every[name].open for name in names] == [2, 1, 0]
        assert [every[name].id for name in names] == [max(made[:2]), made[2], None]
        assert [own[name].open for name in names] == [1, 0, 0]
        assert [own[name].id for name in names] == [made[0], None, None]
        assert own[names[0]].status == "pending"

    async def test_none_are_asked_for(self, database, tenant):
        async with database.tenant(tenant) as session:
            assert await processes.runs_of(session, [], None) == {}
