"""What issuers say of themselves: their addresses and the keys that they sign with.

Both are read once and kept for an hour; keys are read again when a token names one that isn't
known, once a minute at most. Never: an issuer that calls itself otherwise than it was asked as.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, KeySet, RSAKey

from api.auth.oidc.trouble import SignInTroubleError, unreachable, wrong
from definitions.errors import ProblemError
from definitions.values import Json, JsonObject, decode
from store.recent import Recent

KEPT_SECONDS = 3600.0
AGAIN_SECONDS = 60.0
FAILED_SECONDS = 5.0
KEPT = 1_000
MOST_KEYS = 100
LEAST_RSA_BITS = 2048
WELL_KNOWN = "/.well-known/openid-configuration"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_OK = 200
_LONGEST = 2_000


class AsksOutside(Protocol):
    """Asks a server outside, under the guard of all outgoing calls; raises ProblemError."""

    async def ask(
        self, uri: str, form: Mapping[str, str] | None = None, basic: str | None = None
    ) -> tuple[int, bytes]: ...


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is needed of a discovery document."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    basic: bool
    """Whether the client shows its secret in a header, or in the form."""
    names_itself: bool
    """Each answer of it says which issuer it comes from."""


@dataclass(slots=True)
class _Known:
    metadata: Metadata
    keys: KeySet
    read_at: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


def is_web_address(text: str) -> bool:
    """Over HTTPS, but for a server on this very machine."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and " " not in text and len(text) <= _LONGEST
    known = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    return plain and known and bool(host) and not parts.fragment and "@" not in parts.netloc


class Issuers:
    """Of one process."""

    def __init__(self, outside: AsksOutside, clock: Callable[[], float] = time.monotonic) -> None:
        self.outside = outside
        self._clock = clock
        self._known: Recent[_Known] = Recent(KEPT_SECONDS, KEPT, clock)
        self._failed: Recent[SignInTroubleError] = Recent(FAILED_SECONDS, KEPT, clock)
        self._looking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def metadata(self, issuer: str) -> Metadata:
        return (await self._of(issuer)).metadata

    async def keys(self, issuer: str) -> KeySet:
        return (await self._of(issuer)).keys

    async def keys_again(self, issuer: str) -> KeySet:
        """For a token whose key isn't known: it may have been made a moment ago."""
        known = await self._of(issuer)
        async with known.lock:
            if self._clock() - known.read_at >= AGAIN_SECONDS:
                known.read_at = self._clock()
                known.keys = await self._read_keys(known.metadata)
        return known.keys

    async def look(self, issuer: str) -> Metadata:
        """Now, whatever is kept; and from now on it is this that is kept."""
        return (await self._read(issuer)).metadata

    async def _of(self, issuer: str) -> _Known:
        """However many want to know, it is asked once, and not at once again if it fails."""
        known = self._known.get(issuer)
        if known is not None:
            return known
        lock = self._looking.setdefault(issuer, asyncio.Lock())
        async with lock:
            known, failed = self._known.get(issuer), self._failed.get(issuer)
            if known is not None:
                return known
            if failed is not None:
                raise SignInTroubleError(failed.code, failed.detail, failed.remedy)
            try:
                return await self._read(issuer)
            except SignInTroubleError as error:
                self._failed.put(issuer, error)
                raise

    async def _read(self, issuer: str) -> _Known:
        metadata = _metadata(issuer, await self._document(issuer + _path(issuer)))
        known = _Known(metadata, await self._read_keys(metadata), self._clock())
        self._known.put(issuer, known)
        self._failed.drop(issuer)
        return known

    async def _read_keys(self, metadata: Metadata) -> KeySet:
        document = await self._document(metadata.jwks_uri)
        given = document.get("keys")
        keys = [_key(one) for one in given[:MOST_KEYS]] if isinstance(given, list) else []
        usable = [one for one in keys if one is not None]
        if not usable:
            raise wrong(
                f"{metadata.jwks_uri} has no key that a token could be signed with.",
                "The provider must sign with RSA (2048 bits at least) or elliptic curves.",
            )
        return KeySet(usable)

    async def _document(self, uri: str) -> JsonObject:
        try:
            status, body = await self.outside.ask(uri)
        except ProblemError as error:
            raise unreachable(error.problem.detail or f"{uri} can't be read.") from error
        if status != _OK:
            raise unreachable(f"{uri} was answered with {status}.")
        return json_object(uri, body)


def json_object(where: str, body: bytes) -> JsonObject:
    try:
        document = decode(body)
    except (ValueError, RecursionError) as error:
        raise wrong(f"{where} is no JSON.", "Check the issuer's address.") from error
    if not isinstance(document, dict):
        raise wrong(f"{where} is no JSON object.", "Check the issuer's address.")
    return document


def _path(issuer: str) -> str:
    return WELL_KNOWN[1:] if issuer.endswith("/") else WELL_KNOWN


def _metadata(issuer: str, document: JsonObject) -> Metadata:
    named = document.get("issuer")
    if named != issuer:
        shown = named[:200] if isinstance(named, str) else "nothing"
        raise wrong(
            f"It was asked as {issuer}, and calls itself {shown}.",
            "Write the issuer exactly as the provider does, with or without a slash at the end.",
        )
    places: dict[str, str] = {}
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        place = document.get(name)
        if not (isinstance(place, str) and is_web_address(place)):
            raise wrong(
                f"Its {name} is missing, or is no https address.",
                "Check that the issuer is one of OpenID Connect.",
            )
        places[name] = place
    return Metadata(
        issuer,
        **places,
        basic=_shows_in_header(document.get("token_endpoint_auth_methods_supported")),
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


def _shows_in_header(methods: Json) -> bool:
    """The standard's way, unless the provider knows only the other one."""
    if not isinstance(methods, list):
        return True
    return "client_secret_basic" in methods or "client_secret_post" not in methods


def _key(given: Json) -> Key | None:
    """None: not for signing, or not one that only the provider has."""
    if not isinstance(given, dict) or given.get("kty") not in ("RSA", "EC"):
        return None
    if given.get("use") not in (None, "sig"):
        return None
    # Whatever of a private key stands there is not wanted here.
    public = {name: value for name, value in given.items() if name in _PUBLIC}
    try:
        key = JWKRegistry.import_key(cast("dict[str, str | list[str]]", public))
    except (JoseError, ValueError, TypeError):
        return None
    if isinstance(key, RSAKey) and key.public_key.key_size < LEAST_RSA_BITS:
        return None
    return key if isinstance(key, RSAKey | ECKey) else None


_PUBLIC = frozenset({"kty", "use", "alg", "kid", "n", "e", "crv", "x", "y"})
