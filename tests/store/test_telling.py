"""All that is known for a batch: of those who are in it, and no more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store import deliveries, notices, telling
from store.deliveries import NewDelivery
from store.runs import new_id
from tests.asking import Office


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    return Office(database, keyring, tenant, database_urls.admin)


async def know(office):
    keys = await office.keyring.of(office.tenant)
    ids = [one for (one,) in office.rows("SELECT id::text FROM notices WHERE tenant_id = %s")]
    async with office.database.tenant(office.tenant) as session:
        return await telling.know(session, keys, await notices.untold(session, ids), "email")


class TestKnow:
    async def test_people_approvals_and_how_it_stands(self, office):
        ann, bob = await office.person("Ann"), await office.person("Bob")
        one = await office.ask(ann)
        known = await know(office)
        assert set(known.people) == {ann.id}
        assert bob.id not in known.people
        assert known.approvals[one].body["subject"] == "Laptop for Ada"
        assert not known.approvals[one].over
        assert known.states == {(one, ann.id): "open"}
        assert [*known.processes.values()] == ["n/m"]

    async def test_who_stands_in(self, office):
        ann, bob = await office.person("Ann"), await office.person("Bob")
        await office.away(ann, bob)
        await office.ask(ann)
        known = await know(office)
        assert known.deputy(ann.id, datetime.now(UTC)) == bob.id
        assert known.deputy(bob.id, datetime.now(UTC)) is None

    async def test_the_first_mail_and_what_has_failed(self, office):
        ann = await office.person("Ann")
        one = await office.ask(ann)
        [(notice,)] = office.rows("SELECT id::text FROM notices WHERE tenant_id = %s")
        new = NewDelivery(id=new_id(), notice=notice, person=ann.id, channel="email")
        async with office.database.tenant(office.tenant) as session:
            await deliveries.add(session, [new])
        known = await know(office)
        assert known.first == {(one, ann.id): new.id}
        assert [row.id for row in known.before[notice]] == [new.id]

    async def test_without_any_approval(self, office):
        known = await know(office)
        assert (known.approvals, known.first, known.states) == ({}, {}, {})
