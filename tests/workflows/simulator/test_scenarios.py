"""Scenarios: what is given, what calls answer, what must come of it."""

from __future__ import annotations

import pytest

from tests.workflows.conftest import program_of
from workflows.simulator.scenarios import ScenarioError, Verdict, play, read_scenarios

CALLS = "  - a: { call: http, with: { method: get, endpoint: 'https://x.example' } }\n"
TWICE = CALLS + "  - b: { set: { first: '${ . }' }, then: c }\n" + CALLS.replace("- a", "- c")
WAITS = "  - a: { wait: { days: 3 } }\n"


def played(scenario: str, tasks: str = CALLS) -> Verdict:
    return play(program_of(tasks), read_scenarios(f"one: {scenario}\n")["one"])


class TestPlay:
    def test_an_answer(self):
        verdict = played("{ calls: { a: { output: 7, after: PT2S } }, expect: { output: 7 } }")
        assert (verdict.faults, verdict.took_ms, verdict.calls) == ([], 2000, {"/do/0/a": 1})

    def test_by_pointer(self):
        assert played("{ calls: { /do/0/a: { output: 7 } }, expect: { output: 7 } }").passed

    @pytest.mark.parametrize(
        ("tasks", "name"),
        [
            (CALLS, "http"),
            ("  - a: { call: 'log:1.0.0@default', with: { message: x } }\n", "log:1.0.0@default"),
            ("  - a: { run: { workflow: { namespace: n, name: b, version: 1.0.0 } } }\n", "n/b"),
        ],
    )
    def test_by_what_is_called(self, tasks, name):
        scenario = f"{{ calls: {{ '{name}': {{ output: 7 }} }}, expect: {{ output: 7 }} }}"
        assert played(scenario, tasks).faults == []

    def test_the_task_goes_before_what_it_calls(self):
        calls = "{ http: [{ output: 1 }, { output: 2 }], a: { output: 3 } }"
        expect = "{ output: 1, calls: { a: 1, /do/2/c: 1 } }"
        assert played(f"{{ calls: {calls}, expect: {expect} }}", TWICE).faults == []

    def test_of_a_list_the_last_one_repeats(self):
        calls = "{ a: [{ output: 1 }], c: [{ output: 2 }] }"
        expect = "{ output: 2, calls: { a: 1, c: 1 } }"
        assert played(f"{{ calls: {calls}, expect: {expect} }}", TWICE).passed

    @pytest.mark.parametrize("given", ["", "a: []", "b: { output: 1 }"])
    def test_a_call_without_an_answer(self, given):
        verdict = played(f"{{ calls: {{ {given} }} }}")
        assert "/do/0/a" in verdict.faults[0]

    def test_an_error(self):
        calls = "{ a: { error: { type: communication, status: 503, detail: Down. } } }"
        error = "{ type: communication, status: 503, instance: /do/0/a, detail: Down. }"
        expect = f"{{ status: faulted, error: {error} }}"
        assert played(f"{{ calls: {calls}, expect: {expect} }}").passed

    def test_another_error(self):
        calls = "{ a: { error: { status: 503 } } }"
        expect = "{ status: faulted, error: { type: timeout, status: 408 } }"
        first, second = played(f"{{ calls: {calls}, expect: {expect} }}").faults
        assert ("408" in second, "timeout" in first) == (True, True)

    def test_no_error(self):
        verdict = played("{ calls: { a: {} }, expect: { error: { status: 1 } } }")
        assert verdict.faults == ["It has no error."]

    def test_what_the_operator_does(self):
        operator = "[{ after: PT1H, do: suspend }, { after: { hours: 2 }, do: cancel }]"
        verdict = played(f"{{ operator: {operator}, expect: {{ status: cancelled }} }}", WAITS)
        assert (verdict.faults, verdict.took_ms) == ([], 7_200_000)

    def test_another_status(self):
        (said,) = played("{ expect: { status: faulted } }", WAITS).faults
        assert said == "It has completed; expected was faulted."

    def test_an_output_of_null_counts_when_it_is_named(self):
        assert not played("{ calls: { a: { output: 1 } }, expect: { output: null } }").passed
        assert played("{ calls: { a: { output: 1 } } }").passed

    def test_a_large_output_is_quoted_in_part(self):
        (said,) = played(
            f"{{ calls: {{ a: {{ output: {'x' * 5000} }} }}, expect: {{ output: 1 }} }}"
        ).faults
        assert len(said) < 400


