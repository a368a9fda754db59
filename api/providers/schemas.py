"""Identity providers as the API takes and shows them.

Never: a client's secret in an answer.
"""

from __future__ import annotations

import re
from typing import Annotated, Self, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, model_validator

from api.auth.oidc.issuers import is_web_address
from api.people.fields import Name, each_once
from api.people.schemas import Id
from api.security_rules.schemas import RoleName
from api.shapes import Shape
from store.providers import SecondFactor

MOST_RULES = 500
_DOMAIN = re.compile(r"([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}")


def a_domain(value: str) -> str:
    domain = value.lower().removeprefix("@")
    if not _DOMAIN.fullmatch(domain):
        raise ValueError("Write a domain like example.org")
    return domain


def an_issuer(value: str) -> str:
    if not is_web_address(value) or "?" in value:
        raise ValueError("Write the https address that the provider calls its issuer")
    return value


Plain: TypeAlias = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")]
Secret: TypeAlias = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[ -~]+$")]
Roles: TypeAlias = Annotated[list[RoleName], Field(max_length=50), AfterValidator(each_once)]


class GroupRule(Shape):
    """What comes with a group of the provider."""

    group: Annotated[str, Field(min_length=1, max_length=500)] = Field(
        description="As the provider writes it: a name, or an id."
    )
    roles: Roles = Field(default_factory=list[str])
    departmentId: Id | None = None  # noqa: N815 (names of the wire)


class ProviderSettings(Shape):
    """All but the secret."""

    name: Name = Field(description="On the button of the sign-in page.")
    issuer: Annotated[str, Field(max_length=500), AfterValidator(an_issuer)]
    clientId: Plain  # noqa: N815
    scopes: Annotated[list[Plain], Field(max_length=20), AfterValidator(each_once)] = Field(
        default_factory=lambda: ["openid", "profile", "email"]
    )
    groupsClaim: Annotated[str, Field(max_length=200)] = Field(  # noqa: N815
        default="", description="Where its tokens have groups; empty: nowhere."
    )
    verifiedClaim: Plain = Field(  # noqa: N815
        default="email_verified", description="By which it says that an address is theirs."
    )
    mapping: Annotated[list[GroupRule], Field(max_length=MOST_RULES)] = Field(
        default_factory=list[GroupRule]
    )
    makesAccounts: bool = Field(  # noqa: N815
        default=False, description="For who comes the first time, of these domains."
    )
    linksAccounts: bool = Field(  # noqa: N815
        default=True,
        description="Who comes the first time may be an existing person of the same address, of"
        " these domains. Needs all permissions.",
    )
    domains: Annotated[
        list[Annotated[str, Field(max_length=255), AfterValidator(a_domain)]],
        Field(max_length=50),
        AfterValidator(each_once),
    ] = Field(default_factory=list[str])
    firstRoles: Roles = Field(default_factory=list[str])  # noqa: N815
    secondFactor: SecondFactor = Field(  # noqa: N815
        default="ours",
        description="Whose counts: ours, one that the provider tells of (`amr` has mfa, or `acr`"
        " is one of strongContexts), or trusted: whatever it says.",
    )
    strongContexts: Annotated[list[Plain], Field(max_length=20)] = Field(  # noqa: N815
        default_factory=list[str]
    )
    enabled: bool = True

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if "openid" not in self.scopes:
            raise ValueError("The scopes must have openid")
        if self.makesAccounts and not self.domains:
            raise ValueError("Name the domains of those for whom accounts are made")
        groups = [rule.group for rule in self.mapping]
        if len(groups) != len(set(groups)):
            raise ValueError("Each group stands in the mapping once")
        return self


class ProviderWanted(ProviderSettings):
    """A provider as it shall be."""

    clientSecret: Secret | None = Field(  # noqa: N815
        default=None, description="Left out, it stays as it is."
    )


class ProviderShown(ProviderSettings):
    """A provider, without its secret."""

    id: str
    people: int = Field(description="How many have come by it.")
    changedAt: str  # noqa: N815
    changedBy: str = Field(description="Id of a person.")  # noqa: N815


class ProviderList(BaseModel):
    """All of them, by name."""

    redirectAddress: str = Field(  # noqa: N815
        description="Where a provider sends people back to: it must know exactly this."
    )
    items: list[ProviderShown]


class ProviderChecked(BaseModel):
    """What the provider says of itself now."""

    works: bool
    trouble: str | None = None
    remedy: str | None = None
    authorizationEndpoint: str | None = None  # noqa: N815
    tokenEndpoint: str | None = None  # noqa: N815
