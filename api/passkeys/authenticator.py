"""What is asked of an authenticator, and whether its answer is good; the rules are WebAuthn's.

Never: an answer to a challenge that wasn't ours, from another site, or without the person having
shown to the device that it is they (a passkey is both factors in one).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NoReturn, cast
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from starlette.requests import Request
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from api.auth.principal import Principal
from api.errors import ApiError
from api.settings import ApiSettings
from definitions.values import JsonObject
from store.passkeys import NewPasskey, PasskeyRow

NAME = "Baton"
TRANSPORTS = frozenset({"usb", "nfc", "ble", "smart-card", "internal", "cable", "hybrid"})
MALFORMED = (
    WebAuthnException,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OverflowError,
)
"""All that the library raises at answers that no authenticator gives."""


@dataclass(frozen=True, slots=True)
class Site:
    """Whom a passkey is for: a name of a host, and where its pages come from."""

    host: str
    origin: str


def site_of(request: Request, settings: ApiSettings) -> Site:
    """By BATON_PUBLIC_URL; without it, by where the request has reached us."""
    address = settings.public_url
    if address is None:
        secure = request.url.scheme == "https"
        address = f"{'https' if secure else 'http'}://{request.headers.get('host', '')}"
    parts = urlsplit(address)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def handle_of(tenant: str, person: str) -> bytes:
    """What the authenticator calls the account; it says nothing about the person."""
    return UUID(tenant).bytes + UUID(person).bytes


def to_register(
    site: Site, principal: Principal, known: list[PasskeyRow]
) -> tuple[bytes, JsonObject]:
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=NAME,
        user_id=handle_of(principal.tenant, principal.person),
        user_name=principal.email,
        user_display_name=principal.name,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options.challenge, cast("JsonObject", json.loads(webauthn.options_to_json(options)))


def to_sign_in(site: Site) -> tuple[bytes, JsonObject]:
    """Of nobody in particular: the person chooses among the passkeys that they have for us."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options.challenge, cast("JsonObject", json.loads(webauthn.options_to_json(options)))


def challenge_of(credential: JsonObject) -> bytes:
    """The one that the answer says it answers; whether it is ours is looked up."""
    try:
        response = cast("JsonObject", credential["response"])
        return parse_client_data_json(
            base64url_to_bytes(cast("str", response["clientDataJSON"]))
        ).challenge
    except MALFORMED as error:
        refuse(error)


def registered(site: Site, challenge: bytes, credential: JsonObject, name: str) -> NewPasskey:
    try:
        made = webauthn.verify_registration_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except MALFORMED as error:
        refuse(error)
    return NewPasskey(
        credential=made.credential_id,
        public_key=made.credential_public_key,
        counter=made.sign_count,
        transports=_transports(credential),
        synced=made.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
        name=name,
    )


def signed(site: Site, challenge: bytes, credential: JsonObject, kept: PasskeyRow) -> int:
    """The authenticator's count, if the answer is good."""
    try:
        response = cast("JsonObject", credential["response"])
        handle = response.get("userHandle")
        if isinstance(handle, str) and handle:
            _same(base64url_to_bytes(handle), handle_of(kept.tenant_id, kept.person_id))
        verified = webauthn.verify_authentication_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=kept.public_key,
            credential_current_sign_count=kept.counter,
            require_user_verification=True,
        )
    except MALFORMED as error:
        refuse(error)
    return verified.new_sign_count


def credential_id(credential: JsonObject) -> bytes:
    try:
        return base64url_to_bytes(cast("str", credential["rawId"]))
    except MALFORMED as error:
        refuse(error)


def refuse(error: Exception | None = None) -> NoReturn:
    """All alike: what exactly was wrong is nobody's business."""
    raise ApiError(
        401,
        "passkey-refused",
        "The passkey was not accepted.",
        "Try again; if it stays, sign in another way and look under Profile and security.",
    ) from error


def _same(given: bytes, ours: bytes) -> None:
    if given != ours:
        raise ValueError("The passkey is of another account.")


def _transports(credential: JsonObject) -> list[str]:
    response = credential.get("response")
    given = response.get("transports") if isinstance(response, dict) else None
    if not isinstance(given, list):
        return []
    return [one for one in given if isinstance(one, str) and one in TRANSPORTS]
