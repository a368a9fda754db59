"""`baton apply` at a stand-in for the API: what it asks, in which order, and what it says."""

from __future__ import annotations

import json

import pytest

from definitions.program import content_hash
from definitions.reader import read

PATH = "/api/v1/definitions"
GREET = f"{PATH}/demo/greet/1.0.0"
PROCESS = "/api/v1/processes/demo/greet"
LAYOUT = f"{PATH}/demo/greet/layout"
NOT_FOUND = "urn:baton:problem:not-found"


def text(value: str = "1", version: str = "1.0.0", name: str = "greet") -> str:
    head = f"document: {{ dsl: 1.0.3, namespace: demo, name: {name}, version: {version} }}\n"
    return f"{head}do:\n  - one:\n      set: {{ a: {value} }}\n"


def shown(state: str, **more: object) -> dict[str, object]:
    named = {"namespace": "demo", "name": "greet", "version": "1.0.0"}
    return {**named, "state": state, "hash": "h", "title": None, **more}


def kept(state: str, source: str | None = None, digest: str = "h") -> dict[str, object]:
    document = {
        "document": {"dsl": "1.0.3", "namespace": "demo", "name": "greet", "version": "1.0.0"},
        "do": [{"one": {"set": {"a": 0}}}],
    }
    return shown(state, hash=digest, source=source or text(), document=document)


@pytest.fixture
def file(tmp_path):
    def make(name: str = "a.yaml", content: str | bytes | None = None) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = text() if content is None else content
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return make


@pytest.fixture
def missing(at_the_api):
    def missing(path: str = GREET) -> None:
        at_the_api.problem("GET", path, 404, "It was not found.", type=NOT_FOUND)

    return missing


class TestApply:
    def test_created(self, at_the_api, baton, file, missing):
        missing()
        at_the_api.answer("POST", PATH, shown("draft"), status=201)
        at_the_api.answer("POST", f"{GREET}/publish", shown("published"))
        path = file()
        result = baton("apply", path)
        assert (result.exit_code, result.stdout) == (0, f"{path}: created demo/greet 1.0.0\n")
        asked = at_the_api.asked[1]
        assert asked.headers["content-type"] == "application/yaml"
        assert asked.headers["if-none-match"] == "*"
        assert asked.headers["idempotency-key"]
        assert asked.body == text().encode()

    def test_with_notes(self, at_the_api, baton, file, missing):
        missing()
        at_the_api.answer("POST", PATH, shown("draft"), status=201)
        at_the_api.answer("POST", f"{GREET}/publish", shown("published"))
        assert baton("apply", file(), "--notes", "Greets ☃").exit_code == 0
        assert at_the_api.asked[2].json == {"notes": "Greets ☃"}

    def test_a_draft_that_was_there(self, at_the_api, baton, file):
        at_the_api.answer("GET", GREET, kept("draft", text("0")))
        at_the_api.answer("POST", PATH, shown("draft"), status=201)
        at_the_api.answer("POST", f"{GREET}/publish", shown("published"))
        result = baton("apply", file("a.json", text()))
        assert "a.json: published demo/greet 1.0.0\n" in result.stdout
        assert at_the_api.asked[1].headers["if-match"] == '"h"'
        assert at_the_api.asked[1].headers["content-type"] == "application/json"

    def test_unchanged(self, at_the_api, baton, file):
        path = file()
        at_the_api.answer("GET", GREET, kept("published", digest=hash_of(text())))
        result = baton("apply", path)
        assert (result.exit_code, result.stdout) == (0, f"{path}: unchanged demo/greet 1.0.0\n")

    def test_a_published_one_with_another_content(self, at_the_api, baton, file):
        at_the_api.answer("GET", GREET, kept("published"))
        result = baton("apply", file())
        assert result.exit_code == 1
        assert "a.yaml: conflict demo/greet 1.0.0\n" in result.stdout
        assert "demo/greet 1.0.0 is published with another content" in result.stderr
        assert "Raise `document.version`." in result.stderr

    def test_what_somebody_else_has_saved_meanwhile(self, at_the_api, baton, file, missing):
        missing()
        at_the_api.problem("POST", PATH, 409, "It has been saved by somebody else.")
        result = baton("apply", file())
        assert (result.exit_code, "a.yaml: conflict\n" in result.stdout) == (1, True)
        assert "saved by somebody else.\n  Do better.\n" in result.stderr

    def test_all_faults_of_all_files_before_anything_is_sent(self, baton, file):
        faulty = text().replace("set:", "sett:")
        first, second = file("a.yaml", faulty), file("b.yaml", f"# hm\n{faulty}")
        result = baton("apply", first, second)
        assert result.exit_code == 1
        assert f"{first}:3:" in result.stdout
        assert f"{second}:4:" in result.stdout

    def test_the_others_are_not_left_out(self, at_the_api, baton, file, tmp_path, missing):
        missing()
        warning = {"code": "w", "message": "Hm.", "line": 1, "column": 2}
        at_the_api.answer("POST", PATH, shown("draft", warnings=[warning]), status=201)
        at_the_api.answer("POST", f"{GREET}/publish", shown("published"))
        faulty, gone = file("faulty.yaml", "do: []"), str(tmp_path / "none")
        result = baton("apply", faulty, gone, file(), "--json")
        assert result.exit_code == 1
        told = json.loads(result.stdout)
        assert [one["result"] for one in told] == ["refused", "refused", "created"]
        assert told[2]["faults"][0]["code"] == "w"

    def test_a_draft_that_cannot_be_published_is_refused(self, at_the_api, baton, file, missing):
        fault = {"code": "unsupported-task", "message": "Not yet.", "pointer": "/do/0/a"}
        missing()
        at_the_api.answer("POST", PATH, shown("draft"), status=201)
        at_the_api.problem("POST", f"{GREET}/publish", 422, "Not yet.", errors=[fault])
        result = baton("apply", file())
        assert result.exit_code == 1
        assert "a.yaml/do/0/a unsupported-task Not yet." in result.stdout

    def test_who_may_not_hears_it_once(self, at_the_api, baton, file):
        at_the_api.problem("GET", GREET, 403, "You may not.")
        result = baton("apply", file("a.yaml"), file("b.yaml", text(version="2.0.0")))
        assert result.exit_code == 1
        assert "You may not." in result.stderr

    def test_an_address_that_is_no_api(self, at_the_api, baton, file):
        at_the_api.answer("GET", GREET, raw=b"<html>", status=404)
        result = baton("apply", file())
        assert (result.exit_code, "without saying why" in result.stderr) == (1, True)


