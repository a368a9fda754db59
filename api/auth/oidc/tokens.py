"""Whether an ID token is what it says: signed by its issuer, for us, for this sign-in, and now.

Never: a token without signature, or with one that others than the issuer could have made; a clock
that is wrong by more than a minute.
"""

from __future__ import annotations

from dataclasses import dataclass

from authlib.oidc.core import CodeIDToken
from joserfc import jws
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from api.auth.oidc.issuers import json_object
from api.auth.oidc.trouble import wrong
from definitions.values import JsonObject

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
SKEW_SECONDS = 60
LONGEST = 100_000
LONGEST_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class Expected:
    """Of whom, for whom and for which sign-in the token must be."""

    issuer: str
    client_id: str
    nonce: str


class UnknownKeyError(Exception):
    """It names a key that the issuer didn't have when it was asked last."""


def claims_of(
    token: str, access_token: str | None, keys: KeySet, expected: Expected, now: int
) -> JsonObject:
    """What it says, of which then all may be believed."""
    if len(token) > LONGEST:
        raise wrong("Its ID token is too long.", "Let the provider send fewer claims.")
    header, claims = _signed(token, keys)
    options = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client_id},
        "sub": {"essential": True},
    }
    params = {
        "nonce": expected.nonce,
        "client_id": expected.client_id,
        "access_token": access_token,
    }
    try:
        CodeIDToken(claims, header, options, params).validate(now, SKEW_SECONDS)
    except JoseError as error:
        raise wrong(f"Its ID token does not hold: {error}", _remedy(error)) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise wrong("Its ID token has a claim of another type.", _remedy(error)) from error
    subject = claims["sub"]
    if not (isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT):
        raise wrong("Its ID token names nobody.", "The claim sub has 1 to 255 characters.")
    return claims


def _signed(token: str, keys: KeySet) -> tuple[dict[str, object], JsonObject]:
    try:
        taken = jws.extract_compact(token.encode())
        header = taken.headers()
        kid: object = header.get("kid")
        key = keys.get_by_kid(kid if isinstance(kid, str) else None)
    except InvalidKeyIdError as error:
        raise UnknownKeyError from error
    except (JoseError, ValueError, TypeError) as error:
        raise wrong("Its ID token is no signed token.", "Let it sign ID tokens.") from error
    try:
        read = jws.deserialize_compact(token, key, [*ALGORITHMS])
    except (JoseError, ValueError, TypeError) as error:
        raise wrong(
            f"The signature of its ID token does not hold ({type(error).__name__}).",
            f"Let it sign ID tokens with one of {', '.join(ALGORITHMS)}.",
        ) from error
    return {**read.headers()}, json_object("Its ID token", read.payload or b"")


def _remedy(error: Exception) -> str:
    if "aud" in str(error):
        return "Check that the client id is the one of the provider."
    return "Check issuer and client id, and that the clocks of both sides are right."
