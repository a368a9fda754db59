"""Alembic's entry. Never: run by hand; `baton migrate` calls it through `store.migrate`."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from store.models import metadata

connection = context.config.attributes["connection"]
assert isinstance(connection, Connection)
context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
