"""Who stands in for whom, when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.standing_in import Absence, away, goes_round, overlapping, stands_in

START = datetime(2026, 1, 5, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def absent(person: str, since: int, until: int, deputy: str | None = None) -> Absence:
    return Absence(f"{person}-{since}", person, day(since), day(until), deputy)


def known(*ones: Absence) -> dict[str, list[Absence]]:
    found: dict[str, list[Absence]] = {}
    for one in ones:
        found.setdefault(one.person_id, []).append(one)
    return found


class TestStandsIn:
    def test_who_is_there(self):
        absences = known(absent("ada", 1, 3, "mei"))
        assert stands_in("ada", day(0), absences) == "ada"
        assert stands_in("ada", day(1), absences) == "mei"
        assert stands_in("ada", day(3), absences) == "ada"
        assert away("ada", day(2), absences) is not None

    def test_the_deputy_of_a_deputy(self):
        absences = known(absent("ada", 0, 9, "mei"), absent("mei", 2, 4, "tom"))
        assert [stands_in("ada", day(n), absences) for n in (1, 2, 4)] == ["mei", "tom", "mei"]

    def test_nobody(self):
        absences = known(absent("ada", 0, 9), absent("mei", 0, 9, "tom"))
        assert stands_in("ada", day(1), absences) is None
        assert stands_in("mei", day(1), absences, gone={"tom"}) is None
        assert stands_in("tom", day(1), absences, gone={"tom"}) is None

    def test_a_circle_that_stands_there_all_the_same(self):
        absences = known(absent("ada", 0, 9, "mei"), absent("mei", 0, 9, "ada"))
        assert stands_in("ada", day(1), absences) is None


class TestOverlapping:
    def test_of_the_same_person(self):
        absences = known(absent("ada", 2, 4), absent("mei", 0, 9))
        assert overlapping(absent("ada", 3, 5), absences) is not None
        assert overlapping(absent("ada", 0, 9), absences) is not None
        assert overlapping(absent("ada", 4, 5), absences) is None
        assert overlapping(absent("ada", 1, 2), absences) is None


class TestGoesRound:
    def test_back_to_oneself(self):
        absences = known(absent("mei", 2, 4, "tom"), absent("tom", 3, 9, "ada"))
        assert goes_round(absent("ada", 0, 9, "mei"), absences) == day(3)
        assert goes_round(absent("ada", 0, 3, "mei"), absences) is None
        assert goes_round(absent("ada", 4, 9, "mei"), absences) is None
        assert goes_round(absent("ada", 0, 1, "ada"), absences) == day(0)

    @given(
        st.lists(
            st.tuples(
                st.sampled_from("abcd"),
                st.integers(0, 8),
                st.integers(1, 4),
                st.sampled_from("abcd"),
            ),
            max_size=12,
        )
    )
    def test_what_is_let_in_never_leads_back(self, wanted):
        absences: dict[str, list[Absence]] = {}
        for person, since, days, deputy in wanted:
            one = absent(person, since, since + days, deputy)
            if overlapping(one, absences) is None and goes_round(one, absences) is None:
                absences.setdefault(person, []).append(one)
        for person in "abcd":
            for number in range(13):
                asked = stands_in(person, day(number), absences)
                assert asked is not None
                assert away(asked, day(number), absences) is None
