"""Templates: each save a version that stays, and no number twice."""

from __future__ import annotations

from uuid import uuid4

import pytest

from store import notification_templates
from store.notification_templates import MovedError, NewVersion


def new(subject: str, **more) -> NewVersion:
    texts = {"en": {"subject": subject, "body": ""}}
    return NewVersion(**{"texts": texts, "sample": {}, "note": None, **more})


@pytest.fixture
def save(database, tenant):
    async def one(subject: str, base: int | None = None, name: str = "t", **more):
        async with database.tenant(tenant) as session:
            return await notification_templates.save(
                session, name, new(subject, **more), "me", base
            )

    return one


class TestSave:
    async def test_each_is_a_version_that_stays(self, database, tenant, save):
        first = await save("one", 0, sample={"b": 2, "a": [1]}, note="why")
        second = await save("two", 1)
        assert (first.version, second.version, second.current) == (1, 2, 2)
        async with database.tenant(tenant) as session:
            kept = await notification_templates.find(session, "t", 1)
            current = await notification_templates.find(session, "t")
            rows = await notification_templates.versions(session, "t", 10)
        assert kept is not None
        assert (kept.said["en"].subject, kept.sample, kept.note) == (
            "one",
            {"b": 2, "a": [1]},
            "why",
        )
        assert [*kept.sample] == ["b", "a"]  # as it was written
        assert current == second
        assert [row.version for row in rows] == [2, 1]

    @pytest.mark.parametrize("base", [0, 2], ids=["as if new", "one that isn't"])
    async def test_not_over_what_its_writer_has_not_seen(self, save, base):
        await save("one", 0)
        with pytest.raises(MovedError) as raised:
            await save("mine", base)
        assert raised.value.newest is not None
        assert raised.value.newest.version == 1

    async def test_of_one_that_was_deleted(self, database, tenant, save):
        await save("one", 0)
        async with database.tenant(tenant) as session:
            await notification_templates.remove(session, "t")
        with pytest.raises(MovedError) as raised:
            await save("mine", 1)
        assert raised.value.newest is None

    async def test_another_tenant_has_its_own(self, database, save):
        await save("one")
        async with database.tenant(str(uuid4())) as session:
            assert await notification_templates.page(session) == []


class TestRemove:
    async def test_no_number_means_two_texts(self, database, tenant, save):
        await save("one", 0)
        async with database.tenant(tenant) as session:
            assert await notification_templates.remove(session, "t")
            assert not await notification_templates.remove(session, "t")
            assert await notification_templates.find(session, "t", 1) is None
            assert await notification_templates.names(session) == {}
        again = await save("two", 0)
        assert again.version == 2
        async with database.tenant(tenant) as session:
            assert await notification_templates.find(session, "t", 1) is None
            assert await notification_templates.names(session) == {"t": 2}
