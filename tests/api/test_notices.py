"""The tray, and how one wants to be told."""

from __future__ import annotations

import pytest

from definitions.approvals import Who
from store import notices
from store.notices import NewNotice
from tests.asking import Office

NOTICES, CHANNELS = "/api/v1/notices", "/api/v1/me/channels"


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
async def ann(somebody, tenant):
    return await somebody(tenant)


def who(client) -> Who:
    return Who(client.headers["X-Person"], "Ann")


@pytest.fixture
def message(database, keyring, tenant):
    async def send(client, cause: str, subject: str = "Hello") -> None:
        keys = await keyring.of(tenant)
        new = NewNotice(
            person=who(client).id, kind="message", cause=cause, said={"subject": subject}
        )
        async with database.tenant(tenant) as session:
            await notices.add(session, keys, [new])

    return send


class TestListed:
    async def test_the_newest_first_with_its_subject(self, office, ann, message):
        approval = await office.ask(who(ann))
        await message(ann, "one")
        page = (await ann.get(NOTICES)).json()
        assert [one["subject"] for one in page["items"]] == ["Hello", "Laptop for Ada"]
        assert page["items"][1]["approval"] == approval
        assert (page["unread"], page["next"]) == (2, None)

    async def test_how_it_was_decided(self, office, ann):
        decided = {"kind": "decided", "status": "decided", "decision": "approve"}
        await office.ask(who(ann), **decided)
        [one] = (await ann.get(NOTICES)).json()["items"]
        assert one["decision"] == {"name": "approve", "label": "Approve"}

    async def test_the_run_for_who_may_see_it(self, office, ann, admin):
        await office.ask(who(ann), who(admin))
        [hers] = (await ann.get(NOTICES)).json()["items"]
        [his, *_] = (await admin.get(NOTICES)).json()["items"]
        assert hers["run"] is None
        assert his["run"]

    async def test_a_trouble_is_about_a_process(self, office, admin, database, keyring, tenant):
        new = NewNotice(person=who(admin).id, kind="fault", cause="f", run=await office.run())
        async with database.tenant(tenant) as session:
            await notices.add(session, await keyring.of(tenant), [new])
        assert (await admin.get(NOTICES)).json()["items"][0]["subject"] == "n/m"

    async def test_a_page_and_the_next(self, ann, message):
        for number in range(3):
            await message(ann, f"{number}", f"No {number}")
        first = (await ann.get(NOTICES, params={"limit": 2})).json()
        rest = (await ann.get(NOTICES, params={"limit": 2, "cursor": first["next"]})).json()
        assert [one["subject"] for one in [*first["items"], *rest["items"]]] == [
            "No 2",
            "No 1",
            "No 0",
        ]
        assert rest["next"] is None

    async def test_not_those_of_others(self, ann, message, somebody, tenant):
        await message(ann, "one")
        other = await somebody(tenant)
        assert (await other.get(NOTICES)).json()["items"] == []

    @pytest.mark.parametrize("cursor", ["x", "bm90LWEtZGF0ZS9pZA", "☃"])
    async def test_a_cursor_of_somebody_elses(self, ann, cursor):
        assert (await ann.get(NOTICES, params={"cursor": cursor})).status_code == 422


class TestRead:
    async def test_one_then_all(self, ann, message):
        await message(ann, "one")
        await message(ann, "two")
        [newest, _] = (await ann.get(NOTICES)).json()["items"]
        some = await ann.post(f"{NOTICES}/read", json={"ids": [newest["id"], "x"]})
        assert some.json() == {"unread": 1}
        assert (await ann.get(NOTICES)).json()["items"][0]["readAt"]
        assert (await ann.post(f"{NOTICES}/read", json={})).json() == {"unread": 0}

    async def test_not_those_of_others(self, ann, message, somebody, tenant):
        await message(ann, "one")
        await (await somebody(tenant)).post(f"{NOTICES}/read", json={})
        assert (await ann.get(NOTICES)).json()["unread"] == 1


class TestChannels:
    async def test_as_usual_until_something_is_chosen(self, ann):
        before = (await ann.get(CHANNELS)).json()["items"]
        assert all(one["channels"] == one["usual"] for one in before)
        chosen = await ann.put(CHANNELS, json={"channels": {"asked": ["portal"]}})
        assert chosen.status_code == 200, chosen.text
        after = {one["topic"]: one for one in (await ann.get(CHANNELS)).json()["items"]}
        assert after["asked"]["channels"] == ["portal"]
        assert after["troubles"]["channels"] == after["troubles"]["usual"]
        await ann.put(CHANNELS, json={"channels": {}})
        assert (await ann.get(CHANNELS)).json()["items"] == before

    @pytest.mark.parametrize(
        "channels",
        [{"asked": ["pigeon"]}, {"weather": ["email"]}, {"asked": "email"}],
        ids=["no channel", "no topic", "no list"],
    )
    async def test_what_there_is_not(self, ann, channels):
        assert (await ann.put(CHANNELS, json={"channels": channels})).status_code == 422
