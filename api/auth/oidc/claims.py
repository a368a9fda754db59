"""Reads what a provider says of a person: address, name, groups, and how they have signed in.

Pure. Never: an address taken as theirs of which the provider doesn't say that it is.
"""

from __future__ import annotations

import re

from api.auth.oidc.trouble import SignInTroubleError
from definitions.values import Json, JsonObject
from store.providers import ProviderRow

MOST_GROUPS = 2_000
LONGEST_NAME = 200
_ADDRESS = re.compile(r"[^\s@\x00]+@[^\s@\x00]+")
_LONGEST_ADDRESS = 254
_MANY_FACTORS = "mfa"
_YES: dict[str, tuple[Json, ...]] = {"xms_edov": (True, 1, "1")}
"""How Microsoft's claim about the owner of an address is spelled; all others say `true`."""


def address(claims: JsonObject) -> str | None:
    """In small letters, as people are known."""
    given = claims.get("email")
    if not isinstance(given, str) or len(given) > _LONGEST_ADDRESS or not given.isprintable():
        return None
    return given.lower() if _ADDRESS.fullmatch(given) else None


def is_verified(provider: ProviderRow, claims: JsonObject) -> bool:
    given = claims.get(provider.verified_claim)
    if given is True:
        return True
    return given is not None and given in _YES.get(provider.verified_claim, ())


def is_of_domains(mail: str, provider: ProviderRow) -> bool:
    return mail.rpartition("@")[2] in provider.domains


def name(claims: JsonObject, mail: str) -> str:
    parts = (claims.get("given_name"), claims.get("family_name"))
    whole = " ".join(part for part in parts if isinstance(part, str))
    for given in (claims.get("name"), whole, claims.get("preferred_username")):
        shown = _plain(given) if isinstance(given, str) else ""
        if shown:
            return shown
    return _plain(mail)


def _plain(text: str) -> str:
    joined = " ".join(text.split())
    return "".join(one for one in joined if one.isprintable())[:LONGEST_NAME].strip()


def groups(provider: ProviderRow, claims: JsonObject) -> frozenset[str]:
    """All that they are in. None at all and no such claim are the same to most providers."""
    if not provider.groups_claim:
        return frozenset()
    found = _at(claims, provider.groups_claim)
    elsewhere = claims.get("_claim_names")
    if found is None and isinstance(elsewhere, dict) and provider.groups_claim in elsewhere:
        raise SignInTroubleError(
            "groups-missing",
            "The person is in more groups than the provider puts into a token.",
            "Let the provider send only the groups that are assigned to this application.",
        )
    if isinstance(found, str):
        return frozenset({found})
    listed = found[:MOST_GROUPS] if isinstance(found, list) else []
    return frozenset(one for one in listed if isinstance(one, str))


def _at(claims: JsonObject, claim: str) -> Json:
    """By its name, or else by the way to it: `realm_access.roles`."""
    if claim in claims:
        return claims[claim]
    found: Json = claims
    for step in claim.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return found


def has_both_factors(provider: ProviderRow, claims: JsonObject) -> bool:
    """Whether ours need not be asked for."""
    if provider.second_factor != "told":
        return provider.second_factor == "trusted"
    methods = claims.get("amr")
    told = isinstance(methods, list) and _MANY_FACTORS in methods
    return told or claims.get("acr") in provider.strong_contexts
