"""Tests of worker.local.settings."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from worker.local.settings import check_port, read
from worker.local.trouble import LocalError

ROOT = Path("/clone")


class TestRead:
    def test_defaults(self) -> None:
        settings = read({}, ROOT)
        assert settings.data == ROOT / ".baton"
        assert (settings.port, settings.workers, settings.temporal_ui) == (8080, 1, False)
        assert settings.url == "http://localhost:8080"

    def test_a_relative_folder_belongs_to_the_clone(self) -> None:
        assert read({"BATON_DATA": "other"}, ROOT).data == ROOT / "other"
        assert read({"BATON_DATA": "/else/where"}, ROOT).data == Path("/else/where")
        assert read({"BATON_DATA": ""}, ROOT).data == ROOT / ".baton"

    @pytest.mark.parametrize(
        "port", ["0", "65536", "-1", "8080 ", "http", "8o8o", "٨٠٨٠", "9" * 40]
    )
    def test_a_port_that_is_none(self, port: str) -> None:
        with pytest.raises(LocalError, match=r"BATON_PORT is .*whole number from 1 to 65535"):
            read({"BATON_PORT": port}, ROOT)

    def test_workers_and_pages(self) -> None:
        settings = read({"BATON_WORKERS": "4", "BATON_TEMPORAL_UI": "1"}, ROOT)
        assert (settings.workers, settings.temporal_ui) == (4, True)

    def test_a_database_of_ones_own_takes_both_addresses(self) -> None:
        with pytest.raises(LocalError, match="go together"):
            read({"BATON_DATABASE_URL": "postgresql://x/y"}, ROOT)


class TestCheckPort:
    def test_a_free_one(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        check_port(port)

    def test_a_taken_one_names_another(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            words = rf"Port {port} is taken by another program\. .*BATON_PORT=\d+ make run"
            with pytest.raises(LocalError, match=words):
                check_port(port)

    @pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
    def test_one_that_browsers_would_find_somebody_else_on(self) -> None:
        try:
            other = socket.create_server(("::1", 0), family=socket.AF_INET6)
        except OSError:
            pytest.skip("no IPv6 loopback here")
        with other, pytest.raises(LocalError, match="is taken"):
            check_port(other.getsockname()[1])
