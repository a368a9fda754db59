"""Tokens of the sign-in service, by the vendor's own library."""

from __future__ import annotations

import pytest

from tests.standins.clock import Clock
from tests.standins.teams.conftest import Office
from tests.standins.teams.login import EXPIRES_IN, Login


async def test_a_token_opens_the_connector_for_an_hour(office: Office) -> None:
    assert (await office.signs_in())["expires_in"] == EXPIRES_IN
    members = f"conversations/{office.channel.id}/pagedmembers"
    assert (await office.calls("GET", members)).status_code == 200
    office.teams.clock.passes(EXPIRES_IN + 1)
    assert (await office.calls("GET", members)).status_code == 401


async def test_a_wrong_secret(office: Office) -> None:
    answer = await office.signs_in("guessed")
    assert (answer["error"], answer["error_codes"]) == ("invalid_client", [7000215])


async def test_another_tenant(office: Office) -> None:
    with pytest.raises(ValueError, match="authority"):
        await office.signs_in(tenant="11111111-2222-3333-4444-555555555555")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_id": "another"}, "unauthorized_client"),
        ({"client_secret": "guessed"}, "invalid_client"),
        ({"scope": "https://api.botframework.com/user.read"}, "invalid_scope"),
        ({"scope": ""}, "invalid_request"),
    ],
    ids=["grant", "client", "secret", "scope", "no-scope"],
)
def test_who_gets_none(changed: dict[str, str], expected: str) -> None:
    login = Login(Clock(), "app", ["s"], ["t"])
    given = {
        "grant_type": "client_credentials",
        "client_id": "app",
        "client_secret": "s",
        "scope": "https://api.botframework.com/.default",
        **changed,
    }
    body = "&".join(f"{name}={value}" for name, value in given.items() if value).encode()
    _, answer = login.token("t", "application/x-www-form-urlencoded", body)
    assert answer["error"] == expected
    _, answer = login.token("t", "application/json", b"{}")
    assert answer["error"] == "invalid_request"
    login.failing.append(503)
    assert login.token("t", "", b"")[0] == 503