class TestReadScenarios:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", "Line 1"),
            ("a: { expect: { statsu: faulted } }", "statsu"),
            ("a: { expect: { status: done } }", "status"),
            ("a: { calls: { b: { after: soon } } }", "At a → calls"),
            ("a: { calls: { b: { after: P1Y } } }", "months and years"),
            ("a: { operator: [{ after: PT1S, do: explode }] }", "operator"),
            ("a: { calls: { b: { error: { status: many } } } }", "status"),
            ("a: {}\nb: [", "Line 3"),
            ("a: " + "[" * 5000, "Line 1"),
        ],
        ids=["empty", "unknown", "status", "time", "year", "verb", "number", "open", "deep"],
    )
    def test_refused(self, text, told):
        with pytest.raises(ScenarioError, match=told):
            read_scenarios(text)

    def test_an_empty_scenario_expects_completion(self):
        assert read_scenarios("\ufeffa: {}")["a"].expect.status == "completed"


HEARS = """\
  - hear:
      timeout: { after: P1D }
      listen: { to: { one: { with: { type: paid } } } }
  - say: { emit: { event: { with: { type: thanks, source: /x, data: '${ .[0] }' } } } }
"""
PAID = "{ after: PT1H, event: { type: paid, data: 5 } }"


class TestEvents:
    def test_given_and_published(self):
        other = "{ event: { type: other } }"
        expect = "{ events: [{ type: thanks, data: 5 }] }"
        verdict = played(f"{{ events: [{PAID}, {other}], expect: {expect} }}", HEARS)
        assert (verdict.faults, verdict.took_ms) == ([], 3_600_000)
        assert [event["type"] for event in verdict.emitted] == ["thanks"]

    def test_one_that_never_comes(self):
        expect = "{ status: faulted, error: { status: 408 }, events: [] }"
        assert played(f"{{ expect: {expect} }}", HEARS).faults == []

    def test_without_end_it_waits(self):
        listens = HEARS.replace("      timeout: { after: P1D }\n", "")
        assert played("{ expect: { status: waiting } }", listens).faults == []

    def test_one_that_comes_before_its_listener(self):
        early = "  - nap: { wait: PT2H }\n" + HEARS
        assert played(f"{{ events: [{PAID}] }}", early).took_ms == 7_200_000

    def test_it_hears_its_own(self):
        own = "  - first: { emit: { event: { with: { type: paid, source: /x, data: 7 } } } }\n"
        expect = "{ events: [{ type: paid }, { type: thanks, data: 7 }] }"
        assert played(f"{{ expect: {expect} }}", own + HEARS).faults == []

    def test_a_consumed_one_is_gone(self):
        twice = HEARS + HEARS.replace("hear:", "again:").replace("say:", "more:")
        verdict = played(f"{{ events: [{PAID}], expect: {{ status: faulted }} }}", twice)
        assert (verdict.faults, verdict.took_ms) == ([], 90_000_000)

    @pytest.mark.parametrize(
        ("expect", "told"),
        [
            ("[]", "It has published 1 events, not 0."),
            ("[{ data: 6 }]", "The data of event 1 is 5, not 6."),
            ("[{ subject: null }]", "Event 1 has no subject."),
            ("[{}, {}]", "It has published 1 events, not 2."),
        ],
        ids=["none", "data", "absent", "two"],
    )
    def test_what_differs(self, expect, told):
        verdict = played(f"{{ events: [{PAID}], expect: {{ events: {expect} }} }}", HEARS)
        assert verdict.faults == [told]

    @pytest.mark.parametrize(
        "event", ["{}", "[]", "{ type: 5 }", "{ type: '' }", "{ type: a, UPPER: 1 }", "null"]
    )
    def test_no_event(self, event):
        with pytest.raises(ScenarioError, match="event"):
            read_scenarios(f"a: {{ events: [{{ event: {event} }}] }}")
