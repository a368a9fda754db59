from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from cli.answers import Definition
from cli.client import Client, RefusedError
from cli.errors import CliError
from definitions.difference import FieldChange

RUN = "/api/v1/runs/a"
DEFINITIONS = "/api/v1/definitions"
SHOWN = {"namespace": "a", "name": "b", "version": "1", "hash": "h", "state": "draft"}


class Tokens:
    """One token, and perhaps a second."""

    def __init__(self, *others: str) -> None:
        self.others = list(others)

    def current(self) -> str:
        return "first"

    def renewed(self) -> str | None:
        return self.others.pop() if self.others else None


Connected = Callable[..., Client]


@pytest.fixture
def connected(api) -> Iterator[Connected]:
    made: list[Client] = []

    def connect(*others: str, patience: float = 5.0) -> Client:
        made.append(Client(api.url, Tokens(*others), patience=patience))
        return made[-1]

    yield connect
    for client in made:
        with client:
            pass


@pytest.fixture
def client(connected: Connected) -> Client:
    return connected()


class TestAnswers:
    def test_what_a_newer_api_says_besides_is_passed_over(self, api, client, process):
        api.answer("GET", RUN, process(output=[1]).shown() | {"mood": "fine"})
        run, raw = client.run("a")
        assert (run.status, run.output, run.started_at) == (
            "completed",
            [1],
            "2026-01-02T03:04:05Z",
        )
        assert raw["mood"] == "fine"
        assert api.asked[0].headers["authorization"] == "Bearer first"

    @pytest.mark.parametrize(
        "raw", [b"<html>", b"[]", b'{"id": 1}', b"", b"\xff", b"[" * 100_000, b'"\\ud800"']
    )
    def test_what_is_no_answer_of_ours_is_said_so(self, api, client, raw):
        api.answer("GET", RUN, raw=raw)
        with pytest.raises(CliError, match="not the API of Baton"):
            client.run("a")

    @pytest.mark.parametrize(
        ("given", "path"),
        [("../x", "..%2Fx"), ("a?b#c", "a%3Fb%23c"), ("ü \n", "%C3%BC%20%0A"), ("%2e", "%252e")],
    )
    def test_an_id_stays_in_its_place(self, api, client, process, given, path):
        api.answer("GET", f"/api/v1/runs/{path}", process().shown())
        client.run(given)

    def test_numbers_too_big_for_a_float_stay(self, api, client):
        api.answer("POST", "/api/v1/runs", status=422, body={"detail": "No"})
        with pytest.raises(RefusedError):
            client.start("a/b", None, 2**70)
        assert api.asked[0].json == {"workflow": "a/b", "input": 2**70}


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


class TestRuns:
    def test_pages_are_put_together_up_to_the_limit(self, api, client):
        path = "/api/v1/runs"
        api.answer("GET", path, {"items": [{"id": str(n)} for n in range(200)], "next": "c1"})
        api.answer("GET", path, {"items": [{"id": str(n)} for n in range(200, 300)], "next": "c2"})
        found = list(client.runs({"status": "faulted"}, 250))
        assert [item["id"] for item in found] == [str(n) for n in range(250)]
        assert [asked.query for asked in api.asked] == [
            {"status": "faulted", "limit": "200"},
            {"status": "faulted", "limit": "50", "cursor": "c1"},
        ]

    def test_an_empty_page_is_the_last_whatever_it_says(self, api, client):
        api.answer("GET", "/api/v1/runs", {"items": [], "next": "again"})
        assert list(client.runs({}, 10)) == []


class TestDefinitions:
    def test_register_and_publish(self, api, client):
        shown = {"namespace": "a", "name": "b", "version": "1.0.0+x/y", "hash": "h"}
        api.answer("POST", "/api/v1/definitions", shown | {"state": "draft"}, status=201)
        api.answer(
            "POST",
            "/api/v1/definitions/a/b/1.0.0%2Bx%2Fy/publish",
            shown | {"state": "published"},
        )
        made = client.register(b"do: []", "application/yaml", None)
        assert isinstance(made, Definition)
        assert made.workflow == "a/b"
        assert client.publish(("a", "b", "1.0.0+x/y")).state == "published"
        assert api.asked[0].headers["content-type"] == "application/yaml"
        assert api.asked[0].body == b"do: []"

    @pytest.mark.parametrize(
        ("over", "name", "value"), [(None, "if-none-match", "*"), ("h", "if-match", '"h"')]
    )
    def test_saved_over_what_was_seen(self, api, client, over, name, value):
        api.answer("POST", DEFINITIONS, SHOWN, status=201, drops=True)
        api.answer("POST", DEFINITIONS, SHOWN, status=201)
        client.register(b"do: []", "application/yaml", over)
        first, again = api.asked
        assert first.headers[name] == value
        # Whether the first was heard or not, the second means the same.
        assert first.headers["idempotency-key"] == again.headers["idempotency-key"]

    def test_what_is_not_there(self, api, client):
        kind = "urn:baton:problem:not-found"
        for path in (f"{DEFINITIONS}/a/b/1", f"{DEFINITIONS}/a/b/layout", "/api/v1/processes/a/b"):
            api.problem("GET", path, 404, "No.", type=kind)
        assert client.definition(("a", "b", "1")) is None
        assert client.layout("a", "b") is None
        assert client.started("a", "b") is None

    def test_who_says_404_without_being_the_api(self, api, client):
        api.answer("GET", f"{DEFINITIONS}/a/b/1", raw=b"Not Found", status=404)
        with pytest.raises(RefusedError, match="without saying why"):
            client.definition(("a", "b", "1"))

    def test_all_of_a_namespace(self, api, client):
        others = [SHOWN | {"namespace": "c"}, SHOWN | {"version": "2"}]
        api.answer("GET", DEFINITIONS, {"items": [SHOWN], "next": "x"})
        api.answer("GET", DEFINITIONS, {"items": others, "next": None})
        assert [one.version for one in client.definitions("a")] == ["1", "2"]
        assert api.asked[1].query == {"limit": "200", "cursor": "x"}

    def test_difference(self, api, client):
        told = {"from": "1", "to": "2", "tasks": [], "fields": [{"pointer": "/a", "new": None}]}
        api.answer("GET", f"{DEFINITIONS}/a/b/2/difference", told)
        found, raw = client.difference(("a", "b", "2"), "1")
        assert (found.fields, raw) == ([FieldChange("/a", new=None)], told)
        assert api.asked[0].query == {"from": "1"}


class TestSecrets:
    @pytest.mark.parametrize(("status", "new"), [(201, True), (204, False)])
    def test_put(self, api, client, status, new):
        api.answer("PUT", "/api/v1/secrets/a%2Fb", status=status, raw=b"")
        assert client.put_secret("a/b", "s", ["x/*"], []) is new
        assert api.asked[0].json == {"value": "s", "processes": ["x/*"], "hosts": []}
