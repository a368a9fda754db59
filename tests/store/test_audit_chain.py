"""The chain, without a database: whatever is done to it is found, and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store.audit_chain import GENESIS, Checker, Line, Linked, link, moment_of, spelled

TENANT = "t"
AT = datetime(2026, 11, 22, 0, 0, 0, 123456, tzinfo=UTC)


def line(number: int) -> Line:
    at = AT + timedelta(seconds=number)
    return Line(f"id-{number}", at, "ada ☃", "x.y", "s", "done", None, b"\x00body", None)


def chained(count: int) -> list[Linked]:
    places, previous = [], GENESIS
    for number in range(1, count + 1):
        previous = link(previous, TENANT, number, line(number))
        places.append(Linked(number, previous, line(number)))
    return places


def found(places, heads=None, after=0, previous=GENESIS):
    checker = Checker(TENANT, heads or {}, after, previous)
    said = [each for place in places for each in checker.take(place)]
    return [(one.code, one.sequence) for one in [*said, *checker.end()]]


class TestChecker:
    def test_nothing_is_wrong(self):
        assert found(chained(5)) == []
        assert found([]) == []

    def test_from_the_middle(self):
        whole = chained(5)
        assert found(whole[2:], None, 2, whole[1].hash) == []

    @pytest.mark.parametrize(
        "change",
        [
            {"at": AT},
            {"actor": "bob"},
            {"action": "x.z"},
            {"subject": ""},
            {"outcome": "refused"},
            {"message": "m"},
            {"body": b"other"},
            {"origin": b""},
            {"id": "id-1"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_a_changed_line(self, change):
        whole = chained(5)
        whole[2] = replace(whole[2], line=replace(line(3), **change))
        assert found(whole) == [("changed", 3)]

    def test_a_changed_line_with_its_hash(self):
        whole = chained(5)
        other = replace(line(3), actor="bob")
        whole[2] = Linked(3, link(whole[1].hash, TENANT, 3, other), other)
        assert found(whole) == [("changed", 4)]

    def test_a_removed_line(self):
        whole = chained(5)
        whole[2] = replace(whole[2], line=None)
        assert found(whole) == [("removed", 3)]

    def test_a_removed_link(self):
        assert found(chained(5)[:1] + chained(5)[3:]) == [("missing", 2)]

    def test_two_lines_that_changed_places(self):
        whole = chained(4)
        whole[1], whole[2] = (
            replace(whole[1], line=whole[2].line),
            replace(whole[2], line=whole[1].line),
        )
        assert found(whole) == [("changed", 2), ("changed", 3)]

    def test_of_another_tenant(self):
        checker = Checker("other", {})
        assert [each.code for each in checker.take(chained(1)[0])] == ["changed"]

    def test_the_end_is_cut_off(self):
        whole = chained(5)
        assert found(whole[:3]) == []
        assert found(whole[:3], {5: whole[4].hash}) == [("truncated", 4)]

    def test_all_of_it_made_anew(self):
        heads = {4: chained(5)[3].hash}
        previous, places = GENESIS, []
        for number in range(1, 6):
            forged = replace(line(number), actor="bob")
            previous = link(previous, TENANT, number, forged)
            places.append(Linked(number, previous, forged))
        assert found(places) == []
        assert found(places, heads) == [("rewritten", 4)]


class TestSpelled:
    def test_moments_are_exact(self):
        at = spelled(line(0))["at"]
        assert isinstance(at, int)
        assert moment_of(at) == AT
