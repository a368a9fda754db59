"""Tests of worker.local.state."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from worker.local import process, state
from worker.local.process import Known
from worker.local.state import State
from worker.local.trouble import LocalError

FULL = State(
    url="http://localhost:8080",
    supervisor=Known(1, "then"),
    children={"api": Known(2, "later")},
    ports={"postgres": 5555},
    database_url="postgresql://a:b@127.0.0.1:5555/baton",
    database_admin_url="postgresql://c:d@127.0.0.1:5555/baton",
    temporal_address="127.0.0.1:7233",
    temporal_namespace="default",
    temporal_program="temporal",
    postgres_data="data",
    postgres_programs="bin",
    prepared="stamp",
)


class TestSaveAndLoad:
    def test_all_comes_back(self, tmp_path: Path) -> None:
        state.save(tmp_path, FULL)
        assert state.load(tmp_path) == FULL

    def test_only_the_user_can_read_it(self, tmp_path: Path) -> None:
        state.save(tmp_path, FULL)
        assert stat.S_IMODE((tmp_path / "stack.json").stat().st_mode) == 0o600
        assert [file.name for file in tmp_path.iterdir()] == ["stack.json"]

    @pytest.mark.parametrize(
        "content",
        ["", "{", "[]", "7", "null", "\x00\xff", '{"ports": [1]}', '{"children": {"api": 7}}',
         '{"supervisor": {"pid": "1", "began": 2}, "url": 7, "ports": {"a": "b"}}'],
    )  # fmt: skip
    def test_what_can_not_be_read_counts_as_nothing(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "stack.json").write_text(content)
        assert state.load(tmp_path) == State()

    def test_nothing_there(self, tmp_path: Path) -> None:
        assert state.load(tmp_path / "none") == State()

    def test_unknown_fields_of_a_newer_version_are_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "stack.json").write_text(json.dumps({"format": 9, "url": "u", "more": [1]}))
        assert state.load(tmp_path).url == "u"


class TestRunning:
    def test_this_process_runs(self) -> None:
        assert replace(FULL, supervisor=process.know(os.getpid())).running
        assert not FULL.running
        assert not State().running

    def test_orphans_are_those_that_live(self) -> None:
        me = process.know(os.getpid())
        assert me is not None
        assert replace(FULL, children={"api": me, "gone": Known(me.pid, "x")}).orphans() == [me]


class TestLock:
    def test_a_second_one_hears_of_the_first(self, tmp_path: Path) -> None:
        with state.lock(tmp_path, State()):
            words = r"already runs on this data \(process 1, http://localhost:8080\).*baton stop"
            with pytest.raises(LocalError, match=words):
                state.lock(tmp_path, FULL)

    def test_a_lock_file_without_a_holder_is_no_lock(self, tmp_path: Path) -> None:
        with state.lock(tmp_path, State()):
            pass
        assert (tmp_path / "stack.lock").exists()
        state.lock(tmp_path, FULL).close()
