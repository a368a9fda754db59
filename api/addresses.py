"""Where a request comes from: the address that the socket or a trusted proxy names.

Which `X-Forwarded-For` is believed, the server decides (BATON_TRUSTED_PROXIES), from the right.
Never: an address that a visitor could have chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TypeAlias, cast

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_HOME_BITS = 64
"""What one customer of a provider has of IPv6; each can take a new address for every request."""

_LONGEST = 100


def address_of(scope: Mapping[str, object]) -> str:
    """In one spelling; empty where the server doesn't know."""
    host, _ = cast("tuple[str, int] | None", scope.get("client")) or ("", 0)
    found = parsed(host)
    return host[:_LONGEST] if found is None else str(found)


@lru_cache(maxsize=4_096)
def parsed(host: str) -> Address | None:
    """An IPv4 address is one, also where it comes as IPv6."""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped
    return found


@lru_cache(maxsize=4_096)
def neighbourhood(address: str) -> str:
    """Whose requests are counted together: one IPv4 address, or a /64 of IPv6."""
    found = parsed(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _HOME_BITS), strict=False))
    return address


def network(text: str) -> Network:
    """A network, or a single address as one; ValueError where it is neither."""
    return ip_network(text, strict=True)


def is_inside(address: str, networks: Iterable[Network]) -> bool:
    found = parsed(address)
    return found is not None and any(found in one for one in networks)
