"""So many within so many seconds, by a clock of the test."""

from __future__ import annotations

from channels.pace import MOST_WINDOWS, Pace, Rate

TWO = Rate(2, 10.0)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class TestPace:
    def test_so_many_and_then_it_is_said_how_long(self):
        clock = Clock()
        pace = Pace(clock=clock)
        assert [pace.wait(("a", TWO)) for _ in range(2)] == [0, 0]
        clock.now += 4
        assert (pace.wait(("a", TWO)), pace.wait(("b", TWO))) == (6, 0)
        clock.now += 6
        assert pace.wait(("a", TWO)) == 0

    def test_room_is_taken_in_all_windows_or_in_none(self):
        pace = Pace(clock=Clock())
        assert [pace.wait(("a", Rate(1, 10.0)), ("b", TWO)) for _ in range(3)] == [0, 10, 10]
        assert pace.wait(("b", TWO)) == 0

    def test_each_has_a_turn(self):
        clock = Clock()
        pace = Pace(clock=clock)
        assert [pace.turn("a", TWO) for _ in range(5)] == [0, 0, 10, 15, 20]

    def test_faster_for_servers_of_tests(self):
        pace = Pace(10.0, Clock())
        assert [pace.wait(("a", TWO)) for _ in range(3)] == [0, 0, 1]

    def test_old_windows_are_forgotten(self):
        clock = Clock()
        pace = Pace(clock=clock)
        for number in range(MOST_WINDOWS + 1):
            pace.wait((number, TWO))
        clock.now += 120
        pace.wait(("a", TWO))
        assert len(pace._asked) == 1
