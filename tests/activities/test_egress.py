"""The guard: what processes may reach, and the many ways to spell what they may not."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from activities.egress import (
    BlockedError,
    Egress,
    UnresolvedError,
    is_inner,
    parse_allowed,
    resolve,
    unwrapped,
)


class Names:
    """A resolver that answers from a table, each time with the next entry."""

    def __init__(self, **table: list[list[str]]) -> None:
        self.table = {name.replace("_", "."): list(answers) for name, answers in table.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        answers = self.table.get(host)
        if not answers:
            raise UnresolvedError(host)
        return answers.pop(0) if len(answers) > 1 else answers[0]


class TestInner:
    @pytest.mark.parametrize(
        "text",
        [
            "127.0.0.1",
            "127.8.9.10",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:a9fe:a9fe",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2001:0:4136:e378:8000:63bf:f5ff:fffe",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "fd12:3456::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
        ],
    )
    def test_inner_addresses(self, text: str) -> None:
        assert is_inner(ip_address(text))

    @pytest.mark.parametrize(
        "text",
        ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
    )
    def test_public_addresses(self, text: str) -> None:
        assert not is_inner(ip_address(text))

    def test_unwraps_what_a_router_would_unwrap(self) -> None:
        assert str(unwrapped(ip_address("::ffff:10.0.0.1"))) == "10.0.0.1"
        assert str(unwrapped(ip_address("64:ff9b::a00:1"))) == "10.0.0.1"
        assert str(unwrapped(ip_address("2002:a00:1::"))) == "10.0.0.1"


class TestAddresses:
    async def test_a_public_name_passes_with_all_its_addresses(self) -> None:
        guard = Egress((), Names(shop_example=[["93.184.216.34", "2606:4700::1111"]]))
        assert await guard.addresses("shop.example", 443) == ["93.184.216.34", "2606:4700::1111"]

    @pytest.mark.parametrize("inner", ["127.0.0.1", "10.0.0.8", "::1", "::ffff:192.168.0.1"])
    async def test_a_name_that_leads_inside_is_refused(self, inner: str) -> None:
        guard = Egress((), Names(evil_example=[[inner]]))
        with pytest.raises(BlockedError):
            await guard.addresses("evil.example", 80)

    async def test_of_mixed_addresses_only_the_public_ones_remain(self) -> None:
        guard = Egress((), Names(mixed_example=[["10.0.0.1", "93.184.216.34", "::1"]]))
        assert await guard.addresses("mixed.example", 80) == ["93.184.216.34"]

    async def test_an_address_as_host_needs_no_resolver(self) -> None:
        names = Names()
        guard = Egress((), names)
        assert await guard.addresses("93.184.216.34", 80) == ["93.184.216.34"]
        with pytest.raises(BlockedError):
            await guard.addresses("127.0.0.1", 80)
        with pytest.raises(BlockedError):
            await guard.addresses("::1", 80)
        assert names.asked == []

    @pytest.mark.parametrize("spelling", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0"])
    async def test_old_spellings_of_numbers_are_judged_by_what_they_mean(
        self, spelling: str
    ) -> None:
        with pytest.raises(BlockedError):
            await Egress(()).addresses(spelling, 80)

    @pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "localhost."])
    async def test_localhost_by_the_system_resolver(self, name: str) -> None:
        with pytest.raises(BlockedError):
            await Egress(()).addresses(name, 80)

    async def test_a_name_that_changes_its_mind_is_asked_once_for_each_connection(self) -> None:
        names = Names(rebind_example=[["93.184.216.34"], ["127.0.0.1"]])
        guard = Egress((), names)
        assert await guard.addresses("rebind.example", 80) == ["93.184.216.34"]
        with pytest.raises(BlockedError):
            await guard.addresses("rebind.example", 80)
        assert names.asked == ["rebind.example"] * 2

    async def test_no_address_is_not_the_same_as_a_refused_one(self) -> None:
        guard = Egress((), Names(empty_example=[[]]))
        with pytest.raises(UnresolvedError):
            await guard.addresses("empty.example", 80)
        with pytest.raises(UnresolvedError):
            await guard.addresses("unknown.example", 80)

    async def test_a_resolver_that_talks_nonsense_reaches_nothing(self) -> None:
        guard = Egress((), Names(odd_example=[["not an address", ""]]))
        with pytest.raises(BlockedError):
            await guard.addresses("odd.example", 80)

    async def test_a_name_that_is_too_long_for_any_resolver(self) -> None:
        with pytest.raises(UnresolvedError):
            await resolve("a" * 300 + ".example", 80)


class TestAllowed:
    async def test_a_network_opens_its_addresses_in_every_wrapping(self) -> None:
        guard = Egress(
            parse_allowed("127.0.0.0/8,10.1.0.0/16"), Names(in_example=[["10.1.2.3", "10.2.0.1"]])
        )
        assert await guard.addresses("127.0.0.1", 1) == ["127.0.0.1"]
        assert await guard.addresses("::ffff:127.0.0.1", 1) == ["::ffff:127.0.0.1"]
        assert await guard.addresses("in.example", 1) == ["10.1.2.3"]
        with pytest.raises(BlockedError):
            await guard.addresses("::1", 1)

    async def test_a_host_opens_whatever_it_leads_to_but_only_by_its_name(self) -> None:
        guard = Egress(parse_allowed("Intranet.Example."), Names(intranet_example=[["10.0.0.9"]]))
        assert await guard.addresses("INTRANET.example", 80) == ["10.0.0.9"]
        with pytest.raises(BlockedError):
            await guard.addresses("10.0.0.9", 80)

    async def test_a_port_opens_nothing_but_itself(self) -> None:
        names = Names(intranet_example=[["10.0.0.9"]])
        guard = Egress(parse_allowed("intranet.example:8443, 127.0.0.1:9000, [::1]:9000"), names)
        assert await guard.addresses("intranet.example", 8443) == ["10.0.0.9"]
        assert await guard.addresses("127.0.0.1", 9000) == ["127.0.0.1"]
        assert await guard.addresses("::1", 9000) == ["::1"]
        for host, port in (("intranet.example", 443), ("127.0.0.1", 9001), ("::1", 80)):
            with pytest.raises(BlockedError):
                await guard.addresses(host, port)

    def test_nothing_allows_nothing(self) -> None:
        assert parse_allowed("") == ()
        assert parse_allowed(" , ,") == ()

    @pytest.mark.parametrize(
        "text", ["host:", "host:99999", "host:-1", "host:a", "10.0.0.0/99", "a b", ":80", "host:0"]
    )
    def test_what_can_not_be_read_is_named(self, text: str) -> None:
        with pytest.raises(ValueError, match="BATON_HTTP_ALLOW"):
            parse_allowed(text)
