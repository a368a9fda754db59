"""The burglar, outside of any jail: it reaches all that it is told of."""

from __future__ import annotations

import os
import socket

import pytest

from activities.sandbox import burglar


class TestRead:
    def test_what_is_open(self, tmp_path):
        key = tmp_path / "key"
        key.write_text("x")
        assert list(burglar.read([str(tmp_path), str(key)], [])) == [
            f"it can look into {tmp_path}",
            f"it can read {key}",
        ]

    def test_a_way_to_what_it_is_shown_is_no_find(self, tmp_path):
        (tmp_path / "shown").mkdir()
        assert list(burglar.read([str(tmp_path)], [str(tmp_path / "shown")])) == []
        (tmp_path / "other").mkdir()
        assert len(list(burglar.read([str(tmp_path)], [str(tmp_path / "shown")]))) == 1

    def test_what_is_not_there(self, tmp_path):
        assert list(burglar.read([str(tmp_path / "no")], [])) == []


class TestWritten:
    def test_where_it_may(self, monkeypatch, tmp_path):
        monkeypatch.setattr(burglar, "CLOSED", (str(tmp_path), "/nowhere"))
        assert list(burglar.written()) == [f"it can write to {tmp_path}"]


class TestCalled:
    def test_what_listens(self, tmp_path):
        named = str(tmp_path / "s")
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.socket(socket.AF_UNIX) as local,
        ):
            local.bind(named)
            local.listen()
            port = str(server.getsockname()[1])
            found = list(burglar.called([port], [named, "@nobody-listens-here"]))
        assert found[0] == f"it can reach port {port} of this machine"
        assert found[-1] == "it can reach a socket of this machine"


class TestOthers:
    def test_processes(self):
        assert next(iter(burglar.met())).endswith("processes of others")

    def test_what_it_was_born_with(self, monkeypatch):
        monkeypatch.setenv("BATON_MASTER_KEY", "x")
        with open(os.devnull) as held:  # noqa: PTH123
            assert held
            found = " ".join(burglar.brought())
        assert "BATON_MASTER_KEY" in found
        assert "files that others have opened" in found

    def test_limits_that_are_missing(self):
        assert any("RLIMIT" in said for said in burglar.unlimited())

    @pytest.mark.parametrize("name", burglar.LIMITED)
    def test_knows_its_limits(self, name):
        assert hasattr(burglar.resource, name)
