"""What comes back with a run; refusals are tried where files come in, at the API."""

from __future__ import annotations

import pytest

from definitions.contracts import CHILD_ENDED, EVENT_CAME
from definitions.run_file import Child, Intent, RunFile, RunFileError, Told
from tests.workflows.conftest import program_of
from tests.workflows.files.recorded import RUN, Slow
from workflows.files.reviving import Comeback, come_back
from workflows.simulator.simulation import Mocked

GET = "{ call: http, with: { method: get, endpoint: https://x.example } }"
POST = "{ call: http, with: { method: post, endpoint: https://x.example } }"
FORK = f"  - f: {{ fork: {{ branches: [{{ a: {GET} }}, {{ b: {POST} }}, {{ c: {POST} }}] }} }}\n"
RUNS = "  - r: { run: { workflow: { namespace: n, name: b, version: 1.0.0 } } }\n"
HEARS = "  - h: { listen: { to: { any: [], until: { one: { with: { type: u } } } } } }\n"
KEY = f"{RUN}:/do/0/f/fork/branches/{{}}:0"


def file_of(tasks: str, answered: int = 0) -> RunFile:
    left = iter(range(answered))
    slow = Slow(program_of(tasks), lambda _: next(left, None) and Mocked(1))
    slow.run()
    return slow.file()


def back(file: RunFile) -> Comeback:
    return come_back(file, ended=False, over=lambda: False)


class TestComeBack:
    def test_calls_under_way_that_are_not_safe_are_unknown(self):
        comeback = back(file_of(FORK))
        assert [one.rpartition("/")[2] for one in comeback.unknown] == ["b", "c"]
        assert [one.outcome for one in comeback.intents] == [None, None]

    def test_a_start_that_happened_is_answered(self):
        file = file_of(RUNS)
        file.children.append(Child("kid", f"{RUN}:/do/0/r:0"))
        comeback = back(file)
        assert comeback.waits_for == ["kid"]
        assert (comeback.state.status, comeback.intents) == ("waiting", [])
        assert [one.kind for one in comeback.facts] == ["run.started", "call.finished"]
        file.facts = comeback.facts
        again = back(file)
        assert (again.waits_for, again.facts) == (["kid"], comeback.facts)

    def test_a_start_that_nobody_knows_is_wanted_again(self):
        comeback = back(file_of(RUNS))
        assert (comeback.unknown, comeback.intents, comeback.waits_for) == ([], [], [])

    def test_listeners_and_places(self):
        slow = Slow(program_of(HEARS), lambda _: None)
        event = {"specversion": "1.0", "id": "e", "source": "/s", "type": "t"}
        slow.say(EVENT_CAME, {"listener": 1, "place": 77, "event": event}, after=5)
        slow.run()
        comeback = back(slow.file())
        assert comeback.last_place == 77
        assert len(comeback.listening) == 1
        assert [one.id for one in comeback.messages] == ["m1"]
        assert not comeback.told_again

    def test_messages_that_no_fact_holds_are_told_again(self):
        file = file_of(FORK)
        file.messages += [Told("x", 3, CHILD_ENDED, {}, {"accepted": True}), Told("y", 4, "z", 1)]
        comeback = back(file)
        assert [(one.id, one.answer) for one in comeback.messages] == [("x", None), ("y", None)]
        assert (comeback.told_again, comeback.last_message) == (True, 4)

    def test_known_intents_stay(self):
        file = file_of(FORK)
        file.intents.append(Intent("other"))
        assert "other" in [one.key for one in back(file).intents]

    def test_when_time_is_over(self):
        with pytest.raises(RunFileError, match="too long"):
            come_back(file_of(FORK), ended=False, over=lambda: True)
