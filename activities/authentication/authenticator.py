"""From the authentication of a call to what authorizes its requests.

Secrets are put in here, under the rules of all secrets: bound to the process, to the host of the
call, and for tokens to the host of the authority too. Never: a secret that is asked for by data;
only the definition names one.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

import httpx
from msgspec.structs import replace

from activities.authentication import certificates
from activities.authentication.policies import (
    Basic,
    Bearer,
    Certificate,
    Digest,
    OAuth2,
    Policy,
    confidential,
    misconfigured,
    read_policy,
    scheme_of,
)
from activities.authentication.schemes import ByCertificate, ByDigest, ByToken, Plain
from activities.authentication.token_request import token_url
from activities.authentication.tokens import TokenStore
from activities.http_connections import Connections
from activities.http_request import read_url, receiver
from activities.http_sender import Authorizing, Sender
from activities.secrets import Mask, Secrets
from definitions.contracts import Call
from definitions.values import Json, JsonObject, canonical

DIGESTS_KEPT: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Names:
    """Of the secrets in an authentication; and of the one that says all of it, if one does."""

    all: tuple[str, ...]
    whole: str | None = None


class Authenticator:
    """One for a worker."""

    def __init__(self, connections: Connections, sender: Sender, secrets: Secrets) -> None:
        self._connections = connections
        self._secrets = secrets
        self._tokens = TokenStore(sender)
        self._digests: OrderedDict[str, httpx.DigestAuth] = OrderedDict()

    async def authorizing(
        self, call: Call, given: Json, url: httpx.URL, mask: Mask
    ) -> Authorizing | None:
        """None without an authentication; whatever is secret of it goes into the mask."""
        if given is None:
            return None
        if not isinstance(given, dict):
            raise misconfigured("An authentication is a map with one scheme, such as `basic`.")
        there = receiver(url)
        scheme, body, names = await self._put_in(call, given, there, mask)
        policy = read_policy(scheme, body)
        whole = names.whole
        if whole is not None:
            mask.add(*confidential(policy))
            if isinstance(policy, OAuth2):
                # Bound to the call's host, as is known already; and to the authority's.
                await self._secrets.read(call, whole, [there, *_receivers(body)])
        return self._made(call, policy, body, url, mask, names)

    async def _put_in(
        self, call: Call, given: JsonObject, there: str, mask: Mask
    ) -> tuple[str, JsonObject, _Names]:
        """The scheme, what it says with all secrets in it, and which these are."""
        _, written = scheme_of(given)
        where: JsonObject = {
            name: written[name] for name in ("authority", "endpoints") if name in written
        }
        asking = replace(call, arguments={"endpoint": where, "authentication": given})
        put_in = await self._secrets.put_in(
            asking, lambda known: [there, *_receivers(_endpoint(known))]
        )
        mask.take(put_in.mask)
        filled = put_in.arguments
        filled = filled.get("authentication") if isinstance(filled, dict) else None
        scheme, body = scheme_of(filled if isinstance(filled, dict) else {})
        name = body.get("use")
        if name is None:
            return scheme, body, _Names(put_in.names)
        if not isinstance(name, str):
            raise misconfigured(f"`use` of the authentication `{scheme}` is no name of a secret.")
        value = await self._secrets.read(call, name, [there])
        if isinstance(value, dict):
            return scheme, value, _Names((name,), name)
        if isinstance(value, str) and scheme == "bearer":
            return scheme, {"token": value}, _Names((name,), name)
        raise misconfigured(f"The secret {name!r} is no map of what `{scheme}` needs.")

    def _made(
        self,
        call: Call,
        policy: Policy,
        body: JsonObject,
        url: httpx.URL,
        mask: Mask,
        names: _Names,
    ) -> Authorizing:
        match policy:
            case Basic() | Bearer():
                return Plain(policy, mask if names.whole is not None else None)
            case Digest():
                return ByDigest(self._digest(call.tenant, policy, url))
            case Certificate():
                identity = f"{call.tenant}:{certificates.fingerprint(policy)}"
                self._connections.identify(
                    identity, lambda context: certificates.load(context, policy)
                )
                return ByCertificate(identity)
            case OAuth2():

                async def hold(found: httpx.URL) -> None:
                    await self._secrets.hold(call, names.all, receiver(found))

                return ByToken(self._tokens.of(call.tenant, body, policy, mask, hold), mask)

    def _digest(self, tenant: str, policy: Digest, url: httpx.URL) -> httpx.DigestAuth:
        """Kept with its challenge, so that the next request needs no refusal before it."""
        place = f"{url.scheme}://{url.netloc.decode()}"
        parts = canonical([tenant, policy.username, policy.password, place])
        name = hashlib.sha256(parts).hexdigest()
        found = self._digests.get(name)
        if found is None:
            found = self._digests[name] = httpx.DigestAuth(policy.username, policy.password)
            if len(self._digests) > DIGESTS_KEPT:
                self._digests.popitem(last=False)
        self._digests.move_to_end(name)
        return found


def _endpoint(known: Json) -> Json:
    return known.get("endpoint") if isinstance(known, dict) else None


def _receivers(body: Json) -> list[str]:
    """Where a policy's secrets go besides the call: to who grants its tokens."""
    authority = body.get("authority") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(authority, str):
        return []
    endpoints = body.get("endpoints")
    path = endpoints.get("token") if isinstance(endpoints, dict) else None
    urls = [authority, token_url(authority, path) if isinstance(path, str) else authority]
    return [receiver(read_url(one)) for one in urls]
