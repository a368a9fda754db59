"""The tables of getting in: whose they are, and which are nobody's."""

from __future__ import annotations

from store import entry_tables
from store.models import TENANT_TABLES


class TestTables:
    def test_only_hashes_stand_where_there_is_no_tenant(self):
        own = {table.name for table in TENANT_TABLES}
        for table in (entry_tables.challenges, entry_tables.guesses):
            assert table.name not in own
            assert not {"email", "person_id", "address"} & set(table.columns.keys())
