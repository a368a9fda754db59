"""The tables of sketches: what somebody is drawing of a process, and how it stood before.

Never: a value of a run; the texts are written by people as definitions are, and as readable.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text

from store.tables import metadata, moment, tenant

sketches = Table(
    "sketches",
    metadata,
    tenant(),
    Column("namespace", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    # The present one. Counted on when it was discarded, so that no number means two texts.
    Column("revision", Integer, nullable=False),
    # The version that it was begun with, or that has become of it.
    Column("based_on", Text),
    moment("saved_at"),
    Column("saved_by", Text, nullable=False),
    moment("discarded_at", nullable=True),
    Index(
        "sketches_newest",
        *("tenant_id", "saved_at", "namespace", "name"),
        postgresql_where="discarded_at IS NULL",
    ),
)

sketch_revisions = Table(
    "sketch_revisions",
    metadata,
    tenant(),
    Column("namespace", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    # Of the first of the savings that have come to this one.
    moment("began_at"),
    moment("saved_at"),
    Column("saved_by", Text, nullable=False),
)
