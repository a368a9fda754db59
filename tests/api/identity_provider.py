"""An identity provider that stands in for a real one, as strict as one, and lies when told to.

It speaks HTTP on a port of its own: discovery, keys, authorization, token. It takes a redirect
address only to the letter, a client only with its secret, a code once, and a verifier that fits.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from authlib.oidc.core.util import create_half_hash
from joserfc import jws
from joserfc.jwk import ECKey, KeySet, RSAKey

from tests.activities.stub import Asked, Stub, serving

CLIENT = "baton+client:1"
SECRET = "s3cret: with/odd+characters%&"
REDIRECT = "http://localhost:8080/api/v1/session/oidc/callback"


@cache
def rsa(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


@cache
def ec(kid: str) -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig"})


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def packed(value: object) -> str:
    return b64(json.dumps(value).encode())


@dataclass
class Grant:
    """What a code stands for."""

    asked: dict[str, str]
    used: bool = False


Maker = Callable[[dict[str, Any]], str]


@dataclass
class StandIn:
    stub: Stub
    person: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "ada-1",
            "email": "Ada@corp.example",
            "email_verified": True,
            "name": "Ada Byron",
        }
    )
    changes: dict[str, Any] = field(default_factory=dict)
    """Of the ID token's claims; None takes one away."""
    skew: float = 0
    key: RSAKey | ECKey = field(default_factory=lambda: rsa("first"))
    algorithm: str = "RS256"
    published: list[RSAKey | ECKey] = field(default_factory=lambda: [rsa("first")])
    maker: Maker | None = None
    """Makes the ID token in another way."""
    document_changes: dict[str, Any] = field(default_factory=dict)
    answer_changes: dict[str, Any] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    asked_for: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=lambda: ["client_secret_basic"])

    @property
    def issuer(self) -> str:
        return self.stub.url

    def open(self) -> None:
        self.stub.does("/.well-known/openid-configuration", self._discovery)
        self.stub.does("/keys", self._keys)
        self.stub.does("/authorize", self._authorize)
        self.stub.does("/token", self._token)

    def discovery(self) -> dict[str, Any]:
        document = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": self.methods,
            "response_types_supported": ["code"],
        }
        changed = {**document, **self.document_changes}
        return {name: value for name, value in changed.items() if value is not None}

    def count(self, path: str) -> int:
        return self.asked_for.count(path)

    async def _discovery(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        self._send(asked, writer, 200, self.discovery())

    async def _keys(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        self._send(asked, writer, 200, KeySet(list(self.published)).as_dict(private=False))

    async def _authorize(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        given = parse_qsl(urlsplit(asked.target).query)
        query = dict(given)
        fits = (
            len(given) == len(query)
            and asked.method == "GET"
            and query["response_type"] == "code"
            and query["client_id"] == CLIENT
            and query["redirect_uri"] == REDIRECT
            and "openid" in query["scope"].split()
            and len(query["state"]) >= 40
            and len(query["nonce"]) >= 40
            and query["code_challenge_method"] == "S256"
            and len(query["code_challenge"]) == 43
        )
        if not fits:
            # As the standard asks: nobody is sent to an address that isn't known to be right.
            self._send(asked, writer, 400, {"error": "invalid_request"})
            return
        code = secrets.token_urlsafe(24)
        self.grants[code] = Grant(query)
        answer = {"code": code, "state": query["state"], **self.answer_changes}
        answer = {name: value for name, value in answer.items() if value is not None}
        self._send(asked, writer, 303, {}, f"{REDIRECT}?{urlencode(answer, doseq=True)}")

    async def _token(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        form = dict(parse_qsl(asked.body.decode()))
        if asked.method != "POST" or not self._is_client(asked, form):
            self._send(asked, writer, 401, {"error": "invalid_client"})
            return
        grant = self.grants.get(form.get("code", ""))
        verifier = form.get("code_verifier", "")
        challenge = b64(hashlib.sha256(verifier.encode()).digest())
        fits = (
            grant is not None
            and not grant.used
            and form.get("grant_type") == "authorization_code"
            and form.get("redirect_uri") == grant.asked["redirect_uri"]
            and 43 <= len(verifier) <= 128
            and hmac.compare_digest(challenge, grant.asked["code_challenge"])
        )
        if not fits or grant is None:
            self._send(asked, writer, 400, {"error": "invalid_grant"})
            return
        grant.used = True
        access = secrets.token_urlsafe(24)
        body = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self._id_token(grant, access),
        }
        self._send(asked, writer, 200, body)

    def _is_client(self, asked: Asked, form: dict[str, str]) -> bool:
        if self.methods == ["client_secret_post"]:
            if "authorization" in asked.headers:
                return False
            return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        scheme, _, given = asked.headers.get("authorization", "").partition(" ")
        if scheme != "Basic" or "client_secret" in form:
            return False
        client, _, secret = base64.b64decode(given).decode().partition(":")
        return (unquote_plus(client), unquote_plus(secret)) == (CLIENT, SECRET)

    def _id_token(self, grant: Grant, access: str) -> str:
        now = int(time.time() + self.skew)
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": grant.asked["nonce"],
            "at_hash": create_half_hash(access, self.algorithm).decode(),
            **self.person,
            **self.changes,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.maker is not None:
            return self.maker(claims)
        header = {"alg": self.algorithm, "kid": self.key.kid, "typ": "JWT"}
        return jws.serialize_compact(header, json.dumps(claims), self.key, [self.algorithm])

    def _send(
        self,
        asked: Asked,
        writer: asyncio.StreamWriter,
        status: int,
        body: object,
        location: str | None = None,
    ) -> None:
        self.asked_for.append(asked.path)
        data = json.dumps(body).encode()
        lines = [
            f"HTTP/1.1 {status} Whatever",
            "content-type: application/json",
            f"content-length: {len(data)}",
        ]
        if location is not None:
            lines.append(f"location: {location}")
        writer.write("\r\n".join([*lines, "", ""]).encode() + data)


@asynccontextmanager
async def standing_in() -> AsyncIterator[StandIn]:
    async with serving() as stub:
        provider = StandIn(stub)
        provider.open()
        yield provider