class TestFolder:
    def test_an_empty_one(self, baton, tmp_path):
        (tmp_path / "set").mkdir()
        result = baton("apply", str(tmp_path / "set"))
        assert (result.exit_code, result.stderr) == (0, "There is no definition.\n")

    def test_states_and_layouts(self, at_the_api, baton, file, missing, tmp_path):
        file("set/demo/greet/1.0.0.yaml")
        states = {"process": "demo/greet", "states": {"1.0.0": "deprecated"}}
        file("set/demo/greet/states.json", json.dumps(states))
        layout = {"process": "demo/greet", "positions": {"/do/0/one": {"x": 1, "y": 2}}}
        file("set/demo/greet/layout.json", json.dumps(layout))
        missing()
        at_the_api.answer("POST", PATH, shown("draft"), status=201)
        at_the_api.answer("POST", f"{GREET}/publish", shown("published"))
        at_the_api.answer("POST", f"{GREET}/deprecate", shown("deprecated"))
        at_the_api.answer("GET", LAYOUT, {"positions": {}})
        at_the_api.answer("PUT", LAYOUT, {"positions": {}})
        result = baton("apply", str(tmp_path / "set"), "--json")
        assert result.exit_code == 0
        told = json.loads(result.stdout)
        assert [(one["result"], one["state"]) for one in told] == [
            ("created", "deprecated"),
            ("saved", None),
        ]
        assert at_the_api.asked[-1].json == {"positions": layout["positions"]}

    def test_a_draft_stays_one(self, at_the_api, baton, file, missing, tmp_path):
        file("set/a.yaml")
        states = {"process": "demo/greet", "states": {"1.0.0": "draft"}}
        file("set/states.json", json.dumps(states))
        missing()
        at_the_api.answer("POST", PATH, shown("draft"), status=201)
        result = baton("apply", str(tmp_path / "set"))
        assert "a.yaml: created demo/greet 1.0.0 as a draft\n" in result.stdout

    def test_a_layout_of_no_process(self, baton, file, missing, tmp_path):
        file("set/layout.json", json.dumps({"process": "demo/greet", "positions": {}}))
        missing(LAYOUT)
        result = baton("apply", str(tmp_path / "set"))
        assert result.exit_code == 1
        assert "There is no process demo/greet." in result.stderr

    def test_a_layout_that_is_refused(self, at_the_api, baton, file, tmp_path):
        file("set/layout.json", json.dumps({"process": "demo/greet", "positions": {"/a": 1}}))
        at_the_api.answer("GET", LAYOUT, {"positions": {}})
        fault = {"code": "wrong-type", "message": "A box is a map.", "pointer": "/positions"}
        at_the_api.problem("PUT", LAYOUT, 422, "No.", errors=[fault])
        result = baton("apply", str(tmp_path / "set"))
        assert (result.exit_code, "A box is a map." in result.stdout) == (1, True)

    def test_the_same_definition_twice(self, at_the_api, baton, file, missing, tmp_path):
        file("set/a.yaml")
        file("set/b.yaml", f"# a copy\n{text()}")
        missing()
        at_the_api.answer("POST", PATH, shown("draft"), status=201)
        at_the_api.answer("POST", f"{GREET}/publish", shown("published"))
        told = json.loads(baton("apply", str(tmp_path / "set"), "--json").stdout)
        assert [one["result"] for one in told] == ["created", "unchanged"]


