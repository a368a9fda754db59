"""Which calls ride in the workflow task, and which go regularly."""

from __future__ import annotations

import pytest

from definitions.contracts import RULES, RULES_OF_SAFE_RIDES, Outcome
from tests.workflows.conftest import START, Driver
from workflows.machine import facts
from workflows.machine.wanted import WantCall
from workflows.riding import AT_ONCE, BYTES, MILLISECONDS, Riding

GET = "{ call: http, with: { method: get, endpoint: 'https://example.com/' } }"
POST = "{ call: http, with: { method: post, endpoint: 'https://example.com/' } }"
WAIT = "{ wait: PT1S }"
SCRIPT = "{ run: { script: { language: js, code: '1' } } }"
DONE = Outcome(output={"n": 1})


def fork(*tasks: str) -> str:
    branches = ", ".join(f"{{ b{number}: {task} }}" for number, task in enumerate(tasks))
    return f"  - all: {{ fork: {{ branches: [{branches}] }} }}\n"


def row(*tasks: str) -> str:
    return "".join(f"  - t{number}: {task}\n" for number, task in enumerate(tasks))


class Trip:
    """A run whose calls are answered as they ride."""

    def __init__(self, driver: Driver, rules: int = RULES) -> None:
        driver.start()
        self.driver = driver
        self.riding = Riding(rules, START)
        self.now = START

    @property
    def calls(self) -> list[WantCall]:
        return list(self.driver.calls.values())

    def rides(self) -> int:
        return len(self.riding.chosen(self.driver.machine, self.calls, self.now))

    def go(self, outcome: Outcome = DONE) -> None:
        self.riding.answered(self.calls[0], outcome)
        self.driver.answer(outcome.output)


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        (row(GET), 1),
        (row(POST), 1),
        (fork(GET, POST, POST), 3),
        (fork(GET, WAIT), 0),
        (fork(POST, SCRIPT), 0),
        (row(SCRIPT), 0),
        (fork(*[POST] * AT_ONCE), AT_ONCE),
        (fork(*[POST] * (AT_ONCE + 1)), 0),
    ],
    ids=["get", "post", "together", "beside-a-wait", "beside-a-script", "script", "50", "51"],
)
def test_together_or_not_at_all(drive, tasks, expected):
    assert Trip(drive(tasks)).rides() == expected


def test_by_the_rules_of_before_only_what_is_safe_and_alone(drive):
    assert Trip(drive(row(GET)), RULES_OF_SAFE_RIDES).rides() == 1
    assert Trip(drive(row(POST)), RULES_OF_SAFE_RIDES).rides() == 0
    assert Trip(drive(fork(GET, GET)), RULES_OF_SAFE_RIDES).rides() == 0


def test_one_after_the_other(drive):
    trip = Trip(drive(row(POST, POST, GET)))
    for _ in range(2):
        assert trip.rides() == 1
        trip.go()
    assert trip.rides() == 1


def test_nothing_that_must_not_be_repeated_rides_on_an_answer_that_may_be_another(drive):
    trip = Trip(drive(row(GET, POST, POST)))
    trip.rides()
    trip.go()
    assert trip.rides() == 0  # the get could say something else if this workflow task were lost
    trip.riding.settled(trip.now)
    assert trip.rides() == 1


def test_what_came_home_late_goes_regularly(drive):
    from_before = Trip(drive(row(POST)))
    from_before.rides()
    (call,) = from_before.calls
    from_before.riding.answered(call, Outcome(slow=True))
    machine = from_before.driver.machine
    machine.effects.repeat_regularly(call.effect)
    (again,) = machine.effects.take()
    assert isinstance(again, WantCall)
    assert again.rode
    assert not from_before.riding.chosen(machine, [again], from_before.now)


def test_beside_one_that_rides(drive):
    trip = Trip(drive(fork(POST, f"{{ do: [{{ a: {POST} }}, {{ b: {POST} }}] }}")))
    assert trip.rides() == 2
    second = trip.calls[1]
    trip.riding.answered(second, DONE)
    del trip.driver.calls[second.effect]
    first = trip.driver.calls.pop(min(trip.driver.calls))
    trip.driver.feed(facts.CallFinished(START, second.effect, None))
    assert trip.rides() == 1
    trip.riding.given_up(first.effect)
    assert trip.riding.chosen(trip.driver.machine, trip.calls, trip.now) == frozenset()


def test_now_and_then_one_goes_regularly(drive):
    trip = Trip(drive(row(POST, POST, POST)))
    trip.rides()
    trip.go(Outcome(output="x" * (BYTES + 1)))
    assert trip.rides() == 0
    trip.riding.settled(trip.now)
    assert trip.rides() == 1
    trip.go()
    trip.now += MILLISECONDS + 1
    assert trip.rides() == 0
