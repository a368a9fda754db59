"""`baton export` at a stand-in for the API: which files it writes, and which it never does."""

from __future__ import annotations

import json

import pytest

PATH = "/api/v1/definitions"
TEXT = "# kept as it is:\r\ndo:   []\n"


def shown(version="1.0.0", state="published", name="greet", **more):
    named = {"namespace": "demo", "name": name, "version": version}
    return {**named, "state": state, "hash": "h", **more}


@pytest.fixture
def registry(at_the_api):
    """`registry(shown(), shown("2.0.0"), positions={…})`"""

    def stands(*definitions, positions=None):
        at_the_api.answer("GET", PATH, {"items": [*definitions], "next": None})
        for one in definitions:
            if one["state"] != "archived":
                key = "/".join(one[part] for part in ("namespace", "name", "version"))
                body = {**one, "source": f"{TEXT}# {one['version']}\n", "document": {}}
                at_the_api.answer("GET", f"{PATH}/{key}", body)
        processes = {one["name"]: None for one in definitions if one["state"] != "archived"}
        for name in processes:
            at_the_api.answer("GET", f"{PATH}/demo/{name}/layout", {"positions": positions or {}})

    return stands


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


class TestExport:
    def test_texts_states_and_layouts(self, baton, registry, tmp_path):
        box = {"/do/0/a": {"x": 1, "y": -2.5}}
        registry(shown(), shown("2.0.0", "draft"), shown("0.1.0", "archived"), positions=box)
        folder = tmp_path / "set"
        result = baton("export", str(folder))
        assert result.exit_code == 0
        assert files(folder) == [
            "demo/greet/1.0.0.yaml",
            "demo/greet/2.0.0.yaml",
            "demo/greet/layout.json",
            "demo/greet/states.json",
        ]
        assert (folder / "demo/greet/1.0.0.yaml").read_bytes() == f"{TEXT}# 1.0.0\n".encode()
        states = json.loads((folder / "demo/greet/states.json").read_text())
        assert states == {
            "process": "demo/greet",
            "states": {"1.0.0": "published", "2.0.0": "draft"},
        }
        assert json.loads((folder / "demo/greet/layout.json").read_text())["positions"] == box
        assert "demo/greet/1.0.0.yaml: created\n" in result.stdout

    def test_again_touches_nothing(self, baton, registry, tmp_path):
        registry(shown())
        baton("export", str(tmp_path / "set"))
        before = {path: path.stat() for path in (tmp_path / "set").rglob("*")}
        registry(shown())
        result = baton("export", str(tmp_path / "set"))
        assert (result.stdout, result.stderr) == ("", "2 files, 2 of them unchanged.\n")
        assert {path: path.stat().st_mtime_ns for path in before} == {
            path: found.st_mtime_ns for path, found in before.items()
        }

    def test_one_namespace_here(self, baton, registry, tmp_path):
        (tmp_path / "other/x").mkdir(parents=True)
        (tmp_path / "other/x/1.0.0.yaml").touch()
        registry(shown())
        result = baton("export", "--namespace", "demo", "--json")
        assert {one["file"]: one["result"] for one in json.loads(result.stdout)} == {
            "demo/greet/1.0.0.yaml": "created",
            "demo/greet/states.json": "created",
        }
        assert (tmp_path / "demo/greet/1.0.0.yaml").exists()

    def test_what_was_archived_since_it_was_listed(self, at_the_api, baton, tmp_path):
        at_the_api.answer("GET", PATH, {"items": [shown()], "next": None})
        at_the_api.answer("GET", f"{PATH}/demo/greet/1.0.0", shown(state="archived", source=""))
        assert baton("export", str(tmp_path / "set")).exit_code == 0
        assert not (tmp_path / "set").exists()

    def test_names_that_differ_in_capital_letters_only(self, baton, registry, tmp_path):
        registry(shown("1.0.0-rc"), shown("1.0.0-RC"))
        result = baton("export", str(tmp_path / "set"))
        assert result.exit_code == 0
        assert "1.0.0-rc.yaml, demo/greet/1.0.0-RC.yaml." in result.stderr


class TestLeftOver:
    @pytest.fixture
    def folder(self, tmp_path):
        for name in ("demo/greet/0.9.0.yaml", "demo/greet/notes.yaml", "demo/old/states.json"):
            path = tmp_path / "set" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return tmp_path / "set"

    def test_is_left(self, baton, registry, folder):
        registry(shown())
        result = baton("export", str(folder))
        assert "demo/greet/0.9.0.yaml: left\n" in result.stdout
        assert "--prune deletes them" in result.stderr
        assert (folder / "demo/greet/0.9.0.yaml").exists()

    def test_is_deleted_if_wanted_and_nothing_else_is(self, baton, registry, folder, tmp_path):
        outside = tmp_path / "outside" / "x" / "1.0.0.yaml"
        outside.parent.mkdir(parents=True)
        outside.touch()
        (folder / "linked").symlink_to(tmp_path / "outside")
        registry(shown())
        result = baton("export", "--prune", str(folder))
        assert "demo/greet/0.9.0.yaml: deleted\n" in result.stdout
        assert files(folder / "demo") == [
            "greet/1.0.0.yaml",
            "greet/notes.yaml",
            "greet/states.json",
        ]
        assert outside.exists()


class TestHostile:
    @pytest.mark.parametrize("link", ["demo", "demo/greet", "demo/greet/1.0.0.yaml"])
    def test_nothing_is_written_through_a_link(self, at_the_api, baton, tmp_path, link):
        outside = tmp_path / "outside"
        (outside / "greet").mkdir(parents=True)
        path = tmp_path / "set" / link
        path.parent.mkdir(parents=True)
        path.symlink_to(outside)
        at_the_api.answer("GET", PATH, {"items": [shown()], "next": None})
        at_the_api.answer("GET", f"{PATH}/demo/greet/1.0.0", shown(source="x", document={}))
        result = baton("export", str(tmp_path / "set"))
        assert (result.exit_code, "is a link" in result.stderr) == (1, True)
        assert files(outside) == []

    @pytest.mark.parametrize(
        "more", [{"version": "../../x"}, {"name": "../x"}, {"version": "1.0.0/x"}]
    )
    def test_names_that_lead_elsewhere(self, at_the_api, baton, tmp_path, more):
        at_the_api.answer("GET", PATH, {"items": [shown(**more)], "next": None})
        result = baton("export", str(tmp_path / "set"))
        assert (result.exit_code, "can't be one" in result.stderr) == (1, True)
        assert not (tmp_path / "set").exists()

    @pytest.mark.parametrize("namespace", ["..", "*", "", "Ä", "a/b", "/"])
    def test_strange_namespaces(self, baton, namespace):
        result = baton("export", "--namespace", namespace)
        assert (result.exit_code, "is no namespace" in result.stderr) == (1, True)

    def test_a_folder_that_is_a_file(self, at_the_api, baton, tmp_path):
        (tmp_path / "set").touch()
        at_the_api.answer("GET", PATH, {"items": [shown()], "next": None})
        at_the_api.answer("GET", f"{PATH}/demo/greet/1.0.0", shown(source="x", document={}))
        result = baton("export", str(tmp_path / "set"))
        assert (result.exit_code, "can't be written" in result.stderr) == (1, True)
