"""Whom a secret is for: patterns of the processes that may use it, and of who may receive it.

A process is `namespace/name`, whatever its version. A receiver is a host, or what has no host: a
function (`function:log`) or a kind of script (`run:shell`). Never: a pattern that covers what it
doesn't look like; `api.*` would be anybody's host, and a star in a name never reaches over a dot
to its right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

import idna

EVERYTHING: Final = "*"
LAST_PORT: Final = 65_535
HTTPS_PORT: Final = 443

_PROCESS: Final = re.compile(r"[A-Za-z0-9*-]{1,63}/[A-Za-z0-9*-]{1,63}")
_INSIDE: Final = re.compile(r"(?:function|run):(?![0-9]+\Z)[A-Za-z0-9_.*/@:-]{1,128}")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LONGEST_HOST: Final = 253


@dataclass(frozen=True, slots=True)
class _Host:
    """One host, all hosts below one, or one port of these."""

    name: str
    below: bool
    port: int | None

    def covers(self, name: str, port: int) -> bool:
        if self.port not in {None, port}:
            return False
        return name.endswith(f".{self.name}") if self.below else name == self.name

    def __str__(self) -> str:
        name = f"[{self.name}]" if ":" in self.name else self.name
        port = "" if self.port is None else f":{self.port}"
        return f"{'*.' if self.below else ''}{name}{port}"


def process_pattern(text: str) -> str:
    """As it is kept; a ValueError says what is wrong."""
    if text != EVERYTHING and not _PROCESS.fullmatch(text):
        raise ValueError(f"{text!r} is no process: write namespace/name, such as sales/*")
    return text


def host_pattern(text: str) -> str:
    """As it is kept: in small letters, as DNS spells it; a ValueError says what is wrong."""
    if text == EVERYTHING or _INSIDE.fullmatch(text):
        return text
    return str(_read_host(text))


def for_process(patterns: Iterable[str], process: str) -> bool:
    return any(_fits(pattern, process) for pattern in patterns)


def for_host(patterns: Iterable[str], receiver: str) -> bool:
    """`receiver` is as `receiver_of` says it, or a function, or a kind of script."""
    if _INSIDE.fullmatch(receiver):
        return any(_fits(pattern, receiver) for pattern in patterns)
    try:
        asked = _read_host(receiver)
    except ValueError:
        return False
    return not asked.below and any(_covers(pattern, asked) for pattern in patterns)


def receiver_of(host: str, port: int) -> str:
    """How a host is called where secrets are concerned: with its port, unless that is HTTPS's."""
    name = host.lower().removesuffix(".")
    shown = f"[{name}]" if ":" in name else name
    return shown if port == HTTPS_PORT else f"{shown}:{port}"


def _covers(pattern: str, asked: _Host) -> bool:
    if pattern == EVERYTHING:
        return True
    try:
        host = _read_host(pattern)
    except ValueError:
        # Kept by an earlier release, which took more. What can't be read covers nothing.
        return False
    return host.covers(asked.name, HTTPS_PORT if asked.port is None else asked.port)


def _fits(pattern: str, text: str) -> bool:
    """A star is any letters."""
    parts = (re.escape(part) for part in pattern.split("*"))
    return re.fullmatch(".*".join(parts), text) is not None


def _read_host(text: str) -> _Host:
    if any(mark in text for mark in "/@?#%\\ "):
        raise ValueError(f"{text!r} is no host: write its name alone, such as api.example.com")
    rest, port = _without_port(text.lower())
    below = rest.startswith("*.")
    name = rest.removeprefix("*.").removesuffix(".")
    address = _address(name)
    if address is not None:
        if below:
            raise ValueError(f"{text!r} has a star before an address; nothing lies below one")
        return _Host(address, below, port)
    if "*" in name:
        raise ValueError(
            f"{text!r} has a star in an unsafe place: write one host, *.example.com for all "
            "below it, or * for everything"
        )
    return _Host(_name(name, text), below, port)


def _without_port(text: str) -> tuple[str, int | None]:
    if text.startswith("["):
        name, closed, rest = text[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")):
            raise ValueError(f"{text!r} is no address: write it like [2001:db8::1]:8443")
        if _address(name) is None:
            raise ValueError(f"{text!r} has no address in its brackets")
        return name, _port(rest[1:], text) if rest else None
    if text.count(":") != 1:
        return text, None
    name, _, digits = text.partition(":")
    return name, _port(digits, text)


def _port(digits: str, text: str) -> int:
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits[:6]) <= LAST_PORT):
        raise ValueError(f"{text!r} has no port behind its colon: write host:8443, or the host")
    return int(digits[:6])


def _address(name: str) -> str | None:
    try:
        return ip_address(name).compressed
    except ValueError:
        return None


def _name(name: str, text: str) -> str:
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode()
        except idna.IDNAError as error:
            raise ValueError(f"{text!r} is no name that DNS can spell") from error
    labels = name.split(".")
    if len(name) > _LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError(f"{text!r} is no host: write its name alone, such as api.example.com")
    if _NUMBER.fullmatch(labels[-1]):
        raise ValueError(f"{text!r} is an address in short: write all four numbers of it")
    return name
