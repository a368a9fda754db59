"""Installing, rotating, revoking, removing."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from tests.standins.slack.asking import error
from tests.standins.slack.conftest import Office
from tests.standins.slack.tokens import CODE_SECONDS, EXPIRES_IN

# The vendor's client asks aiohttp for what aiohttp is going to drop.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
REDIRECT = "http://localhost:8080/slack/oauth"


async def walks(office: Office, **changed: str) -> httpx.Response:
    """A person on the authorize page, who says yes."""
    query = {
        "client_id": office.slack.app.client_id,
        "scope": "chat:write,commands",
        "redirect_uri": REDIRECT,
        "state": "s7ate",
        **changed,
    }
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.get(f"{office.slack.url}/oauth/v2/authorize?{urlencode(query)}")


async def code(office: Office, **changed: str) -> str:
    answer = await walks(office, **changed)
    assert answer.status_code == 302
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query["state"] == ["s7ate"]
    return query["code"][0]


def exchange(office: Office, **changed: str):
    app = office.slack.app
    given = {"client_id": app.client_id, "client_secret": app.client_secret, **changed}
    return office.calling("").oauth_v2_access(**given)  # type: ignore[arg-type]


async def test_a_code_becomes_a_token_that_rotates(office: Office) -> None:
    got = await exchange(office, code=await code(office), redirect_uri=REDIRECT)
    assert (got["expires_in"], got["token_type"]) == (EXPIRES_IN, "bot")
    assert got["scope"] == "chat:write,commands"
    assert got["team"]["id"] == office.there.id
    client = office.calling(got["access_token"])
    assert (await client.auth_test())["team_id"] == office.there.id
    office.slack.clock.passes(EXPIRES_IN + 1)
    assert await error(client.auth_test()) == "token_expired"
    again = await exchange(office, grant_type="refresh_token", refresh_token=got["refresh_token"])
    assert again["refresh_token"] != got["refresh_token"]
    await office.calling(again["access_token"]).auth_test()
    reuse = exchange(office, grant_type="refresh_token", refresh_token=got["refresh_token"])
    assert await error(reuse) == "invalid_refresh_token"


async def test_without_rotation_a_token_lasts(office: Office) -> None:
    office.slack.tokens.rotation = False
    got = await exchange(office, code=await code(office), redirect_uri=REDIRECT)
    assert "refresh_token" not in got.data
    office.slack.clock.passes(EXPIRES_IN * 100)
    await office.calling(got["access_token"]).auth_test()


async def test_a_code_is_spent_once_in_time_and_for_its_address(office: Office) -> None:
    one = await code(office)
    assert await error(exchange(office, code=one)) == "bad_redirect_uri"
    await exchange(office, code=one, redirect_uri=REDIRECT)
    spent = exchange(office, code=one, redirect_uri=REDIRECT)
    assert await error(spent) == "code_already_used"
    late = await code(office)
    office.slack.clock.passes(CODE_SECONDS + 1)
    assert await error(exchange(office, code=late, redirect_uri=REDIRECT)) == "invalid_code"
    assert await error(exchange(office, code="made-up")) == "invalid_code"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "guessed"}, "bad_client_secret"),
        ({"grant_type": "password"}, "invalid_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "xoxe-1-x"}, "invalid_refresh_token"),
    ],
    ids=["client", "secret", "grant", "refresh"],
)
async def test_who_is_no_client(office: Office, changed: dict[str, str], expected: str) -> None:
    assert await error(exchange(office, code="x", **changed)) == expected


@pytest.mark.parametrize(
    "changed",
    [
        {"client_id": "1.2"},
        {"redirect_uri": "http://elsewhere.example/slack/oauth"},
        {"redirect_uri": "http://localhost:8080/slack/oauths"},
        {"scope": "admin"},
        {"scope": ""},
    ],
    ids=["client", "host", "path", "scope", "no-scope"],
)
async def test_nobody_is_sent_to_a_wrong_address(office: Office, changed: dict[str, str]) -> None:
    assert (await walks(office, **changed)).status_code == 400


async def test_the_person_may_say_no(office: Office) -> None:
    office.slack.approves = False
    where = (await walks(office)).headers["location"]
    assert parse_qs(urlsplit(where).query) == {"error": ["access_denied"], "state": ["s7ate"]}


async def test_tokens_end(office: Office) -> None:
    assert await error(office.calling("").auth_test()) == "not_authed"
    assert await error(office.calling("xoxb-made-up").auth_test()) == "invalid_auth"
    client = office.client
    assert (await client.auth_revoke(test=True))["revoked"] is False
    assert (await client.auth_revoke())["revoked"] is True
    assert await error(client.auth_test()) == "token_revoked"
    kept = office.calling(office.slack.installed().value)
    await office.standin.uninstall()
    assert await error(kept.auth_test()) == "account_inactive"
    told = [one.json["event"] for one in office.app.heard]
    assert [one["type"] for one in told] == ["tokens_revoked", "app_uninstalled"]
    assert told[0]["tokens"]["bot"] == [office.there.bot_user]
