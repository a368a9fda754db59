"""Apps of chats: begun, changed, shown without their secrets, taken away."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import psycopg
import pytest

from channels.slack import manifest
from store import chats
from tests.api.chats.conftest import PATH

AZURE = "11111111-2222-4333-8444-555555555555"
TEAM = "99999999-2222-4333-8444-555555555555"
SECRETS = {"clientSecret": "hush-client", "signingSecret": "hush-sign", "socketToken": "xapp-hush"}


class TestBeginning:
    async def test_nothing_is_there(self, admin):
        assert (await admin.get(PATH)).json() == {"slack": None, "teams": None}

    async def test_its_addresses_are_there_before_its_keys(self, admin, database):
        made = (await admin.put(f"{PATH}/slack", json={})).json()
        assert not made["ready"]
        assert made["missing"] == ["clientId", "clientSecret", "signingSecret"]
        address = made["urls"]["events"].removesuffix("/events")
        assert set(made["urls"]) == {"events", "actions", "commands", "installed"}
        assert await chats.app_at(database, address.rpartition("/")[2]) is not None

    async def test_what_is_left_out_stays_and_the_address_too(self, admin):
        before = (await admin.put(f"{PATH}/slack", json={"clientId": "1.2", **SECRETS})).json()
        after = (await admin.put(f"{PATH}/slack", json={"socket": True})).json()
        assert after["ready"]
        assert after["socket"]
        assert (after["clientId"], after["urls"]) == ("1.2", before["urls"])

    async def test_by_a_socket_it_needs_another_key(self, admin):
        body = {"clientId": "1.2", "clientSecret": "c", "socket": True}
        assert (await admin.put(f"{PATH}/slack", json=body)).json()["missing"] == ["socketToken"]

    async def test_secrets_are_nowhere_but_sealed(self, admin, database_urls, capfd):
        answers = [
            (await admin.put(f"{PATH}/slack", json={"clientId": "1.2", **SECRETS})).text,
            (await admin.get(PATH)).text,
            (await admin.get("/api/v1/audit")).text,
        ]
        assert not [text for text in answers if "hush" in text]
        assert '"written": ["clientSecret", "signingSecret", "socketToken"]' in answers[2].replace(
            '":[', '": ['
        ).replace('","', '", "')
        with psycopg.connect(database_urls.admin) as database:
            [row] = database.execute("SELECT secrets FROM chat_apps").fetchall()[-1:]
        assert b"hush" not in row[0]
        assert "hush" not in "".join(capfd.readouterr())


class TestTeams:
    async def test_its_place_is_there_with_its_keys(self, admin):
        begun = (await admin.put(f"{PATH}/teams", json={"clientId": AZURE.upper()})).json()
        assert begun["places"] == []
        assert begun["missing"] == ["clientSecret", "team"]
        body = {"clientSecret": "c", "team": TEAM}
        made = (await admin.put(f"{PATH}/teams", json=body)).json()
        assert made["ready"]
        assert set(made["urls"]) == {"messages"}
        [place] = made["places"]
        assert (place["team"], place["state"], place["missingScopes"]) == (TEAM, "on", [])

    async def test_another_tenant_is_another_place(self, admin):
        body = {"clientId": AZURE, "clientSecret": "c", "team": TEAM}
        [before] = (await admin.put(f"{PATH}/teams", json=body)).json()["places"]
        [same] = (await admin.put(f"{PATH}/teams", json={"clientSecret": "d"})).json()["places"]
        assert same["id"] == before["id"]
        [after] = (await admin.put(f"{PATH}/teams", json={"team": AZURE})).json()["places"]
        assert after["id"] != before["id"]


class TestHostile:
    @pytest.mark.parametrize(
        ("kind", "body"),
        [
            ("slack", {"clientId": "no numbers"}),
            ("slack", {"clientId": ""}),
            ("slack", {"clientSecret": "x" * 1_001}),
            ("slack", {"clientSecret": "ünïcode"}),
            ("slack", {"signingSecret": "a b"}),
            ("slack", {"signingSecret": 5}),
            ("slack", {"socketToken": "xoxb-1"}),
            ("slack", {"socket": "maybe"}),
            ("slack", {"team": "T1"}),
            ("slack", {"surprise": 1}),
            ("slack", []),
            ("teams", {"clientId": "x"}),
            ("teams", {"team": "contoso.example"}),
            ("teams", {"signingSecret": "x"}),
            ("teams", {"socket": True}),
            ("discord", {}),
        ],
        ids=str,
    )
    async def test_is_refused_and_nothing_is_made(self, admin, kind, body):
        answer = await admin.put(f"{PATH}/{kind}", json=body)
        assert answer.status_code == 422, answer.text
        assert answer.json()["remedy"]
        assert (await admin.get(PATH)).json() == {"slack": None, "teams": None}

    @pytest.mark.parametrize("path", ["", "/slack/manifest", "/channels"])
    async def test_who_may_not_sees_nothing(self, somebody, tenant, path):
        for role in ("member", "developer", "operator", "supervisor"):
            client = await somebody(tenant, role)
            assert (await client.get(PATH + path)).status_code == 403

    async def test_whoever_has_the_permission(self, admin, somebody, tenant):
        role = {"title": "Chats", "permissions": ["chats:write"]}
        await admin.put("/api/v1/roles/chats", json=role)
        assert (await (await somebody(tenant, "chats")).get(PATH)).status_code == 200

    async def test_another_tenant(self, somebody, other_tenant, admin, place):
        theirs = await somebody(other_tenant, "admin")
        assert (await theirs.get(PATH)).json()["slack"] is None
        assert (await theirs.delete(f"{PATH}/slack")).status_code == 404
        assert (await theirs.delete(f"{PATH}/places/{place['id']}")).status_code == 404
        assert (await theirs.get(f"{PATH}/slack/manifest")).status_code == 404
        assert (await admin.get(PATH)).json()["slack"]["places"] == [place]


class TestManifest:
    async def test_has_the_addresses_of_the_app(self, admin):
        made = (await admin.put(f"{PATH}/slack", json={})).json()
        answer = (await admin.get(f"{PATH}/slack/manifest", params={"name": "Büro"})).json()
        settings = answer["manifest"]["settings"]
        assert settings["event_subscriptions"]["request_url"] == made["urls"]["events"]
        assert answer["manifest"]["display_information"]["name"] == "Büro"
        assert answer["link"].startswith(
            "https://api.slack.com/apps?new_app=1&manifest_json=%7B%22"
        )
        assert answer["scopes"] == dict(manifest.SCOPES)

    @pytest.mark.parametrize("name", ["", "x" * 36])
    async def test_names_that_slack_does_not_take(self, admin, name):
        await admin.put(f"{PATH}/slack", json={})
        answer = await admin.get(f"{PATH}/slack/manifest", params={"name": name})
        assert answer.status_code == 422

    async def test_begin_first(self, admin):
        answer = await admin.get(f"{PATH}/slack/manifest")
        assert (answer.status_code, "PUT" in answer.json()["remedy"]) == (404, True)


class TestTakingAway:
    async def test_the_app_with_its_places(self, admin, place):
        assert (await admin.delete(f"{PATH}/slack")).status_code == 204
        assert (await admin.get(PATH)).json()["slack"] is None
        assert (await admin.delete(f"{PATH}/slack")).status_code == 404

    async def test_a_place(self, admin, place):
        assert (await admin.delete(f"{PATH}/places/{place['id']}")).status_code == 204
        assert (await admin.get(PATH)).json()["slack"]["places"] == []
        for odd in (place["id"], "x", "%00", "'; --"):
            assert (await admin.delete(f"{PATH}/places/{odd}")).status_code == 404

    async def test_another_app_has_other_places(self, admin, place):
        same = await admin.put(f"{PATH}/slack", json={"signingSecret": "new"})
        assert same.json()["places"] == [place]
        another = await admin.put(f"{PATH}/slack", json={"clientId": "77.88"})
        assert another.json()["places"] == []


class TestPackage:
    async def test_the_app_of_teams(self, admin):
        assert (await admin.get(f"{PATH}/teams/package")).status_code == 404
        await admin.put(f"{PATH}/teams", json={})
        answer = await admin.get(f"{PATH}/teams/package")
        assert (answer.status_code, answer.json()["type"]) == (
            409,
            "urn:baton:problem:chat-not-ready",
        )
        bot = "11111111-2222-3333-4444-555555555555"
        await admin.put(f"{PATH}/teams", json={"clientId": bot})
        answer = await admin.get(f"{PATH}/teams/package", params={"name": "Laila"})
        assert answer.headers["content-type"] == "application/zip"
        with ZipFile(BytesIO(answer.content)) as made:
            written = json.loads(made.read("manifest.json"))
        assert (written["name"]["short"], written["bots"][0]["botId"]) == ("Laila", bot)
