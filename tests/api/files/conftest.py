"""Somebody who brings files, and what is there of them."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable

import httpx
import psycopg
import pytest

from store import files
from store.session import Database
from tests.api.conftest import Somebody


@pytest.fixture
async def member(somebody: Somebody, tenant: str) -> httpx.AsyncClient:
    return await somebody(tenant, "member")


@pytest.fixture
def rows(database_urls, tenant: str) -> Callable[[], int]:
    def count() -> int:
        with psycopg.connect(database_urls.admin) as admin:
            query = "SELECT count(*) FROM files WHERE tenant_id = %s"
            return admin.execute(query, [tenant]).fetchone()[0]

    return count


@pytest.fixture
def lies(tmp_path) -> Callable[[], int]:
    return lambda: sum(len(names) for _, _, names in os.walk(tmp_path / "files"))


@pytest.fixture
def nothing_left(rows, lies) -> Callable[[], bool]:
    return lambda: rows() == lies() == 0


@pytest.fixture
async def attach(database: Database, tenant: str) -> Callable[[str, str], Awaitable[None]]:
    async def to(file: str, run: str) -> None:
        async with database.tenant(tenant) as session:
            await files.attach(session, [file], run)

    return to
