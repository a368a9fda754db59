"""What comes to a revived run before it is back where it had been is heard there, not refused."""

from __future__ import annotations

from definitions.contracts import (
    CHILD_ENDED,
    EVENT_CAME,
    RULES_OF_RIDING_TOGETHER,
    Message,
)
from tests.workflows.conftest import program_of
from tests.workflows.test_driver import LENGTHS, cut_at
from tests.workflows.test_run import World, facts_of, replay, revived, running
from workflows import run as run_module

COUNTS = "  - all: { for: { in: '[range(60)]' }, do: [{ s: { set: { n: '${ $item }' } } }] }\n"
HEARS = """\
  - hear: { listen: { to: { one: { with: { type: test.heard } } } } }
  - end: { set: { heard: '${ .[0].n }' } }
"""
TWICE = """\
  - first: { listen: { to: { one: { with: { type: test.heard } } } } }
  - pay: { call: http, with: { method: post, endpoint: 'https://example.com/' } }
  - then: { listen: { to: { one: { with: { type: test.heard } } } } }
  - end: { set: { heard: '${ .[0].n }' } }
"""
SLOWLY = """\
  - both:
      fork:
        branches:
          - hears: { listen: { to: { all: [{ with: { type: a } }, { with: { type: b } }] } } }
          - rests: { wait: { milliseconds: 200 } }
"""
PARENT = """\
  - child: { run: { workflow: { namespace: test, name: child, version: '1.0.0' } } }
  - end: { set: { child: '${ .a }' } }
"""
ENDLESS = "  - a: { set: { n: 1 }, then: b }\n  - b: { set: { n: 2 }, then: a }\n"

__all__ = ["cut_at"]


def event(listener: int, sequence: int, kind: str = "test.heard") -> Message:
    said = {"specversion": "1.0", "id": f"e{sequence}", "source": "urn:x", "type": kind}
    came = {"listener": listener, "place": sequence, "event": {**said, "data": {"n": sequence}}}
    return Message(f"m{sequence}", sequence, EVENT_CAME, came)


async def lost_at_rest(temporal, program) -> World:
    """A run whose execution is lost where it waits."""
    async with running(temporal, program) as lost:
        await lost.until("waiting")
        await lost.handle.terminate()
    return lost


def listeners(world: World) -> list[int]:
    return [one.number for kept in world.recordings for one in kept.listening]


@LENGTHS
async def test_an_event_for_a_listener_that_is_yet_to_come(temporal, cut_at, length):
    program = program_of(COUNTS + HEARS)
    lost = await lost_at_rest(temporal, program)
    (listener,) = listeners(lost)
    cut_at(length)
    start = revived(program, facts_of(lost))
    async with running(temporal, program, start=start, early=event(listener, 1)) as world:
        await world.handle.result()
        await replay(await world.handle.fetch_history())
    assert world.last.output == {"heard": 1}
    assert [one.body for kept in world.recordings for one in kept.answers] == [{"accepted": True}]


async def test_amid_long_work_that_goes_on_as_new_executions(temporal, cut_at, monkeypatch):
    """Between the last fact and the listener lie several of them."""
    monkeypatch.setattr(run_module, "WORK_AN_ACTIVATION", 10)
    program = program_of(COUNTS + HEARS)
    lost = await lost_at_rest(temporal, program)
    (listener,) = listeners(lost)
    cut_at(8)
    start = revived(program, facts_of(lost)[:1])
    async with running(temporal, program, start=start, early=event(listener, 1)) as world:
        await world.handle.result()
    assert world.last.output == {"heard": 1}


async def test_by_the_rules_of_before_it_is_refused(temporal):
    """An execution that began so is replayed so."""
    program = program_of(HEARS)
    lost = await lost_at_rest(temporal, program)
    (listener,) = listeners(lost)
    start = revived(program, facts_of(lost), RULES_OF_RIDING_TOGETHER)
    async with running(temporal, program, start=start, early=event(listener, 1)) as world:
        await world.until("waiting")
        await world.handle.terminate()
    (answer,) = [one.body for kept in world.recordings for one in kept.answers]
    assert answer["accepted"] is False


async def test_a_listener_that_has_heard_one_of_two(temporal):
    program = program_of(SLOWLY)
    async with running(temporal, program) as lost:
        await lost.meets(lambda kept: kept.listening)
        (listener,) = listeners(lost)
        await lost.handle.signal("message", event(listener, 1, "a"))
        await lost.meets(lambda kept: kept.answers)
        await lost.handle.terminate()
    start = revived(program, facts_of(lost))
    async with running(temporal, program, start=start, early=event(listener, 1, "a")) as world:
        await world.handle.signal("message", event(listener, 2, "b"))
        await world.handle.result()
    assert listeners(world) == [listener]  # said again: nobody knows who had been told
    assert world.last.output[0] == [{"n": 1}, {"n": 2}]


async def test_what_was_consumed_is_not_heard_again(temporal):
    program = program_of(TWICE)
    async with running(temporal, program) as lost:
        await lost.until("waiting")
        (listener,) = listeners(lost)
        await lost.handle.signal("message", event(listener, 1))
        await lost.meets(lambda kept: len(listeners(lost)) == 2)
        await lost.handle.terminate()
    start = revived(program, facts_of(lost))
    second = listeners(lost)[1]
    again = Message("m2", 2, EVENT_CAME, {**event(second, 1).data})
    async with running(temporal, program, start=start, early=again) as world:
        await world.meets(lambda kept: kept.answers)
        await world.handle.signal("message", event(second, 3))
        await world.handle.result()
    assert world.last.output == {"heard": 3}


async def test_the_end_of_a_run_that_is_yet_to_be_begun_again(temporal):
    program = program_of(COUNTS + PARENT)
    lost = await lost_at_rest(temporal, program)
    key = lost.calls[0].key
    end = {"key": key, "run": "child-1", "status": "completed", "output": {"a": 1}}
    start = revived(program, facts_of(lost)[:1])
    early = Message("m1", 1, CHILD_ENDED, end)
    async with running(temporal, program, start=start, early=early) as world:
        await world.handle.result()
    assert world.last.output == {"child": 1}


async def test_who_comes_to_no_rest_still_hears_that_it_is_cancelled(temporal, monkeypatch):
    monkeypatch.setattr(run_module, "MOST_UNHEARD", 5_000)
    program = program_of(ENDLESS)
    async with running(temporal, program) as lost:
        await lost.meets(lambda kept: kept.facts)
        await lost.handle.terminate()
    start = revived(program, facts_of(lost)[:1])
    early = Message("m1", 1, "run.cancel", {})
    async with running(temporal, program, start=start, early=early) as world:
        await world.handle.result()
    assert world.last.status == "cancelled"
