"""`baton audit …`: of a run, searched, verified by the server and from a file, exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from store.audit_heads import Heads, HeadsKey
from tests.cli.conftest import StandIn
from tests.store.test_audit_chain import TENANT, chained
from tests.store.test_audit_file import KEY, file

Baton = Callable[..., Result]
TRAIL = "/api/v1/audit"
ENTRY = {
    "at": "2026-01-01T00:00:00Z",
    "actor": "x",
    "actorName": "Ada",
    "action": "run.retry",
    "subject": "run:a",
    "outcome": "done",
    "reason": "Again",
}
PART = {"findings": [], "checked": 2, "next": None, "waiting": 0, "heads": 1, "signedThrough": 2}
FINDING = {"code": "removed", "sequence": 3, "entry": None, "message": "Line 3 was taken out."}


class TestOfRun:
    @pytest.mark.parametrize("words", [("audit", "a"), ("audit", "run", "a")])
    def test_who_did_what(self, at_the_api: StandIn, baton: Baton, words: tuple[str, ...]):
        at_the_api.answer("GET", "/api/v1/runs/a/audit", {"items": [ENTRY], "next": None})
        assert "Ada  run.retry  done     Again" in baton(*words).stdout


class TestSearch:
    def test_asks_for_what_was_said(self, at_the_api: StandIn, baton: Baton):
        at_the_api.answer("GET", TRAIL, {"items": [ENTRY], "next": "c"})
        at_the_api.answer("GET", TRAIL, {"items": [], "next": None})
        said = baton("audit", "search", "--actor", "me", "--outcome", "done").stdout
        assert "Ada  run.retry  run:a    done     Again" in said
        first, second = at_the_api.asked
        assert first.query == {"actor": "me", "outcome": "done", "limit": "50"}
        assert second.query["cursor"] == "c"

    def test_for_programs(self, at_the_api: StandIn, baton: Baton):
        at_the_api.answer("GET", TRAIL, {"items": [ENTRY], "next": None})
        assert json.loads(baton("audit", "search", "--json").stdout) == [ENTRY]


class TestVerify:
    def test_stretch_by_stretch(self, at_the_api: StandIn, baton: Baton):
        place = f"{TRAIL}/verification"
        at_the_api.answer("GET", place, PART | {"next": 2})
        at_the_api.answer("GET", place, PART)
        result = baton("audit", "verify")
        assert result.exit_code == 0
        assert "4 lines, 1 signed heads. Nothing is wrong." in result.stdout
        assert at_the_api.asked[1].query["after"] == "2"

    def test_what_is_wrong(self, at_the_api: StandIn, baton: Baton):
        at_the_api.answer("GET", f"{TRAIL}/verification", PART | {"findings": [FINDING]})
        result = baton("audit", "verify", "--json")
        assert result.exit_code == 1
        assert json.loads(result.stdout)["findings"] == [FINDING]


class TestVerifyFile:
    @pytest.fixture
    def exported(self, tmp_path: Path) -> Path:
        path = tmp_path / "audit.jsonl"
        path.write_bytes(b"".join(file()))
        return path

    def test_whole(self, baton: Baton, exported: Path, tmp_path: Path):
        heads = Heads(tmp_path / "heads", HeadsKey(b"m" * 32))
        heads.append([(TENANT, 3, chained(3)[2].hash)])
        given = ("--file", str(exported), "--heads", str(heads.path), "--key", KEY.public)
        result = baton("audit", "verify", *given)
        assert result.exit_code == 0, result.output
        assert "4 lines, 1 signed heads. Nothing is wrong." in result.stdout

    def test_changed(self, baton: Baton, exported: Path):
        exported.write_bytes(exported.read_bytes().replace(b'"id-3"', b'"id-9"'))
        result = baton("audit", "verify", "--file", str(exported))
        assert result.exit_code == 1
        assert "changed: Line 3" in result.stdout

    def test_another_key(self, baton: Baton, exported: Path):
        result = baton("audit", "verify", "--file", str(exported), "--key", "ab")
        assert "unsigned" in result.stdout

    def test_no_such_file(self, baton: Baton, tmp_path: Path):
        missing = baton("audit", "verify", "--file", str(tmp_path / "x"))
        assert missing.exit_code == 1
        (tmp_path / "y").write_text("{}")
        assert "can't be used" in baton("audit", "verify", "--file", str(tmp_path / "y")).output


class TestExport:
    def test_written_once(self, at_the_api: StandIn, baton: Baton, tmp_path: Path):
        path = tmp_path / "audit.jsonl"
        at_the_api.answer("GET", f"{TRAIL}/export", raw=b"".join(file()))
        assert baton("audit", "export", "-o", str(path)).exit_code == 0
        assert path.read_bytes() == b"".join(file())
        assert path.stat().st_mode & 0o077 == 0
        again = baton("audit", "export", "-o", str(path))
        assert "There is a file" in again.output

    def test_refused(self, at_the_api: StandIn, baton: Baton, tmp_path: Path):
        at_the_api.problem("GET", f"{TRAIL}/export", 403, "This needs audit:export.")
        assert "audit:export" in baton("audit", "export", "-o", str(tmp_path / "x")).output
