"""Where processes of Baton's own find the servers of the tests."""

from __future__ import annotations

import base64

import pytest

from tests.conftest import MASTER_KEY


@pytest.fixture
def surroundings(monkeypatch, database_urls, temporal, tmp_path):
    monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
    monkeypatch.setenv("BATON_TEMPORAL_ADDRESS", temporal.address)
    monkeypatch.setenv("BATON_TEMPORAL_NAMESPACE", temporal.namespace)
    monkeypatch.setenv("BATON_DATA", str(tmp_path))
    monkeypatch.setenv("BATON_MASTER_KEY", base64.b64encode(MASTER_KEY).decode())
