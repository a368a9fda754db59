"""The tables of files: what each is, the runs that it belongs to, and links that open it.

Never: the bytes of a file, or in clear what it is called; both are sealed.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from store.tables import metadata, moment, own_id, tenant

files = Table(
    "files",
    metadata,
    *own_id(),
    # Its name, its sha256 and the key that its bytes are sealed with.
    Column("body", LargeBinary, nullable=False),
    Column("purpose", Text, nullable=False),
    # Who has brought it; NULL: the run that has made it.
    Column("made_by", UUID(as_uuid=False)),
    Column("run_id", UUID(as_uuid=False)),
    moment("created_at"),
    # NULL until all of it is there.
    moment("kept_at", nullable=True),
    Column("media_type", Text),
    Column("size", BigInteger),
    moment("attached_at", nullable=True),
    # From then on nobody sees it; its bytes are taken away, then its row.
    moment("going_at", nullable=True),
    Index(
        "files_loose",
        "created_at",
        postgresql_where="attached_at IS NULL OR going_at IS NOT NULL",
    ),
)

file_runs = Table(
    "file_runs",
    metadata,
    tenant(),
    Column("file_id", UUID(as_uuid=False), primary_key=True),
    Column("run_id", UUID(as_uuid=False), primary_key=True),
    Index("file_runs_of_run", "tenant_id", "run_id"),
)

file_links = Table(
    "file_links",
    metadata,
    tenant(),
    Column("hash", Text, primary_key=True),
    Column("file_id", UUID(as_uuid=False), nullable=False),
    Column("made_by", UUID(as_uuid=False)),
    moment("created_at"),
    moment("expires_at"),
    Index("file_links_hash", "hash"),
    Index("file_links_over", "tenant_id", "expires_at"),
)
