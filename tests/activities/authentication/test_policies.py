"""Authentications as they are written: read, refused in words, and never shown."""

from __future__ import annotations

import pytest

from activities.authentication.policies import (
    EXCHANGE,
    FORM,
    Basic,
    Bearer,
    Certificate,
    Client,
    Digest,
    OAuth2,
    Token,
    confidential,
    read_policy,
    scheme_of,
)
from definitions.errors import ProblemError, same_type
from definitions.values import Json, JsonObject

CLIENT: JsonObject = {"id": "wf", "secret": "hush-hush"}
GRANT: JsonObject = {"authority": "https://a.example", "grant": "client_credentials"}


def refused(scheme: str, given: JsonObject) -> str:
    with pytest.raises(ProblemError) as caught:
        read_policy(scheme, given)
    problem = caught.value.problem
    assert same_type(problem.type, "configuration")
    assert "hush-hush" not in (problem.detail or "")
    return problem.detail or ""


class TestScheme:
    def test_the_first_of_the_standards_list_counts(self) -> None:
        given: JsonObject = {"bearer": {"token": "t"}, "basic": {"username": "u"}}
        assert scheme_of(given) == ("basic", {"username": "u"})

    @pytest.mark.parametrize("given", [{}, {"Basic": {}}, {"kerberos": {}}, {"basic": "me"}])
    def test_others_are_refused(self, given: JsonObject) -> None:
        with pytest.raises(ProblemError):
            scheme_of(given)


class TestRead:
    def test_each_scheme(self) -> None:
        pair: JsonObject = {"username": "u", "password": "p"}
        assert read_policy("basic", pair) == Basic("u", "p")
        assert read_policy("digest", pair) == Digest("u", "p")
        assert read_policy("bearer", {"token": "t"}) == Bearer("t")
        pem: JsonObject = {"certificate": "c", "key": "k", "passphrase": "p"}
        assert read_policy("certificate", pem) == Certificate("c", "k", "p")

    def test_a_number_is_its_text(self) -> None:
        given: JsonObject = {"username": 7, "password": 1234}
        assert read_policy("basic", given) == Basic("7", "1234")

    def test_oauth2_with_its_defaults(self) -> None:
        assert read_policy("oauth2", {**GRANT, "client": CLIENT}) == OAuth2(
            authority="https://a.example",
            token_path="/oauth2/token",
            grant="client_credentials",
            client=Client("wf", "hush-hush", None, "client_secret_post"),
            encoding=FORM,
            issuers=(),
            scopes=(),
            audiences=(),
            username=None,
            password=None,
        )

    def test_oidc_has_no_path_of_its_own(self) -> None:
        policy = read_policy("oidc", {**GRANT, "endpoints": {"token": "/x"}})
        assert isinstance(policy, OAuth2)
        assert policy.token_path is None

    def test_subject_and_actor(self) -> None:
        policy = read_policy(
            "oauth2",
            {
                **GRANT,
                "grant": EXCHANGE,
                "subject": {"token": "s", "type": "jwt"},
                "actor": {"token": "a", "type": "jwt"},
            },
        )
        assert isinstance(policy, OAuth2)
        assert (policy.subject, policy.actor) == (Token("s", "jwt"), Token("a", "jwt"))

    @pytest.mark.parametrize(
        ("scheme", "given", "said"),
        [
            ("basic", {"username": "u"}, "`password`"),
            ("basic", {"username": ["u"], "password": "hush-hush"}, "`username`"),
            ("basic", {"username": True, "password": "hush-hush"}, "`username`"),
            ("bearer", {}, "`token`"),
            ("certificate", {"certificate": "c"}, "`key`"),
            ("oauth2", {"grant": "password"}, "`authority`"),
            ("oauth2", {"authority": "x"}, "`grant`"),
            ("oauth2", {**GRANT, "grant": "authorization_code"}, "person at a browser"),
            ("oidc", {**GRANT, "grant": "implicit"}, "none that can be carried out"),
            ("oauth2", {**GRANT, "grant": "password", "password": "hush-hush"}, "`username`"),
            ("oauth2", {**GRANT, "grant": "refresh_token"}, "`subject`"),
            ("oauth2", {**GRANT, "grant": EXCHANGE}, "`subject`"),
            ("oauth2", {**GRANT, "scopes": "read"}, "`scopes`"),
            ("oauth2", {**GRANT, "audiences": [1]}, "`audiences`"),
            ("oauth2", {**GRANT, "client": "wf"}, "`client`"),
            ("oauth2", {**GRANT, "client": {"secret": "hush-hush"}}, "`client.id`"),
            ("oauth2", {**GRANT, "client": {**CLIENT, "authentication": "tls"}}, "none of"),
            (
                "oauth2",
                {**GRANT, "client": {"id": "wf", "authentication": "private_key_jwt"}},
                "`client.assertion`",
            ),
            (
                "oauth2",
                {**GRANT, "client": {"id": "wf", "authentication": "client_secret_jwt"}},
                "`client.secret`",
            ),
            ("oauth2", {**GRANT, "request": {"encoding": "text/plain"}}, "`request.encoding`"),
        ],
    )
    def test_what_is_missing_is_named(self, scheme: str, given: JsonObject, said: str) -> None:
        assert said in refused(scheme, given)


class TestConfidential:
    @pytest.mark.parametrize(
        ("scheme", "given", "hidden"),
        [
            ("basic", {"username": "user", "password": "pass"}, {"pass"}),
            ("bearer", {"token": "t"}, {"t"}),
            ("certificate", {"certificate": "c", "key": "k"}, {"k", ""}),
            ("oauth2", {**GRANT, "client": CLIENT}, {"hush-hush", ""}),
        ],
    )
    def test_names_and_addresses_are_none(
        self, scheme: str, given: JsonObject, hidden: set[str]
    ) -> None:
        assert set(confidential(read_policy(scheme, given))) == hidden

    @pytest.mark.parametrize(
        ("scheme", "given"),
        [
            ("basic", {"username": "u", "password": "hush-hush"}),
            ("digest", {"username": "u", "password": "hush-hush"}),
            ("bearer", {"token": "hush-hush"}),
            ("certificate", {"certificate": "c", "key": "hush-hush", "passphrase": "hush-hush"}),
            ("oauth2", {**GRANT, "client": CLIENT, "password": "hush-hush"}),
        ],
    )
    def test_no_policy_shows_itself(self, scheme: str, given: Json) -> None:
        assert isinstance(given, dict)
        assert "hush-hush" not in repr(read_policy(scheme, given))
