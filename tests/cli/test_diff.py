"""`baton diff`: what it compares with what, and how it ends."""

from __future__ import annotations

import json

import pytest

GREET = "/api/v1/definitions/demo/greet"
NOT_FOUND = "urn:baton:problem:not-found"


def text(value=1, version="1.0.0"):
    head = f"document: {{ dsl: 1.0.3, namespace: demo, name: greet, version: {version} }}\n"
    return f"{head}do:\n  - one: {{ set: {{ a: {value} }} }}\n"


def kept(value=0, version="1.0.0"):
    about = {"dsl": "1.0.3", "namespace": "demo", "name": "greet", "version": version}
    named = {"namespace": "demo", "name": "greet", "version": version}
    document = {"document": about, "do": [{"one": {"set": {"a": value}}}]}
    return {**named, "state": "published", "hash": "h", "source": "", "document": document}


@pytest.fixture
def file(tmp_path):
    def make(content: str | bytes, name: str = "a.yaml") -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return make


class TestFiles:
    def test_alike(self, baton, file):
        result = baton("diff", file(text()), file(f"# why\n{text()}", "b.yaml"))
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no difference\n")

    def test_different(self, baton, file):
        result = baton("diff", file(text()), file(text(2), "b.yaml"))
        assert result.exit_code == 1
        assert result.stdout == "task one: changed\n  /set/a: 1 → 2\n"

    def test_for_programs(self, baton, file):
        result = baton("diff", "--json", file(text()), file(text(version="2.0.0"), "b.yaml"))
        assert result.exit_code == 1
        assert json.loads(result.stdout) == {
            "tasks": [],
            "fields": [{"pointer": "/document/version", "old": "1.0.0", "new": "2.0.0"}],
        }

    def test_also_with_faults(self, baton, file):
        faulty = text().replace("set:", "sett:")
        result = baton("diff", file(text()), file(faulty, "b.yaml"))
        assert (result.exit_code, "/sett: added" in result.stdout) == (1, True)

    @pytest.mark.parametrize(
        "content", [b"", b"\xff", b"[", b"- a", b"[" * 100_000, b"x" * 300_000]
    )
    def test_what_is_no_definition(self, baton, file, content):
        result = baton("diff", file(text()), file(content, "b.yaml"))
        assert result.exit_code == 2
        assert "b.yaml" in result.stderr

    def test_what_is_not_there(self, baton, file):
        result = baton("diff", file(text()), "none.yaml")
        assert (result.exit_code, "can't be read" in result.stderr) == (2, True)


class TestPublished:
    def test_the_same_version(self, at_the_api, baton, file):
        at_the_api.answer("GET", f"{GREET}/1.0.0", kept())
        result = baton("diff", file(text()))
        assert (result.exit_code, result.stdout) == (1, "task one: changed\n  /set/a: 0 → 1\n")

    def test_a_version_that_is_not_there_yet(self, at_the_api, baton, file):
        at_the_api.problem("GET", f"{GREET}/1.1.0", 404, "No.", type=NOT_FOUND)
        at_the_api.answer("GET", "/api/v1/processes/demo/greet", {"version": "1.0.0"})
        at_the_api.answer("GET", f"{GREET}/1.0.0", kept(1))
        result = baton("diff", file(text(version="1.1.0")))
        assert (result.exit_code, result.stderr) == (0, "no difference\n")

    def test_a_process_that_is_not_there(self, at_the_api, baton, file):
        at_the_api.problem("GET", f"{GREET}/1.0.0", 404, "No.", type=NOT_FOUND)
        at_the_api.answer("GET", "/api/v1/processes/demo/greet", {"version": None})
        result = baton("diff", file(text()))
        assert (result.exit_code, "is not there" in result.stderr) == (2, True)

    def test_a_file_that_does_not_say_which(self, at_the_api, baton, file):
        result = baton("diff", file("document: { name: a }\ndo: []\n"))
        assert (result.exit_code, "what it is called" in result.stderr) == (2, True)


class TestVersions:
    def test_in_words(self, at_the_api, baton):
        field = {"pointer": "/set/a", "old": 1}
        task = {"name": "one", "changes": ["changed"], "from": "/do/0/one", "to": "/do/0/one"}
        told = {"from": "1.0.0", "to": "1.1.0", "fields": []}
        told["tasks"] = [{**task, "oldName": None, "fields": [field]}]
        at_the_api.answer("GET", f"{GREET}/1.1.0/difference", told)
        result = baton("diff", "demo/greet", "1.0.0", "1.1.0")
        assert (result.exit_code, result.stdout) == (1, "task one: changed\n  /set/a: removed 1\n")
        assert at_the_api.asked[0].query == {"from": "1.0.0"}

    def test_none(self, at_the_api, baton):
        told = {"from": "1.0.0", "to": "1.0.0", "fields": [], "tasks": []}
        at_the_api.answer("GET", f"{GREET}/1.0.0/difference", told)
        result = baton("diff", "demo/greet", "1.0.0", "1.0.0", "--json")
        assert (result.exit_code, json.loads(result.stdout)) == (0, told)

    def test_not_there(self, at_the_api, baton):
        at_the_api.problem("GET", f"{GREET}/1.1.0/difference", 404, "It was not found.")
        result = baton("diff", "demo/greet", "1.0.0", "1.1.0")
        assert (result.exit_code, result.stderr) == (2, "It was not found.\n  Do better.\n")

    @pytest.mark.parametrize(
        "wanted", [["demo", "1", "2"], ["/", "1", "2"], ["a/b", "", "1"], ["a", "b", "c", "d"]]
    )
    def test_strange_questions(self, baton, wanted):
        result = baton("diff", *wanted)
        assert (result.exit_code, "baton diff FILE" in result.stderr) == (2, True)
