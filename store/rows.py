"""What a query answers, as typed values.

Never: a row passed on as it came; a column that is missing or of another type is an error here.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Protocol, TypeAlias, TypeVar, cast

import msgspec
from sqlalchemy import ColumnElement, RowMapping, case, func, literal_column
from sqlalchemy.dialects.postgresql import UUID

T = TypeVar("T")
Row: TypeAlias = RowMapping | Mapping[str, object]


class Scalar(Protocol):
    """A result with one value."""

    def scalar_one(self) -> object: ...


TENANT: ColumnElement[str] = literal_column("current_setting('baton.tenant')::uuid")
"""The tenant of the session, for inserts."""


def as_person(by: ColumnElement[str]) -> ColumnElement[str]:
    """Who did something, as the id of a person; NULL where it was no person."""
    return case((func.pg_input_is_valid(by, "uuid"), by.cast(UUID(as_uuid=False))))


def read(row: Row, kind: type[T]) -> T:
    """A row as this dataclass; columns that it doesn't have are left out."""
    # SQLAlchemy's names of columns are a subclass of str, which msgspec does not take as keys.
    columns = {str(name): _plain(cast("object", row[name])) for name in row}
    return msgspec.convert(columns, kind)


def _plain(given: object) -> object:
    """Ids are texts everywhere; only a statement that is written out answers them as they are."""
    return str(given) if isinstance(given, uuid.UUID) else given


def read_or_none(row: Row | None, kind: type[T]) -> T | None:
    return None if row is None else read(row, kind)


def value(found: Scalar, kind: type[T]) -> T:
    """The one value of a query that answers one row with one column."""
    return msgspec.convert(found.scalar_one(), kind)


def column(row: RowMapping, name: str, kind: type[T]) -> T:
    return msgspec.convert(cast("object", row[name]), kind)
