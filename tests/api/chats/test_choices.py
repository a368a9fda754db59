"""What can be chosen to show approvals in: what the vendors say now, and what is known already."""

from __future__ import annotations

from store import chat_conversations, chats
from tests.api.approvals.conftest import ann
from tests.api.chat.teams.conftest import office
from tests.api.chats.conftest import PATH
from tests.standins.teams.server import APP

__all__ = ["ann", "office"]


def of(place) -> str:
    return f"{PATH}/places/{place}/conversations"


async def teams_place(office) -> str:
    async with office.services.database.tenant(office.tenant) as session:
        app = await chats.app(session, "teams")
        assert app is not None
        return (await chats.places(session, app.id))[0].id


class TestSlack:
    async def test_where_the_app_is(self, admin, place, slack):
        there = slack.slack.workspace
        mine = there.founds("buying")
        secret = there.founds("board", kind="private")
        there.founds("other", bot=False)
        there.founds("old").archived = True
        answer = await admin.get(of(place["id"]))
        assert answer.json()["items"] == [
            {"conversation": secret.id, "name": "#board", "team": None},
            {"conversation": mine.id, "name": "#buying", "team": None},
        ]

    async def test_slack_is_away(self, admin, place, slack):
        slack.slack.failing.append(500)
        assert (await admin.get(of(place["id"]))).status_code == 502

    async def test_none_of_theirs(self, admin, somebody, other_tenant, place):
        theirs = await somebody(other_tenant, "admin")
        for one in (place["id"], "x", "%00"):
            assert (await theirs.get(of(one))).status_code == 404


class TestTeams:
    async def test_channels_of_its_teams(self, admin, office, ann):
        acting = await office.comes(ann)
        general = office.teams.tenant.team("Buying", acting.person, channels=["Design", "Alarm"])
        await acting.installs(general)
        group = office.teams.tenant.founds(acting.person, kind="groupChat")
        await acting.installs(group)
        await office.settles()
        place = await teams_place(office)
        answer = await admin.get(of(place))
        assert answer.status_code == 200, answer.text
        items = answer.json()["items"]
        assert [(one["team"], one["name"]) for one in items] == [
            (None, group.id),
            ("Buying", None),
            ("Buying", "Alarm"),
            ("Buying", "Design"),
        ]

        chosen = {
            "kind": "teams",
            "name": "Alarm",
            "place": place,
            "conversation": items[2]["conversation"],
        }
        made = await admin.post(f"{PATH}/channels", json=chosen)
        assert made.status_code == 201, made.text
        tried = await admin.post(f"{PATH}/channels/{made.json()['id']}/test")
        assert tried.status_code == 200, tried.text

        # It is lost with its team, though nobody has said a word in it.
        await acting.removes(general)
        await office.settles()
        [listed] = (await admin.get(f"{PATH}/channels")).json()["items"]
        assert listed["state"] == "lost"
        left = (await admin.get(of(place))).json()["items"]
        assert [one["name"] for one in left] == [group.id]

    async def test_a_link_to_a_channel_where_nobody_has_called_it(self, admin, office, ann):
        acting = await office.comes(ann)
        general = office.teams.tenant.team("Buying", acting.person, channels=["Design"])
        await acting.installs(general)
        await office.settles()
        [design] = [
            one for one in office.teams.tenant.conversations.values() if one.name == "Design"
        ]
        body = {"kind": "teams", "name": "D", "conversation": design.id}
        made = await admin.post(f"{PATH}/channels", json=body)
        assert made.status_code == 201, made.text
        body = {"kind": "teams", "name": "D", "conversation": "19:elsewhere@thread.tacv2"}
        refused = await admin.post(f"{PATH}/channels", json=body)
        assert refused.json()["type"] == "urn:baton:problem:not-in-conversation"

    async def test_a_team_that_refuses_hides_nothing_else(self, admin, office, ann):
        acting = await office.comes(ann)
        first = office.teams.tenant.team("Buying", acting.person)
        second = office.teams.tenant.team("Selling", acting.person)
        for one in (first, second):
            await acting.installs(one)
        await office.settles()
        first.bot_is_in = False
        items = (await admin.get(of(await teams_place(office)))).json()["items"]
        assert ("Selling", None) in [(one["team"], one["name"]) for one in items]
        office.teams.connector.disabled = True
        refused = await admin.get(of(await teams_place(office)))
        assert refused.json()["type"] == "urn:baton:problem:chat-place-lost"

    async def test_installed_is_where_somebody_has_it(self, admin, office, database, tenant):
        keys = {"clientId": APP, "clientSecret": "quiet", "team": office.teams.tenant.id}
        made = await admin.put(f"{PATH}/teams", json=keys)
        assert made.status_code == 200, made.text
        [place] = (await admin.get(PATH)).json()["teams"]["places"]
        assert (place["installed"], place["people"]) == (False, 0)
        async with database.tenant(tenant) as session:
            await chat_conversations.seen(session, place["id"], "https://x/c", "A", "T")
        [place] = (await admin.get(PATH)).json()["teams"]["places"]
        assert (place["installed"], place["people"]) == (True, 0)
