"""Settings of the store."""

from __future__ import annotations

import pytest

from store.settings import StoreSettings


class TestFormerAuditKeys:
    @pytest.mark.parametrize(
        ("given", "keys"), [("", []), ("ab", ["ab"]), (" ab, cd ,", ["ab", "cd"])]
    )
    def test_separated_by_commas(self, given, keys):
        assert StoreSettings(audit_former_keys=given).former_audit_keys == keys
