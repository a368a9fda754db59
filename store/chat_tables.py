"""The tables of chats: apps of the organisation, where they are installed, who is who, messages.

Never: a token, a secret or a text in clear; they are sealed with the tenant's key.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from store.tables import metadata, moment, own_id, tenant

chat_apps = Table(
    "chat_apps",
    metadata,
    *own_id(),
    # slack or teams.
    Column("kind", Text, nullable=False),
    # Stands in the addresses that the vendor calls: random, and known to nobody else.
    Column("address", Text, nullable=False),
    # What the vendor calls the app; nothing secret.
    Column("client_id", Text, nullable=False),
    # The tenant of the vendor in which a Teams app is registered; Slack says it when it lets us in.
    Column("team", Text),
    Column("secrets", LargeBinary, nullable=False),
    # By a connection of ours, where the vendor can't reach us.
    Column("calls_us", Boolean, nullable=False),
    moment("changed_at"),
    Column("changed_by", Text, nullable=False),
    UniqueConstraint("tenant_id", "kind"),
    Index("chat_apps_address", "address", unique=True),
)

chat_places = Table(
    "chat_places",
    metadata,
    *own_id(),
    Column("app_id", UUID(as_uuid=False), nullable=False),
    # A workspace of Slack, or a tenant of Teams.
    Column("team", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("bot", Text, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("tokens", LargeBinary, nullable=False),
    moment("expires_at", nullable=True),
    # on, revoked (its tokens are no good any more) or removed.
    Column("state", Text, nullable=False),
    Column("reason", Text),
    # The vendor asks for no new messages until then, and for no changes of messages.
    moment("posts_rest", nullable=True),
    moment("updates_rest", nullable=True),
    moment("installed_at"),
    Column("installed_by", Text, nullable=False),
    UniqueConstraint("tenant_id", "app_id", "team"),
)

# Installations that somebody has begun and that the vendor has not sent back yet.
chat_installs = Table(
    "chat_installs",
    metadata,
    tenant(),
    Column("state_hash", Text, primary_key=True),
    Column("app_id", UUID(as_uuid=False), nullable=False),
    Column("person_id", UUID(as_uuid=False), nullable=False),
    moment("expires_at"),
)

chat_people = Table(
    "chat_people",
    metadata,
    tenant(),
    Column("place_id", UUID(as_uuid=False), primary_key=True),
    # What the vendor calls them.
    Column("account", Text, primary_key=True),
    # NULL: nobody whom we know; asked again later.
    Column("person_id", UUID(as_uuid=False)),
    # Where they are written to, once that is known.
    Column("conversation", Text),
    Column("reference", JSONB),
    moment("matched_at"),
    Index("chat_people_of_person", "tenant_id", "person_id"),
)

# Channels and groups that an app was let into, to be chosen from.
chat_conversations = Table(
    "chat_conversations",
    metadata,
    tenant(),
    Column("place_id", UUID(as_uuid=False), primary_key=True),
    # As it is written to.
    Column("conversation", Text, primary_key=True),
    Column("name", Text, nullable=False),
    # The team that it is of, if it is of one.
    Column("team", Text),
    moment("seen_at"),
)

# Persons whom nobody knows there: looked for again later.
chat_strangers = Table(
    "chat_strangers",
    metadata,
    tenant(),
    Column("place_id", UUID(as_uuid=False), primary_key=True),
    Column("person_id", UUID(as_uuid=False), primary_key=True),
    moment("looked_at"),
)

# Where more than one person reads: which approvals are shown there too.
chat_channels = Table(
    "chat_channels",
    metadata,
    *own_id(),
    # slack, teams, or workflows (an address that takes cards, without an app).
    Column("kind", Text, nullable=False),
    # NULL: there is no app, only an address.
    Column("place_id", UUID(as_uuid=False)),
    Column("conversation", Text),
    # As people know it.
    Column("name", Text, nullable=False),
    # Whoever has it may post: sealed.
    Column("webhook", LargeBinary),
    # *, a namespace with /*, or one process.
    Column("processes", Text, nullable=False),
    Column("language", Text, nullable=False),
    # on, or lost: deleted there, or closed to the app.
    Column("state", Text, nullable=False),
    Column("reason", Text),
    moment("posts_rest", nullable=True),
    moment("changed_at"),
    Column("changed_by", Text, nullable=False),
)

chat_messages = Table(
    "chat_messages",
    metadata,
    # That of the delivery, if it is one.
    *own_id(),
    # NULL: an address that takes cards has none.
    Column("place_id", UUID(as_uuid=False)),
    # NULL: it is to one person, whose notice says what there is to say.
    Column("channel_id", UUID(as_uuid=False)),
    Column("notice_id", UUID(as_uuid=False)),
    # NULL: who they are there is not known yet.
    Column("account", Text),
    Column("approval_id", UUID(as_uuid=False)),
    Column("run_id", UUID(as_uuid=False)),
    Column("conversation", Text),
    # What the vendor calls the message; NULL: it is not there yet.
    Column("posted", Text),
    # The one under which it stands.
    Column("thread", Text),
    # Numbers of the change of the approval that is to be shown, and that is shown.
    Column("wants", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    # queued, sent, gone (deleted there) or failed.
    Column("state", Text, nullable=False),
    # An attempt whose end nobody knows: looked for before it is sent again.
    moment("trying_since", nullable=True),
    # Whoever works on it has it until then; of several rows of the outbox one at a time.
    moment("held_until", nullable=True),
    moment("created_at"),
    moment("sent_at", nullable=True),
    UniqueConstraint("tenant_id", "channel_id", "approval_id"),
    Index("chat_messages_of_approval", "tenant_id", "approval_id"),
    Index("chat_messages_of_run", "tenant_id", "place_id", "account", "run_id", "created_at"),
)
