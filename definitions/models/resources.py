"""What lies elsewhere, and what data must look like: endpoints, resources, schemas.

Never: a look at what lies there.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field, Tag

from definitions.models.authentication import AnyAuthentication
from definitions.models.base import (
    MAP,
    TEXT,
    TRUTH,
    Model,
    Shaping,
    Text,
    Uri,
    choice,
)
from definitions.values import JsonObject


class Endpoint(Model):
    uri: Uri
    authentication: AnyAuthentication | None = None


AnyEndpoint: TypeAlias = Annotated[
    Annotated[Uri, Tag(TEXT)] | Annotated[Endpoint, Tag(MAP)],
    choice("an address such as https://example.com/orders, or a map with `uri`"),
]


class Resource(Model):
    """Something that lies elsewhere."""

    name: Text | None = None
    endpoint: AnyEndpoint


class Catalog(Model):
    """Where functions lie."""

    endpoint: AnyEndpoint


SchemaDocument: TypeAlias = Annotated[
    Annotated[JsonObject, Tag(MAP)] | Annotated[bool, Tag(TRUTH)],
    choice("a JSON Schema, such as { type: object }"),
]


class DataSchema(Model):
    """What data must look like: `document` says it here, `resource` says where."""

    format: Text = "json"
    document: SchemaDocument | None = None
    resource: Resource | None = None


class Input(Model):
    schema_: DataSchema | None = Field(default=None, alias="schema")
    from_: Shaping | None = Field(default=None, alias="from")


class Output(Model):
    schema_: DataSchema | None = Field(default=None, alias="schema")
    as_: Shaping | None = Field(default=None, alias="as")
