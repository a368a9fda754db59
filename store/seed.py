"""The demo tenant of a local stack: a dozen people, a first process and the ready-made ones.

Never: run against production by itself; `baton seed` and the local stack ask for it.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from sqlalchemy.ext.asyncio import AsyncSession

import definitions as language
from definitions.values import encode
from store import definitions, departments, installation, people, tenants
from store.hierarchy import Department
from store.keys import Keyring
from store.session import Database

TENANT = str(UUID("0b8f1f6e-6c1d-4f0e-9d6a-b2a70d0e0001"))
SLUG = "demo"
ADMIN = "ada@demo.example"
SUPER_ADMIN = "root@demo.example"
PASSWORD_FILE = "demo-password"  # noqa: S105 - the name of a file
SAMPLES = Path(language.__file__).with_name("samples")
SEEDED = ("hello", "request")
READY = Path(language.__file__).with_name("ready")
"""Ready-made processes, each with scenarios beside it."""

# Email, name, roles, department, manager.
PEOPLE = (
    ("ada@demo.example", "Ada Byron", ("admin",), "Board", None),
    ("grace@demo.example", "Grace Murray", ("developer", "approver"), "Engineering", "ada"),
    ("linus@demo.example", "Linus Berg", ("developer",), "Engineering", "grace"),
    ("radia@demo.example", "Radia Joyce", ("operator",), "Engineering", "grace"),
    ("omar@demo.example", "Omar Haddad", ("designer", "approver"), "Operations", "ada"),
    ("mei@demo.example", "Mei Tanaka", ("designer",), "Operations", "omar"),
    ("luis@demo.example", "Luis Ortega", ("supervisor",), "Operations", "omar"),
    ("fatima@demo.example", "Fatima Zahra", ("approver",), "Finance", "ada"),
    ("noah@demo.example", "Noah Keller", ("member",), "Finance", "fatima"),
    ("priya@demo.example", "Priya Nair", ("approver",), "People", "ada"),
    ("tom@demo.example", "Tom Okafor", ("member",), "People", "priya"),
    ("zoe@demo.example", "Zoe Laurent", ("member",), "Sales", "ada"),
)


@dataclass(frozen=True, slots=True)
class DemoTenant:
    """Where to sign in and as whom."""

    tenant: str
    email: str
    password: str


async def seed_demo(database: Database, keyring: Keyring, data: Path) -> DemoTenant:
    """Makes what is missing; what people changed since stays."""
    password = _password(data / PASSWORD_FILE)
    await keyring.of(TENANT)
    async with database.tenant(TENANT) as session:
        await tenants.add(session, TENANT, SLUG, "Demo")
        if not await people.by_email(session, ADMIN):
            await _people(session, PasswordHasher().hash(password))
        (admin,) = await people.by_email(session, ADMIN)
        for sample in [*(SAMPLES / f"{name}.yaml" for name in SEEDED), *ready_made()]:
            await _publish(session, sample.read_text(), admin.id)
    await _super_admin(database, keyring, password)
    return DemoTenant(TENANT, ADMIN, password)


def ready_made() -> list[Path]:
    return sorted(file for file in READY.glob("*.yaml") if not file.stem.endswith(".scenarios"))


async def _super_admin(database: Database, keyring: Keyring, password: str) -> None:
    """Who sees to the tenants, once; with the password of the demo."""
    own = await installation.own_tenant(database)
    async with database.tenant(own.id) as session:
        known = await people.by_email(session, SUPER_ADMIN)
    if not known:
        hashed = PasswordHasher().hash(password)
        await installation.super_admin(database, keyring, SUPER_ADMIN, "Root", hashed)


async def _people(session: AsyncSession, hashed: str) -> None:
    """Who stands first in a department leads it."""
    places: dict[str, Department] = {}
    ids: dict[str, str] = {}
    for email, name, roles, department, manager in PEOPLE:
        new = department not in places
        if new:
            board = next(iter(places.values()), None)
            place = Department(str(uuid4()), board.id if board else None, department, None)
            places[department] = place
            await departments.add(session, place)
        boss, place = ids[manager] if manager else None, places[department]
        made = await people.add(session, email, name, roles, place.id, boss, hashed)
        ids[email.partition("@")[0]] = made.id
        if new:
            await departments.change(session, replace(place, head_id=made.id))


async def _publish(session: AsyncSession, source: str, by: str) -> None:
    reading = language.read(source)
    if reading.workflow is None or reading.document is None:
        raise ValueError(f"The sample does not read: {reading.diagnostics}")
    about = reading.workflow.document
    if await definitions.find(session, about.namespace, about.name, about.version) is not None:
        return
    draft = definitions.Draft(
        namespace=about.namespace,
        name=about.name,
        version=about.version,
        hash=language.content_hash(reading.document),
        source=source,
        document=encode(reading.document),
        by=by,
        title=about.title,
        summary=about.summary,
    )
    await definitions.save_draft(session, draft)
    await definitions.publish(session, about.namespace, about.name, about.version, by)


def _password(path: Path) -> str:
    """One for all demo people, made at the first start; the file is the user's alone."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        password = secrets.token_urlsafe(9)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(password + "\n")
        return password
