"""`try`: does its tasks, and what is to be done when one of them faults: again, or another way.

Never: chance. How much a delay is spread comes from the run and the attempt, so that a replay
waits as long.
"""

from __future__ import annotations

from hashlib import sha256
from typing import cast

from definitions.durations import MOST
from definitions.errors import Problem, same_type
from definitions.fault_plans import CatchPlan, RetryPlan
from definitions.plans import TryBody
from definitions.values import Json, JsonObject
from workflows.machine.scope import moment
from workflows.machine.state import ChildEnded, EffectEnded
from workflows.machine.turn import END, TaskType, Turn
from workflows.machine.ways import CAUGHT, PASSED, RETRIED

RETRIES, BEGAN, HANDLING = "retries", "began", "handling"

ERROR = "error"
"""What a policy that many share calls the error, however the `catch` does."""

SHOWN = 100
"""So many attempts are shown to people."""

_DOUBLINGS = 60
"""More make no difference: the longest duration has been reached."""


def enter(turn: Turn) -> None:
    turn.memo.update({RETRIES: 0, BEGAN: turn.now})
    _attempt(turn)


def effect_ended(turn: Turn, _ended: EffectEnded) -> None:
    """The delay is over."""
    _attempt(turn)


def child_ended(turn: Turn, ended: ChildEnded) -> None:
    handled = turn.memo.get(HANDLING)
    if not handled:
        turn.took(PASSED)
    then = turn.body(TryBody).catch.then if handled else None
    turn.complete(ended.output, END if ended.then == END else then)


def child_faulted(turn: Turn, problem: Problem) -> bool:
    """Whether the error is caught. One of the handler isn't: it goes outwards."""
    body = turn.body(TryBody)
    catch = body.catch
    error: JsonObject = {catch.variable: problem.to_json()}
    if turn.memo.get(HANDLING) or not _caught(turn, catch, problem.to_json(), error):
        return False
    if catch.retry is not None and _retried(turn, catch.retry, problem, error):
        return True
    if body.handler is not None:
        turn.memo[HANDLING] = True
        turn.took(CAUGHT)
        turn.open(body.handler, turn.data, error)
        return True
    if catch.retry is not None:
        return False  # tried often enough, and nothing else is to be done
    turn.took(CAUGHT)
    turn.complete(turn.data, catch.then)
    return True


def catches(turn: Turn, problem: Problem) -> bool:
    """Whether `child_faulted` would catch it."""
    body = turn.body(TryBody)
    retry = body.catch.retry
    error: JsonObject = {body.catch.variable: problem.to_json()}
    if turn.memo.get(HANDLING) or not _caught(turn, body.catch, problem.to_json(), error):
        return False
    if retry is None or body.handler is not None:
        return True
    return _delay_before(turn, retry, problem, error) is not None


def _attempt(turn: Turn) -> None:
    body = turn.body(TryBody)
    limit = body.catch.retry.attempt if body.catch.retry else None
    if body.catch.retry is not None:
        turn.begin_attempt()
    turn.open(body.tasks, turn.data, within_ms=None if limit is None else turn.duration(limit))


# ---- which errors


def _caught(turn: Turn, catch: CatchPlan, problem: JsonObject, error: JsonObject) -> bool:
    for name, filtered in catch.filters.items():
        if not _same(name, turn.evaluate(filtered), problem.get(name)):
            return False
    if catch.when is not None and turn.evaluate_on(catch.when, turn.data, error) is not True:
        return False
    unless = catch.except_when
    return unless is None or turn.evaluate_on(unless, turn.data, error) is not True


def _same(name: str, wanted: Json, given: Json) -> bool:
    if name == "type" and isinstance(wanted, str) and isinstance(given, str):
        return same_type(wanted, given)
    return wanted == given


# ---- again


def _retried(turn: Turn, retry: RetryPlan, problem: Problem, error: JsonObject) -> bool:
    delay = _delay_before(turn, retry, problem, error)
    if delay is None:
        return False
    retries = cast("int", turn.memo[RETRIES])
    turn.memo[RETRIES] = retries + 1
    turn.took(RETRIED)
    if retries < SHOWN:
        at = moment(turn.now + delay)["iso8601"]
        turn.note("task.retried", attempt=retries + 1, until=at, error=problem.to_json())
    turn.timer(turn.now + delay)
    return True


def _delay_before(turn: Turn, retry: RetryPlan, problem: Problem, error: JsonObject) -> int | None:
    """How long to wait before the next attempt; None when there is none."""
    retries = cast("int", turn.memo[RETRIES])
    named: JsonObject = {ERROR: problem.to_json(), **error}
    if retry.count is not None and retries >= retry.count:
        return None
    if retry.when is not None and turn.evaluate_on(retry.when, turn.data, named) is not True:
        return None
    unless = retry.except_when
    if unless is not None and turn.evaluate_on(unless, turn.data, named) is True:
        return None
    delay = _delay(turn, retry, retries)
    if retry.total is not None:
        began = cast("int", turn.memo[BEGAN])
        if turn.now + delay > began + turn.duration(retry.total):
            return None
    return delay


def _delay(turn: Turn, retry: RetryPlan, retries: int) -> int:
    base = 0 if retry.delay is None else turn.duration(retry.delay)
    match retry.growth:
        case "constant":
            grown = base
        case "linear":
            grown = base * (retries + 1)
        case "exponential":
            grown = base << min(retries, _DOUBLINGS)
    if retry.jitter is not None:
        least, most = (turn.duration(bound) for bound in retry.jitter)
        grown += least + _share(f"{turn.key}:{retries}", max(0, most - least))
    return min(grown, MOST)


def _share(of: str, most: int) -> int:
    """A number from 0 to `most`, spread evenly over what it is made of."""
    return int.from_bytes(sha256(of.encode()).digest()[:8]) % (most + 1)


TYPE = TaskType(
    enter=enter,
    child_ended=child_ended,
    effect_ended=effect_ended,
    child_faulted=child_faulted,
    catches=catches,
)
