"""The installation's own tenant."""

from __future__ import annotations

from store import installation, people


async def test_there_is_one_however_often_it_is_made(database, keyring):
    first = await installation.own_tenant(database)
    assert await installation.own_tenant(database) == first
    assert first.installation
    row = await installation.super_admin(database, keyring, "one@install.example", "One", "hash")
    again = await installation.super_admin(database, keyring, "one@install.example", "One", "other")
    assert row.id == again.id
    async with database.tenant(first.id) as session:
        assert await people.get(session, row.id) is not None
