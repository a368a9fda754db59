"""How the API is asked: with patience, refusals as sentences, keys that are renewed."""

from __future__ import annotations

import socket

import pytest

from cli.client import Client
from cli.connection import RefusedError
from cli.errors import CliError
from tests.cli.conftest import Tokens

RUN = "/api/v1/runs/a"
DEFINITIONS = "/api/v1/definitions"
SHOWN = {"namespace": "a", "name": "b", "version": "1", "hash": "h", "state": "draft"}


class TestProblems:
    def test_sentence_remedy_faults_and_request(self, api, client):
        faults = [
            {"code": "x", "message": "Wrong.", "remedy": "Right it.", "line": 3, "column": 5},
            {"code": "y", "message": "Missing.", "pointer": "/input"},
        ]
        api.problem("GET", RUN, 422, "It is wrong.", errors=faults, request="r-1")
        with pytest.raises(RefusedError) as caught:
            client.run("a")
        assert str(caught.value).splitlines() == [
            "It is wrong.",
            "  Do better.",
            "  - line 3, column 5: Wrong. Right it.",
            "  - /input: Missing.",
            "  Request r-1",
        ]

    @pytest.mark.parametrize("raw", [b"", b"<html>", b"{}", b"[]", b'{"detail": 1}'])
    def test_no_problem_document(self, api, client, raw):
        api.answer("GET", RUN, raw=raw, status=404, x_request_id="r-2")
        with pytest.raises(RefusedError, match="answered 404") as caught:
            client.run("a")
        assert "r-2" in str(caught.value)

    def test_a_redirection_is_not_followed_with_the_key(self, api, client):
        api.answer("GET", RUN, status=301, location="http://elsewhere.example/")
        with pytest.raises(CliError, match="elsewhere"):
            client.run("a")


class TestPatience:
    def test_a_lost_answer_does_not_start_a_second_run(self, api, client, process):
        api.answer("POST", "/api/v1/runs", drops=True)
        api.answer("POST", "/api/v1/runs", status=503, body={"detail": "Restarting"})
        api.answer("POST", "/api/v1/runs", process().shown(), status=201)
        client.start("demo/hello", "1.0.0", {"a": "ü"})
        keys = {asked.headers["idempotency-key"] for asked in api.asked}
        assert len(keys) == 1
        assert {asked.body for asked in api.asked} == {api.asked[0].body}

    def test_another_start_has_another_key(self, api, client, process):
        for _ in range(2):
            api.answer("POST", "/api/v1/runs", process().shown(), status=201)
            client.start("demo/hello", None, None)
        assert len({asked.headers["idempotency-key"] for asked in api.asked}) == 2

    def test_a_cancellation_carries_a_key_too(self, api, client):
        api.answer("POST", f"{RUN}/cancel", drops=True)
        api.answer("POST", f"{RUN}/cancel", {"id": "m", "answer": "accepted"})
        assert client.command("a", "cancel", {}).answer == "accepted"
        assert len({asked.headers["idempotency-key"] for asked in api.asked}) == 1

    @pytest.mark.parametrize("status", [429, 502, 503, 504])
    def test_it_says_that_it_waits_once(self, api, client, process, capsys, status):
        api.answer("GET", RUN, status=status)
        api.answer("GET", RUN, status=status)
        api.answer("GET", RUN, process().shown())
        client.run("a")
        assert capsys.readouterr().err.count("trying again") == 1

    def test_refusals_are_not_repeated(self, api, client):
        api.problem("GET", RUN, 500, "Broken.")
        with pytest.raises(RefusedError, match="Broken"):
            client.run("a")

    def test_without_patience_the_last_word_stands(self, api, connected):
        api.problem("GET", RUN, 503, "The database does not answer now.")
        with pytest.raises(RefusedError, match="database"):
            connected(patience=0).run("a")

    def test_nobody_there(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{taken.getsockname()[1]}"
            with (
                Client(url, Tokens(), patience=0.3) as client,
                pytest.raises(CliError, match="can't be reached") as caught,
            ):
                client.run("a")
        assert "make run" in caught.value.remedy

    def test_no_proxy_stands_before_this_machine(self, api, connected, process, monkeypatch):
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        api.answer("GET", RUN, process().shown())
        connected().run("a")


class TestTokens:
    def test_one_that_is_not_taken_is_renewed_once(self, api, connected, process):
        api.answer("GET", RUN, status=401)
        api.answer("GET", RUN, process().shown())
        connected("second").run("a")
        assert [asked.headers["authorization"] for asked in api.asked] == [
            "Bearer first",
            "Bearer second",
        ]

    def test_where_there_is_no_other_the_refusal_stands(self, api, client):
        api.problem("GET", RUN, 401, "Who are you?")
        with pytest.raises(RefusedError, match="Who are you") as caught:
            client.run("a")
        assert caught.value.of_access
