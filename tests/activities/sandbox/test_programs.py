"""Programs that carry scripts out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from activities.sandbox import programs
from activities.sandbox.programs import find
from definitions.scripts import JAVASCRIPT, PYTHON, SHELL


def program(place: Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("#!/bin/sh\n")
    place.chmod(0o755)
    return place


class TestFind:
    def test_the_shell(self):
        found = find(SHELL, {})
        assert found is not None
        assert found.with_arguments(("a",)) == ("/bin/sh", "/script/script.sh", "a")
        assert found.shown == ()

    def test_python_with_its_library_and_nothing_of_its_user(self):
        found = find(PYTHON, {})
        assert found is not None
        assert found.command[1:] == ("-I", "-X", "utf8")
        base = str(Path(sys.base_prefix).resolve())
        assert found.shown == (() if base.startswith("/usr") else (base,))

    def test_node_of_the_machine_alone(self, tmp_path):
        place = program(tmp_path / "bin" / "node")
        found = find(JAVASCRIPT, {"PATH": str(place.parent)})
        assert found is not None
        assert found.command == (str(place),)
        assert found.shown == (str(place),)
        assert found.file == "script.js"

    def test_node_that_was_fetched(self, tmp_path):
        place = program(tmp_path / "baton" / "node-22" / "programs" / "node")
        found = find(JAVASCRIPT, {"PATH": "", "XDG_CACHE_HOME": str(tmp_path)})
        assert found is not None
        assert found.command == (str(place),)

    def test_no_node(self, tmp_path):
        assert find(JAVASCRIPT, {"PATH": "", "XDG_CACHE_HOME": str(tmp_path)}) is None

    @pytest.mark.parametrize(
        ("path", "shown"),
        [("/usr/bin/node", ()), ("/usrx/node", ("/usrx/node",)), ("/opt/n/node", ("/opt/n/node",))],
    )
    def test_what_the_system_has_needs_no_showing(self, path, shown):
        assert programs._unseen(path) == shown
