"""The stream: who is told of what, in which order, and what is gone once it is consumed."""

from __future__ import annotations

import pytest

from definitions.contracts import Answer, EventKey, Listener
from workflows.simulator.stream import Stream

FIRST, SECOND = {"type": "a"}, {"type": "b"}


def told(stream: Stream) -> list[tuple[int, int]]:
    """Who was told, and of which place."""
    return [(data["listener"], place) for place, data in stream.due()]


def listener(number: int) -> Listener:
    return Listener(number, [EventKey()])


class TestStream:
    def test_each_listener_once_in_order(self):
        stream = Stream()
        stream.listen([listener(1), listener(2)], [])
        stream.add(FIRST)
        stream.add(SECOND)
        assert told(stream) == [(1, 1), (2, 1), (1, 2), (2, 2)]
        assert told(stream) == []
        stream.add(FIRST)
        assert told(stream) == [(1, 3), (2, 3)]

    def test_a_later_one_hears_what_was_not_consumed(self):
        stream = Stream()
        stream.listen([listener(1)], [])
        stream.add(FIRST)
        stream.add(SECOND)
        for (place, _), message in zip([*stream.due()], ["m1", "m2"], strict=True):
            stream.told(message, place)
        stream.answered(Answer("m1", {"accepted": True}))
        stream.answered(Answer("m2", {"accepted": False}))
        stream.listen([listener(2)], [1])
        assert told(stream) == [(2, 2)]

    def test_a_listener_named_twice_is_one(self):
        stream = Stream()
        stream.listen([listener(1)], [])
        stream.add(FIRST)
        assert told(stream) == [(1, 1)]
        stream.listen([listener(1)], [])
        assert told(stream) == []

    @pytest.mark.parametrize("number", [1, 7])
    def test_who_listens_no_more_hears_nothing(self, number):
        stream = Stream()
        stream.listen([listener(1)], [])
        stream.listen([], [1, number])
        stream.add(FIRST)
        assert told(stream) == []

    def test_answers_to_other_messages(self):
        Stream().answered(Answer("run.cancel", {"accepted": True}))
