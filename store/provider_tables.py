"""The tables of identity providers: who signs people in elsewhere, and whom they know here.

Never: a client's secret, a nonce or a verifier in clear; they are sealed with the tenant's key.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from store.tables import metadata, moment, own_id, tenant

identity_providers = Table(
    "identity_providers",
    metadata,
    *own_id(),
    Column("name", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("client_secret", LargeBinary, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("groups_claim", Text, nullable=False),
    # The claim that says that the address is the person's.
    Column("verified_claim", Text, nullable=False),
    # Groups, each with the roles and the department that come with it.
    Column("mapping", JSONB, nullable=False),
    Column("makes_accounts", Boolean, nullable=False),
    # An existing person of a proved address may be meant.
    Column("links_accounts", Boolean, nullable=False),
    Column("domains", ARRAY(Text), nullable=False),
    Column("first_roles", ARRAY(Text), nullable=False),
    # Whose second factor counts: ours, the one that the provider tells of, or all that it says.
    Column("second_factor", Text, nullable=False),
    Column("strong_contexts", ARRAY(Text), nullable=False),
    Column("enabled", Boolean, nullable=False),
    moment("changed_at"),
    Column("changed_by", Text, nullable=False),
)

identities = Table(
    "identities",
    metadata,
    tenant(),
    Column("provider_id", UUID(as_uuid=False), primary_key=True),
    # Of the time when the person came: another issuer under the same provider knows nobody.
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("person_id", UUID(as_uuid=False), nullable=False),
    # Those that the mapping has given and nobody by hand.
    Column("given_roles", ARRAY(Text), nullable=False),
    moment("created_at"),
    moment("seen_at"),
    Index("identities_of_person", "tenant_id", "person_id"),
)

provider_sign_ins = Table(
    "provider_sign_ins",
    metadata,
    tenant(),
    Column("state_hash", Text, primary_key=True),
    Column("provider_id", UUID(as_uuid=False), nullable=False),
    # Of the cookie: who ends it is the browser that has begun it.
    Column("browser_hash", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    moment("expires_at"),
    Index("provider_sign_ins_state", "state_hash"),
    Index("provider_sign_ins_over", "tenant_id", "expires_at"),
)
