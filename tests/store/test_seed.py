"""The demo tenant: a dozen people and a published process, made once."""

from __future__ import annotations

from store import definitions, departments, people
from store.seed import ready_made, seed_demo


class TestSeed:
    async def test_twice_is_once(self, database, keyring, tmp_path):
        first = await seed_demo(database, keyring, tmp_path)
        again = await seed_demo(database, keyring, tmp_path)
        assert first == again
        assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600
        async with database.tenant(first.tenant) as session:
            seeded = await people.everybody(session)
            places = (await departments.everything(session)).values()
            hello = await definitions.find(session, "demo", "hello")
            purchase = await definitions.find(session, "office", "purchase")
        # Other tests have people of their own in this tenant.
        everybody = [person for person in seeded if person.email.endswith("@demo.example")]
        assert len(everybody) == 12
        assert sum(person.manager_id is None for person in everybody) == 1
        assert {role for person in everybody for role in person.roles} == {
            "admin", "developer", "designer", "operator", "supervisor", "approver", "member",
        }  # fmt: skip
        assert {one.name for one in places} >= {"Board", "Engineering", "Sales"}
        assert all(one.head_id is not None for one in places)
        assert hello.state == purchase.state == "published"

    def test_the_ready_made_ones(self):
        names = [path.stem for path in ready_made()]
        assert names == ["expense", "leave", "onboarding", "purchase", "review"]
