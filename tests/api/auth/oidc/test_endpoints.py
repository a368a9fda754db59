"""Providers that answer what they should not, two tenants, and the second step."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest

from tests.api.auth.oidc.conftest import BEGIN, Visiting, Visitor, problem, wanted
from tests.api.conftest import Browsing, Somebody
from tests.api.identity_provider import StandIn


class TestBeginning:
    async def test_what_is_not_there(self, visitor: Visitor, other_tenant: str):
        theirs = f"other-{other_tenant[-12:]}"
        for slug, provider in (
            (visitor.slug, str(uuid4())),
            (visitor.slug, "x"),
            (visitor.slug, "x" * 2000),
            ("nobody", visitor.provider),
            (theirs, visitor.provider),
            ("%00", visitor.provider),
            ("%C3%BC", visitor.provider),
        ):
            answer = await visitor.http.get(f"{BEGIN}/{slug}/{provider}")
            assert answer.status_code == 303, (slug, provider)
            assert problem(answer.headers["location"]) == "unknown-provider"

    async def test_too_often_from_one_address(
        self, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("api.auth.guesses.BEGUN_FROM_ADDRESS", 2)
        await visitor.sign_in()
        await visitor.begin()
        await visitor.begin()
        answer = await visitor.http.get(f"{BEGIN}/{visitor.slug}/{visitor.provider}")
        assert problem(answer.headers["location"]) == "too-many-guesses"


class TestTheServer:
    @pytest.mark.parametrize(
        "change",
        [
            {"issuer": "https://evil.example"},
            {"issuer": None},
            {"token_endpoint": None},
            {"token_endpoint": "http://evil.example/token"},
            {"authorization_endpoint": "javascript:alert(1)"},
            {"authorization_endpoint": "http://evil.example/"},
            {"jwks_uri": 7},
        ],
    )
    async def test_a_discovery_that_is_wrong(
        self, visitor: Visitor, idp: StandIn, change: dict[str, Any]
    ):
        idp.document_changes = change
        answer = await visitor.http.get(f"{BEGIN}/{visitor.slug}/{visitor.provider}")
        assert problem(answer.headers["location"]) == "provider-answer"

    @pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys"])
    async def test_an_inner_address_is_out_of_reach(
        self, visitor: Visitor, idp: StandIn, services: Any, path: str
    ):
        places = {"/keys": "jwks_uri", "/.well-known/openid-configuration": "issuer"}
        if path == "/keys":
            idp.document_changes = {places[path]: "https://169.254.169.254/latest/keys"}
        else:
            services.issuers.outside._connections._egress._allowed = ()
        answer = await visitor.http.get(f"{BEGIN}/{visitor.slug}/{visitor.provider}")
        assert problem(answer.headers["location"]) == "provider-unreachable"

    @pytest.mark.parametrize("path", ["/keys", "/token"])
    async def test_a_huge_answer(self, visitor: Visitor, idp: StandIn, path: str):
        idp.stub._routes[path].clear()
        idp.stub.answers(path, {"id_token": "x" * 600_000})
        answer = await visitor.http.get(f"{BEGIN}/{visitor.slug}/{visitor.provider}")
        if path == "/token":
            query = await visitor.at_provider(answer.headers["location"])
            assert problem(await visitor.back(query)) == "provider-unreachable"
        else:
            assert problem(answer.headers["location"]) == "provider-unreachable"

    async def test_no_answer(self, visitor: Visitor, idp: StandIn, services: Any):
        query = await visitor.at_provider(await visitor.begin())
        services.issuers.outside._seconds = 0.2
        idp.stub._routes["/token"].clear()
        idp.stub.hangs("/token")
        assert problem(await visitor.back(query)) == "provider-unreachable"

    async def test_a_redirection_is_not_followed(self, visitor: Visitor, idp: StandIn):
        query = await visitor.at_provider(await visitor.begin())
        idp.stub._routes["/token"].clear()
        idp.stub.answers("/token", {}, status=307, headers={"location": f"{idp.issuer}/else"})
        assert problem(await visitor.back(query)) == "provider-answer"
        assert "/else" not in [one.path for one in idp.stub.asked]

    async def test_another_secret(self, visitor: Visitor, boss: httpx.AsyncClient, idp: StandIn):
        path = f"/api/v1/identity-providers/{visitor.provider}"
        await boss.put(path, json=wanted(idp, clientSecret="another"))
        assert await visitor.refused() == "provider-answer"

    async def test_one_that_is_down_is_not_asked_again_at_once(
        self, visitor: Visitor, idp: StandIn
    ):
        idp.document_changes = {"issuer": None}
        for _ in range(5):
            await visitor.http.get(f"{BEGIN}/{visitor.slug}/{visitor.provider}")
        assert idp.count("/.well-known/openid-configuration") == 1


class TestOfTwoTenants:
    async def test_a_state_of_another_tenant(
        self,
        visitor: Visitor,
        visiting: Visiting,
        somebody: Somebody,
        other_tenant: str,
        idp: StandIn,
    ):
        theirs = await somebody(other_tenant, "admin")
        made = await theirs.post("/api/v1/identity-providers", json=wanted(idp))
        other = await visiting(made.json()["id"])
        other.slug = f"other-{other_tenant[-12:]}"
        query = await other.at_provider(await other.begin())
        mine = await visitor.at_provider(await visitor.begin())
        assert problem(await visitor.back(query)) == "sign-in-over"
        assert await visitor.back(mine) == "/sign-in?problem=sign-in-over"
        assert await other.back(query) == "/runs"
        assert (await other.me())["tenant"]["id"] == other_tenant


class TestSecondFactors:
    async def owner(self, browsing: Browsing, idp: StandIn) -> Any:
        """Somebody of the address with an authenticator app."""
        browser = await browsing()
        await browser.set_up_totp()
        idp.person["email"] = browser.email
        return browser

    async def test_ours_is_asked_for_as_after_a_password(
        self, visiting: Visiting, browsing: Browsing, idp: StandIn
    ):
        owner = await self.owner(browsing, idp)
        visitor = await visiting(domains=[owner.email.partition("@")[2]])
        address = urlsplit(await visitor.sign_in("/runs"))
        assert address.path == "/sign-in"
        assert parse_qs(address.query) == {"ways": ["totp,recovery-code"], "to": ["/runs"]}
        assert (await visitor.http.get("/api/v1/me")).status_code == 401
        answer = await visitor.http.post(
            "/api/v1/session/second-factor", json={"code": owner.code()}
        )
        assert answer.status_code == 200, answer.text
        assert (await visitor.me())["email"] == owner.email

    @pytest.mark.parametrize(
        ("setting", "claims", "through"),
        [
            ({"secondFactor": "trusted"}, {}, True),
            ({"secondFactor": "told"}, {}, False),
            ({"secondFactor": "told"}, {"amr": ["pwd", "mfa"]}, True),
            ({"secondFactor": "told"}, {"amr": "mfa"}, False),
            ({"secondFactor": "told"}, {"amr": ["pwd"]}, False),
            ({"secondFactor": "told", "strongContexts": ["gold"]}, {"acr": "gold"}, True),
            ({"secondFactor": "told", "strongContexts": ["gold"]}, {"acr": "1"}, False),
            ({"secondFactor": "ours"}, {"amr": ["mfa"]}, False),
        ],
    )
    async def test_the_providers_counts_where_it_may(
        self,
        visiting: Visiting,
        browsing: Browsing,
        idp: StandIn,
        setting: dict[str, Any],
        claims: dict[str, Any],
        *,
        through: bool,
    ):
        owner = await self.owner(browsing, idp)
        visitor = await visiting(domains=[owner.email.partition("@")[2]], **setting)
        idp.changes = claims
        # What is no list is no ID token at all.
        assert (await visitor.sign_in() == "/runs") is through

    @pytest.mark.parametrize(("setting", "missing"), [("trusted", False), ("ours", True)])
    async def test_where_the_tenant_asks_for_one(
        self, visiting: Visiting, boss: httpx.AsyncClient, setting: str, *, missing: bool
    ):
        await boss.put("/api/v1/security-rules", json={"secondFactorOfAll": True})
        visitor = await visiting(secondFactor=setting)
        await visitor.sign_in()
        assert (await visitor.me())["secondFactorMissing"] is missing
