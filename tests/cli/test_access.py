from __future__ import annotations

import json
import os

import pytest

from cli import access, stack
from cli.errors import CliError
from cli.local_token import KEPT
from cli.stack import LocalStack

LOCAL = "http://localhost:8080"


@pytest.fixture
def local(nowhere):
    """A stack that has been here, with a key of its own."""
    (nowhere / stack.FILE).write_text(json.dumps({"url": LOCAL}))
    (nowhere / KEPT).write_text("bat_local")
    return nowhere


class TestConnect:
    def test_the_environment_goes_first(self, local, api, process):
        api.answer("GET", "/api/v1/runs/a", process().shown())
        given = {**os.environ, "BATON_URL": f" {api.url}/ ", "BATON_TOKEN": " bat_given\n"}
        with access.connect(given) as client:
            assert client.url == api.url
            assert client.patience == access.PATIENCE_SECONDS
            client.run("a")
        assert api.asked[0].headers["authorization"] == "Bearer bat_given"

    def test_a_refused_token_of_the_environment_is_not_replaced(self):
        assert access.GivenToken("x").renewed() is None

    @pytest.mark.usefixtures("local")
    def test_else_the_local_stack(self):
        with access.connect(os.environ) as client:
            assert client.url == LOCAL
            assert client.patience == 0, "nobody will start it while the command waits"

    @pytest.mark.usefixtures("local")
    def test_one_with_a_supervisor_is_waited_for(self, monkeypatch):
        monkeypatch.setattr(LocalStack, "supervisor", object())
        with access.connect({**os.environ, "BATON_URL": f"{LOCAL}/"}) as client:
            assert client.patience == access.SUPERVISED_SECONDS

    def test_neither(self, nowhere):
        with pytest.raises(CliError, match="no local stack") as caught:
            access.connect(os.environ)
        assert str(nowhere) in str(caught.value)
        assert "make run" in str(caught.value)

    @pytest.mark.usefixtures("local")
    @pytest.mark.parametrize(
        "elsewhere",
        ["https://baton.example.org", "http://localhost:8081", "https://localhost:8080"],
    )
    def test_a_local_key_goes_nowhere_else(self, elsewhere):
        with pytest.raises(CliError, match="BATON_TOKEN is not set"):
            access.connect({**os.environ, "BATON_URL": elsewhere})

    @pytest.mark.parametrize("token", ["a b", "a\nX-Evil: 1", "ü", "\x00"])
    def test_a_token_that_is_none(self, token):
        with pytest.raises(CliError, match="no API key") as caught:
            access.connect({**os.environ, "BATON_URL": LOCAL, "BATON_TOKEN": token})
        assert token not in str(caught.value)


class TestAddress:
    @pytest.mark.parametrize(
        "given",
        [
            "localhost:8080",
            "ftp://x",
            "http://",
            "http://x:port",
            "http://x:99999",
            "//x",
            "http://[",
        ],
    )
    def test_what_is_none(self, given, tmp_path):
        with pytest.raises(CliError, match="no address"):
            access.address({"BATON_URL": given}, LocalStack(tmp_path))

    def test_one_below_a_path(self, tmp_path):
        given = {"BATON_URL": "https://example.org/baton/"}
        assert access.address(given, LocalStack(tmp_path)) == "https://example.org/baton"

    def test_empty_is_unset(self, tmp_path):
        assert access.address({"BATON_URL": " "}, LocalStack(tmp_path, url=LOCAL)) == LOCAL
