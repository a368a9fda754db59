"""`try`: which errors are caught, what is done then, how often and how soon it is tried again."""

from __future__ import annotations

import pytest

from definitions.errors import HOME, communication, validation
from workflows.machine import facts

CALL = "{ call: http, with: { method: get, endpoint: 'https://x.example' } }"
KIND = "https://x.example/errors/odd"


def trying(catch: str, task: str = CALL) -> str:
    return f"  - t:\n      try: [{{ a: {task} }}]\n      catch: {catch}\n"


def raising(**error: str) -> str:
    attributes = "".join(f", {name}: '{value}'" for name, value in error.items())
    return f"{{ raise: {{ error: {{ type: '{KIND}', status: 418{attributes} }} }} }}"


def fail(driver, status: int = 503):
    effect = min(driver.calls)
    del driver.calls[effect]
    driver.feed(facts.CallFailed(driver.now, effect, communication("Down.", status)))
    return driver.machine


def delays(driver, attempts: int) -> list[int]:
    found = []
    for _ in range(attempts):
        fail(driver)
        before = driver.now
        driver.fire()
        found.append(driver.now - before)
    return found


class TestFilters:
    @pytest.mark.parametrize(
        ("filters", "caught"),
        [
            ("{ status: 418 }", True),
            ("{ status: 419 }", False),
            (f"{{ type: '{KIND}' }}", True),
            ("{ type: 'https://y.example/errors/odd' }", False),
            ("{ title: Odd, status: 418 }", True),
            ("{ title: Odd, status: 400 }", False),
            ("{ title: '${ .wanted }' }", True),
            ("{ detail: Why }", True),
            ("{ details: Why }", True),
            ("{ details: Else }", False),
            ("{ instance: /do/0/t/try/0/a }", True),
            ("{ instance: /do/0/t }", False),
        ],
    )
    def test_by_every_attribute(self, drive, filters, caught):
        driver = drive(
            trying(f"{{ errors: {{ with: {filters} }} }}", raising(title="Odd", detail="Why"))
        )
        status = driver.start({"wanted": "Odd"}).state.status
        assert status == ("completed" if caught else "faulted")

    @pytest.mark.parametrize(
        "home",
        [
            HOME,
            "https://open-workflow-specification.org/spec/1.0.0/errors/",
            "https://serverlessworkflow.io/dsl/errors/types/",
        ],
    )
    def test_standard_types_at_any_of_their_homes(self, drive, home):
        text = trying(f"{{ errors: {{ with: {{ type: '{home}communication' }} }} }}")
        driver = drive(text)
        driver.start({})
        assert fail(driver).state.status == "completed"

    @pytest.mark.parametrize(
        ("catch", "caught"),
        [
            ("{ when: $error.status == 418 }", True),
            ("{ when: $error.status == 500 }", False),
            ("{ as: e, when: $e.status == 418 }", True),
            ("{ exceptWhen: $error.status == 418 }", False),
            ("{ exceptWhen: .safe }", True),
            ("{ when: .n == 7 }", True),
        ],
    )
    def test_by_conditions_on_the_tasks_input(self, drive, catch, caught):
        status = drive(trying(catch, raising())).start({"n": 7, "safe": False}).state.status
        assert status == ("completed" if caught else "faulted")

    def test_a_condition_that_fails_is_the_error_then(self, drive):
        state = drive(trying("{ when: $error.status.x }", raising())).start({}).state
        assert state.error is not None
        assert state.error.type == HOME + "expression"
        assert state.error.instance == "/do/0/t"


class TestHandling:
    def test_without_do_the_input_goes_on(self, drive):
        assert drive(trying("{}", raising())).start({"x": 1}).state.output == {"x": 1}

    def test_do_has_the_tasks_input_and_the_error(self, drive):
        do = "[{ b: { set: { was: '${ .x }', error: '${ $problem }' } } }]"
        state = drive(trying(f"{{ as: problem, do: {do} }}", raising(title="Odd"))).start({"x": 1})
        assert state.state.output == {
            "was": 1,
            "error": {
                "type": KIND,
                "status": 418,
                "title": "Odd",
                "instance": "/do/0/t/try/0/a",
            },
        }

    def test_the_error_is_not_seen_afterwards(self, drive):
        text = trying("{}", raising()) + "  - after: { set: { x: '${ $error }' } }\n"
        state = drive(text).start({}).state
        assert state.error is not None
        assert state.error.instance == "/do/1/after"

    def test_a_fault_of_the_handler_goes_outwards(self, drive):
        do = f"[{{ b: {raising(title='Second')} }}]"
        state = drive(trying(f"{{ do: {do} }}", raising(title="First"))).start({}).state
        assert state.error is not None
        assert (state.error.title, state.error.instance) == ("Second", "/do/0/t/catch/do/0/b")

    @pytest.mark.parametrize("then", ["end", "exit", "last"])
    def test_then_of_catch_is_followed_after_an_error(self, drive, then):
        text = (
            trying(f"{{ then: {then} }}", raising())
            + "  - skipped: { set: { skipped: true } }\n  - last: { set: { last: true } }\n"
        )
        output = {"x": 1} if then != "last" else {"last": True}
        assert drive(text).start({"x": 1}).state.output == output

    def test_then_of_catch_is_not_followed_without_one(self, drive):
        text = trying("{ then: end }", "{ set: { ok: 1 } }") + "  - b: { set: { last: true } }\n"
        assert drive(text).start({}).state.output == {"last": True}

    @pytest.mark.parametrize(("then", "last"), [("end", False), ("exit", True)])
    @pytest.mark.parametrize("inside", ["try", "catch"])
    def test_then_inside(self, drive, inside, then, last):
        leaving = f"{{ set: {{ n: 1 }}, then: {then} }}"
        text = (
            trying("{}", leaving)
            if inside == "try"
            else trying(f"{{ do: [{{ b: {leaving} }}] }}", raising())
        )
        text += "  - last: { set: { last: true } }\n"
        assert drive(text).start({}).state.output == ({"last": True} if last else {"n": 1})


