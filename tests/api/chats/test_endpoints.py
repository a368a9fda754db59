"""The addresses: what none of them takes."""

from __future__ import annotations

import pytest

from tests.api.chats.conftest import PATH


class TestAddresses:
    @pytest.mark.parametrize("path", ["/discord", "/workflows", "/Slack", "/%2e%2e"])
    async def test_other_chats(self, admin, path):
        assert (await admin.delete(PATH + path)).status_code in (404, 405, 422)

    async def test_huge(self, admin):
        body = {"clientSecret": "x" * 2_000_000}
        assert (await admin.put(f"{PATH}/slack", json=body)).status_code == 413
