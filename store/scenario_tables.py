"""The table of the scenarios that are kept for processes.

Never: a scenario of one version; it tries whatever is drawn of the process.
"""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from store.tables import metadata, moment, tenant

scenarios = Table(
    "scenarios",
    metadata,
    tenant(),
    Column("namespace", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("scenario", Text(collation="C"), primary_key=True),
    # JSON with its keys in the order in which somebody has written them.
    Column("body", LargeBinary, nullable=False),
    # From 1 again where a deleted one is made anew.
    Column("revision", Integer, nullable=False),
    Column("saved_by", Text, nullable=False),
    moment("saved_at"),
)
