"""Addresses in one spelling, and whose requests are counted together."""

from __future__ import annotations

import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.addresses import address_of, is_inside, neighbourhood, network


class TestAddressOf:
    @pytest.mark.parametrize(
        ("client", "said"),
        [
            (("192.0.2.1", 5), "192.0.2.1"),
            (("::ffff:192.0.2.1", 5), "192.0.2.1"),
            (("2001:DB8::0:1", 5), "2001:db8::1"),
            (("fe80::1%eth0", 5), "fe80::1"),
            (("unix", 0), "unix"),
            (("x" * 1000, 0), "x" * 100),
            (None, ""),
        ],
    )
    def test_one_spelling(self, client: tuple[str, int] | None, said: str):
        assert address_of({"client": client}) == said


class TestNetworks:
    @pytest.mark.parametrize(
        ("address", "one", "inside"),
        [
            ("192.0.2.7", "192.0.2.0/24", True),
            ("192.0.2.7", "192.0.2.7", True),
            ("192.0.3.7", "192.0.2.0/24", False),
            ("2001:db8::5", "2001:db8::/32", True),
            ("2001:db9::5", "2001:db8::/32", False),
            ("192.0.2.7", "::/0", False),
            ("unix", "0.0.0.0/0", False),
            ("", "0.0.0.0/0", False),
        ],
    )
    def test_inside(self, address: str, one: str, *, inside: bool):
        assert is_inside(address, [network(one)]) is inside

    @pytest.mark.parametrize("one", ["", "*", "192.0.2.1/24", "192.0.2", "1.2.3.4/33", "host"])
    def test_no_network(self, one: str):
        with pytest.raises(ValueError, match=r".+"):
            network(one)

    def test_counted_together(self):
        assert neighbourhood("192.0.2.1") == "192.0.2.1"
        assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::2")
        assert neighbourhood("unix") == "unix"


class TestBehindProxies:
    """The server's own part, as `api.main` sets it: what a visitor writes is not believed."""

    @pytest.mark.parametrize(
        ("peer", "forwarded", "said"),
        [
            ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", ["1.1.1.1, 203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", ["1.1.1.1", "203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", ["1.1.1.1, 203.0.113.9, 10.0.0.2"], "203.0.113.9"),
            ("203.0.113.5", ["1.1.1.1"], "203.0.113.5"),
            ("10.0.0.1", [], "10.0.0.1"),
        ],
    )
    async def test_read_from_the_right(self, peer: str, forwarded: list[str], said: str):
        seen: list[str] = []

        async def app(scope, receive, send) -> None:
            seen.append(address_of(scope))

        headers = [(b"x-forwarded-for", one.encode()) for one in forwarded]
        scope = {"type": "http", "client": (peer, 1), "headers": headers, "scheme": "http"}
        await ProxyHeadersMiddleware(app, "10.0.0.0/24")(scope, None, None)
        assert seen == [said]
