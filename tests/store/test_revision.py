"""The head that processes compare with is Alembic's."""

from __future__ import annotations

from store import migrate, revision


def test_it_is_the_newest_migration() -> None:
    assert migrate.head() == revision.HEAD
