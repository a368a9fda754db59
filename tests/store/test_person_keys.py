"""Keys of people: made when needed, the same for all, destroyed for good."""

from __future__ import annotations

import pytest

from store import person_keys
from store.keys import OF_PERSON, Keyring, TamperedError
from store.person_keys import person_of
from store.runs import new_id
from tests.conftest import MASTER_KEY


class TestOf:
    async def test_the_same_again_and_elsewhere(self, database, keys, tenant):
        person = new_id()
        async with database.tenant(tenant) as session:
            sealed = (await person_keys.of(session, keys, person)).seal_json({"a": "☃"}, "c")
        assert sealed[:1] == OF_PERSON
        elsewhere = await Keyring(database, MASTER_KEY).of(tenant)
        for known in (keys, elsewhere, elsewhere):
            async with database.tenant(tenant) as session:
                key = await person_keys.of(session, known, person)
            assert key.open_json(sealed, "c") == {"a": "☃"}

    async def test_anothers_does_not_open(self, database, keys, tenant):
        async with database.tenant(tenant) as session:
            one, other = [await person_keys.of(session, keys, new_id()) for _ in range(2)]
        sealed = one.seal_json(1, "c")
        for key, data, context in ((other, sealed, "c"), (one, sealed, "d"), (one, b"\x02", "c")):
            with pytest.raises(TamperedError):
                key.open_json(data, context)

    async def test_destroyed(self, database, keys, tenant):
        person = new_id()
        for _ in range(2):
            async with database.tenant(tenant) as session:
                await person_keys.destroy(session, keys, person)
        async with database.tenant(tenant) as session:
            assert await person_keys.of(session, keys, person) is None
            assert await person_keys.known(session, keys, [person, new_id()]) == {}


class TestPersonOf:
    @pytest.mark.parametrize(
        "name", ["", "ada", "person:", "person:ada", "run:01a1fc9f-e86b-7377-8e16-6a61bdfbf165"]
    )
    def test_nobody(self, name):
        assert person_of(name) is None

    def test_of_an_actor_and_of_a_subject(self):
        person = new_id()
        assert person_of(person) == person_of(f"person:{person}") == person
        assert person_of(person.upper()) is None
