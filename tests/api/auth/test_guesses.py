"""Guesses of passwords get slower, for whoever guesses."""

from __future__ import annotations

from api.auth.guesses import (
    FAILURES_FROM_ADDRESS,
    FAILURES_HERE,
    FAILURES_OF_PERSON,
    REMEMBERED,
    WINDOW_SECONDS,
    Guesses,
)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class TestGuesses:
    def test_the_first_tries_are_free(self):
        guesses = Guesses(Clock())
        for _ in range(FAILURES_HERE - 1):
            guesses.tried("ada", "1.2.3.4")
            assert guesses.wait_seconds("ada", "1.2.3.4") == 0

    def test_then_one_has_to_wait_and_waiting_helps(self):
        clock = Clock()
        guesses = Guesses(clock)
        for _ in range(FAILURES_HERE):
            guesses.tried("ada", "1.2.3.4")
        wait = guesses.wait_seconds("ada", "1.2.3.4")
        assert 0 < wait <= WINDOW_SECONDS / FAILURES_HERE
        clock.now += wait
        assert guesses.wait_seconds("ada", "1.2.3.4") == 0

    def test_nobody_is_locked_out_by_a_stranger_elsewhere(self):
        guesses = Guesses(Clock())
        for _ in range(FAILURES_HERE * 4):
            guesses.tried("ada", "6.6.6.6")
        assert guesses.wait_seconds("ada", "6.6.6.6") > 0
        assert guesses.wait_seconds("ada", "1.2.3.4") == 0

    def test_one_address_that_tries_many_people_waits(self):
        guesses = Guesses(Clock())
        for number in range(FAILURES_FROM_ADDRESS):
            guesses.tried(f"person-{number}", "6.6.6.6")
        assert guesses.wait_seconds("somebody new", "6.6.6.6") > 0

    def test_one_person_who_is_tried_from_many_addresses_waits(self):
        guesses = Guesses(Clock())
        for number in range(FAILURES_OF_PERSON):
            guesses.tried("ada", f"10.0.0.{number}")
        assert guesses.wait_seconds("ada", "1.2.3.4") > 0

    def test_a_success_forgets_the_person_here_only(self):
        guesses = Guesses(Clock())
        for _ in range(FAILURES_HERE):
            guesses.tried("ada", "1.2.3.4")
        guesses.succeeded("ada", "1.2.3.4")
        assert guesses.wait_seconds("ada", "1.2.3.4") == 0

    def test_who_signs_in_all_day_is_no_guesser(self):
        guesses = Guesses(Clock())
        for _ in range(FAILURES_OF_PERSON * 2):
            guesses.tried("ada", "1.2.3.4")
            guesses.succeeded("ada", "1.2.3.4")
            assert guesses.wait_seconds("ada", "1.2.3.4") == 0

    def test_memory_is_bounded(self):
        guesses = Guesses(Clock())
        for number in range(REMEMBERED):
            guesses.tried(f"person-{number}", "6.6.6.6")
        assert len(guesses._counts) <= REMEMBERED
