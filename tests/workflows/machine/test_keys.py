"""Idempotency keys: the same over retries while nobody knows what became of the call."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from definitions.errors import communication, outcome_unknown, validation
from tests.workflows.conftest import Driver, program_of
from workflows.machine import facts
from workflows.machine.machine import Machine
from workflows.machine.state import State

POST = "{ call: http, with: { method: post, endpoint: 'https://x.example' } }"
GET = "{ call: http, with: { method: get, endpoint: 'https://x.example' } }"
AGAIN = "{ retry: { delay: PT1S, limit: { attempt: { count: 20 } } } }"


def trying(tasks: str, catch: str = AGAIN) -> str:
    return f"  - t: {{ try: [{tasks}], catch: {catch} }}\n"


def one(driver):
    [want] = driver.calls.values()
    return want


def fail(driver, *, definite: bool, want=None):
    """And wait until it is tried again."""
    effect = (want or one(driver)).effect
    del driver.calls[effect]
    driver.feed(facts.CallFailed(driver.now, effect, communication("Broken.", 502), definite))


def again(driver, *, definite: bool, want=None):
    fail(driver, definite=definite, want=want)
    driver.fire()


class TestRetry:
    def test_an_answer_that_nobody_has_leaves_the_key(self, drive):
        driver = drive(trying(f"{{ a: {POST} }}"))
        driver.start({})
        first = one(driver)
        again(driver, definite=False)
        second = one(driver)
        again(driver, definite=False)
        third = one(driver)
        assert first.key == second.key == third.key
        assert first.attempt == ""
        assert len({first.key, second.attempt, third.attempt}) == 3

    def test_a_definite_answer_makes_another_call(self, drive):
        driver = drive(trying(f"{{ a: {POST} }}"))
        driver.start({})
        first = one(driver)
        again(driver, definite=True)
        second = one(driver)
        assert first.key != second.key
        assert second.attempt == ""

    def test_definite_after_unknown_ends_it(self, drive):
        driver = drive(trying(f"{{ a: {POST} }}"))
        driver.start({})
        first = one(driver)
        again(driver, definite=False)
        again(driver, definite=True)
        third = one(driver)
        assert first.key != third.key
        assert third.attempt == ""

    def test_what_has_succeeded_is_another_call_in_the_next_attempt(self, drive):
        driver = drive(trying(f"{{ a: {POST} }}, {{ b: {POST} }}"))
        driver.start({})
        first = one(driver)
        driver.answer({})
        lost = one(driver)
        again(driver, definite=False)
        assert one(driver).key != first.key
        driver.answer({})
        assert one(driver).key == lost.key

    def test_what_is_safe_has_its_own(self, drive):
        driver = drive(trying(f"{{ a: {GET} }}"))
        driver.start({})
        first = one(driver)
        again(driver, definite=False)
        assert one(driver).key != first.key

    def test_only_a_retry_keeps_it(self, drive):
        """The same task once more because the process goes back is another call."""
        driver = drive(
            f"  - t: {{ try: [{{ a: {POST} }}], catch: {{ then: t }} }}\n"
            f"  - n: {{ set: {{ a: 1 }} }}\n"
        )
        driver.start({})
        first = one(driver)
        fail(driver, definite=False)
        assert one(driver).key != first.key

    def test_after_the_attempts_are_spent_nothing_is_kept(self, drive):
        retry = "{ retry: { limit: { attempt: { count: 1 } } }, do: [{ h: { set: { a: 1 } } }] }"
        loop = f"  - t: {{ try: [{{ a: {POST} }}], catch: {retry}, then: t }}\n"
        driver = drive(loop)
        driver.start({})
        first = one(driver)
        again(driver, definite=False)
        assert one(driver).key == first.key
        fail(driver, definite=False)
        assert one(driver).key != first.key


class TestPlaces:
    def test_each_iteration_has_its_own(self, drive):
        loop = f"{{ l: {{ for: {{ in: '${{ [1, 2] }}' }}, do: [{{ a: {POST} }}] }} }}"
        driver = drive(trying(loop))
        driver.start({})
        first = one(driver)
        driver.answer({})
        lost = one(driver)
        again(driver, definite=False)
        assert one(driver).key not in (first.key, lost.key)
        driver.answer({})
        assert one(driver).key == lost.key

    def test_loops_in_loops(self, drive):
        inner = f"{{ m: {{ for: {{ in: '${{ [1, 2] }}' }}, do: [{{ a: {POST} }}] }} }}"
        driver = drive(trying(f"{{ l: {{ for: {{ in: '${{ [1, 2] }}' }}, do: [{inner}] }} }}"))
        driver.start({})
        for _ in range(3):
            driver.answer({})
        lost = one(driver)
        again(driver, definite=False)
        met = []
        for _ in range(3):
            met.append(one(driver).key)
            driver.answer({})
        assert lost.key not in met
        assert one(driver).key == lost.key

    def test_the_second_visit_in_an_attempt_is_another_place(self, drive):
        back = "{ switch: [{ once: { when: '${ .more }', then: a } }] }"
        tasks = f"{{ a: {POST} }}, {{ s: {back} }}"
        driver = drive(trying(tasks))
        driver.start({})
        first = one(driver)
        driver.answer({"more": True})
        lost = one(driver)
        assert lost.key != first.key
        again(driver, definite=False)
        assert one(driver).key not in (first.key, lost.key)
        driver.answer({"more": True})
        assert one(driver).key == lost.key

    def test_a_try_in_a_try(self, drive):
        once = "{ retry: { limit: { attempt: { count: 1 } } } }"
        inner = f"{{ i: {{ try: [{{ a: {POST} }}], catch: {once} }} }}"
        driver = drive(trying(inner))
        driver.start({})
        wants = [one(driver)]
        for _ in range(4):
            again(driver, definite=False)
            wants.append(one(driver))
        assert len({want.key for want in wants}) == 1
        assert len({want.attempt or want.key for want in wants}) == 5
        again(driver, definite=True)
        assert one(driver).key != wants[0].key

    def test_a_branch_that_was_given_up_is_open(self, drive):
        fork = f"{{ f: {{ fork: {{ branches: [{{ a: {POST} }}, {{ b: {POST} }}] }} }} }}"
        driver = drive(trying(fork))
        driver.start({})
        before = {want.task[-1]: want for want in driver.calls.values()}
        again(driver, definite=True, want=before["a"])
        after = {want.task[-1]: want for want in driver.calls.values()}
        assert after["a"].key != before["a"].key
        assert after["b"].key == before["b"].key
        assert after["b"].attempt

    def test_an_attempt_that_took_too_long_is_open(self, drive):
        catch = "{ retry: { limit: { attempt: { count: 3, duration: PT5S } } } }"
        driver = drive(trying(f"{{ a: {POST} }}", catch))
        driver.start({})
        first = one(driver)
        driver.fire()
        driver.fire()
        second = one(driver)
        assert second.key == first.key
        assert second.attempt

    def test_it_survives_being_kept(self, drive):
        driver = drive(trying(f"{{ a: {POST} }}"))
        driver.start({})
        first = one(driver)
        fail(driver, definite=False)
        kept = json.loads(json.dumps(driver.machine.state.to_json()))
        driver.machine = Machine(driver.program, State.from_json(kept))
        driver.fire()
        assert one(driver).key == first.key


class TestAtAServer:
    """Whatever gets lost on the way: a server that honours the key does it once."""

    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.sampled_from(["lost", "answer lost", "refused"]), max_size=12))
    def test_one_effect(self, ways):
        driver = Driver(program_of(trying(f"{{ a: {POST} }}")))
        driver.start({})
        done, sent = set[str](), set[str]()
        for way in [*ways, "answered"]:
            want = one(driver)
            attempt = want.attempt or want.key
            assert attempt not in sent, "the guard would hold it back"
            sent.add(attempt)
            if way == "answered" or (want.key in done and way == "refused"):
                # What it has done it tells again, whatever it would say to a new call.
                done.add(want.key)
                driver.answer({})
                break
            if way == "refused":
                effect = want.effect
                del driver.calls[effect]
                driver.feed(facts.CallFailed(driver.now, effect, validation("No."), definite=True))
                driver.fire()
                continue
            if way == "answer lost":
                done.add(want.key)
            again(driver, definite=False)
        assert driver.machine.state.status == "completed"
        assert len(done) == 1


class TestSettled:
    def test_what_a_person_says_has_happened_is_definite(self, drive):
        """A `try` around that doesn't catch it may try again for another reason."""
        only = "{ errors: { with: { status: 502 } }, retry: { limit: { attempt: { count: 2 } } } }"
        driver = drive(trying(f"{{ a: {POST} }}, {{ b: {POST} }}", only))
        driver.start({})
        first = one(driver)
        del driver.calls[first.effect]
        lost = outcome_unknown("Nobody knows.")
        driver.feed(facts.CallFailed(driver.now, first.effect, lost, definite=False))
        driver.say("task.settle", 1, {"outcome": "happened", "output": {}})
        again(driver, definite=True)
        assert one(driver).key != first.key