class TestDryRun:
    def test_says_what_would_change(self, at_the_api, baton, file):
        path = file()
        at_the_api.answer("GET", GREET, kept("draft", text("0")))
        result = baton("apply", "--dry-run", path)
        assert result.exit_code == 0
        assert result.stdout.splitlines() == [
            f"{path}: would be published demo/greet 1.0.0",
            "  task one: changed",
            "    /set/a: 0 → 1",
        ]
        assert result.stderr == "Nothing was changed.\n"

    def test_a_new_version_beside_the_one_that_is_started(self, at_the_api, baton, file, missing):
        missing(f"{PATH}/demo/greet/1.1.0")
        at_the_api.answer("GET", PROCESS, {"version": "1.0.0"})
        at_the_api.answer("GET", GREET, kept("published", text("0")))
        told = json.loads(
            baton("apply", "--dry-run", "--json", file(content=text(version="1.1.0"))).stdout
        )
        assert (told[0]["result"], told[0]["state"]) == ("created", "published")
        assert told[0]["difference"]["fields"] == []
        assert told[0]["difference"]["tasks"][0]["fields"] == [
            {"pointer": "/set/a", "old": 0, "new": 1}
        ]

    def test_the_first_version(self, baton, file, missing):
        missing()
        missing(PROCESS)
        path = file()
        result = baton("apply", "--dry-run", path)
        assert result.stdout == f"{path}: would be created demo/greet 1.0.0\n"

    def test_a_conflict_with_what_differs(self, at_the_api, baton, file):
        at_the_api.answer("GET", GREET, kept("published", text("0")))
        result = baton("apply", "--dry-run", file())
        assert result.exit_code == 1
        assert "conflict demo/greet 1.0.0\n  task one: changed\n" in result.stdout

    def test_what_publishing_would_refuse_is_warned_of(self, baton, file, missing):
        missing()
        missing(PROCESS)
        later = text().replace("set: { a: 1 }", "run: { container: { image: alpine } }")
        result = baton("apply", "--dry-run", file(content=later))
        assert "unsupported-task" in result.stdout

    def test_a_layout_of_a_process_that_would_come(self, baton, file, missing, tmp_path):
        file("set/a.yaml")
        file("set/layout.json", '{"process": "demo/greet", "positions": {"/do/0/one": {}}}')
        missing()
        missing(PROCESS)
        missing(LAYOUT)
        result = baton("apply", "--dry-run", str(tmp_path / "set"))
        assert "layout.json: would be saved demo/greet\n" in result.stdout


def hash_of(source: str) -> str:
    reading = read(source)
    assert reading.document is not None
    return content_hash(reading.document)
