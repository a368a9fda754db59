"""What is asked of a token endpoint, and what its answer says.

OAuth 2.0 (RFC 6749), token exchange (RFC 8693), client assertions (RFC 7523). Never: I/O, and never
a value of the request in a sentence.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import uuid
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote_plus, urlencode

from activities.authentication.policies import EXCHANGE, FORM, JSON, REFRESH, Client, OAuth2
from definitions import errors
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject, decode, encode

ASSERTION_SECONDS: Final = 120
WELL_KNOWN: Final = "/.well-known/openid-configuration"

_ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_UNAUTHENTICATED: Final = 401
_BAD_GATEWAY: Final = 502


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """Ready to be posted."""

    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Granted:
    """A token that was granted."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    seconds: float | None
    """How long it lives, where the answer says so."""
    confidential: tuple[str, ...] = field(repr=False)


def discovery_url(authority: str) -> str:
    """The standard's examples write it with the well-known path, and without."""
    bare = authority.rstrip("/")
    return bare if bare.endswith(WELL_KNOWN) else bare + WELL_KNOWN


def token_url(authority: str, path: str) -> str:
    """The path is relative to all of the authority, its own path included."""
    if path.startswith(("https://", "http://")):
        return path
    return f"{authority.rstrip('/')}/{path.lstrip('/')}"


def token_request(policy: OAuth2, url: str, refresh: str | None, now: float) -> TokenRequest:
    """`refresh`: a refresh token that came with an earlier answer."""
    fields: dict[str, str] = {"grant_type": policy.grant}
    headers: list[tuple[str, str]] = [("Accept", JSON), ("Content-Type", policy.encoding)]
    fields |= _of_grant(policy, refresh)
    if policy.scopes:
        fields["scope"] = " ".join(policy.scopes)
    if policy.audiences:
        fields["audience"] = " ".join(policy.audiences)
    client = policy.client
    if client.authentication == "client_secret_basic":
        pair = f"{quote_plus(client.id or '')}:{quote_plus(client.secret or '')}"
        headers.append(("Authorization", f"Basic {base64.b64encode(pair.encode()).decode()}"))
    else:
        fields |= _of_client(client, url, now)
    if policy.encoding == FORM:
        return TokenRequest(tuple(headers), urlencode(fields).encode())
    return TokenRequest(tuple(headers), encode({**fields}))


def _of_grant(policy: OAuth2, refresh: str | None) -> dict[str, str]:
    subject, actor = policy.subject, policy.actor
    match policy.grant:
        case "password":
            return {"username": policy.username or "", "password": policy.password or ""}
        case "refresh_token":
            return {REFRESH: refresh or (subject.token if subject else "")}
        case grant if grant == EXCHANGE and subject is not None:
            fields = {"subject_token": subject.token, "subject_token_type": subject.type}
            if actor is not None:
                fields |= {"actor_token": actor.token, "actor_token_type": actor.type}
            return fields
        case _:
            return {}


def _of_client(client: Client, url: str, now: float) -> dict[str, str]:
    fields = {} if client.id is None else {"client_id": client.id}
    match client.authentication:
        case "client_secret_post" if client.secret is not None:
            return fields | {"client_secret": client.secret}
        case "client_secret_jwt" | "private_key_jwt":
            assertion = client.assertion or _signed(client, url, now)
            return fields | {
                "client_assertion_type": _ASSERTION_TYPE,
                "client_assertion": assertion,
            }
        case _:
            return fields


def _signed(client: Client, audience: str, now: float) -> str:
    """A JWT that only who has the secret can make (HS256)."""
    claims: JsonObject = {
        "iss": client.id,
        "sub": client.id,
        "aud": audience,
        "jti": uuid.uuid4().hex,
        "iat": int(now),
        "exp": int(now) + ASSERTION_SECONDS,
    }
    parts = (encode({"alg": "HS256", "typ": "JWT"}), encode(claims))
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    signature = hmac.digest((client.secret or "").encode(), text, hashlib.sha256)
    return (text + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()


def read_endpoint(body: Json, authority: str) -> str:
    """Where an OpenID configuration says that tokens are to be had."""
    endpoint = body.get("token_endpoint") if isinstance(body, dict) else None
    if not isinstance(endpoint, str):
        raise _strange(f"The OpenID configuration of {authority} names no token_endpoint.")
    if authority.startswith("https://") and not endpoint.startswith("https://"):
        raise _strange(f"The OpenID configuration of {authority} names no https token_endpoint.")
    return endpoint


def read_granted(body: Json, policy: OAuth2, place: str) -> Granted:
    token = body.get("access_token") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(token, str) or not token:
        raise _strange(f"The answer of {place} holds no access_token.")
    kind = body.get("token_type")
    if kind is not None and not (isinstance(kind, str) and kind.lower() in {"bearer", "n_a"}):
        raise _strange(f"{place} grants tokens of a type that is not Bearer.")
    _hold_issuer(token, policy.issuers, place)
    refresh, identity, seconds = (body.get(name) for name in (REFRESH, "id_token", "expires_in"))
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdigit():
        seconds = int(seconds)
    lives = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    return Granted(
        token,
        refresh if isinstance(refresh, str) else None,
        float(seconds) if lives and isinstance(seconds, int | float) else None,
        tuple(one for one in (token, refresh, identity) if isinstance(one, str)),
    )


def refused(place: str, status: int, said: str) -> ProblemError:
    """The endpoint knows us not: the standard's authentication error."""
    detail = f"{place} grants no token; it answered with {status}{said}."
    problem = errors.Problem(
        errors.HOME + "authentication", _UNAUTHENTICATED, None, "Authentication Error", detail
    )
    return ProblemError(problem)


def said_of(body: Json) -> str:
    """What the answer gives as its reason (RFC 6749, 5.2)."""
    given = body if isinstance(body, dict) else {}
    said = [given.get(name) for name in ("error", "error_description")]
    text = ": ".join(" ".join(one.split())[:200] for one in said if isinstance(one, str) and one)
    return f" ({text})" if text else ""


def _hold_issuer(token: str, issuers: tuple[str, ...], place: str) -> None:
    """A token that is a JWT says who made it. One that is none can't be looked into."""
    parts = token.split(".")
    if not issuers or len(parts) != 3:  # noqa: PLR2004 - header, claims and signature
        return
    try:
        claims = decode(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return
    issuer = claims.get("iss") if isinstance(claims, dict) else None
    if issuer is None:
        return
    if not isinstance(issuer, str) or issuer.rstrip("/") not in {
        one.rstrip("/") for one in issuers
    }:
        detail = f"The token of {place} comes from an issuer that is not among `issuers`."
        problem = errors.Problem(
            errors.HOME + "authentication", _UNAUTHENTICATED, None, "Authentication Error", detail
        )
        raise ProblemError(problem)


def _strange(detail: str) -> ProblemError:
    return ProblemError(errors.communication(detail, _BAD_GATEWAY))
