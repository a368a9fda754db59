"""Begins a sign-in by a provider, and ends it when the person comes back.

What is needed then lies sealed in the database under a hash of `state`, for ten minutes, once, and
only for the browser that has begun. Never: an answer believed that was not asked for; a token of
the provider kept or passed on.
"""

from __future__ import annotations

import secrets
import time
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus, urlsplit

from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from api.auth import guesses
from api.auth.credentials import hash_of
from api.auth.entering import SignedIn, enter, new_token, refused
from api.auth.oidc import accounts, claims, tokens
from api.auth.oidc.accounts import NoAccountError
from api.auth.oidc.issuers import Metadata, json_object
from api.auth.oidc.tokens import Expected, UnknownKeyError
from api.auth.oidc.trouble import SignInTroubleError, over, unreachable, wrong
from api.auth.second import HalfIn, half_in
from api.ids import is_id
from api.services import Services
from api.settings import ApiSettings
from definitions.errors import ProblemError
from definitions.values import JsonObject
from store import provider_sign_ins, providers, tenants
from store.provider_sign_ins import LASTS, Sent
from store.providers import ProviderRow
from store.sessions import Place
from store.tenants import TenantRow

CALLBACK = "/api/v1/session/oidc/callback"
SECONDS = int(LASTS.total_seconds())
HOME = "/"
_LONGEST_ADDRESS = 2_000
_LONGEST_CODE = 8_000
_LONGEST_STATE = 200
_OK = 200


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the browser goes, and what it keeps meanwhile."""

    address: str
    browser: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What the browser brings back, each as often as it stands in the address."""

    state: Sequence[str]
    code: Sequence[str]
    error: Sequence[str]
    issuer: Sequence[str]


@dataclass(frozen=True, slots=True)
class Ended:
    """They are in, or on their way to the second step."""

    signed: SignedIn | HalfIn
    to: str


def redirect_address(settings: ApiSettings) -> str:
    """Where providers send people back to: each must know exactly this."""
    return settings.address + CALLBACK


def own_address(wanted: str) -> str:
    """A page of ours; whatever could lead elsewhere leads to the first one."""
    odd = any(not one.isprintable() or one in " \\" for one in wanted)
    if odd or len(wanted) > _LONGEST_ADDRESS or not wanted.startswith("/"):
        return HOME
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    elsewhere = wanted.startswith("//") or bool(parts.scheme or parts.netloc)
    return HOME if elsewhere or parts.path.startswith("/api/") else wanted


async def tenant_of(services: Services, slug: str | None) -> TenantRow | None:
    """By its slug; without one the only one that there is."""
    if slug is not None and not (slug.isascii() and slug.isprintable()):
        return None
    async with services.database.relay() as session:
        if slug is None:
            return await tenants.only(session)
        return await tenants.by_slug(session, slug)


async def offered(services: Services, slug: str | None) -> list[ProviderRow]:
    """Those that may be used. No tenant looks like one without providers, and takes as long."""
    tenant = await tenant_of(services, slug)
    looked = tenants.NOBODYS if tenant is None else tenant.id
    async with services.database.tenant(looked) as session:
        return [one for one in await providers.everything(session) if one.enabled]


async def begin(
    services: Services, slug: str, provider_id: str, wanted: str, place: Place
) -> Begun:
    await services.guesses.tried(guesses.of_provider(place.address))
    tenant = await tenant_of(services, slug)
    looked = tenants.NOBODYS if tenant is None else tenant.id
    provider = await _usable(services, looked, provider_id)
    if tenant is None:
        raise _unknown()
    metadata = await services.issuers.metadata(provider.issuer)
    state, browser = new_token(), new_token()
    sent = Sent(new_token(), secrets.token_urlsafe(48), own_address(wanted), tenant.slug)
    keys = await services.keyring.of(tenant.id)
    async with services.database.tenant(tenant.id) as session:
        await provider_sign_ins.begin(
            session, keys, hash_of(state), hash_of(browser), provider.id, sent
        )
    return Begun(_asking(services.settings, provider, metadata, state, sent), browser)


def _asking(
    settings: ApiSettings, provider: ProviderRow, metadata: Metadata, state: str, sent: Sent
) -> str:
    told = provider.second_factor == "told" and bool(provider.strong_contexts)
    return prepare_grant_uri(
        metadata.authorization_endpoint,
        provider.client_id,
        "code",
        redirect_uri=redirect_address(settings),
        scope=provider.scopes,
        state=state,
        nonce=sent.nonce,
        code_challenge=create_s256_code_challenge(sent.verifier),
        code_challenge_method="S256",
        acr_values=" ".join(provider.strong_contexts) if told else None,
    )


async def _usable(services: Services, tenant: str, provider: str) -> ProviderRow:
    if not is_id(provider):
        raise _unknown()
    async with services.database.tenant(tenant) as session:
        found = await providers.find(session, provider)
    if found is None or not found.enabled:
        raise _unknown()
    return found


