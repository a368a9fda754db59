"""Patterns: what they cover, and nothing that only looks alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions.bindings import (
    for_host,
    for_process,
    host_pattern,
    process_pattern,
    receiver_of,
)


class TestHosts:
    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("API.Example.COM.", "api.example.com"),
            ("*.Example.com", "*.example.com"),
            ("localhost:8080", "localhost:8080"),
            ("[::1]:80", "[::1]:80"),
            ("0:0:0:0:0:0:0:1", "[::1]"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("my_host", "my_host"),
            ("*", "*"),
            ("function:log", "function:log"),
            ("run:*", "run:*"),
        ],
    )
    def test_kept_in_one_spelling(self, text: str, kept: str) -> None:
        assert host_pattern(text) == kept
        assert host_pattern(kept) == kept

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            ".",
            "*.",
            "**",
            "api.*",
            "*example.com",
            "a*.example.com",
            "*.*.com",
            "https://api.example",
            "api.example/x",
            "good@evil",
            "api.example:",
            "api.example:0",
            "api.example:65536",
            "api.example:٣",
            "a:b:c",
            "[::1",
            "[::1]x",
            "*.127.0.0.1",
            "0x7f.1",
            "2130706433",
            "127.1",
            "-a.example",
            "a..b",
            "a\u2028b",
            "a\0b",
            "[api]",
            "x" * 64 + ".example",
            ".".join(["a"] * 200),
            "\ud800",
            "🙂" * 100,
        ],
    )
    def test_what_is_no_host(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"\w"):
            host_pattern(text)

    @pytest.mark.parametrize(
        ("pattern", "receiver", "covers"),
        [
            ("api.example.com", "api.example.com", True),
            ("api.example.com", "api.example.com:8443", True),
            ("api.example.com:443", "api.example.com", True),
            ("api.example.com:443", "api.example.com:80", False),
            ("*.example.com", "a.b.example.com", True),
            ("*.example.com", "example.com", False),
            ("*.example.com", "evilexample.com", False),
            ("*.example.com:8443", "a.example.com", False),
            ("[::1]", "[::1]:9", True),
            ("*", "anything.at.all:1", True),
            ("*", "function:log", True),
            ("*.com", "function:log", False),
            ("function:*", "function:log", True),
            ("function:log", "function:template", False),
            ("function:*", "function:80", False),
            ("run:shell", "run:python", False),
            ("api.*", "api.example", False),
            ("a?i.example", "api.example", False),
            ("example.com", "*.example.com", False),
            ("example.com", "", False),
        ],
    )
    def test_covers(self, pattern: str, receiver: str, *, covers: bool) -> None:
        assert for_host([pattern], receiver) is covers

    def test_none_covers_nothing(self) -> None:
        assert not for_host([], "api.example")

    @given(st.text(max_size=40), st.text(max_size=40))
    def test_whatever_comes_nothing_breaks(self, pattern: str, receiver: str) -> None:
        for_host([pattern], receiver)
        try:
            kept = host_pattern(pattern)
        except ValueError:
            return
        assert host_pattern(kept) == kept


class TestReceiver:
    def test_with_its_port_unless_that_is_https(self) -> None:
        assert receiver_of("API.example.", 443) == "api.example"
        assert receiver_of("api.example", 80) == "api.example:80"
        assert receiver_of("::1", 443) == "[::1]"


class TestProcesses:
    @pytest.mark.parametrize(
        ("pattern", "process", "covers"),
        [
            ("sales/order", "sales/order", True),
            ("sales/*", "sales/order", True),
            ("sales/*", "hr/order", False),
            ("*/order", "hr/order", True),
            ("*", "hr/order", True),
            ("sales/o*r", "sales/order", True),
            ("sales/order", "sales/orders", False),
            ("sales/.rder", "sales/order", False),
            ("Sales/order", "sales/order", False),
        ],
    )
    def test_covers(self, pattern: str, process: str, *, covers: bool) -> None:
        assert for_process([pattern], process) is covers

    @pytest.mark.parametrize("text", ["", "sales", "a/b/c", "a/", "/b", "a b/c", "ä/b", "a/[b]"])
    def test_what_is_no_process(self, text: str) -> None:
        with pytest.raises(ValueError, match="namespace/name"):
            process_pattern(text)

    def test_kept(self) -> None:
        assert process_pattern("sales/*") == "sales/*"
