"""The order of semantic versions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions.versions import following, precedence, rank

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


_IDENTIFIERS = st.one_of(
    st.integers(0, 10**30).map(str), st.from_regex(r"[0-9A-Za-z-]*[A-Za-z-]", fullmatch=True)
)
_DOTTED = st.lists(_IDENTIFIERS, min_size=1, max_size=4).map(".".join)
_VERSIONS = st.builds(
    "{}.{}.{}{}{}".format,
    st.integers(0, 200),
    st.integers(0, 10**40),
    st.integers(0, 3),
    st.one_of(st.just(""), _DOTTED.map("-{}".format)),
    st.one_of(st.just(""), _DOTTED.map("+{}".format)),
)


class TestRank:
    @given(_VERSIONS, _VERSIONS)
    def test_orders_texts_as_precedence_orders_versions(self, one: str, other: str):
        if precedence(one) != precedence(other):
            lower = precedence(one) < precedence(other)
            assert (rank(one).encode() < rank(other).encode()) is lower
        else:
            assert (rank(one) == rank(other)) is (one.partition("+")[2] == other.partition("+")[2])

    def test_the_order_of_the_specification(self):
        assert sorted(ORDERED[5:] + ORDERED[:5], key=rank) == ORDERED


@pytest.mark.parametrize(
    ("version", "next_one"),
    [
        ("1.2.3", "1.2.4"),
        ("1.2.3+build.7", "1.2.4"),
        ("1.2.3-rc.1", "1.2.3"),
        ("0.0.0", "0.0.1"),
        ("1.0.99", "1.0.100"),
    ],
)
def test_the_next_one(version, next_one):
    assert following(version) == next_one


@given(_VERSIONS)
def test_the_next_one_is_higher(version):
    assert rank(following(version)) > rank(version)
