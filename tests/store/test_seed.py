"""The demo tenant: a dozen people and a published process, made once."""

from __future__ import annotations

from store import definitions, people
from store.keys import Keyring
from store.seed import seed_demo


class TestSeed:
    async def test_twice_is_once(self, database, tmp_path):
        # The master key of every test that seeds this database: its keys are wrapped only once.
        keyring = Keyring(database, bytes(32))
        first = await seed_demo(database, keyring, tmp_path)
        again = await seed_demo(database, keyring, tmp_path)
        assert first == again
        assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600
        async with database.tenant(first.tenant) as session:
            seeded, _ = await people.page(session, "", None, 50)
            hello = await definitions.find(session, "demo", "hello")
        # Other tests have people of their own in this tenant.
        everybody = [person for person in seeded if person.email.endswith("@demo.example")]
        assert len(everybody) == 12
        assert sum(person.manager_id is None for person in everybody) == 1
        assert {role for person in everybody for role in person.roles} == {
            "admin", "developer", "designer", "operator", "approver", "member",
        }  # fmt: skip
        assert hello.state == "published"
