"""Addresses of pages."""

from __future__ import annotations

from definitions import pages


def test_where_things_are() -> None:
    assert pages.approval("a") == "/approvals/a"
    assert pages.run("r") == "/runs/r"
    assert pages.DECIDE == "/decide"
    assert pages.APPROVALS == "/approvals"
    assert pages.start("tests", "hello") == "/processes/tests/hello/start"
