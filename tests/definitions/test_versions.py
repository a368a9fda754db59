"""The order of semantic versions."""

from __future__ import annotations

import pytest

from definitions.versions import precedence

ORDERED = [
    "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
    "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.0.1", "1.9.0", "1.10.0", "2.0.0",
]  # fmt: skip


def test_the_order_of_the_specification():
    muddled = ORDERED[5:] + ORDERED[:5]
    assert sorted(muddled, key=precedence) == ORDERED


def test_build_metadata_do_not_count():
    assert precedence("1.0.0+a") == precedence("1.0.0+b") == precedence("1.0.0")


@pytest.mark.parametrize("text", ["", "x", "1", "1.x.0", "-", "1.0.0-", "²"])
def test_whatever_it_is_it_can_be_sorted(text):
    assert sorted([text, "1.0.0"], key=precedence)
