"""The tray, and how one wants to be told."""

from __future__ import annotations

import pytest

from definitions.approvals import Who
from store import chat_people, chats, notices
from store.chats import Installed, Secrets, Tokens
from store.notices import NewNotice
from tests.asking import Office

NOTICES, CHANNELS = "/api/v1/notices", "/api/v1/me/channels"
USUAL = "/api/v1/tenant/channels"


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

    async def test_how_soon_and_what_is_left_out_is_as_usual(self, ann):
        wanted = {"channels": {"asked": ["portal"]}, "paces": {"reminders": {"pace": "daily"}}}
        chosen = await ann.put(CHANNELS, json=wanted)
        assert chosen.status_code == 200, chosen.text
        shown = {one.pop("topic"): one for one in chosen.json()["items"]}
        usual = {"usual": ["email", "portal"], "usualPace": "at-once", "usualHour": None}
        daily = {"channels": ["email", "portal"], "pace": "daily", "hour": 9}
        assert shown["reminders"] == {**daily, **usual}
        assert shown["asked"] == {"channels": ["portal"], "pace": "at-once", "hour": None, **usual}

    @pytest.mark.parametrize(
        "pace",
        [{"pace": "yearly"}, {"pace": "daily", "hour": 24}, {"pace": "hourly", "hour": 3}, {}],
        ids=["no pace", "no hour", "no day", "nothing"],
    )
    async def test_no_pace(self, ann, pace):
        assert (await ann.put(CHANNELS, json={"paces": {"asked": pace}})).status_code == 422


class TestChats:
    async def test_offered_where_there_is_an_app(self, ann, database, keyring, tenant):
        assert (await ann.get(CHANNELS)).json()["chats"] == []
        keys = await keyring.of(tenant)
        here = Installed(team="T1", name="T1", bot="B", scopes=[], tokens=Tokens(bot="t"))
        places = {}
        async with database.tenant(tenant) as session:
            for kind in ("slack", "teams"):
                secrets = Secrets(client="c")
                await chats.set_app(session, keys, kind, "1", secrets, calls_us=False, by="s")
                app = await chats.app(session, kind)
                places[kind] = await chats.install(session, keys, app.id, here, "s")
        states = [{"channel": "slack", "state": "sought"}, {"channel": "teams", "state": "unknown"}]
        assert (await ann.get(CHANNELS)).json()["chats"] == states
        async with database.tenant(tenant) as session:
            await chat_people.stranger(session, places["slack"], who(ann).id)
            await chat_people.match(session, places["teams"], "U1", who(ann).id)
        states = [{"channel": "slack", "state": "unknown"}, {"channel": "teams", "state": "found"}]
        assert (await ann.get(CHANNELS)).json()["chats"] == states
        chosen = await ann.put(CHANNELS, json={"channels": {"asked": ["teams", "portal"]}})
        assert chosen.json()["items"][0]["channels"] == ["teams", "portal"]


class TestUsual:
    async def test_of_the_organisation(self, ann, admin):
        before = (await admin.get(USUAL)).json()
        wanted = {"channels": {"asked": ["portal"]}, "paces": {"asked": {"pace": "hourly"}}}
        chosen = await admin.put(USUAL, json=wanted)
        assert chosen.status_code == 200, chosen.text
        first = {"channels": ["email", "portal"], "pace": "at-once", "hour": None}
        told = {"channels": ["portal"], "pace": "hourly", "hour": None}
        assert chosen.json()["items"][0] == {"topic": "asked", **told, "first": first}
        hers = (await ann.get(CHANNELS)).json()["items"][0]
        usual = {"usual": ["portal"], "usualPace": "hourly", "usualHour": None}
        assert hers == {"topic": "asked", **told, **usual}
        assert (await admin.put(USUAL, json={})).json() == before
