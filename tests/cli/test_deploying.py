"""`baton deploy-check` and `baton deploy` as people call them."""

from __future__ import annotations

import base64
import json

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.conftest import MASTER_KEY


@pytest.fixture
def call(monkeypatch, database_urls, temporal, tmp_path):
    monkeypatch.setenv("BATON_DATABASE_URL", database_urls.app)
    monkeypatch.setenv("BATON_TEMPORAL_ADDRESS", temporal.address)
    monkeypatch.setenv("BATON_TEMPORAL_NAMESPACE", temporal.namespace)
    monkeypatch.setenv("BATON_DATA", str(tmp_path))
    monkeypatch.setenv("BATON_MASTER_KEY", base64.b64encode(MASTER_KEY).decode())
    return lambda *arguments: CliRunner().invoke(app, arguments)


def test_the_check_says_counts(call):
    said = call("deploy-check", "--json")
    found = json.loads(said.stdout)
    assert said.exit_code == (1 if found["unread"] else 0)
    assert found["build"]


def test_no_worker_of_this_release(call, monkeypatch):
    monkeypatch.setenv("BATON_BUILD_ID", "of nobody ☃")
    said = call("deploy")
    assert said.exit_code != 0
    assert "Start a worker of this release first" in said.stderr


def test_a_database_that_is_away(call, monkeypatch):
    monkeypatch.setenv("BATON_DATABASE_URL", "postgresql://x:y@127.0.0.1:1/none")
    said = call("deploy-check")
    assert said.exit_code != 0
    assert "Traceback" not in said.output
