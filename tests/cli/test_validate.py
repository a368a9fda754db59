from __future__ import annotations

import json
import re

import pytest

HEAD = "document: { dsl: 1.0.3, namespace: a, name: b, version: 1.0.0 }\n"
GOOD = HEAD + "do:\n  - one:\n      set: { a: 1 }\n"
BAD = HEAD + "do:\n  - one:\n      set: { a: 1 }\n      then: nowhere\n"
LATER = HEAD + "do:\n  - one:\n      run: { container: { image: alpine } }\n"


@pytest.fixture
def file(tmp_path):
    def make(text: str | bytes, name: str = "a.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return make


class TestValidate:
    def test_a_good_one(self, baton, file):
        path = file(GOOD)
        result = baton("validate", str(path))
        assert (result.exit_code, result.stdout) == (0, f"{path}: valid\n")

    def test_a_fault_has_its_place_code_and_remedy(self, baton, file):
        path = file(BAD)
        result = baton("validate", str(path))
        assert result.exit_code == 1
        pattern = rf"{re.escape(str(path))}:5:\d+ unknown-target .*nowhere.* Name .*"
        assert re.fullmatch(pattern, result.stdout.strip())

    def test_what_cannot_run_yet_is_a_warning(self, baton, file):
        result = baton("validate", str(file(LATER)))
        assert "warning unsupported-task" in result.stdout
        assert result.exit_code == 0

    def test_all_files_are_told(self, baton, file, tmp_path):
        good, bad = file(GOOD, "good.yaml"), file(BAD, "bad.yaml")
        none = tmp_path / "none.yaml"
        result = baton("validate", str(bad), str(none), str(good))
        assert result.exit_code == 1
        assert f"{good}: valid" in result.stdout
        assert "none.yaml can't be read" in result.stderr

    def test_json(self, baton, file, tmp_path):
        good, bad = file(GOOD, "good.yaml"), file(BAD, "bad.yaml")
        result = baton("validate", str(good), str(bad), str(tmp_path / "none"), "--json")
        first, second, third = json.loads(result.stdout)
        assert first == {"file": str(good), "ok": True, "trouble": None, "diagnostics": []}
        (fault,) = second["diagnostics"]
        assert not second["ok"]
        assert fault["code"] == "unknown-target"
        assert (fault["line"], fault["severity"]) == (5, "error")
        assert fault["pointer"]
        assert fault["remedy"]
        assert "No such file" in third["trouble"]
        assert result.exit_code == 1

    @pytest.mark.parametrize(
        "hostile", [b"", b"\xff\xfe", b"[" * 200_000, b"a: &a [*a]", b"\x00", b"- " * 40_000]
    )
    def test_hostile_files_are_faults(self, baton, file, hostile):
        result = baton("validate", str(file(hostile)))
        assert result.exit_code == 1
        assert ":1:" in result.stdout or "a.yaml:" in result.stdout

    def test_a_fault_is_one_harmless_line(self, baton, file):
        text = HEAD + 'do:\n  - one:\n      set: { a: 1 }\n      then: "\\u001b[2J\\nx: valid"\n'
        result = baton("validate", str(file(text)))
        assert "\x1b" not in result.stdout
        assert len(result.stdout.splitlines()) == 1

    def test_standard_input(self, baton):
        assert baton("validate", "-", stdin=GOOD).stdout == "-: valid\n"
