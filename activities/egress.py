"""Decides which addresses the calls of runs may reach.

A process must not become a way into the network that Baton runs in, nor into Baton itself. What
counts is the address after resolution, and the connection goes to the very address that was
judged: a name that answers differently the second time gains nothing. Never: a connection, and
never an inner address in a sentence that a process can read. Rejected: judging the text of a URL,
which has too many spellings of 127.0.0.1.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
Resolver: TypeAlias = Callable[[str, int], Awaitable[list[str]]]
"""Host and port to addresses, in the order of preference."""

LAST_PORT = 65_535
_NAT64 = IPv6Network("64:ff9b::/96")


class BlockedError(Exception):
    """The target lies where processes may not call."""


class UnresolvedError(Exception):
    """The host has no address."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """One entry of the list: a network or a host, on one port or on all."""

    host: str | None
    network: Network | None
    port: int | None

    def covers(self, host: str, address: Address, port: int) -> bool:
        if self.port not in {None, port}:
            return False
        if self.network is None:
            return self.host == host
        return address.version == self.network.version and address in self.network


def parse_allowed(text: str) -> tuple[Allowed, ...]:
    """Read BATON_HTTP_ALLOW; a ValueError names the entry that can't be read."""
    return tuple(_entry(item.strip()) for item in text.split(",") if item.strip())


def _entry(item: str) -> Allowed:
    network = _network(item)
    if network is not None:
        return Allowed(None, network, None)
    host, port = item, None
    if ":" in item:
        host, _, digits = item.rpartition(":")
        if not (digits.isascii() and digits.isdigit() and 0 < int(digits) <= LAST_PORT):
            raise ValueError(
                f"BATON_HTTP_ALLOW: {item!r} has no port after its colon; write host:port, "
                "a host, or a network such as 10.1.0.0/16."
            )
        port = int(digits)
    network = _network(host.removeprefix("[").removesuffix("]"))
    if network is not None:
        return Allowed(None, network, port)
    if "/" in host or not host or any(letter.isspace() for letter in host):
        raise ValueError(
            f"BATON_HTTP_ALLOW: {item!r} is neither a host nor a network; write for example "
            "intranet.example, localhost:8080 or 10.1.0.0/16."
        )
    return Allowed(host.lower().rstrip("."), None, port)


def _network(text: str) -> Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


def is_inner(address: Address) -> bool:
    """Loopback, private, link-local and whatever else is not the public Internet."""
    address = unwrapped(address)
    return (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or (isinstance(address, IPv6Address) and address.is_site_local)
    )


def unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one: whoever routes the packet would unwrap it too."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address


async def resolve(host: str, port: int) -> list[str]:
    """By the system's resolver. It also knows the old spellings of numbers, such as 0x7f.1."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnresolvedError(host) from error
    return list(dict.fromkeys(str(item[4][0]) for item in found))


class Egress:
    """The guard. One for a worker."""

    def __init__(self, allowed: Iterable[Allowed], resolver: Resolver = resolve) -> None:
        self._allowed = tuple(allowed)
        self._resolve = resolver

    async def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of `host` that may be called; BlockedError when none may."""
        name = host.lower().rstrip(".")
        literal = _literal(name)
        found = [name] if literal is not None else await self._resolve(name, port)
        judged = [(text, _literal(text)) for text in found]
        allowed = [
            text
            for text, address in judged
            if address is not None and self._may(name, address, port)
        ]
        if not found:
            raise UnresolvedError(host)
        if not allowed:
            raise BlockedError(host)
        return allowed

    def _may(self, host: str, address: Address, port: int) -> bool:
        if not is_inner(address):
            return True
        bare = unwrapped(address)
        return any(entry.covers(host, bare, port) for entry in self._allowed)


def _literal(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
