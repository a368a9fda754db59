"""Secrets and personal values, planted wherever the API takes them, and searched in its answers.

Every address that is read, as every role, and every refusal of what somebody has written: bodies,
headers and the log. What tables, logs and Temporal keep, `tests/worker/test_leaks.py` searches.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest
import structlog

from activities.secrets import Mask
from store import audit_links
from store.session import Database
from tests.api.browser import Browser
from tests.api.conftest import Browsing, Somebody, Stage
from tests.api.route_matrix import EXPERTS, MAY, QUERIES, ROLES
from tests.api.test_every_route import There, asked

VALUE = f"tok/{uuid4().hex}+&"
OLDER = f"older {uuid4().hex}"
CODE = f"Zoë Ünique {uuid4().hex}"
SECRET = Mask([VALUE, OLDER])
PERSONAL = Mask([CODE])

READ = sorted(route for route in MAY if route.startswith("GET "))
OF_VALUES = ("/runs/{id}",)
"""What begins so shows what runs hold, to those who may."""

API = "/api/v1"


@dataclass(frozen=True)
class Planted:
    there: There
    run: str
    secret: str


@pytest.fixture
async def planted(
    admin: httpx.AsyncClient, hello: str, tenant: str, stage: Stage, somebody: Somebody
) -> Planted:
    """A secret with two versions, and a run of the administrator's with a person all over it."""
    for value in (OLDER, VALUE):
        put = await admin.put(f"{API}/secrets/token", json={"value": {"password": value}})
        assert put.status_code in (200, 201, 204), put.text
    body = {"workflow": hello, "input": {"name": CODE, "all": [CODE]}}
    run = (await admin.post(f"{API}/runs", json=body)).json()["id"]
    await stage.end(tenant, run, "completed", {"who": CODE, "all": [{"deep": CODE}]})
    person = (await somebody(tenant, "member")).headers["X-Person"]
    group = (await admin.post(f"{API}/groups", json={"name": "A"})).json()["id"]
    places = {"namespace": "tests", "name": "hello", "version": "1.0.0", "id": run, "role": "own"}
    places |= {
        "kind": "slack",
        "exception": run,
        "absence": run,
        "group": group,
        "revision": "1",
        "scenario": "x",
    }
    hooked = {"url": "https://hooks.example/x", "types": ["*"]}
    made = await admin.post(f"{API}/webhook-endpoints", json=hooked)
    places |= {"endpoint": made.json()["id"], "delivery": run}
    places["approval"] = await asked(stage, tenant, run, person)
    file = await admin.post(f"{API}/files", params={"name": "a"}, content="a")
    places["file"] = file.json()["id"]
    return Planted(There(places, person), run, "token")


async def everything(planted: Planted, client: httpx.AsyncClient) -> dict[str, str]:
    """What each address answers, with its headers."""
    told: dict[str, str] = {}
    for route in READ:
        answer = await planted.there.ask(client, route)
        assert answer.status_code < 500, route
        told[route] = f"{answer.headers!r}\n{answer.text}\n{_plain(answer)}"
        if "/secrets/{name}" in route:
            named = route.removeprefix("GET ").replace("{name}", planted.secret)
            told[named] = (await client.get(named, params=QUERIES.get(route))).text
    return told


def _plain(answer: httpx.Response) -> str:
    """Without what JSON escapes."""
    try:
        return json.dumps(answer.json(), ensure_ascii=False)
    except ValueError:
        return ""


class TestEveryAnswer:
    @pytest.mark.parametrize("role", ROLES)
    async def test_secrets_never_and_values_for_those_who_may(
        self, planted: Planted, somebody: Somebody, tenant: str, role: str
    ):
        client = await somebody(tenant, *([] if role == "nobody" else [role]))
        told = await everything(planted, client)
        assert [route for route, text in told.items() if SECRET.holds(text)] == []
        seen = {route for route, text in told.items() if PERSONAL.holds(text)}
        if role in EXPERTS:
            assert f"GET {API}/runs/{{id}}" in seen
            assert not [route for route in seen if OF_VALUES[0] not in route]
        else:
            assert seen == set()

    async def test_nothing_of_it_in_another_tenant(
        self, planted: Planted, somebody: Somebody, other_tenant: str
    ):
        told = await everything(planted, await somebody(other_tenant, "admin"))
        for mask in (SECRET, PERSONAL):
            assert [route for route, text in told.items() if mask.holds(text)] == []

    async def test_the_trail_as_a_file(
        self, planted: Planted, admin: httpx.AsyncClient, database: Database, tenant: str
    ):
        async with database.tenant(tenant) as session:
            await audit_links.chain(session, 1000)
        text = (await admin.get(f"{API}/audit/export")).text
        assert "secret.write" in text
        for mask in (SECRET, PERSONAL):
            assert not mask.holds(text)


REFUSED: dict[str, tuple[str, str, object]] = {
    "a field too many": ("PUT", "/secrets/token", {"value": VALUE, "more": VALUE}),
    "a text for a list": ("PUT", "/secrets/token", {"value": VALUE, "processes": VALUE}),
    "a number for a text": ("POST", "/session", {"email": VALUE, "password": 7}),
    "a password alone": ("POST", "/session", {"password": VALUE}),
    "a wrong password": ("POST", "/session", {"email": "a@a.example", "password": VALUE}),
    "a weak new one": ("POST", "/me/password", {"before": VALUE, "password": VALUE}),
    "a link that is none": ("POST", "/password", {"token": VALUE, "password": VALUE}),
    "an invitation that is none": ("POST", "/invitation", {"token": VALUE}),
    "a code that is none": ("POST", "/me/totp/confirmation", {"code": VALUE}),
    "a binding of nothing": ("PUT", "/secrets/token/bindings", {"hosts": VALUE}),
}


class TestEveryRefusal:
    @pytest.mark.parametrize("kind", REFUSED)
    async def test_says_nothing_again(self, browsing: Browsing, caplog, kind: str):
        browser: Browser = await browsing("admin")
        caplog.set_level(logging.DEBUG)
        method, path, body = REFUSED[kind]
        with structlog.testing.capture_logs() as logs:
            answer = await browser.ask(method, path, json=body)
        assert 400 <= answer.status_code < 500, answer.text
        for text in (answer.text, _plain(answer), repr(answer.headers), str(logs), caplog.text):
            assert not SECRET.holds(text)

    async def test_of_a_key_neither(self, stranger: httpx.AsyncClient, caplog):
        caplog.set_level(logging.DEBUG)
        with structlog.testing.capture_logs() as logs:
            for given in (f"Bearer {VALUE}", VALUE, f"Basic {VALUE}"):
                headers = {"Authorization": given}
                answer = await stranger.get(f"{API}/me", headers=headers)
                assert answer.status_code == 401
                assert not SECRET.holds(answer.text + str(logs) + caplog.text)
