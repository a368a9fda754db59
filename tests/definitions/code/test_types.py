"""Between JSON and the types of an author."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest
from pydantic import BaseModel, Field

from definitions.code.types import MisfitError, UntypedError, read, schema_of, write


class Model(BaseModel):
    number: int = Field(alias="n", ge=1)


class Struct(msgspec.Struct):
    number: int


@dataclasses.dataclass
class Plain:
    number: int
    inside: Model | None = None


class Foreign:
    """Of a library that nobody knows."""


class TestSchemaOf:
    @pytest.mark.parametrize("kind", [Model, Struct, Plain, int, dict[str, int], list[Model]])
    def test_of_what_has_one(self, kind):
        assert schema_of(kind, "validation")
        assert schema_of(kind, "serialization")

    @pytest.mark.parametrize("kind", [Foreign, type(read)], ids=["class", "function"])
    def test_of_what_has_none(self, kind):
        with pytest.raises(UntypedError, match="no JSON Schema"):
            schema_of(kind, "validation")


class TestRead:
    @pytest.mark.parametrize(
        ("text", "kind", "value"),
        [
            (b'{"n": 1}', Model, Model(n=1)),
            (b'{"number": 1}', Struct, Struct(1)),
            (b'{"number": 1, "inside": {"n": 2}}', Plain, Plain(1, Model(n=2))),
            (b"null", None, None),
            (b"[1]", object, [1]),
        ],
    )
    def test_as_that_type(self, text, kind, value):
        assert read(text, kind) == value

    @pytest.mark.parametrize("text", [b'{"n": 0}', b"[]", b"null", b"{", b'"\xff"', b"", b"1e999"])
    @pytest.mark.parametrize("kind", [Model, Struct, Plain])
    def test_what_is_not(self, text, kind):
        with pytest.raises((MisfitError, msgspec.DecodeError)):
            read(text, kind)


class TestWrite:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (Model(n=1), b'{"n":1}'),
            (Struct(1), b'{"number":1}'),
            ([Plain(1, Model(n=2))], b'[{"number":1,"inside":{"n":2}}]'),
            ({1: date(2020, 1, 2), "é": Decimal("1.5")}, '{"1":"2020-01-02","é":"1.5"}'.encode()),
            (datetime(2020, 1, 2, tzinfo=UTC), b'"2020-01-02T00:00:00Z"'),
            (2**80, str(2**80).encode()),
        ],
    )
    def test_whatever_its_type(self, value, text):
        assert write(value) == text

    @pytest.mark.parametrize(
        "value",
        [float("nan"), [float("-inf")], Foreign(), {"a": Foreign}, lambda: 1],
        ids=["nan", "inf", "object", "class", "function"],
    )
    def test_what_is_no_json(self, value):
        with pytest.raises(MisfitError, match="can't be said in JSON"):
            write(value)

    def test_what_has_itself_inside(self):
        value: list[object] = []
        value.append(value)
        with pytest.raises(MisfitError):
            write(value)
