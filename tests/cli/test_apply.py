from __future__ import annotations

import json

import pytest

PATH = "/api/v1/definitions"
PUBLISH = f"{PATH}/demo/greet/1.0.0/publish"


def shown(state: str, **more: object) -> dict[str, object]:
    named = {"namespace": "demo", "name": "greet", "version": "1.0.0"}
    return {**named, "state": state, "hash": "h", "title": None, **more}


@pytest.fixture
def file(tmp_path):
    def make(name: str = "a.yaml") -> str:
        path = tmp_path / name
        path.write_text("do: []")
        return str(path)

    return make


class TestApply:
    def test_created(self, at_the_api, baton, file):
        at_the_api.answer("POST", PATH, shown("draft"), status=201)
        at_the_api.answer("POST", PUBLISH, shown("published"))
        path = file()
        result = baton("apply", path)
        assert (result.exit_code, result.stdout) == (0, f"{path}: created demo/greet 1.0.0\n")
        assert at_the_api.asked[0].headers["content-type"] == "application/yaml"

    def test_unchanged(self, at_the_api, baton, file):
        at_the_api.answer("POST", PATH, shown("published"), status=201)
        result = baton("apply", file())
        assert result.exit_code == 0
        assert "unchanged demo/greet 1.0.0" in result.stdout

    def test_refused_with_its_faults(self, at_the_api, baton, file):
        fault = {"code": "missing", "message": "It needs 'do'.", "remedy": "Add 'do'.", "line": 2}
        at_the_api.problem("POST", PATH, 422, "The definition has errors.", errors=[fault])
        path = file()
        result = baton("apply", path)
        assert result.exit_code == 1
        assert result.stdout.splitlines() == [
            f"{path}: refused",
            f"{path}:2:1 missing It needs 'do'. Add 'do'.",
        ]

    def test_refused_with_a_sentence(self, at_the_api, baton, file):
        at_the_api.problem("POST", PATH, 409, "It is published and can't change.")
        result = baton("apply", file())
        assert result.exit_code == 1
        assert "It is published and can't change.\n  Do better.\n" in result.stderr

    def test_a_draft_that_cannot_be_published_is_refused(self, at_the_api, baton, file):
        fault = {"code": "unsupported-task", "message": "Not yet.", "pointer": "/do/0/a"}
        at_the_api.answer("POST", PATH, shown("draft"), status=201)
        at_the_api.problem("POST", PUBLISH, 422, "Not yet.", errors=[fault])
        result = baton("apply", file())
        assert result.exit_code == 1
        assert "a.yaml/do/0/a unsupported-task Not yet." in result.stdout

    def test_the_others_are_not_left_out(self, at_the_api, baton, file, tmp_path):
        at_the_api.problem("POST", PATH, 409, "No.")
        warning = {"code": "w", "message": "Hm.", "line": 1, "column": 2}
        at_the_api.answer("POST", PATH, shown("published", warnings=[warning]), status=201)
        first, second = file("a.yaml"), file("b.json")
        result = baton("apply", first, str(tmp_path / "none"), second, "--json")
        assert result.exit_code == 1
        told = json.loads(result.stdout)
        assert [one["result"] for one in told] == ["refused", "refused", "unchanged"]
        assert told[2]["faults"][0]["code"] == "w"
        assert at_the_api.asked[1].headers["content-type"] == "application/json"

    def test_who_may_not_hears_it_once(self, at_the_api, baton, file):
        at_the_api.problem("POST", PATH, 403, "You may not.")
        result = baton("apply", file("a.yaml"), file("b.yaml"))
        assert result.exit_code == 1
        assert "You may not." in result.stderr
