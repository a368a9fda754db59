"""The tables of how people are told: what was sent, by which way, links that decide, templates.

And of what they were told because nothing happened. Never: an address, a text of a run or a link
in clear; of a link only its hash.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSON, JSONB, UUID

from store.tables import metadata, moment, own_id, tenant

deliveries = Table(
    "deliveries",
    metadata,
    *own_id(),
    Column("notice_id", UUID(as_uuid=False), nullable=False),
    # NULL: an address that is no person's.
    Column("person_id", UUID(as_uuid=False)),
    Column("channel", Text, nullable=False),
    # queued, sent, failed or dropped; held for a digest, and said in one.
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("attempts", Integer, nullable=False, server_default="0"),
    moment("created_at"),
    moment("sent_at", nullable=True),
    # Of the digest for which it is held.
    moment("due_at", nullable=True),
    UniqueConstraint("tenant_id", "notice_id", "channel"),
    Index("deliveries_of_person", "tenant_id", "person_id", "created_at"),
    Index("deliveries_held", "due_at", postgresql_where="state = 'held'"),
)

channel_choices = Table(
    "channel_choices",
    metadata,
    tenant(),
    Column("person_id", UUID(as_uuid=False), primary_key=True),
    # A group of kinds of notices; what is not there is told as usual.
    Column("topic", Text, primary_key=True),
    # NULL: by the usual ones.
    Column("channels", ARRAY(Text)),
    # at-once, hourly or daily; NULL: as usual.
    Column("pace", Text),
    # At which, of a day.
    Column("hour", Integer),
    moment("chosen_at"),
)

# Where people have chosen nothing; what is not there is as Baton has it.
usual_channels = Table(
    "usual_channels",
    metadata,
    tenant(),
    Column("topic", Text, primary_key=True),
    Column("channels", ARRAY(Text), nullable=False),
    Column("pace", Text, nullable=False),
    Column("hour", Integer),
    moment("changed_at"),
    Column("changed_by", Text, nullable=False),
)

approval_links = Table(
    "approval_links",
    metadata,
    tenant(),
    Column("hash", Text, primary_key=True),
    Column("approval_id", UUID(as_uuid=False), nullable=False),
    # Who has it; and whom they stand in for, if they do.
    Column("person_id", UUID(as_uuid=False), nullable=False),
    Column("for_id", UUID(as_uuid=False)),
    # Of what they were shown.
    Column("round", Integer, nullable=False),
    Column("stage", Integer, nullable=False),
    moment("created_at"),
    moment("expires_at"),
    moment("used_at", nullable=True),
    Index("approval_links_hash", "hash"),
    Index("approval_links_of", "tenant_id", "approval_id", "person_id"),
)

notification_templates = Table(
    "notification_templates",
    metadata,
    tenant(),
    Column("name", Text, primary_key=True),
    # The current one. Counted on when it was deleted, so that no number means two texts.
    Column("version", Integer, nullable=False),
    moment("deleted_at", nullable=True),
)

notification_template_versions = Table(
    "notification_template_versions",
    metadata,
    tenant(),
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    # Written by people as definitions are, and as readable as those: no value of a run.
    Column("texts", JSONB, nullable=False),
    # In the order in which somebody has written it.
    Column("sample", JSON, nullable=False),
    Column("note", Text),
    moment("saved_at"),
    Column("saved_by", Text, nullable=False),
    # The one that was brought back.
    Column("restored", Integer),
)

overdue_waits = Table(
    "overdue_waits",
    metadata,
    tenant(),
    Column("run_id", UUID(as_uuid=False), primary_key=True),
    # What has been told: a standstill of the run, or a due date of an approval.
    Column("cause", Text, primary_key=True),
    moment("found_at"),
)
