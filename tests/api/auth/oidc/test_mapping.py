"""Roles by groups: pure, so it is tried with all there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from api.auth.oidc.mapping import brought, settled
from store.providers import Rule

ROLES = st.lists(st.sampled_from("abcdef"), unique=True)


@given(ROLES, ROLES, ROLES, ROLES)
def test_by_hand_stays_and_the_rest_follows_the_groups(
    have: list[str], given_: list[str], otherwise: list[str], wanted: list[str]
):
    now = settled(have, given_, otherwise, wanted)
    by_hand = set(have) - set(given_) - set(otherwise)
    assert set(now.roles) == by_hand | set(wanted) | (set(have) & set(otherwise))
    assert set(now.given) == set(wanted) - by_hand
    assert len(now.roles) == len(set(now.roles))


@given(ROLES, ROLES)
def test_who_leaves_all_groups_has_what_they_had(have: list[str], wanted: list[str]):
    joined = settled(have, [], [], wanted)
    assert settled(joined.roles, joined.given, [], []).roles == have


def test_the_first_rule_with_a_department_that_is_there():
    rules = [Rule("a", ["x"], "gone"), Rule("b", ["y", "lost"], "one"), Rule("c", [], "two")]
    found = brought(rules, {"a", "b", "c"}, {"x", "y"}, {"one", "two"})
    assert (found.roles, found.department) == (frozenset({"x", "y"}), "one")
    assert brought(rules, set(), {"x"}, {"one"}).department is None
