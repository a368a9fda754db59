"""The way to Slack's page and back: once, in time, for the app and the person who has begun it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from channels.slack import manifest
from store import chats, people
from tests.api.chats.conftest import PATH, told
from tests.standins.slack.refusals import RefusedError, TooManyError


class TestInstalling:
    async def test_keeps_the_place_and_its_tokens(
        self, admin, stranger, app_there, walks, slack, database, keyring, tenant
    ):
        back = await stranger.get(await walks())
        assert told(back) == {"installed": slack.slack.workspace.name}
        [place] = (await admin.get(PATH)).json()["slack"]["places"]
        assert (place["team"], place["state"]) == (slack.slack.workspace.id, "on")
        assert place["missingScopes"] == []
        keys = await keyring.of(tenant)
        async with database.tenant(tenant) as session:
            app = await chats.app(session, "slack")
            row = await chats.place(session, app.id, place["team"])
        assert row.opened(keys).bot in slack.slack.tokens.tokens
        assert row.opened(keys).refresh
        assert row.expires_at is not None
        [line] = (await admin.get("/api/v1/audit", params={"action": "chat.install"})).json()[
            "items"
        ]
        assert row.opened(keys).bot not in str(line)

    async def test_asks_for_what_the_manifest_has(self, admin, app_there):
        url = (await admin.post(f"{PATH}/slack/installation")).json()["url"]
        asked = parse_qs(urlsplit(url).query)
        assert urlsplit(url).path == "/oauth/v2/authorize"
        assert asked["scope"] == [",".join(manifest.SCOPES)]
        assert asked["redirect_uri"] == [app_there["urls"]["installed"]]

    async def test_says_which_scopes_are_missing(self, admin, stranger, app_there, walks, slack):
        address = await walks()
        [code] = slack.slack.tokens.codes.values()
        code.scopes = ("chat:write", "commands")
        await stranger.get(address)
        [place] = (await admin.get(PATH)).json()["slack"]["places"]
        assert place["missingScopes"] == [
            one for one in manifest.SCOPES if one not in ("chat:write", "commands")
        ]

    async def test_the_same_workspace_twice_is_one_place(self, admin, stranger, place, walks):
        assert "installed" in told(await stranger.get(await walks()))
        assert [one["id"] for one in (await admin.get(PATH)).json()["slack"]["places"]] == [
            place["id"]
        ]

    async def test_needs_the_keys(self, admin, slack):
        await admin.put(f"{PATH}/slack", json={})
        answer = await admin.post(f"{PATH}/slack/installation")
        assert (answer.status_code, answer.json()["type"]) == (
            409,
            "urn:baton:problem:chat-not-ready",
        )

    async def test_needs_https_where_it_is_slack_itself(self, admin, services, app_there):
        services.chats = type(services.chats)()
        answer = await admin.post(f"{PATH}/slack/installation")
        assert answer.json()["type"] == "urn:baton:problem:not-https"


class TestTrouble:
    async def test_somebody_says_no(self, stranger, app_there, walks, slack):
        slack.slack.approves = False
        assert told(await stranger.get(await walks())) == {"problem": "refused"}

    async def test_a_state_that_comes_back_twice(self, admin, stranger, app_there, walks):
        address = await walks()
        assert "installed" in told(await stranger.get(address))
        assert told(await stranger.get(address)) == {"problem": "over"}

    async def test_a_state_that_is_too_old(self, stranger, tenant, app_there, walks, database_urls):
        address = await walks()
        with psycopg.connect(database_urls.admin) as database:
            database.execute(
                "UPDATE chat_installs SET expires_at = now() - interval '1 second'"
                " WHERE tenant_id = %s",
                [tenant],
            )
        assert told(await stranger.get(address)) == {"problem": "over"}

    async def test_a_code_that_was_used(self, stranger, app_there, walks):
        first, second = await walks(), await walks()
        code = parse_qs(urlsplit(first).query)["code"][0]
        state = parse_qs(urlsplit(second).query)["state"][0]
        await stranger.get(first)
        again = f"{urlsplit(second).path}?code={code}&state={state}"
        assert told(await stranger.get(again)) == {"problem": "code"}

    async def test_a_state_of_another_organisation(
        self, stranger, somebody, other_tenant, app_there, walks
    ):
        theirs = await somebody(other_tenant, "admin")
        made = (await theirs.put(f"{PATH}/slack", json={})).json()
        address = await walks()
        foreign = f"{urlsplit(made['urls']['installed']).path}?{urlsplit(address).query}"
        assert told(await stranger.get(foreign)) == {"problem": "over"}
        assert (await theirs.get(PATH)).json()["slack"]["places"] == []

    @pytest.mark.parametrize("query", ["", "code=x", "state=x", "state=", "state=a&state=b&code=c"])
    async def test_what_nobody_has_asked_for(self, stranger, app_there, query):
        path = urlsplit(app_there["urls"]["installed"]).path
        assert told(await stranger.get(f"{path}?{query}"))["problem"] == "over"

    @pytest.mark.parametrize("odd", ["nothing", "%00", "ü", "x" * 3_000, "'; DROP TABLE chat_apps"])
    async def test_an_address_that_is_no_app(self, stranger, slack, odd):
        answer = await stranger.get(f"/chat/slack/{odd}/installed?state=x&code=y")
        assert told(answer) == {"problem": "unknown-app"}

    async def test_an_app_that_was_taken_away(self, admin, stranger, app_there, walks):
        address = await walks()
        await admin.delete(f"{PATH}/slack")
        assert told(await stranger.get(address)) == {"problem": "unknown-app"}

    async def test_who_has_begun_has_left(
        self, admin, somebody, tenant, stranger, app_there, walks, database
    ):
        other = await somebody(tenant, "admin")
        address = await walks(other)
        async with database.tenant(tenant) as session:
            await people.disable(session, other.headers["X-Person"])
        assert told(await stranger.get(address)) == {"problem": "not-allowed"}
        assert (await admin.get(PATH)).json()["slack"]["places"] == []

    async def test_who_has_begun_may_no_more(
        self, admin, somebody, tenant, stranger, app_there, walks
    ):
        other = await somebody(tenant, "admin")
        address = await walks(other)
        body = {"roles": ["member"]}
        changed = await admin.patch(f"/api/v1/people/{other.headers['X-Person']}", json=body)
        assert changed.status_code == 200, changed.text
        assert told(await stranger.get(address)) == {"problem": "not-allowed"}

    @pytest.mark.parametrize(
        ("failure", "code"),
        [
            (500, "vendor-away"),
            (TooManyError(3), "vendor-busy"),
            (RefusedError("invalid_client_id"), "wrong-keys"),
            (RefusedError("bad_redirect_uri"), "wrong-address"),
            (RefusedError("something_new"), "vendor-answer"),
        ],
        ids=["away", "busy", "keys", "address", "new"],
    )
    async def test_what_slack_says(self, stranger, app_there, walks, slack, failure, code):
        address = await walks()
        slack.slack.failing.append(failure)
        assert told(await stranger.get(address)) == {"problem": code}

    async def test_a_whole_organisation(self, stranger, app_there, walks, slack):
        slack.slack.app.whole_organisation = True
        assert told(await stranger.get(await walks())) == {"problem": "whole-organisation"}

    async def test_a_wrong_secret(self, admin, stranger, app_there, walks):
        await admin.put(f"{PATH}/slack", json={"clientSecret": "another"})
        assert told(await stranger.get(await walks())) == {"problem": "wrong-keys"}


class TestByToken:
    async def test_a_workspace(self, admin, app_there, slack):
        slack.slack.tokens.rotation = False
        token = slack.slack.installed().value
        answer = await admin.post(f"{PATH}/slack/places", json={"botToken": token})
        assert answer.status_code == 201, answer.text
        [place] = answer.json()["places"]
        assert (place["name"], place["missingScopes"]) == (slack.slack.workspace.name, [])
        assert token not in answer.text

    async def test_of_a_whole_organisation(self, admin, app_there, slack):
        slack.slack.app.whole_organisation = True
        slack.slack.tokens.rotation = False
        token = slack.slack.installed().value
        answer = await admin.post(f"{PATH}/slack/places", json={"botToken": token})
        assert (answer.status_code, "Enterprise Grid" in answer.json()["detail"]) == (422, True)

    @pytest.mark.parametrize("token", ["xoxp-1-2", "x", "xoxb-" + "y" * 2_000, ""])
    async def test_what_is_none(self, admin, app_there, token):
        answer = await admin.post(f"{PATH}/slack/places", json={"botToken": token})
        assert answer.status_code == 422

    async def test_one_that_slack_does_not_know(self, admin, app_there):
        answer = await admin.post(f"{PATH}/slack/places", json={"botToken": "xoxb-1-2-abc"})
        assert (answer.status_code, answer.json()["type"]) == (
            409,
            "urn:baton:problem:chat-place-lost",
        )
        assert "xoxb-1" not in answer.text
