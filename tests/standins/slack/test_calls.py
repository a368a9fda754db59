"""The wire: content types, where the token stands, what is unknown."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.standins.slack.asking import error
from tests.standins.slack.conftest import Office
from tests.standins.slack.refusals import RefusedError

FORM = "application/x-www-form-urlencoded"
JSON = "application/json; charset=utf-8"


async def posted(
    office: Office,
    content: bytes,
    kind: str,
    method: str = "chat.postMessage",
    *,
    bearer: bool = True,
) -> dict[str, Any]:
    headers = {"content-type": kind} if kind else {}
    if bearer:
        headers["authorization"] = f"Bearer {office.client.token}"
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(
            f"{office.slack.base_url}{method}", content=content, headers=headers
        )
    return answer.json()


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (b"{}", "text/plain", "invalid_post_type"),
        (b"{}", "", "missing_post_type"),
        (b"[]", JSON, "json_not_object"),
        (b"{", JSON, "invalid_json"),
        (b'{"token": "xoxb-1"}', JSON, "not_authed"),
        (b"text=%ff\xff", FORM, "invalid_charset"),
        (b"channel=C1&text=x&mrkdwn=perhaps", FORM, "invalid_arguments"),
        (b"text=x", FORM, "invalid_arguments"),
    ],
)
async def test_the_form_of_a_call(office: Office, content: bytes, kind: str, expected: str) -> None:
    assert (await posted(office, content, kind))["error"] == expected


async def test_reading_methods_take_no_json(office: Office) -> None:
    answer = await posted(office, b'{"user": "U1"}', JSON, "users.info")
    assert answer["error"] == "invalid_post_type"


async def test_a_form_may_carry_the_token(office: Office) -> None:
    body = f"token={office.client.token}&channel={office.channel.id}&text=x".encode()
    assert (await posted(office, body, FORM, bearer=False))["ok"] is True


async def test_json_says_its_charset(office: Office) -> None:
    body = f'{{"channel": "{office.channel.id}", "text": "x"}}'.encode()
    assert (await posted(office, body, "application/json"))["warning"] == "missing_charset"


async def test_what_there_is_not(office: Office) -> None:
    assert await error(office.client.api_call("chat.shout")) == "unknown_method"


async def test_failures_are_told_to_it(office: Office) -> None:
    office.slack.failing += [RefusedError("service_unavailable"), RefusedError("fatal_error")]
    assert await error(office.client.auth_test()) == "service_unavailable"
    assert await error(office.client.auth_test()) == "fatal_error"
    office.slack.failing.append(503)
    async with httpx.AsyncClient(trust_env=False) as http:
        broken = await http.post(f"{office.slack.base_url}auth.test")
    assert broken.status_code == 503


async def test_tokens_are_of_their_kind(office: Office) -> None:
    app_level = office.slack.tokens.app_level("connections:write")
    assert await error(office.calling(app_level.value).auth_test()) == "not_allowed_token_type"
    assert await error(
        office.client.apps_connections_open(app_token=office.client.token or "")
    ) == ("not_allowed_token_type")
