"""Whether a request comes from Teams: the whole check of the token that the bot's channel shows.

https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
Never: an activity that is believed before this; a token without signature, or by a key that may
not speak for Teams; an answer to where the token does not point; another tenant than the app's.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, cast

import msgspec
import structlog
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from channels.teams.requests import Activity
from channels.vendor import AwayError
from definitions.errors import ProblemError
from store.chats import AppRow

ISSUER: Final = "https://api.botframework.com"
ALGORITHM: Final = "RS256"
CHANNEL: Final = "msteams"
SKEW_SECONDS: Final = 300
KEPT_SECONDS: Final = 86_400.0
"""The page asks for keys to be read anew once a day."""

AGAIN_SECONDS: Final = 120.0
"""For a key that isn't known, or where they could not be read."""

MOST_KEYS: Final = 100
LONGEST_TOKEN: Final = 16_000
LEAST_BITS: Final = 2048
_OK: Final = 200
_log = structlog.stdlib.get_logger()


class UnprovenError(Exception):
    """It is not from Teams, or not for this app. The reason is for the log alone."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Not proven: {reason}.")
        self.reason = reason


class AsksOutside(Protocol):
    """Under the guard of all outgoing calls; raises ProblemError."""

    async def ask(self, uri: str) -> tuple[int, bytes]: ...


class _Metadata(msgspec.Struct, frozen=True):
    issuer: str
    jwks_uri: str


class _Shown(msgspec.Struct, frozen=True):
    kty: str
    kid: str = ""
    n: str = ""
    e: str = ""
    endorsements: list[str] = []


class _Keys(msgspec.Struct, frozen=True):
    keys: list[_Shown]


class _Claims(msgspec.Struct, frozen=True):
    iss: str
    aud: str
    exp: float
    nbf: float = 0
    lower: str | None = msgspec.field(name="serviceurl", default=None)
    camel: str | None = msgspec.field(name="serviceUrl", default=None)

    @property
    def service_url(self) -> str | None:
        """The page spells it in one way, and tokens in the other."""
        if None not in (self.lower, self.camel) and self.lower != self.camel:
            return None
        return self.lower or self.camel


@dataclass(frozen=True, slots=True)
class Key:
    """One that the channel signs with, and for whom it may speak."""

    key: RSAKey
    endorsements: frozenset[str]


class Keys:
    """Those that are published, as they were read last. One for a process."""

    def __init__(
        self, outside: AsksOutside, url: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._outside = outside
        self._url = url
        self._clock = clock
        self._known: Mapping[str, Key] = {}
        self._read_at: float | None = None
        self._tried_at: float | None = None
        self._reading = asyncio.Lock()

    async def get(self, kid: str) -> Key:
        """Raises UnprovenError for one that isn't published, AwayError where nobody can say."""
        if self._is_due(kid):
            async with self._reading:
                if self._is_due(kid):
                    await self._read()
        if self._read_at is None:
            raise AwayError("The keys of the Bot Framework can't be read.")
        found = self._known.get(kid)
        if found is None:
            raise UnprovenError("unknown key")
        return found

    def _is_due(self, kid: str) -> bool:
        """However many unknown keys are shown, they are read again now and then only."""
        now = self._clock()
        if self._tried_at is not None and now - self._tried_at < AGAIN_SECONDS:
            # Those that were never read are worth asking for again at once, but not all at a time.
            return self._read_at is None and now - self._tried_at >= 1.0
        old = self._read_at is None or now - self._read_at >= KEPT_SECONDS
        return old or kid not in self._known

    async def _read(self) -> None:
        self._tried_at = self._clock()
        try:
            uri = _address_of_keys(await self._document(self._url))
            shown = msgspec.json.decode(await self._document(uri), type=_Keys)
        except (AwayError, ProblemError, msgspec.DecodeError) as error:
            # Those that were good are good on, until others are heard of.
            _log.warning("teams.keys_unread", url=self._url, error=str(error))
            return
        keys = [(one.kid, _key(one)) for one in shown.keys[:MOST_KEYS]]
        self._known = {kid: key for kid, key in keys if kid and key is not None}
        self._read_at = self._tried_at

    async def _document(self, uri: str) -> bytes:
        status, body = await self._outside.ask(uri)
        if status != _OK:
            raise AwayError(f"{uri} was answered with {status}.")
        return body


def _address_of_keys(document: bytes) -> str:
    metadata = msgspec.json.decode(document, type=_Metadata)
    if metadata.issuer != ISSUER:
        raise AwayError("The metadata is of another issuer.")
    return metadata.jwks_uri


def _key(shown: _Shown) -> Key | None:
    """None: nothing that this channel signs with."""
    if shown.kty != "RSA":
        return None
    try:
        key = RSAKey.import_key({"kty": "RSA", "n": shown.n, "e": shown.e, "kid": shown.kid})
        if key.public_key.key_size < LEAST_BITS:
            return None
    except (JoseError, ValueError, TypeError):
        return None
    return Key(key, frozenset(shown.endorsements))


async def check(
    authorization: str | None, activity: Activity, app: AppRow, keys: Keys, now: float
) -> None:
    """Raises UnprovenError unless all of it holds; AwayError where nobody can say."""
    claims, key = await _signed(authorization, keys)
    named = claims.service_url
    wrong = (
        (claims.iss != ISSUER, "another issuer"),
        (not _same(claims.aud, app.client_id), "another audience"),
        (claims.exp + SKEW_SECONDS < now, "expired"),
        (claims.nbf - SKEW_SECONDS > now, "not valid yet"),
        (activity.channel_id != CHANNEL, "another channel"),
        (CHANNEL not in key.endorsements, "a key that may not speak for Teams"),
        (not named, "no service address"),
        (not _same(_bare(named or ""), _bare(activity.service_url)), "another service address"),
        (not app.team, "the app has no tenant yet"),
        (activity.tenants != {app.team}, "another tenant"),
    )
    for is_wrong, reason in wrong:
        if is_wrong:
            raise UnprovenError(reason)


def _bare(url: str) -> str:
    return url.rstrip("/")


async def _signed(authorization: str | None, keys: Keys) -> tuple[_Claims, Key]:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise UnprovenError("no token")
    if len(token) > LONGEST_TOKEN:
        raise UnprovenError("too long a token")
    try:
        header = cast("Mapping[str, object]", jws.extract_compact(token.encode()).headers())
    except (JoseError, ValueError, TypeError) as error:
        raise UnprovenError("no signed token") from error
    if header.get("alg") != ALGORITHM:
        raise UnprovenError("another algorithm")
    kid = header.get("kid")
    key = await keys.get(kid if isinstance(kid, str) else "")
    try:
        read = jws.deserialize_compact(token, key.key, [ALGORITHM])
    except (JoseError, ValueError, TypeError) as error:
        raise UnprovenError("a signature that does not hold") from error
    try:
        return msgspec.json.decode(read.payload or b"", type=_Claims), key
    except msgspec.DecodeError as error:
        raise UnprovenError("claims that can't be read") from error


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
