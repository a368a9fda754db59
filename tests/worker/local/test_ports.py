"""Tests of worker.local.ports."""

from __future__ import annotations

import socket

from worker.local.ports import choose, free, listening


class TestChoose:
    def test_the_first_free_wish(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            wish = choose(())
            assert choose((None, port, wish)) == wish

    def test_never_one_that_is_promised(self) -> None:
        wish = choose(())
        assert choose((wish,), {wish}) != wish

    def test_any_other_when_no_wish_can_be_met(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            assert free(choose((port,)))


class TestListening:
    def test_somebody_and_nobody(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            assert listening(port)
            assert not free(port)
        assert not listening(port)
