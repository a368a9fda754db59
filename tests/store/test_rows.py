"""Rows as typed values: a column of another type is an error at once."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest
from sqlalchemy import text

from store.rows import column, read, read_or_none, value


@dataclass(frozen=True)
class Pair:
    n: int
    t: str | None


class TestRead:
    async def test_typed(self, database, tenant):
        async with database.tenant(tenant) as session:
            found = await session.execute(text("SELECT 1 AS n, NULL AS t, 'x' AS more"))
            row = found.mappings().one()
            assert read(row, Pair) == Pair(1, None)
            assert column(row, "more", str) == "x"
            assert value(await session.execute(text("SELECT 2")), int) == 2
            with pytest.raises(msgspec.ValidationError):
                column(row, "n", str)
        assert read_or_none(None, Pair) is None
