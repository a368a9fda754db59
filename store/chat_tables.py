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

chat_messages = Table(
    "chat_messages",
    metadata,
    # That of the delivery.
    *own_id(),
    Column("place_id", UUID(as_uuid=False), nullable=False),
    # Whose notice it is; what there is to say is read with that, as it is when it is sent.
    Column("notice_id", UUID(as_uuid=False), nullable=False),
    Column("account", Text, nullable=False),
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
    moment("created_at"),
    moment("sent_at", nullable=True),
    Index("chat_messages_of_approval", "tenant_id", "approval_id"),
    Index("chat_messages_of_run", "tenant_id", "place_id", "conversation", "run_id"),
)
