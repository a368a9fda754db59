"""How a call shows who it is: the policies of the standard.

Never: a secret itself. `use` names one, and its value comes in where the call is made.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Tag, model_validator

from definitions.models.base import (
    NAMED,
    OWN,
    Model,
    OpenModel,
    Text,
    Uri,
    Word,
    choice_by_use,
    exactly_one,
)
from definitions.values import JsonObject


class SecretReference(Model):
    """The secret that holds the policy."""

    use: Word


class Credentials(Model):
    username: Text
    password: Text


class BearerToken(Model):
    token: Text


class SecurityToken(Model):
    token: Text
    type: Text


class OAuthClient(Model):
    id: Text | None = None
    secret: Text | None = None
    assertion: Text | None = None
    authentication: (
        Literal[
            "client_secret_basic",
            "client_secret_post",
            "client_secret_jwt",
            "private_key_jwt",
            "none",
        ]
        | None
    ) = None


class TokenRequest(OpenModel):
    encoding: Literal["application/x-www-form-urlencoded", "application/json"] | None = None


class OAuthEndpoints(OpenModel):
    token: Text | None = None
    revocation: Text | None = None
    introspection: Text | None = None


class OpenIdConnect(Model):
    authority: Uri
    grant: Literal[
        "authorization_code",
        "client_credentials",
        "password",
        "refresh_token",
        "urn:ietf:params:oauth:grant-type:token-exchange",
    ]
    client: OAuthClient | None = None
    request: TokenRequest | None = None
    issuers: tuple[Text, ...] | None = None
    scopes: tuple[Text, ...] | None = None
    audiences: tuple[Text, ...] | None = None
    username: Text | None = None
    password: Text | None = None
    subject: SecurityToken | None = None
    actor: SecurityToken | None = None


class OAuth2(OpenIdConnect):
    endpoints: OAuthEndpoints | None = None


_Login: TypeAlias = Annotated[
    Annotated[SecretReference, Tag(NAMED)] | Annotated[Credentials, Tag(OWN)],
    choice_by_use("a map with `username` and `password`, or with `use`"),
]
_Bearer: TypeAlias = Annotated[
    Annotated[SecretReference, Tag(NAMED)] | Annotated[BearerToken, Tag(OWN)],
    choice_by_use("a map with `token`, or with `use`"),
]
_OAuth2: TypeAlias = Annotated[
    Annotated[SecretReference, Tag(NAMED)] | Annotated[OAuth2, Tag(OWN)],
    choice_by_use("a map with `authority` and `grant`, or with `use`"),
]
_OpenIdConnect: TypeAlias = Annotated[
    Annotated[SecretReference, Tag(NAMED)] | Annotated[OpenIdConnect, Tag(OWN)],
    choice_by_use("a map with `authority` and `grant`, or with `use`"),
]

SCHEMES = ("basic", "bearer", "certificate", "digest", "oauth2", "oidc")


class Authentication(Model):
    """A policy: exactly one of the schemes."""

    basic: _Login | None = None
    bearer: _Bearer | None = None
    certificate: JsonObject | None = None
    """The standard names it and says no more."""
    digest: _Login | None = None
    oauth2: _OAuth2 | None = None
    oidc: _OpenIdConnect | None = None

    @model_validator(mode="after")
    def _one(self) -> Authentication:
        exactly_one(self, *SCHEMES)
        return self


class SharedAuthentication(Authentication, OpenModel):
    """A policy under `use.authentications`; the standard leaves its map open."""

    model_config = ConfigDict(extra="allow")


class AuthenticationReference(Model):
    """The policy under `use.authentications` that is meant."""

    use: Word


def _named(value: object) -> object:
    """The text lets a name stand for `{ use: name }`."""
    return {"use": value} if isinstance(value, str) else value


AnyAuthentication: TypeAlias = Annotated[
    Annotated[AuthenticationReference, Tag(NAMED)] | Annotated[Authentication, Tag(OWN)],
    choice_by_use(f"a map with `use`, or with one of {', '.join(SCHEMES)}"),
    BeforeValidator(_named, json_schema_input_type=Text | AuthenticationReference | Authentication),
]
