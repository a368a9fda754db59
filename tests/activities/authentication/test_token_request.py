"""Token requests: every grant, every way to say who the client is, and what an answer may be."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from urllib.parse import parse_qs

import pytest

from activities.authentication.policies import EXCHANGE, JSON, OAuth2, read_policy
from activities.authentication.token_request import (
    discovery_url,
    read_endpoint,
    read_granted,
    said_of,
    token_request,
    token_url,
)
from definitions.errors import ProblemError, same_type
from definitions.values import Json, JsonObject, encode

NOW = 1_700_000_000.0
URL = "https://a.example/oauth2/token"


def policy(**more: Json) -> OAuth2:
    given: JsonObject = {
        "authority": "https://a.example",
        "grant": "client_credentials",
        "client": {"id": "wf", "secret": "s&c ret"},
        **more,
    }
    read = read_policy("oauth2", given)
    assert isinstance(read, OAuth2)
    return read


def asked(refresh: str | None = None, **more: Json) -> dict[str, str]:
    body = token_request(policy(**more), URL, refresh, NOW).body.decode()
    return {name: values[-1] for name, values in parse_qs(body, strict_parsing=True).items()}


def client(**more: Json) -> dict[str, str]:
    return asked(client={"id": "wf", "secret": "s&c ret", **more})


class TestUrls:
    @pytest.mark.parametrize(
        ("authority", "path", "url"),
        [
            ("https://a.example", "/oauth2/token", "https://a.example/oauth2/token"),
            ("https://a.example/", "token", "https://a.example/token"),
            ("https://a.example/realms/x", "/token", "https://a.example/realms/x/token"),
            ("https://a.example", "https://b.example/token", "https://b.example/token"),
        ],
    )
    def test_the_path_is_relative_to_all_of_the_authority(
        self, authority: str, path: str, url: str
    ) -> None:
        assert token_url(authority, path) == url

    def test_discovery_with_and_without_the_path(self) -> None:
        url = "https://a.example/realms/x/.well-known/openid-configuration"
        assert discovery_url("https://a.example/realms/x") == url
        assert discovery_url("https://a.example/realms/x/") == url
        assert discovery_url(url) == url


class TestGrants:
    def test_client_credentials(self) -> None:
        assert asked(scopes=["read", "write"], audiences=["api", "b"]) == {
            "grant_type": "client_credentials",
            "client_id": "wf",
            "client_secret": "s&c ret",
            "scope": "read write",
            "audience": "api b",
        }

    def test_password(self) -> None:
        found = asked(grant="password", username="bob", password="p w")
        assert (found["grant_type"], found["username"]) == ("password", "bob")
        assert found["password"] == "p w"

    def test_refresh_with_what_is_written_then_with_what_was_answered(self) -> None:
        subject: JsonObject = {"token": "r0", "type": "x"}
        first = asked(grant="refresh_token", subject=subject)
        assert first["refresh_token"] == "r0"
        assert asked("r1", grant="refresh_token", subject=subject)["refresh_token"] == "r1"

    def test_exchange(self) -> None:
        kind = "urn:ietf:params:oauth:token-type:jwt"
        found = asked(
            grant=EXCHANGE, subject={"token": "s", "type": kind}, actor={"token": "a", "type": kind}
        )
        assert found["grant_type"] == EXCHANGE
        assert (found["subject_token"], found["subject_token_type"]) == ("s", kind)
        assert (found["actor_token"], found["actor_token_type"]) == ("a", kind)

    def test_as_json(self) -> None:
        request = token_request(policy(request={"encoding": JSON}), URL, None, NOW)
        assert json.loads(request.body)["client_secret"] == "s&c ret"
        assert ("Content-Type", JSON) in request.headers


class TestClients:
    def test_basic_is_form_encoded_before(self) -> None:
        given: JsonObject = {
            "id": "w:f",
            "secret": "s&c ret",
            "authentication": "client_secret_basic",
        }
        request = token_request(policy(client=given), URL, None, NOW)
        sent = dict(request.headers)["Authorization"].removeprefix("Basic ")
        assert base64.b64decode(sent) == b"w%3Af:s%26c+ret"
        assert b"client" not in request.body.replace(b"client_credentials", b"")

    def test_none_says_only_who_it_is(self) -> None:
        assert client(authentication="none") == {
            "grant_type": "client_credentials",
            "client_id": "wf",
        }

    def test_an_assertion_that_is_given(self) -> None:
        found = client(authentication="private_key_jwt", assertion="a.b.c")
        assert found["client_assertion"] == "a.b.c"
        assert found["client_assertion_type"].endswith("client-assertion-type:jwt-bearer")
        assert "client_secret" not in found

    def test_an_assertion_that_is_signed_with_the_secret(self) -> None:
        found = client(authentication="client_secret_jwt")
        text, _, signature = found["client_assertion"].rpartition(".")
        right = hmac.digest(b"s&c ret", text.encode(), hashlib.sha256)
        assert base64.urlsafe_b64decode(signature + "==") == right
        claims = json.loads(base64.urlsafe_b64decode(text.split(".")[1] + "=="))
        assert (claims["iss"], claims["sub"], claims["aud"]) == ("wf", "wf", URL)
        assert claims["exp"] > NOW

    def test_nothing_shows_itself(self) -> None:
        assert "s%26c" not in repr(token_request(policy(), URL, None, NOW))


def jwt(**claims: Json) -> str:
    return f"e30.{base64.urlsafe_b64encode(encode({**claims})).decode().rstrip('=')}.sig"


class TestAnswers:
    def test_a_token(self) -> None:
        answer: JsonObject = {"access_token": "t", "expires_in": 300, "refresh_token": "r"}
        granted = read_granted(answer, policy(), URL)
        assert (granted.access_token, granted.refresh_token) == ("t", "r")
        assert granted.seconds == 300
        assert set(granted.confidential) == {"t", "r"}
        assert "'t'" not in repr(granted)

    @pytest.mark.parametrize("seconds", [None, True, "soon", [], "3e2"])
    def test_a_strange_life_is_none(self, seconds: Json) -> None:
        answer: JsonObject = {"access_token": "t", "expires_in": seconds}
        assert read_granted(answer, policy(), URL).seconds is None

    @pytest.mark.parametrize(
        "answer",
        [None, [], "t", {}, {"access_token": 1}, {"access_token": ""}]
        + [{"access_token": "t", "token_type": kind} for kind in ("mac", 1, "DPoP")],
    )
    def test_what_is_none(self, answer: Json) -> None:
        with pytest.raises(ProblemError) as caught:
            read_granted(answer, policy(), URL)
        assert same_type(caught.value.problem.type, "communication")

    @pytest.mark.parametrize("token", [jwt(iss="https://evil.example"), jwt(iss=7)])
    def test_of_another_issuer(self, token: str) -> None:
        with pytest.raises(ProblemError) as caught:
            read_granted({"access_token": token}, policy(issuers=["https://a.example"]), URL)
        assert same_type(caught.value.problem.type, "authentication")

    @pytest.mark.parametrize(
        "token", [jwt(iss="https://a.example/"), jwt(), "opaque", "a.b.c", "a.W10.c", "a.é.c"]
    )
    def test_of_the_issuer_or_of_nobody_that_can_be_told(self, token: str) -> None:
        given = policy(issuers=["https://a.example"])
        assert read_granted({"access_token": token}, given, URL).access_token == token

    def test_where_tokens_are(self) -> None:
        found = read_endpoint({"token_endpoint": "https://b.example/t"}, "https://a.example")
        assert found == "https://b.example/t"

    @pytest.mark.parametrize("body", [None, [], {}, {"token_endpoint": 1}])
    def test_a_configuration_that_is_none(self, body: Json) -> None:
        with pytest.raises(ProblemError):
            read_endpoint(body, "https://a.example")

    def test_a_secret_never_leaves_https(self) -> None:
        with pytest.raises(ProblemError):
            read_endpoint({"token_endpoint": "http://a.example/t"}, "https://a.example")

    def test_reasons(self) -> None:
        said = said_of({"error": "invalid_client", "error_description": "who\nare you"})
        assert said == " (invalid_client: who are you)"
        assert said_of(["x"]) == said_of({"error": 1}) == ""
