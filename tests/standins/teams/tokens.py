"""Keys that rotate, what the channel shows with each request, and the ways to forge it.

https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
(issuer, audience, expiry with five minutes of skew, signature, `serviceUrl`, endorsements by key).
"""

from __future__ import annotations

import base64
import hmac
import json
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from typing import Any

from joserfc import jws
from joserfc.jwk import RSAKey

from tests.standins.clock import Clock
from tests.standins.shapes import Json

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
SECONDS = 3600
SKEW_SECONDS = 300


class Forged(Enum):
    """How a request is not the channel's."""

    NO_TOKEN = auto()
    NOT_BEARER = auto()
    ISSUER = auto()
    AUDIENCE = auto()
    """Another bot's token, as anybody can have one."""
    SIGNATURE = auto()
    """Another key under a published name."""
    UNKNOWN_KEY = auto()
    EXPIRED = auto()
    EARLY = auto()
    UNSIGNED = auto()
    """`alg` none."""
    SYMMETRIC = auto()
    """HS256 with the public key for a secret."""
    ENDORSEMENT = auto()
    """A published key that may not speak for Teams."""
    SERVICE_URL = auto()
    """The claim names another address than the activity."""
    NO_SERVICE_URL = auto()
    BODY_SERVICE_URL = auto()
    """The activity names another address than the claim: answers would go there."""
    TENANT = auto()
    """Soundly signed, from a tenant that isn't ours."""


@cache
def rsa(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


@dataclass
class Key:
    key: RSAKey
    endorsements: tuple[str, ...] = (CHANNEL, "webchat", "directline")

    @property
    def shown(self) -> Json:
        public: dict[str, Any] = dict(self.key.as_dict(private=False))
        return {**public, "x5t": self.key.kid, "endorsements": list(self.endorsements)}


@dataclass
class Signing:
    """Of the connector: what is published, and what signs."""

    clock: Clock
    audience: str
    published: list[Key] = field(
        default_factory=lambda: [Key(rsa("first")), Key(rsa("unendorsed"), ("webchat",))]
    )
    current: RSAKey = field(default_factory=lambda: rsa("first"))
    service_url_claim: str = "serviceurl"
    """As the vendor's own libraries read it; the page spells it serviceUrl."""

    def rotates(self, kid: str, *, overlap: bool = True) -> None:
        """Another key signs from now on; the one before is published on, or not."""
        new = Key(rsa(kid))
        self.published = [new, *(self.published if overlap else [])]
        self.current = new.key

    def keys(self) -> Json:
        return {"keys": [one.shown for one in self.published]}

    def metadata(self, base: str) -> Json:
        # The page's own document, with this machine's address of the keys.
        return {
            "issuer": ISSUER,
            "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{base}/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }

    def authorization(self, service_url: str, forged: Forged | None = None) -> str | None:
        """The header, None where there is none."""
        if forged is Forged.NO_TOKEN:
            return None
        now = int(self.clock.now())
        claims: Json = {
            "iss": ISSUER,
            "aud": self.audience,
            "nbf": now - 60,
            "exp": now + SECONDS,
            self.service_url_claim: service_url,
        }
        if forged is Forged.ISSUER:
            claims["iss"] = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"
        elif forged is Forged.AUDIENCE:
            claims["aud"] = "00000000-0000-0000-0000-00000000beef"
        elif forged is Forged.EXPIRED:
            claims |= {"nbf": now - 2 * SECONDS, "exp": now - SKEW_SECONDS - 1}
        elif forged is Forged.EARLY:
            claims |= {"nbf": now + SKEW_SECONDS + 60, "exp": now + 2 * SECONDS}
        elif forged is Forged.SERVICE_URL:
            claims[self.service_url_claim] = "https://elsewhere.example/"
        elif forged is Forged.NO_SERVICE_URL:
            del claims[self.service_url_claim]
        scheme = "Basic" if forged is Forged.NOT_BEARER else "Bearer"
        return f"{scheme} {self._signed(claims, forged)}"

    def _signed(self, claims: Json, forged: Forged | None) -> str:
        key, kid = self.current, self.current.kid
        if forged is Forged.SIGNATURE:
            key = rsa("of-a-stranger")
        elif forged is Forged.UNKNOWN_KEY:
            key = rsa("of-a-stranger")
            kid = key.kid
        elif forged is Forged.ENDORSEMENT:
            key = rsa("unendorsed")
            kid = key.kid
        text = json.dumps(claims)
        header = {"typ": "JWT", "alg": "RS256", "kid": kid, "x5t": kid}
        token = jws.serialize_compact(header, text, key, ["RS256"])
        if forged is Forged.UNSIGNED:
            head = json.dumps({"typ": "JWT", "alg": "none"}).encode()
            return f"{_b64(head)}.{token.split('.')[1]}."
        if forged is Forged.SYMMETRIC:
            # Written out: no library signs so.
            head = json.dumps({**header, "alg": "HS256"}).encode()
            what = f"{_b64(head)}.{token.split('.')[1]}"
            public = self.current.as_pem(private=False)
            return f"{what}.{_b64(hmac.digest(public, what.encode(), 'sha256'))}"
        return token


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
