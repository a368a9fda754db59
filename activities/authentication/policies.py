"""Reads an authentication of the standard, its expressions evaluated, into a policy.

Never: a guess. What is missing or strange is a configuration error that says what to write.
Never: a value in that error; it may be a secret.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from definitions import errors
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject, encode

REFRESH: Final = "refresh_token"
EXCHANGE: Final = "urn:ietf:params:oauth:grant-type:token-exchange"
GRANTS: Final = ("client_credentials", "password", REFRESH, EXCHANGE)
CLIENTS: Final = (
    "client_secret_post",
    "client_secret_basic",
    "client_secret_jwt",
    "private_key_jwt",
    "none",
)
FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Basic:
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bearer:
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Digest:
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a secret holds of a client certificate, in PEM."""

    certificate: str
    key: str = field(repr=False)
    passphrase: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Client:
    id: str | None
    secret: str | None = field(repr=False)
    assertion: str | None = field(repr=False)
    authentication: str


@dataclass(frozen=True, slots=True)
class Token:
    """Of a subject or an actor."""

    token: str = field(repr=False)
    type: str


@dataclass(frozen=True, slots=True)
class OAuth2:
    """Also OpenID Connect, which finds its endpoints by discovery."""

    authority: str
    token_path: str | None
    """None: the authority's OpenID configuration says where."""
    grant: str
    client: Client
    encoding: str
    issuers: tuple[str, ...]
    scopes: tuple[str, ...]
    audiences: tuple[str, ...]
    username: str | None
    password: str | None = field(repr=False)
    subject: Token | None = None
    actor: Token | None = None


Policy: TypeAlias = Basic | Bearer | Digest | Certificate | OAuth2


def scheme_of(authentication: JsonObject) -> tuple[str, JsonObject]:
    """The one scheme that counts, the first of the standard's list, and what it says."""
    for scheme in _READERS:
        given = authentication.get(scheme)
        if isinstance(given, dict):
            return scheme, given
        if given is not None:
            raise misconfigured(f"`{scheme}` of an authentication is a map.")
    listed = ", ".join(_READERS)
    raise misconfigured(f"The authentication has no scheme that is known: write one of {listed}.")


def read_policy(scheme: str, given: JsonObject) -> Policy:
    return _READERS[scheme](given)


def confidential(policy: Policy) -> tuple[str, ...]:
    """What of it must not be seen where it came from a secret."""
    match policy:
        case Basic(_, password) | Digest(_, password):
            return (password,)
        case Bearer(token):
            return (token,)
        case Certificate(_, key, passphrase):
            return (key, passphrase or "")
        case OAuth2():
            tokens = (one.token for one in (policy.subject, policy.actor) if one is not None)
            client = policy.client
            return (policy.password or "", client.secret or "", client.assertion or "", *tokens)


def misconfigured(detail: str) -> ProblemError:
    return ProblemError(errors.configuration(detail))


# ---- one reader for each scheme


def _basic(given: JsonObject) -> Policy:
    return Basic(_needed(given, "basic", "username"), _needed(given, "basic", "password"))


def _bearer(given: JsonObject) -> Policy:
    return Bearer(_needed(given, "bearer", "token"))


def _digest(given: JsonObject) -> Policy:
    return Digest(_needed(given, "digest", "username"), _needed(given, "digest", "password"))


def _certificate(given: JsonObject) -> Policy:
    return Certificate(
        _needed(given, "certificate", "certificate"),
        _needed(given, "certificate", "key"),
        _text(given, "certificate", "passphrase"),
    )


def _oauth2(given: JsonObject) -> Policy:
    endpoints = _map(given, "oauth2", "endpoints")
    return _tokens("oauth2", given, _text(endpoints, "oauth2", "token") or "/oauth2/token")


def _oidc(given: JsonObject) -> Policy:
    return _tokens("oidc", given, None)


