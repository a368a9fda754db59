"""Alembic's entry. Never: run by hand; `baton migrate` calls it through `store.migrate`."""

from __future__ import annotations

from typing import cast

from alembic import context
from sqlalchemy import Connection

from store.models import metadata

connection = cast("Connection", context.config.attributes["connection"])
context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
