"""The whole way by a provider, and everything on it that somebody could have changed."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg
import pytest
from joserfc import jws

from api.auth.oidc import flow
from tests.api.auth.oidc.conftest import BEGIN, CALLBACK, Visiting, Visitor, problem, wanted
from tests.api.identity_provider import CLIENT, REDIRECT, StandIn, b64, ec, packed, rsa


class TestTheWay:
    async def test_a_person_gets_in_and_comes_where_they_wanted_to(
        self, visitor: Visitor, idp: StandIn
    ):
        assert await visitor.sign_in("/runs?status=failed") == "/runs?status=failed"
        me = await visitor.me()
        assert (me["email"], me["name"]) == ("ada@corp.example", "Ada Byron")
        history = (await visitor.http.get("/api/v1/me/sign-ins")).json()["items"]
        assert [one["way"] for one in history] == ["oidc"]
        assert idp.count("/token") == 1

    async def test_what_the_provider_is_asked(self, visitor: Visitor):
        address = await visitor.begin()
        query = parse_qs(urlsplit(address).query)
        assert query["redirect_uri"] == [REDIRECT]
        assert query["scope"] == ["openid profile email"]
        assert set(query) == {
            *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce"),
            *("code_challenge", "code_challenge_method"),
        }

    async def test_cookies_are_for_this_browser_only(self, visitor: Visitor):
        await visitor.sign_in()
        set_cookies = visitor.seen[-1].headers.get_list("set-cookie")
        assert any(one.startswith("baton_session=") for one in set_cookies)
        assert all("HttpOnly" in one and "SameSite=lax" in one for one in set_cookies)
        assert "baton_provider_sign_in" not in visitor.http.cookies

    async def test_the_same_person_the_next_time_whatever_their_address(
        self, visitor: Visitor, idp: StandIn
    ):
        await visitor.sign_in()
        first = (await visitor.me())["id"]
        idp.person |= {"email": "other@elsewhere.example", "email_verified": False}
        visitor.http.cookies.clear()
        await visitor.sign_in()
        assert (await visitor.me())["id"] == first
        assert (await visitor.me())["email"] == "ada@corp.example"

    async def test_a_secret_in_the_form_where_the_provider_wants_it(
        self, visitor: Visitor, idp: StandIn
    ):
        idp.methods = ["client_secret_post"]
        assert await visitor.sign_in() == "/runs"

    @pytest.mark.parametrize("algorithm", ["RS512", "PS256", "ES256"])
    async def test_other_algorithms(self, visitor: Visitor, idp: StandIn, algorithm: str):
        idp.key = ec("e") if algorithm == "ES256" else rsa("first")
        idp.algorithm = algorithm
        idp.published = [idp.key]
        assert await visitor.sign_in() == "/runs"

    async def test_the_pages_buttons(self, visitor: Visitor, stranger: httpx.AsyncClient):
        answer = await stranger.get("/api/v1/session/providers", params={"tenant": visitor.slug})
        assert answer.json() == {
            "tenant": visitor.slug,
            "items": [{"id": visitor.provider, "name": "Corp"}],
        }

    async def test_no_tenant_looks_like_one_without_providers(
        self, stranger: httpx.AsyncClient, other_tenant: str
    ):
        for slug in (f"other-{other_tenant[-12:]}", "nobody-at-all", "", "\0", "ü"):
            answer = await stranger.get("/api/v1/session/providers", params={"tenant": slug})
            assert (answer.status_code, answer.json()) == (200, {"tenant": slug, "items": []})


class TestWhereTo:
    @pytest.mark.parametrize(
        "to",
        [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "evil",
            "",
            "/ok\r\nSet-Cookie: a=b",
            "/a b",
            "/api/v1/me",
            "/" + "x" * 3000,
        ],
    )
    async def test_nowhere_else(self, visitor: Visitor, to: str):
        assert await visitor.sign_in(to) == "/"

    @pytest.mark.parametrize("to", ["/", "/runs?a=1&b=2#x", "/runs/é", "/a//b", "/x?to=//evil"])
    def test_a_page_of_ours(self, to: str):
        assert flow.own_address(to) == to


LIES: dict[str, dict[str, Any]] = {
    "wrong nonce": {"nonce": "x" * 43},
    "no nonce": {"nonce": None},
    "a list of nonces": {"nonce": ["x"]},
    "wrong issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "a list of issuers": {"iss": ["https://evil.example"]},
    "wrong audience": {"aud": "another"},
    "no audience": {"aud": None},
    "two audiences, and none authorized": {"aud": [CLIENT, "another"]},
    "authorized for another": {"azp": "another"},
    "two audiences, authorized for another": {"aud": [CLIENT, "another"], "azp": "another"},
    "no end": {"exp": None},
    "an end that is a text": {"exp": "tomorrow"},
    "no beginning": {"iat": None},
    "not yet": {"nbf": 4_000_000_000},
    "made in the future": {"iat": 4_000_000_000},
    "another access token": {"at_hash": "x" * 22},
    "an access token that is a number": {"at_hash": 7},
    "nobody": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is a number": {"sub": 7},
    "a subject without end": {"sub": "x" * 256},
}


class TestTheToken:
    @pytest.mark.parametrize("lie", LIES)
    async def test_a_lie_lets_nobody_in(self, visitor: Visitor, idp: StandIn, lie: str):
        idp.changes = LIES[lie]
        assert await visitor.refused() == "provider-answer"
        assert (await visitor.http.get("/api/v1/me")).status_code == 401

    @pytest.mark.parametrize(("skew", "through"), [(-340, True), (50, True), (-420, False)])
    async def test_a_minute_of_skew_and_no_more(
        self, visitor: Visitor, idp: StandIn, skew: float, *, through: bool
    ):
        idp.skew = skew
        assert (await visitor.sign_in() == "/runs") is through

    async def test_a_clock_that_is_far_ahead(self, visitor: Visitor, idp: StandIn):
        idp.skew = 120
        assert await visitor.refused() == "provider-answer"

    async def test_no_signature(self, visitor: Visitor, idp: StandIn):
        idp.maker = lambda claims: f"{packed({'alg': 'none'})}.{packed(claims)}."
        assert await visitor.refused() == "provider-answer"
        header = {"alg": "none", "kid": "first"}
        idp.maker = lambda claims: f"{packed(header)}.{packed(claims)}."
        assert await visitor.refused() == "provider-answer"

    async def test_the_public_key_as_a_secret(self, visitor: Visitor, idp: StandIn):
        public = rsa("first").as_pem(private=False)

        def signed(claims: dict[str, Any]) -> str:
            text = f"{packed({'alg': 'HS256', 'kid': 'first'})}.{packed(claims)}"
            return f"{text}.{b64(hmac.digest(public, text.encode(), hashlib.sha256))}"

        idp.maker = signed
        assert await visitor.refused() == "provider-answer"

    async def test_a_key_of_somebody_else_in_the_header(self, visitor: Visitor, idp: StandIn):
        idp.key = rsa("evil")
        idp.published = [rsa("first")]

        def signed(claims: dict[str, Any]) -> str:
            from_inside = {
                "alg": "RS256",
                "kid": "first",
                "jwk": rsa("evil").as_dict(private=False),
            }
            text = f"{packed(from_inside)}.{packed(claims)}"
            return f"{text}.{b64(b'x' * 256)}"

        idp.maker = signed
        assert await visitor.refused() == "provider-answer"

    @pytest.mark.parametrize(
        "token", ["", "x", "a.b.c", "..", "a.b.c.d.e", "é.é.é", 7, None, ["x"], "x" * 200_000]
    )
    async def test_what_is_no_token(self, visitor: Visitor, idp: StandIn, token: object):
        idp.maker = lambda _: token  # type: ignore[assignment,return-value]
        assert await visitor.refused() == "provider-answer"

    @pytest.mark.parametrize("payload", [b"", b"[]", b"7", b"NaN", b"[" * 20_000, b'{"exp": NaN}'])
    async def test_signed_and_no_claims(self, visitor: Visitor, idp: StandIn, payload: bytes):
        header = {"alg": "RS256", "kid": "first"}
        idp.maker = lambda _: jws.serialize_compact(header, payload, rsa("first"))
        assert await visitor.refused() == "provider-answer"


def pass_time(services: Any, seconds: float) -> None:
    """For what is kept of issuers."""
    clock = services.issuers._clock
    for one in (services.issuers, services.issuers._known, services.issuers._failed):
        one._clock = lambda: clock() + seconds


class TestKeys:
    async def test_new_ones_are_read_when_a_token_names_one(
        self, visitor: Visitor, idp: StandIn, services: Any
    ):
        assert await visitor.sign_in() == "/runs"
        assert idp.count("/keys") == 1
        pass_time(services, 61)
        idp.key, idp.published = rsa("second"), [rsa("second")]
        assert await visitor.sign_in() == "/runs"
        assert idp.count("/keys") == 2

    async def test_not_more_than_once_a_minute(self, visitor: Visitor, idp: StandIn, services: Any):
        await visitor.sign_in()
        pass_time(services, 61)
        idp.key = rsa("unpublished")
        for _ in range(3):
            assert await visitor.refused() == "provider-answer"
        assert idp.count("/keys") == 2

    async def test_an_old_key_counts_no_more(self, visitor: Visitor, idp: StandIn, services: Any):
        await visitor.sign_in()
        pass_time(services, 3_601)
        idp.published = [rsa("second")]
        assert await visitor.refused() == "provider-answer"


class TestComingBack:
    async def test_twice(self, visitor: Visitor):
        query = await visitor.at_provider(await visitor.begin())
        assert await visitor.back(query) == "/runs"
        assert problem(await visitor.back(query)) == "sign-in-over"

    async def test_twice_at_once(self, visitor: Visitor, idp: StandIn):
        query = await visitor.at_provider(await visitor.begin())
        cookie = {
            "Cookie": f"baton_provider_sign_in={visitor.http.cookies['baton_provider_sign_in']}"
        }
        answers = await asyncio.gather(
            *(visitor.http.get(CALLBACK, params=query, headers=cookie) for _ in range(4))
        )
        ends = sorted(answer.headers["location"].partition("?")[0] for answer in answers)
        assert ends == ["/runs", "/sign-in", "/sign-in", "/sign-in"]
        assert idp.count("/token") == 1

    async def test_in_another_browser(self, visitor: Visitor, visiting: Visiting):
        """Somebody sends a link by which another one would be signed in as them."""
        victim = await visiting(visitor.provider)
        query = await visitor.at_provider(await visitor.begin())
        assert problem(await victim.back(query)) == "sign-in-over"
        await victim.begin()
        assert problem(await victim.back(query)) == "sign-in-over"
        assert (await victim.http.get("/api/v1/me")).status_code == 401
        assert await visitor.back(query) == "/runs"

    async def test_a_code_of_somebody_elses_sign_in(self, visitor: Visitor, visiting: Visiting):
        """The code was made for another verifier, and its token for another nonce."""
        mine = await visitor.at_provider(await visitor.begin())
        other = await visiting(visitor.provider)
        theirs = await other.at_provider(await other.begin())
        assert problem(await visitor.back({**mine, "code": theirs["code"]})) == "provider-answer"

    async def test_a_code_that_was_used(self, visitor: Visitor):
        used = await visitor.at_provider(await visitor.begin())
        await visitor.back(used)
        fresh = await visitor.at_provider(await visitor.begin())
        assert problem(await visitor.back({**fresh, "code": used["code"]})) == "provider-answer"

    async def test_after_its_minutes(self, visitor: Visitor, database_urls: Any):
        query = await visitor.at_provider(await visitor.begin())
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE provider_sign_ins SET expires_at = now()")
        assert problem(await visitor.back(query)) == "sign-in-over"

    async def test_to_a_provider_that_was_disabled_meanwhile(
        self, visitor: Visitor, boss: httpx.AsyncClient, idp: StandIn
    ):
        query = await visitor.at_provider(await visitor.begin())
        path = f"/api/v1/identity-providers/{visitor.provider}"
        answer = await boss.put(path, json=wanted(idp, enabled=False))
        assert answer.status_code == 200
        assert problem(await visitor.back(query)) == "unknown-provider"
        answer = await visitor.http.get(f"{BEGIN}/{visitor.slug}/{visitor.provider}")
        assert problem(answer.headers["location"]) == "unknown-provider"

    async def test_refused_by_the_provider(self, visitor: Visitor, idp: StandIn):
        idp.answer_changes = {"code": None, "error": "access_denied"}
        address = await visitor.sign_in()
        assert address == f"/sign-in?problem=refused-by-provider&tenant={visitor.slug}"

    @pytest.mark.parametrize(
        "change",
        [
            {"state": None},
            {"state": ""},
            {"state": "x" * 43},
            {"state": "x" * 5000},
            {"state": "\0é"},
            {"state": ["a", "b"]},
        ],
    )
    async def test_another_state(self, visitor: Visitor, idp: StandIn, change: dict[str, Any]):
        idp.answer_changes = change
        assert await visitor.refused() == "sign-in-over"
        assert idp.count("/token") == 0

    @pytest.mark.parametrize(
        "change", [{"code": None}, {"code": ""}, {"code": "x" * 9000}, {"code": ["a", "b"]}]
    )
    async def test_no_code(self, visitor: Visitor, idp: StandIn, change: dict[str, Any]):
        idp.answer_changes = change
        assert await visitor.refused() == "provider-answer"
        assert idp.count("/token") == 0

    async def test_from_another_issuer(self, visitor: Visitor, idp: StandIn):
        idp.answer_changes = {"iss": "https://evil.example"}
        assert await visitor.refused() == "provider-answer"
        idp.answer_changes = {"iss": idp.issuer}
        assert await visitor.sign_in() == "/runs"

    async def test_an_issuer_that_names_itself_must(self, visitor: Visitor, idp: StandIn):
        idp.document_changes = {"authorization_response_iss_parameter_supported": True}
        assert await visitor.refused() == "provider-answer"
        assert idp.count("/token") == 0

    async def test_nothing_at_all(self, stranger: httpx.AsyncClient):
        answer = await stranger.get(CALLBACK)
        assert answer.headers["location"] == "/sign-in?problem=sign-in-over"

    async def test_what_lies_in_the_database_is_of_no_use(
        self, visitor: Visitor, database_urls: Any
    ):
        state = parse_qs(urlsplit(await visitor.begin()).query)
        cookie = visitor.http.cookies["baton_provider_sign_in"]
        with psycopg.connect(database_urls.admin) as admin:
            rows = str(admin.execute("SELECT * FROM provider_sign_ins").fetchall())
        assert state["state"][0] not in rows
        assert state["nonce"][0] not in rows
        assert cookie not in rows
