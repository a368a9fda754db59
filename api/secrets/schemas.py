"""Secrets as the API takes and lists them.

Never: a value in an answer.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, JsonValue

from api.naming import Naming
from api.shapes import MAX_SEQUENCE, Shape
from definitions.bindings import host_pattern, process_pattern

_Pattern = Annotated[str, Field(min_length=1, max_length=260)]
Processes = Annotated[
    list[Annotated[_Pattern, AfterValidator(process_pattern)]],
    Field(max_length=100, description="Patterns of namespace/name, e.g. `sales/*`."),
]
Hosts = Annotated[
    list[Annotated[_Pattern, AfterValidator(host_pattern)]],
    Field(
        max_length=100,
        description="Who may receive it: `api.example.com`, `*.example.com`, `host:8443`, "
        "`function:log`, `run:shell`; `*` is everything.",
    ),
]
_AS_IT_IS = "Left out, it stays as it is. To change it needs the permission secrets:grant."


class SecretWanted(Shape):
    """A value, and whom it is for; a new one without processes or hosts is for nobody yet."""

    value: JsonValue
    processes: Processes | None = Field(default=None, description=_AS_IT_IS)
    hosts: Hosts | None = Field(default=None, description=_AS_IT_IS)


class BindingsWanted(Shape):
    """Whom a secret is for, from now on."""

    processes: Processes
    hosts: Hosts


class RollbackWanted(Shape):
    """Which value shall be the newest again."""

    version: int = Field(strict=True, ge=1, le=MAX_SEQUENCE)


class SecretListed(BaseModel):
    """All of a secret but its value."""

    name: str
    version: int
    processes: list[str]
    hosts: list[str]
    updatedAt: str  # noqa: N815 (names of the wire)
    updatedBy: str  # noqa: N815
    updatedByName: str | None  # noqa: N815
    boundAt: str | None = Field(description="When whom it is for last changed.")  # noqa: N815
    boundBy: str | None  # noqa: N815
    boundByName: str | None  # noqa: N815


class SecretPage(BaseModel):
    """All secrets of the tenant."""

    items: list[SecretListed]


class SecretVersion(BaseModel):
    """Who wrote a value when."""

    version: int
    writtenAt: str  # noqa: N815
    writtenBy: str  # noqa: N815
    writtenByName: str | None  # noqa: N815
    restored: int | None = Field(description="The earlier version whose value it brought back.")


class SecretVersions(BaseModel):
    """The last ten, the newest first; it is the one that runs use."""

    items: list[SecretVersion]


class SecretUse(BaseModel):
    """A day on which runs of a process sent it to somebody."""

    process: str
    receiver: str
    day: str
    times: int
    firstAt: str  # noqa: N815
    lastAt: str  # noqa: N815
    lastRun: str | None = Field(  # noqa: N815
        description="Null where it was read to publish the process."
    )


class SecretUses(BaseModel):
    """Who has used a secret, the newest first, and which definitions name it."""

    items: list[SecretUse]
    definitions: list[Naming]
