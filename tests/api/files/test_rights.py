"""What somebody may name to have it attached."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest

from api.access.rights import Rights
from api.files.rights import may_read, readable
from store import files
from store.files import Arrived, NotThereError, Wanted
from store.runs import new_id


@dataclass
class Asking:
    """As much of a principal as is asked."""

    person: str

    @property
    def rights(self) -> Rights:
        return Rights(self.person)


@pytest.fixture
async def keys(keyring, tenant):
    return await keyring.of(tenant)


@pytest.fixture
def bring(database, keys, tenant):
    async def one(person):
        file = new_id()
        async with database.tenant(tenant) as session:
            await files.begin(session, keys, Wanted(file, "a", "form", person), b"k")
            return await files.keep(session, keys, Arrived(file, "text/plain", 1, "00"))

    return one


async def test_what_they_have_brought_in_the_order_named(database, keys, tenant, bring):
    ada = str(uuid4())
    one, two = await bring(ada), await bring(ada)
    async with database.tenant(tenant) as session:
        found = await readable(session, keys, Asking(ada), [two.id, one.id])
    assert [file.id for file in found] == [two.id, one.id]


async def test_not_what_another_has_brought(database, keys, tenant, bring):
    """Else whoever knows an id could have the file attached to a run of theirs, and read it."""
    ada, eve = str(uuid4()), str(uuid4())
    mine, theirs = await bring(eve), await bring(ada)
    async with database.tenant(tenant) as session:
        assert not await may_read(session, keys, Asking(eve), theirs)
        with pytest.raises(NotThereError) as refused:
            await readable(session, keys, Asking(eve), [mine.id, theirs.id])
    assert refused.value.ids == [theirs.id]
