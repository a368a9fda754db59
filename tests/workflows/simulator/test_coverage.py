"""Coverage: what a program has, what runs have reached of it, and in how many percent."""

from __future__ import annotations

import pytest

from definitions import read
from definitions.errors import communication
from tests.workflows.conftest import program_of
from workflows.simulator.coverage import Share, Spot, Visits, branches, tasks
from workflows.simulator.simulation import Mocked, Simulation

CALL = "{ call: http, with: { method: get, endpoint: 'https://x.example' } }"
SWITCH = """\
  - which: { switch: [ big: { when: .n > 9, then: b }, other: { then: b } ] }
  - b: { set: { x: 1 } }
"""
OPEN_SWITCH = """\
  - which: { switch: [ big: { when: .n > 9, then: b } ] }
  - b: { set: { x: 1 } }
"""
IF = "  - a: { if: .n > 9, set: { x: 1 } }\n"
LOOP = "  - a: { for: { in: .n }, do: [ b: { set: { x: 1 } } ] }\n"
TRY = f"  - a: {{ try: [ b: {CALL} ], catch: {{ do: [ c: {{ set: {{ x: 1 }} }} ] }} }}\n"
RETRYING = f"  - a: {{ try: [ b: {CALL} ], catch: {{ retry: {{ limit: LIMIT }} }} }}\n"
RETRY = RETRYING.replace("LIMIT", "{ attempt: { count: 1 } }")
ATTEMPT = RETRYING.replace("LIMIT", "{ attempt: { count: 1, duration: PT1S } }")
TIMEOUT = f"  - a: {{ timeout: {{ after: PT1S }}, try: [ b: {CALL} ], catch: {{ }} }}\n"
LATE = Mocked(after_ms=5_000)


def went(tasks_text: str, given=None, *answers: Mocked, rest: str = "") -> set[str]:
    """The words of the branches that the run has reached."""
    program = program_of(tasks_text, rest)
    replies = iter(answers)
    simulation = Simulation(program, lambda _: next(replies))
    simulation.run(given)
    return {spot.words for spot in branches(program) if spot in simulation.visits}


def all_of(tasks_text: str, rest: str = "") -> list[str]:
    return [spot.words for spot in branches(program_of(tasks_text, rest))]


FAILED = Mocked(problem=communication("Down.", 503))


class TestBranches:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (SWITCH, ["the case big", "the default other"]),
            (OPEN_SWITCH, ["the case big", "none of its cases holds"]),
            (IF, ["its `if` holds", "its `if` doesn't hold"]),
            (LOOP, ["no iteration", "several iterations"]),
            (LOOP.replace("in: .n", "in: [1, 2]"), ["several iterations"]),
            (LOOP.replace("in: .n", "in: [1]"), []),
            (LOOP.replace("in: .n", "in: []"), ["no iteration"]),
            (LOOP.replace("in: .n }", "in: [1] }, while: .n"), ["no iteration"]),
            (TRY, ["no error to catch", "an error caught"]),
            (RETRY, ["no error to catch", "tried again"]),
            (ATTEMPT, ["no error to catch", "tried again", "an attempt takes too long"]),
            (TIMEOUT, ["no error to catch", "an error caught", "its timeout fires"]),
            ("  - a: { set: { x: 1 } }\n", []),
        ],
        ids=[
            "switch", "open switch", "if", "loop", "two", "one", "empty", "while", "try", "retry",
            "attempt", "timeout", "none",
        ],
    )  # fmt: skip
    def test_of_a_program(self, text, expected):
        assert all_of(text) == expected

    def test_of_functions_and_extensions(self):
        rest = "use: { functions: { f: { if: .n, set: { x: 1 } } } }\n"
        assert all_of("  - a: { call: f }\n", rest) == ["its `if` holds", "its `if` doesn't hold"]

    def test_of_the_process_itself(self):
        (spot,) = branches(program_of("  - a: { wait: PT1M }\n", "timeout: { after: PT1S }\n"))
        assert (spot.task, spot.at) == ("", "/timeout")

    def test_where_it_stands_in_the_document(self):
        text = "  - a/b: { switch: [ c~d: { when: .n, then: end } ] }\n"
        case, otherwise = branches(program_of(text))
        assert (case.at, otherwise.at) == ("/do/0/a~1b/switch/0/c~0d", "/do/0/a~1b/switch")