def _unknown() -> SignInTroubleError:
    return SignInTroubleError("unknown-provider", "There is no such provider, or not now.")


async def finish(
    services: Services, returned: Returned, browser: str | None, place: Place
) -> Ended:
    state = _one(returned.state)
    if state is None or browser is None or len(state) > _LONGEST_STATE:
        raise over("There is no state, or this browser has begun nothing.")
    async with services.database.lookup("token", hash_of(state)) as session:
        begun = await provider_sign_ins.find(session, hash_of(state))
    if begun is None:
        raise over("This state is not known, or its time is over.")
    keys = await services.keyring.of(begun.tenant_id)
    async with services.database.tenant(begun.tenant_id) as session:
        sent = await provider_sign_ins.take(session, keys, hash_of(state), hash_of(browser))
    if sent is None:
        raise over("Another browser has begun this, or it came back already.")
    try:
        provider = await _usable(services, begun.tenant_id, begun.provider_id)
        known = await _proved(services, begun.tenant_id, provider, returned, sent)
        signed = await _let_in(services, begun.tenant_id, provider, known, place)
    except SignInTroubleError as error:
        error.tenant = sent.tenant
        raise
    await services.guesses.succeeded(guesses.of_provider(place.address))
    return Ended(signed, sent.to)


async def _proved(
    services: Services, tenant: str, provider: ProviderRow, returned: Returned, sent: Sent
) -> JsonObject:
    """What the provider says of the person, proved to be its own words for this sign-in."""
    metadata = await services.issuers.metadata(provider.issuer)
    code = _code(returned, metadata)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_address(services.settings),
        "code_verifier": sent.verifier,
    }
    answer = await _token(services, tenant, provider, metadata, form)
    token, access = answer.get("id_token"), answer.get("access_token")
    if not isinstance(token, str):
        raise wrong("It has sent no ID token.", "Its scopes must have openid.")
    expected = Expected(provider.issuer, provider.client_id, sent.nonce)
    access = access if isinstance(access, str) else None
    now = int(time.time())
    try:
        keys = await services.issuers.keys(provider.issuer)
        return tokens.claims_of(token, access, keys, expected, now)
    except UnknownKeyError:
        keys = await services.issuers.keys_again(provider.issuer)
    try:
        return tokens.claims_of(token, access, keys, expected, now)
    except UnknownKeyError as error:
        raise wrong(
            "Its ID token is signed with a key that it doesn't publish.",
            "If it has just changed its keys, try again in a minute.",
        ) from error


def _code(returned: Returned, metadata: Metadata) -> str:
    if (returned.issuer or metadata.names_itself) and _one(returned.issuer) != metadata.issuer:
        raise wrong("The answer comes from another issuer.", "Begin again.")
    if returned.error:
        raise SignInTroubleError(
            "refused-by-provider", f"The provider refuses: {returned.error[0][:100]!r}."
        )
    code = _one(returned.code)
    if not code or len(code) > _LONGEST_CODE:
        raise wrong("It has sent no code.", "Begin again.")
    return code


async def _token(
    services: Services,
    tenant: str,
    provider: ProviderRow,
    metadata: Metadata,
    form: dict[str, str],
) -> JsonObject:
    keys = await services.keyring.of(tenant)
    async with services.database.tenant(tenant) as session:
        secret = await providers.secret_of(session, keys, provider.id)
    basic = None
    if metadata.basic:
        shown = f"{quote_plus(provider.client_id)}:{quote_plus(secret)}"
        basic = b64encode(shown.encode()).decode()
    else:
        form = {**form, "client_id": provider.client_id, "client_secret": secret}
    try:
        status, body = await services.issuers.outside.ask(metadata.token_endpoint, form, basic)
    except ProblemError as error:
        detail = error.problem.detail or f"{metadata.token_endpoint} does not answer."
        raise unreachable(detail) from error
    if status != _OK:
        raise wrong(
            f"It does not take the code: {metadata.token_endpoint} was answered with {status}.",
            "Check client id, client secret and the redirect address there.",
        )
    return json_object("The answer to the code", body)


async def _let_in(
    services: Services, tenant: str, provider: ProviderRow, known: JsonObject, place: Place
) -> SignedIn | HalfIn:
    try:
        found = await accounts.settle(services, tenant, provider, known)
    except NoAccountError as error:
        if error.person is not None:
            refused(services, tenant, error.person, "oidc", place, "no-account")
        raise
    for ended in found.ended:
        services.live.signed_out(ended)
    if claims.has_both_factors(provider, known):
        return await enter(services, tenant, found.person.id, "oidc", place, second_factor=True)
    half = await half_in(services, found.person)
    return half or await enter(services, tenant, found.person.id, "oidc", place)


def _one(given: Sequence[str]) -> str | None:
    """The standard forbids to send one twice."""
    return given[0] if len(given) == 1 else None