class TestRetries:
    @pytest.mark.parametrize(
        ("backoff", "expected"),
        [
            ("constant", [100, 100, 100, 100]),
            ("linear", [100, 200, 300, 400]),
            ("exponential", [100, 200, 400, 800]),
        ],
    )
    def test_backoff(self, drive, backoff, expected):
        retry = f"{{ delay: {{ milliseconds: 100 }}, backoff: {{ {backoff}: {{}} }} }}"
        driver = drive(trying(f"{{ retry: {retry} }}"))
        driver.start()
        assert delays(driver, 4) == expected

    def test_count_is_of_retries_and_then_the_error_is_raised_again(self, drive):
        driver = drive(trying("{ retry: { limit: { attempt: { count: 2 } } } }"))
        driver.start()
        assert delays(driver, 2) == [0, 0]
        state = fail(driver).state
        assert (state.status, state.error.status) == ("faulted", 503)
        assert driver.timers == {}

    def test_do_comes_after_the_last_retry(self, drive):
        do = "[{ b: { set: { gave: up } } }]"
        driver = drive(trying(f"{{ retry: {{ limit: {{ attempt: {{ count: 1 }} }} }}, do: {do} }}"))
        driver.start()
        delays(driver, 1)
        assert fail(driver).state.output == {"gave": "up"}

    def test_total_duration_begins_no_attempt_after_it(self, drive):
        driver = drive(trying("{ retry: { delay: PT2S, limit: { duration: PT5S } } }"))
        driver.start()
        assert delays(driver, 2) == [2_000, 2_000]
        assert fail(driver).state.status == "faulted"

    def test_an_attempt_has_its_time_and_is_then_tried_again(self, drive):
        driver = drive(trying("{ retry: { delay: PT1S, limit: { attempt: { duration: PT3S } } } }"))
        driver.start()
        driver.fire()
        assert driver.calls == {}
        driver.fire()
        assert len(driver.calls) == 1
        driver.answer({"ok": True})
        assert driver.machine.state.output == {"ok": True}
        assert driver.timers == {}

    def test_jitter_is_in_its_range_and_the_same_in_every_replay(self, drive):
        retry = "{ delay: PT1S, jitter: { from: { milliseconds: 10 }, to: { milliseconds: 500 } } }"
        found = []
        for _ in range(2):
            driver = drive(trying(f"{{ retry: {retry} }}"))
            driver.start()
            found.append(delays(driver, 20))
        assert found[0] == found[1]
        assert all(1_010 <= delay <= 1_500 for delay in found[0])
        assert len({*found[0]}) > 5

    @pytest.mark.parametrize("name", ["when", "exceptWhen"])
    def test_a_shared_policy_calls_the_error_error(self, drive, name):
        wanted = ">=" if name == "when" else "<"
        use = f"use: {{ retries: {{ p: {{ {name}: '$error.status {wanted} 500' }} }} }}\n"
        driver = drive(trying("{ as: e, retry: p }"), use)
        driver.start()
        delays(driver, 3)
        assert fail(driver, 404).state.status == "faulted"

    def test_attempts_are_shown(self, drive):
        driver = drive(trying("{ retry: { delay: PT1S } }"))
        driver.start()
        delays(driver, 2)
        assert driver.trace.count("task.retried /do/0/t") == 2
        assert driver.trace.count("task.started /do/0/t/try/0/a") == 3
        assert driver.machine.state.status == "running"

    def test_waits_in_between(self, drive):
        driver = drive(trying("{ retry: { delay: PT1S } }"))
        driver.start()
        assert fail(driver).state.status == "waiting"

    def test_cancelled_it_leaves_nothing(self, drive):
        driver = drive(trying("{ retry: { delay: PT1S } }"))
        driver.start()
        fail(driver)
        driver.say("run.cancel", 1)
        assert (driver.timers, driver.machine.state.effects) == ({}, {})

    def test_a_delay_that_is_none_is_an_error(self, drive):
        driver = drive(trying("{ retry: { delay: '${ .soon }' } }"))
        driver.start({"soon": "soon"})
        assert fail(driver).state.error.type == HOME + "expression"


class TestNested:
    def test_the_nearest_that_catches_has_it(self, drive):
        text = f"""\
  - outer:
      try:
        - inner:
            try: [{{ a: {CALL} }}]
            catch: {{ errors: {{ with: {{ status: 404 }} }} }}
      catch: {{ do: [{{ b: {{ set: {{ at: '${{ $error.instance }}' }} }} }}] }}
"""
        driver = drive(text)
        driver.start()
        assert fail(driver).state.output == {"at": "/do/0/outer/try/0/inner/try/0/a"}

    def test_an_error_of_the_tasks_own_output_is_not_its_to_catch(self, drive):
        text = trying("{}", "{ set: { x: 1 } }") + "      output: { as: '.x.y' }\n"
        assert drive(text).start().state.status == "faulted"

    def test_a_problem_without_an_instance_gets_one(self, drive):
        driver = drive(trying("{ do: [{ b: { set: { at: '${ $error.instance }' } } }] }"))
        driver.start()
        driver.feed(facts.CallFailed(driver.now, driver.calls.popitem()[0], validation("No.")))
        assert driver.machine.state.output == {"at": "/do/0/t/try/0/a"}
