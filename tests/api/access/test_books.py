"""Books are read once, and anew when the tenant's number has turned."""

from __future__ import annotations

import pytest

from api.access.books import KEPT, Books
from store import access, people, tenants


@pytest.fixture
def reads(monkeypatch) -> list[int]:
    """The numbers of the books that were read."""
    read: list[int] = []
    real = access.book

    async def book(session, version):
        read.append(version)
        return await real(session, version)

    monkeypatch.setattr(access, "book", book)
    return read


async def test_read_once_and_anew_after_a_change(database, tenant, reads):
    books = Books()
    async with database.tenant(tenant) as session:
        tom = await people.add(session, "tom@example.com", "Tom", ["auditor"])
        for _ in range(3):
            rights = await books.rights(session, await tenants.get(session), tom)
            assert not rights.may("audit:read")
        await access.put_role(session, "auditor", "Auditor", ["audit:*"], "ada")
        rights = await books.rights(session, await tenants.get(session), tom)
    assert rights.may("audit:read")
    assert reads == [0, 1]


def test_few_are_kept():
    assert KEPT <= 1_000


async def test_at_the_door_a_kept_book_is_enough(database, tenant, reads):
    books = Books()
    async with database.tenant(tenant) as session:
        tom = await people.add(session, "tom@example.com", "Tom", ["auditor"])
        await access.put_role(session, "auditor", "Auditor", ["audit:*"], "ada")
        here = await tenants.get(session)
    for _ in range(3):
        assert (await books.at_the_door(database, here, tom)).may("audit:read")
    assert reads == [1]
