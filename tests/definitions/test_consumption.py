"""What is consumed, by whom, and when it is enough."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from definitions import consumption
from definitions.consumption import NoRun
from definitions.errors import ProblemError
from definitions.event_plans import listen_plan
from definitions.models.events import EventConsumption

NOW = NoRun(datetime(2026, 1, 1, tzinfo=UTC))
A, B = {"with": {"type": "a"}}, {"with": {"type": "b"}}


class Listening:
    """What comes of a strategy, event by event."""

    def __init__(self, read="data", **to):
        self.plan = listen_plan(EventConsumption.model_validate(to), read)
        self.kept = consumption.begin(NOW, self.plan)

    def hear(self, kind, data=None, **more):
        event = {"specversion": "1.0", "id": "1", "source": "/s", "type": kind, **more}
        return consumption.offer(NOW, self.plan, self.kept, {**event, "data": data})

    @property
    def heard(self):
        return consumption.heard(self.kept)


class TestOffer:
    def test_one_is_enough(self):
        listening = Listening(one=A)
        assert [listening.hear("b"), listening.hear("a", 1)] == ["unwanted", "enough"]
        assert listening.heard == [1]

    def test_all_of_them_in_any_order(self):
        listening = Listening(all=[A, B])
        said = [listening.hear(kind) for kind in ("b", "b", "c", "a")]
        assert said == ["taken", "unwanted", "unwanted", "enough"]

    def test_of_the_same_kind_as_many_as_there_are_filters(self):
        listening = Listening(all=[A, A])
        assert [listening.hear("a"), listening.hear("a")] == ["taken", "enough"]

    def test_any_until_a_condition_holds(self):
        listening = Listening(any=[], until="length == 2")
        assert [listening.hear("x", 1), listening.hear("y", 2)] == ["taken", "enough"]
        assert listening.heard == [1, 2]

    def test_any_until_others_come_which_are_not_heard(self):
        listening = Listening(any=[A], until={"all": [B, {"with": {"type": "c"}}]})
        said = [listening.hear(kind, kind) for kind in ("b", "a", "b", "c")]
        assert said == ["taken", "taken", "unwanted", "enough"]
        assert listening.heard == ["a"]

    def test_as_it_is_read(self):
        listening = Listening(read="envelope", one=A)
        listening.hear("a", 5, region="eu")
        (event,) = listening.heard
        assert (event["data"], event["region"]) == (5, "eu")

    def test_a_condition_that_stumbles_is_told(self):
        listening = Listening(any=[], until=".[0].n > 1")
        with pytest.raises(ProblemError):
            listening.hear("a", "text")
        assert listening.heard == ["text"]


class TestCorrelated:
    def test_what_it_came_to_by_name(self):
        correlate = {"o": {"from": ".data.o"}, "r": {"from": ".region", "expect": "eu"}}
        listening = Listening(all=[{**A, "correlate": correlate}, B])
        assert consumption.correlated(listening.plan, listening.kept) == {"r": "eu"}
        assert listening.hear("a", {"o": 7}, region="us") == "unwanted"
        assert listening.hear("a", {"o": 7}, region="eu") == "taken"
        assert consumption.correlated(listening.plan, listening.kept) == {"o": 7, "r": "eu"}


class TestKeys:
    def test_of_what_is_waited_for_and_of_what_ends_it(self):
        listening = Listening(any=[A], until={"one": B})
        keys = consumption.keys(listening.plan, listening.kept)
        assert [key.type for key in keys] == ["a", "b"]


class TestNoRun:
    def test_expressions_see_the_event_and_when_it_came(self):
        listening = Listening(any=[], until=".[0] < now and (now | floor) == now")
        assert listening.hear("a", 1) == "enough"

    def test_and_no_run(self):
        with pytest.raises(ProblemError):
            Listening(one={**A, "correlate": {"o": {"from": ".o", "expect": "$workflow.input"}}})
