"""A set of files: each read once, all that is wrong told, those that are run come first."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cli.definition_set import gather
from definitions.functions.catalogue import shipped


def text(name="a", version="1.0.0", runs=(), value=1):
    head = f"document: {{ dsl: 1.0.3, namespace: n, name: {name}, version: {version} }}\ndo:\n"
    each = [
        f"  - r{place}: {{ run: {{ workflow: {{ namespace: n, name: {one}, version: {of} }} }} }}"
        for place, (one, of) in enumerate(runs)
    ]
    return "\n".join([head + f"  - one: {{ set: {{ a: {value} }} }}", *each, ""])


@pytest.fixture
def folder(tmp_path):
    """`folder({"a.yaml": text()})`"""

    def make(files):
        for name, content in files.items():
            path = tmp_path / "set" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "set"

    return make


def names(found):
    return [file.label for file in found.definitions]


class TestReading:
    def test_what_a_file_says(self, folder):
        found = gather([folder({"x/y.yml": "\ufeff" + text(runs=[("b", "latest")])})])
        (file,) = found.definitions
        assert (file.label, file.state, len(file.hash)) == ("n/a 1.0.0", None, 64)
        assert [*file.runs] == [("n", "b", "latest")]
        assert file.text == text(runs=[("b", "latest")])

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff\xfe",
            b"\x00",
            b"[" * 100_000,
            b"x" * 300_000,
            b"do: []",
            b"a: &a [*a]",
            text(name="../../etc").encode(),
            text(name="Ä").encode(),
            text(version="1.0.0/../x").encode(),
        ],
    )
    def test_hostile_files_are_refused_in_words(self, folder, content):
        found = gather([folder({"a.yaml": content, "b.yaml": text("b")})])
        (refused,) = found.refused
        assert refused.file.endswith("a.yaml")
        assert refused.why
        assert all(fault.remedy for fault in refused.faults)
        assert names(found) == ["n/b 1.0.0"]

    def test_a_file_that_is_not_there(self, tmp_path):
        (refused,) = gather([tmp_path / "no.yaml"]).refused
        assert "can't be read" in refused.why

    def test_named_twice_is_read_once(self, folder):
        path = folder({"a.yaml": text()})
        assert names(gather([path, path / "a.yaml", path])) == ["n/a 1.0.0"]

    def test_what_publishing_would_refuse(self, folder):
        later = "  - later: { call: grpc, with: { proto: { endpoint: https://x.example/a.proto },"
        service = "service: { name: s, host: h.example }, method: m } }"
        path = folder({"a.yaml": f"{text()}{later} {service}\n"})
        assert not gather([path]).definitions[0].warnings
        warnings = gather([path], shipped()).definitions[0].warnings
        assert {one.severity for one in warnings} == {"warning"}


class TestContradictions:
    def test_of_two_contents_none_is_right(self, folder):
        found = gather([folder({"a.yaml": text(), "b.yaml": text(value=2), "c.yaml": text()})])
        assert found.definitions == []
        assert len(found.refused) == 3
        assert "b.yaml is n/a 1.0.0 too" in found.refused[0].why

    def test_a_copy_is_no_contradiction(self, folder):
        found = gather([folder({"a.yaml": text(), "b.yaml": f"# copy\n{text()}"})])
        assert names(found) == ["n/a 1.0.0", "n/a 1.0.0"]

    def test_of_two_states(self, folder):
        files = {
            "a/states.json": '{"process": "n/a", "states": {"1.0.0": "draft"}}',
            "b/states.json": '{"process": "n/a", "states": {"1.0.0": "published"}}',
        }
        (refused,) = gather([folder(files)]).refused
        assert "Keep one of them." in refused.why


class TestBeside:
    def test_states_and_layouts(self, folder):
        files = {
            "a.yaml": text(),
            "states.json": json.dumps(
                {"process": "n/a", "states": {"1.0.0": "deprecated", "9.0.0": "draft"}}
            ),
            "layout.json": '{"process": "n/a", "positions": {}}',
        }
        found = gather([folder(files)])
        assert found.definitions[0].state == "deprecated"
        ((_, layout),) = found.layouts
        assert (layout.process, layout.positions) == ("n/a", {})

    @pytest.mark.parametrize("name", ["states.json", "layout.json"])
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff",
            b"[]",
            b"[" * 100_000,
            b'{"process": "../..", "states": {}, "positions": {}}',
            b'{"process": "n/a/b", "states": {}}',
            b'{"process": "n/a", "states": {"1.0.0": "archived"}}',
            b'{"process": "n/a", "states": [], "positions": []}',
            b'{"process": "n/a", "states": {}, "positions": {}, "more": 1}',
            b" " * (1024 * 1024 + 1),
        ],
    )
    def test_hostile_ones_are_refused_in_words(self, folder, name, content):
        (refused,) = gather([folder({name: content})]).refused
        assert refused.why.count("\n") >= 1


class TestOrder:
    def test_those_that_are_run_come_first(self, folder):
        files = {
            "a.yaml": text("a", runs=[("b", "latest")]),
            "b.yaml": text("b", runs=[("c", "2.0.0")]),
            "c1.yaml": text("c", "1.0.0"),
            "c2.yaml": text("c", "2.0.0"),
        }
        order = names(gather([folder(files)]))
        assert order.index("n/c 2.0.0") < order.index("n/b 1.0.0") < order.index("n/a 1.0.0")
        assert len(order) == 4

    def test_in_a_circle_any_may_be_first(self, folder):
        files = {
            "a.yaml": text("a", runs=[("b", "latest"), ("a", "1.0.0")]),
            "b.yaml": text("b", runs=[("a", "1.0.0")]),
        }
        assert names(gather([folder(files)])) == ["n/a 1.0.0", "n/b 1.0.0"]

    def test_of_a_long_chain(self, folder):
        files = {
            f"{number:04}.yaml": text(f"p{number}", runs=[(f"p{number + 1}", "latest")])
            for number in range(100)
        }
        order = names(gather([folder(files)]))
        assert (order[0], order[-1]) == ("n/p99 1.0.0", "n/p0 1.0.0")


class TestStrange:
    def test_links_and_pipes_are_refused(self, folder, tmp_path):
        path = folder({"b.yaml": text("b")})
        outside = tmp_path / "outside.yaml"
        outside.write_text(text())
        (path / "a.yaml").symlink_to(outside)
        (path / "etc").symlink_to("/")
        os.mkfifo(path / "pipe.yaml")
        found = gather([path])
        assert names(found) == ["n/b 1.0.0"]
        assert [Path(one.file).name for one in found.refused] == [
            "a.yaml",
            "etc",
            "pipe.yaml",
        ]

    def test_json_of_others_is_told_as_no_definition(self, folder):
        (refused,) = gather([folder({"package.json": json.dumps({"name": "x"})})]).refused
        assert refused.faults
