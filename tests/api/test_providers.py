"""Identity providers over the API: written, never read back whole, and by whom."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.api.auth.oidc.conftest import wanted
from tests.api.conftest import Somebody
from tests.api.identity_provider import SECRET, StandIn

PATH = "/api/v1/identity-providers"


@pytest.fixture
async def corp(admin: httpx.AsyncClient, idp: StandIn) -> str:
    made = await admin.post(PATH, json=wanted(idp))
    assert made.status_code == 201, made.text
    return made.json()["id"]


class TestWriting:
    async def test_the_secret_is_nowhere(self, admin: httpx.AsyncClient, corp: str, idp: StandIn):
        listed = await admin.get(PATH)
        assert [one["id"] for one in listed.json()["items"]] == [corp]
        assert listed.json()["redirectAddress"].endswith("/api/v1/session/oidc/callback")
        changed = await admin.put(f"{PATH}/{corp}", json=wanted(idp, name="Other"))
        trail = await admin.get("/api/v1/audit")
        for answer in (listed, changed, trail):
            assert answer.status_code == 200
            assert SECRET not in answer.text
            assert "s3cret" not in answer.text

    async def test_without_a_secret_it_stays(
        self, admin: httpx.AsyncClient, corp: str, idp: StandIn
    ):
        body = wanted(idp)
        body.pop("clientSecret")
        assert (await admin.put(f"{PATH}/{corp}", json=body)).status_code == 200
        body["name"] = "Second"
        assert (await admin.post(PATH, json=body)).status_code == 422

    @pytest.mark.parametrize(
        "change",
        [
            {"issuer": "http://corp.example"},
            {"issuer": "https://u:p@corp.example"},
            {"issuer": "https://corp.example?x=1"},
            {"issuer": "https://corp.example#x"},
            {"issuer": "https://"},
            {"issuer": "https://[::1"},
            {"issuer": "corp.example"},
            {"issuer": 7},
            {"clientId": ""},
            {"clientSecret": ""},
            {"clientSecret": "a\nb"},
            {"scopes": ["profile"]},
            {"scopes": ["openid", "two words"]},
            {"domains": ["corp"]},
            {"domains": ["corp.example/x"]},
            {"domains": []},
            {"domains": ["corp.example"] * 60},
            {"mapping": [{"group": "a"}, {"group": "a"}]},
            {"mapping": [{"group": ""}]},
            {"mapping": [{"group": "a", "roles": ["unknown"]}]},
            {"mapping": [{"group": "a", "departmentId": str(uuid4())}]},
            {"mapping": [{"group": str(one)} for one in range(501)]},
            {"firstRoles": ["unknown"]},
            {"secondFactor": "none"},
            {"name": " "},
            {"name": "\0"},
            {"another": 1},
        ],
    )
    async def test_what_does_not_fit(
        self, admin: httpx.AsyncClient, idp: StandIn, change: dict[str, Any]
    ):
        answer = await admin.post(PATH, json=wanted(idp, **change))
        assert answer.status_code == 422, answer.text

    async def test_names_are_taken_once(self, admin: httpx.AsyncClient, corp: str, idp: StandIn):
        assert corp
        assert (await admin.post(PATH, json=wanted(idp, name="CORP"))).status_code == 409

    async def test_not_without_end(
        self, admin: httpx.AsyncClient, idp: StandIn, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("api.providers.service.MOST", 1)
        assert (await admin.post(PATH, json=wanted(idp))).status_code == 201
        assert (await admin.post(PATH, json=wanted(idp, name="Two"))).status_code == 409

    async def test_taken_away(self, admin: httpx.AsyncClient, corp: str):
        assert (await admin.delete(f"{PATH}/{corp}")).status_code == 204
        assert (await admin.delete(f"{PATH}/{corp}")).status_code == 404
        assert (await admin.get(PATH)).json()["items"] == []


class TestNobodyGivesMoreThanTheyHave:
    @pytest.fixture
    async def keeper(
        self, admin: httpx.AsyncClient, somebody: Somebody, tenant: str
    ) -> httpx.AsyncClient:
        role = {"title": "Keeper", "permissions": ["identity-providers:write"]}
        assert (await admin.put("/api/v1/roles/keeper", json=role)).status_code < 300
        return await somebody(tenant, "keeper")

    @pytest.mark.parametrize(
        "more",
        [
            {"linksAccounts": True},
            {"linksAccounts": False, "firstRoles": ["developer"]},
            {"linksAccounts": False, "mapping": [{"group": "a", "roles": ["admin"]}]},
        ],
    )
    async def test_a_new_one(self, keeper: httpx.AsyncClient, idp: StandIn, more: dict[str, Any]):
        assert (await keeper.post(PATH, json=wanted(idp, **more))).status_code == 403
        less = wanted(idp, linksAccounts=False, firstRoles=["member"])
        assert (await keeper.post(PATH, json=less)).status_code == 201

    async def test_one_that_gives_more_is_not_led_elsewhere(
        self, keeper: httpx.AsyncClient, admin: httpx.AsyncClient, idp: StandIn
    ):
        rule = {"group": "a", "roles": ["admin"]}
        made = await admin.post(PATH, json=wanted(idp, linksAccounts=False, mapping=[rule]))
        path = f"{PATH}/{made.json()['id']}"
        taken = wanted(idp, linksAccounts=False, issuer="https://evil.example")
        assert (await keeper.put(path, json=taken)).status_code == 403


class TestChecking:
    async def test_it_works(self, admin: httpx.AsyncClient, corp: str, idp: StandIn):
        answer = (await admin.post(f"{PATH}/{corp}/check")).json()
        assert answer["works"] is True
        assert answer["tokenEndpoint"] == f"{idp.issuer}/token"

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"issuer": "https://other.example"}, "calls itself"),
            ({"token_endpoint": None}, "token_endpoint"),
            ({"jwks_uri": "http://127.0.0.1:9/keys"}, "can't be reached"),
            ({"jwks_uri": "https://10.0.0.1/keys"}, "inner network"),
        ],
    )
    async def test_what_is_wrong_is_said(
        self,
        admin: httpx.AsyncClient,
        corp: str,
        idp: StandIn,
        change: dict[str, Any],
        says: str,
    ):
        idp.document_changes = change
        answer = (await admin.post(f"{PATH}/{corp}/check")).json()
        assert answer["works"] is False
        assert says in answer["trouble"]
        assert answer["remedy"]

    async def test_keys_that_are_none(self, admin: httpx.AsyncClient, corp: str, idp: StandIn):
        for keys in ([], "x", None, [7, {"kty": "oct", "k": "AAAA"}, {"kty": "RSA", "n": "x"}]):
            idp.stub._routes["/keys"].clear()
            idp.stub.answers("/keys", {"keys": keys})
            answer = (await admin.post(f"{PATH}/{corp}/check")).json()
            assert (answer["works"], "has no key" in answer["trouble"]) == (False, True)