class TestVisits:
    @pytest.mark.parametrize(
        ("text", "given", "answers", "expected"),
        [
            (SWITCH, {"n": 10}, [], {"the case big"}),
            (SWITCH, {"n": 9}, [], {"the default other"}),
            (OPEN_SWITCH, {"n": 9}, [], {"none of its cases holds"}),
            (IF, {"n": 10}, [], {"its `if` holds"}),
            (IF, {"n": 9}, [], {"its `if` doesn't hold"}),
            (LOOP, {"n": []}, [], {"no iteration"}),
            (LOOP, {"n": [1]}, [], set()),
            (LOOP, {"n": [1, 2]}, [], {"several iterations"}),
            (LOOP.replace(".n }", ".n }, while: .x == null"), {"n": [1, 2]}, [], set()),
            (LOOP.replace(".n }", ".n }, while: 'false'"), {"n": [1]}, [], {"no iteration"}),
            (TRY, None, [Mocked()], {"no error to catch"}),
            (TRY, None, [FAILED], {"an error caught"}),
            (TRY.replace("do: [", "when: 'false', do: ["), None, [FAILED], set()),
            (TRY.replace("do: [ c: { set: { x: 1 } } ]", ""), None, [FAILED], {"an error caught"}),
            (RETRY, None, [FAILED, Mocked()], {"tried again", "no error to catch"}),
            (RETRY, None, [FAILED, FAILED], {"tried again"}),
            (ATTEMPT, None, [LATE, Mocked()],
             {"tried again", "no error to catch", "an attempt takes too long"}),
            (TIMEOUT, None, [LATE], {"its timeout fires"}),
            (TIMEOUT, None, [Mocked()], {"no error to catch"}),
        ],
        ids=[
            "case", "default", "no case", "if", "unless", "never", "once", "several", "while once",
            "while never", "passed", "caught", "not caught", "let go", "retried", "retried in vain",
            "too long", "timeout", "in time",
        ],
    )  # fmt: skip
    def test_of_a_run(self, text, given, answers, expected):
        assert went(text, given, *answers) == expected

    def test_what_people_are_not_shown_counts(self):
        """Of a long loop the trace leaves out the middle."""
        text = """\
  - a:
      for: { in: '[range(500)]', each: i }
      do: [ b: { switch: [ rare: { when: $i == 250, then: exit } ] } ]
"""
        assert "the case rare" in went(text)

    def test_of_several_runs(self):
        program = program_of(IF)
        both = Visits()
        for number in (1, 10):
            simulation = Simulation(program, lambda _: None)
            simulation.run({"n": number})
            both.add(simulation.visits)
        assert both.share(branches(program)) == Share(2, ())
        assert both.share(tasks(program)).percent == 100


class TestShare:
    @pytest.mark.parametrize(
        ("count", "missed", "percent"), [(0, 0, 100), (3, 1, 66), (201, 1, 99)]
    )
    def test_percent(self, count, missed, percent):
        assert Share(count, (Spot("/a", "b", "/a", ""),) * missed).percent == percent

    def test_json(self):
        spot = Spot("/do/0/a", "x", "/do/0/a/if", "words")
        told = Share(1, (spot,)).to_json(read("do:\n - a:\n    if: x\n"))
        missed = {"task": "/do/0/a", "branch": "words", "at": "/do/0/a/if", "line": 3}
        assert told == {"count": 1, "percent": 0, "missed": [missed]}