def _tokens(scheme: str, given: JsonObject, token_path: str | None) -> OAuth2:
    grant = _needed(given, scheme, "grant")
    if grant not in GRANTS:
        said = f"The grant of `{scheme}` is none that can be carried out"
        if grant == "authorization_code":
            said = f"The grant authorization_code of `{scheme}` needs a person at a browser"
        raise misconfigured(f"{said}: write one of {', '.join(GRANTS)}.")
    policy = OAuth2(
        authority=_needed(given, scheme, "authority"),
        token_path=token_path,
        grant=grant,
        client=_client(scheme, _map(given, scheme, "client")),
        encoding=_text(_map(given, scheme, "request"), scheme, "encoding") or FORM,
        issuers=_texts(given, scheme, "issuers"),
        scopes=_texts(given, scheme, "scopes"),
        audiences=_texts(given, scheme, "audiences"),
        username=_text(given, scheme, "username"),
        password=_text(given, scheme, "password"),
        subject=_token(given, scheme, "subject"),
        actor=_token(given, scheme, "actor"),
    )
    if policy.encoding not in {FORM, JSON}:
        raise misconfigured(f"`request.encoding` of `{scheme}` is {FORM} or {JSON}.")
    if grant == "password" and (policy.username is None or policy.password is None):
        raise misconfigured(f"The grant password of `{scheme}` needs `username` and `password`.")
    if grant in {REFRESH, EXCHANGE} and policy.subject is None:
        raise misconfigured(
            f"The grant {grant} of `{scheme}` needs `subject`, with the `token` and its `type`."
        )
    return policy


def _client(scheme: str, given: JsonObject) -> Client:
    client = Client(
        _text(given, scheme, "id"),
        _text(given, scheme, "secret"),
        _text(given, scheme, "assertion"),
        _text(given, scheme, "authentication") or CLIENTS[0],
    )
    if client.authentication not in CLIENTS:
        raise misconfigured(
            f"`client.authentication` of `{scheme}` is none of {', '.join(CLIENTS)}."
        )
    if client.authentication == "private_key_jwt" and client.assertion is None:
        raise misconfigured(f"private_key_jwt of `{scheme}` needs `client.assertion`.")
    if client.authentication in {"client_secret_basic", "client_secret_jwt"} and (
        client.id is None or client.secret is None
    ):
        raise misconfigured(
            f"{client.authentication} of `{scheme}` needs `client.id` and `client.secret`."
        )
    if given and client.id is None and client.authentication in CLIENTS[:3]:
        raise misconfigured(f"`client.id` of `{scheme}` is missing.")
    return client


def _token(given: JsonObject, scheme: str, name: str) -> Token | None:
    if given.get(name) is None:
        return None
    found = _map(given, scheme, name)
    return Token(_needed(found, f"{scheme}.{name}", "token"), _text(found, scheme, "type") or "")


# ---- what a value has to be


def _needed(given: JsonObject, scheme: str, name: str) -> str:
    found = _text(given, scheme, name)
    if found is None:
        raise misconfigured(f"`{name}` of the authentication `{scheme}` is missing.")
    return found


def _text(given: JsonObject, scheme: str, name: str) -> str | None:
    """A number is its text: a password of digits is easily written without quotes."""
    match given.get(name):
        case None:
            return None
        case str(text):
            return text
        case bool() | dict() | list():
            raise misconfigured(f"`{name}` of the authentication `{scheme}` is no text.")
        case number:
            return encode(number).decode()


def _texts(given: JsonObject, scheme: str, name: str) -> tuple[str, ...]:
    found = given.get(name)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise misconfigured(f"`{name}` of the authentication `{scheme}` is no list of texts.")
    return tuple(one for one in found if isinstance(one, str))


def _map(given: JsonObject, scheme: str, name: str) -> JsonObject:
    found: Json = given.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise misconfigured(f"`{name}` of the authentication `{scheme}` is no map.")
    return found


_READERS: Final[Mapping[str, Callable[[JsonObject], Policy]]] = {
    "basic": _basic,
    "bearer": _bearer,
    "certificate": _certificate,
    "digest": _digest,
    "oauth2": _oauth2,
    "oidc": _oidc,
}
