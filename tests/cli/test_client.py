from __future__ import annotations

import pytest

from cli.answers import Definition
from cli.connection import RefusedError
from cli.errors import CliError
from definitions.difference import FieldChange

RUN = "/api/v1/runs/a"
DEFINITIONS = "/api/v1/definitions"
SHOWN = {"namespace": "a", "name": "b", "version": "1", "hash": "h", "state": "draft"}


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
