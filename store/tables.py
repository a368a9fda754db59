"""What all tables have in common.

Never: a table; those stand in `store.models` and in the modules beside it that it names.
"""

from __future__ import annotations

from sqlalchemy import Column, DateTime, MetaData
from sqlalchemy.dialects.postgresql import UUID

metadata = MetaData()


def tenant() -> Column[object]:
    return Column("tenant_id", UUID(as_uuid=False), primary_key=True)


def own_id() -> tuple[Column[object], Column[object]]:
    return tenant(), Column("id", UUID(as_uuid=False), primary_key=True)


def moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)
