"""Functions that must be what published processes know."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from definitions.entry_points import InstalledError
from definitions.functions.authoring import Function
from definitions.functions.installed import Installed
from store import functions
from store.session import Database
from store.settings import StoreSettings
from tests.definitions.functions.declaring import declared
from worker import functions as worker_functions
from worker.functions import check_published


@pytest.fixture
async def published(database):
    """A function that a process has been published with."""
    one = declared(name=f"f-{uuid4()}")
    async with database.shared() as session:
        await functions.keep(session, {one.key: one.fingerprint})
    return one


def installed(declaration) -> Installed:
    return Installed(Function(declaration, lambda _given, _caller: None, str), "greets 1.0")


class TestCheckPublished:
    async def test_what_is_as_it_was(self, database, published):
        words = declared(name=published.name, title="Other words")
        await check_published(database, [installed(words)], asyncio.Event())
        await check_published(database, [], asyncio.Event())

    async def test_what_is_not(self, database, published):
        other = declared(name=published.name, output={"type": "integer"})
        with pytest.raises(InstalledError) as raised:
            await check_published(database, [installed(other)], asyncio.Event())
        assert f"{published.name} 1.0.0 (greets 1.0)" in str(raised.value)
        assert "Raise the version" in str(raised.value)

    async def test_a_version_more_is_no_change(self, database, published):
        later = declared(name=published.name, version="1.1.0", output={"type": "integer"})
        await check_published(database, [installed(later)], asyncio.Event())

    async def test_a_database_that_is_away_is_waited_for(self, monkeypatch):
        monkeypatch.setattr(worker_functions, "AGAIN_SECONDS", 0.001)
        away = await Database.open(
            StoreSettings(database_url="postgresql://nobody@127.0.0.1:1/nothing")
        )
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(0.05, stop.set)
        await check_published(away, [], stop)
        await away.close()
