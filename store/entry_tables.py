"""The tables of getting in: sign-ins, second factors, and what slows down who guesses.

Never: a token, a code or a password that could be used by who reads them; there are hashes, or it
is sealed with the tenant's key.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from store.tables import metadata, moment, own_id, tenant


def _person(*, key: bool = False) -> Column[object]:
    return Column("person_id", UUID(as_uuid=False), primary_key=key, nullable=False)


sessions = Table(
    "sessions",
    metadata,
    tenant(),
    Column("token_hash", Text, primary_key=True),
    Column("id", UUID(as_uuid=False), nullable=False),
    _person(),
    moment("created_at"),
    moment("expires_at"),
    moment("seen_at"),
    # It is over when nobody has used it until then; each use moves it.
    moment("idle_at"),
    # When the person last proved who they are: what is delicate asks for it again.
    moment("proven_at"),
    # A provider of identities has seen both factors, so ours isn't asked for.
    Column("address", Text, nullable=False),
    Column("device", Text, nullable=False),
    # How they got in, and whether a second factor was part of it.
    Column("way", Text),
    Column("second_factor", Boolean, nullable=False, server_default="false"),
    Index("sessions_token", "token_hash"),
    Index("sessions_of_person", "tenant_id", "person_id"),
)

half_sign_ins = Table(
    "half_sign_ins",
    metadata,
    tenant(),
    Column("token_hash", Text, primary_key=True),
    _person(),
    Column("tries", Integer, nullable=False, server_default="0"),
    moment("expires_at"),
    Index("half_sign_ins_token", "token_hash"),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    *own_id(),
    _person(),
    moment("at"),
    Column("way", Text, nullable=False),
    # Why not; NULL: the person got in.
    Column("refused", Text),
    Column("address", Text, nullable=False),
    Column("device", Text, nullable=False),
    Index("sign_ins_of_person", "tenant_id", "person_id", "id"),
    Index("sign_ins_old", "tenant_id", "at"),
)

totp = Table(
    "totp",
    metadata,
    tenant(),
    _person(key=True),
    Column("secret", LargeBinary, nullable=False),
    # The step of the last code that counted: none counts twice.
    Column("last_step", BigInteger, nullable=False, server_default="0"),
    moment("created_at"),
    moment("confirmed_at", nullable=True),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    tenant(),
    _person(key=True),
    Column("fingerprint", LargeBinary, primary_key=True),
    moment("created_at"),
)

passkeys = Table(
    "passkeys",
    metadata,
    *own_id(),
    _person(),
    # Of the credential's id, by which it is found before the tenant is known.
    Column("digest", Text, nullable=False),
    Column("credential", LargeBinary, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("counter", BigInteger, nullable=False, server_default="0"),
    Column("transports", ARRAY(Text), nullable=False),
    Column("synced", Boolean, nullable=False, server_default="false"),
    Column("name", Text, nullable=False),
    moment("created_at"),
    moment("used_at", nullable=True),
    UniqueConstraint("digest"),
    Index("passkeys_of_person", "tenant_id", "person_id"),
)

challenges = Table(
    "challenges",
    metadata,
    Column("digest", Text, primary_key=True),
    # What it was made for, and for whom where that is known.
    Column("purpose", Text, nullable=False),
    moment("expires_at"),
    Index("challenges_over", "expires_at"),
)

security_rules = Table(
    "security_rules",
    metadata,
    tenant(),
    Column("second_factor_of_all", Boolean, nullable=False, server_default="false"),
    Column("second_factor_of_roles", ARRAY(Text), nullable=False),
    moment("changed_at"),
    Column("changed_by", Text, nullable=False),
)

guesses = Table(
    "guesses",
    metadata,
    Column("key", Text, primary_key=True),
    Column("level", Float, nullable=False),
    Column("per_second", Float, nullable=False),
    moment("at"),
    Index("guesses_old", "at"),
)
