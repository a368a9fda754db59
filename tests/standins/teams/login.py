"""The sign-in service: a token for the client that shows its secret.

https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow and
https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes (AADSTS…).
The vendor's library wants https and a known host: `Door` is the HTTP client to give it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx

from tests.standins.clock import Clock
from tests.standins.shapes import Json

HOST = "https://login.microsoftonline.com"
EXPIRES_IN = 3599
RESOURCES = ("https://api.botframework.com", "https://graph.microsoft.com")


@dataclass
class Access:
    """A token for a service."""

    value: str
    app: str
    tenant: str
    audience: str
    expires: float


@dataclass
class Login:
    clock: Clock
    app: str
    secrets: list[str]
    """More than one while a secret is changed."""
    tenants: list[str]
    """Where the app is known."""
    issued: dict[str, Access] = field(default_factory=dict[str, Access])
    failing: list[int] = field(default_factory=list[int])

    def configuration(self, tenant: str) -> tuple[int, Json]:
        if tenant not in self.tenants:
            return 400, _error("invalid_tenant", 90002, f"Tenant '{tenant}' not found.")
        base = f"{HOST}/{tenant}"
        return 200, {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "jwks_uri": f"{base}/discovery/v2.0/keys",
            "token_endpoint_auth_methods_supported": [
                "client_secret_post",
                "private_key_jwt",
                "client_secret_basic",
            ],
        }

    def token(self, tenant: str, content_type: str, body: bytes) -> tuple[int, Json]:
        if self.failing:
            return self.failing.pop(0), _error("temporarily_unavailable", 90033, "Try again.")
        given = dict(parse_qsl(body.decode()))
        refusal = _form(content_type, given) or self._stranger(tenant, given)
        if refusal is not None:
            return refusal
        audience = given["scope"].rpartition("/")[0]
        value = f"eyJ.{secrets.token_urlsafe(32)}.{secrets.token_urlsafe(16)}"
        until = self.clock.now() + EXPIRES_IN
        self.issued[value] = Access(value, self.app, tenant, audience, until)
        return 200, {
            "token_type": "Bearer",
            "expires_in": EXPIRES_IN,
            "ext_expires_in": EXPIRES_IN,
            "access_token": value,
        }

    def _stranger(self, tenant: str, given: dict[str, str]) -> tuple[int, Json] | None:
        if tenant not in self.tenants:
            return 400, _error("invalid_request", 90002, f"Tenant '{tenant}' not found.")
        if given["client_id"] != self.app:
            return 400, _error("unauthorized_client", 700016, "The application was not found.")
        if given["client_secret"] not in self.secrets:
            return 401, _error("invalid_client", 7000215, "Invalid client secret provided.")
        return None

    def known(self, authorization: str, audience: str = RESOURCES[0]) -> Access | None:
        scheme, _, value = authorization.partition(" ")
        found = self.issued.get(value) if scheme == "Bearer" else None
        if found is None or found.audience != audience or found.expires <= self.clock.now():
            return None
        return found


def _form(content_type: str, given: dict[str, str]) -> tuple[int, Json] | None:
    if not content_type.startswith("application/x-www-form-urlencoded"):
        return 400, _error("invalid_request", 900144, "The request body must be a form.")
    for name in ("grant_type", "client_id", "scope", "client_secret"):
        if name not in given:
            return 400, _error("invalid_request", 900144, f"The body must have '{name}'.")
    if given["grant_type"] != "client_credentials":
        return 400, _error("unsupported_grant_type", 70003, "The grant is not supported.")
    audience, _, last = given["scope"].rpartition("/")
    if last != ".default" or audience not in RESOURCES:
        return 400, _error("invalid_scope", 1002012, "The scope must end in /.default.")
    return None


def _error(error: str, code: int, sentence: str) -> Json:
    return {
        "error": error,
        "error_description": f"AADSTS{code}: {sentence}",
        "error_codes": [code],
        "trace_id": "0",
        "correlation_id": "0",
    }


@dataclass
class Said:
    """What the vendor's library reads of an answer."""

    status_code: int
    text: str
    headers: dict[str, str]

    def raise_for_status(self) -> None:
        if self.status_code >= httpx.codes.BAD_REQUEST:
            raise OSError(self.text)


@dataclass
class Door:
    """`msal.ConfidentialClientApplication(…, http_client=Door(url))`: the host stands here."""

    url: str

    def get(self, url: str, **given: Any) -> Said:
        return self._asks("GET", url, **given)

    def post(self, url: str, **given: Any) -> Said:
        return self._asks("POST", url, **given)

    def close(self) -> None:
        """Each request has its own connection."""

    def _asks(
        self,
        verb: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: dict[str, str] | None = None,
        **_: Any,
    ) -> Said:
        assert url.startswith(f"{HOST}/"), f"{url} is not the sign-in service's"
        here = self.url + url.removeprefix(HOST)
        with httpx.Client(trust_env=False) as http:
            answer = http.request(verb, here, params=params, data=data, headers=headers)
        return Said(answer.status_code, answer.text, dict(answer.headers))
