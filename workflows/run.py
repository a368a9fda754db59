"""The one workflow type: drives the machine with Temporal.

It turns wanted effects into activities and timers, and their ends into facts. Never: a decision
about the process; the machine takes those. Never: clock, randomness, I/O or environment of its
own; this code is replayed. Rejected: a child workflow for a loop or a branch (each costs a
workflow, and none survives its parent's continue-as-new).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import cast

import msgspec
from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import FailureError, is_cancelled_exception
from temporalio.workflow import ContinueAsNewVersioningBehavior

from definitions import errors
from definitions.contracts import (
    MESSAGE_SIGNAL,
    MOVE_SIGNAL,
    RECORD,
    RETRIED,
    RULES,
    RULES_OF_BEFORE,
    RULES_OF_RIDING_TOGETHER,
    RUN_WORKFLOW,
    Call,
    FactRow,
    Message,
    Outcome,
    Recording,
    RunStart,
)
from definitions.errors import Problem
from definitions.plans import Program
from definitions.values import JsonObject
from workflows.lifespan import WORK_AN_ACTIVATION, Age, Lifespan
from workflows.machine import facts
from workflows.machine.facts import Fact
from workflows.machine.machine import Machine
from workflows.machine.rebuilding import Rebuilding, rebuild
from workflows.machine.state import State
from workflows.machine.taken import Taken
from workflows.machine.wanted import WantCall, WantCancel, WantTimer
from workflows.pending import Pending
from workflows.riding import Riding

_LETTING_GO = timedelta(seconds=10)
"""A call that rides answers within a second by itself. Temporal's own time-out is the last resort:
a history with one can't be replayed."""
_HEARTBEAT = timedelta(seconds=10)
_PATIENT = RetryPolicy(
    initial_interval=timedelta(milliseconds=500),
    backoff_coefficient=2.0,
    maximum_interval=timedelta(seconds=10),
)
_ONCE = RetryPolicy(maximum_attempts=1)

MOST_UNHEARD = 250_000
"""Steps after its last fact that a revived run takes before it hears what came meanwhile: about ten
seconds of work. One in an endless loop comes to no rest, and must still hear that it is cancelled.
"""


def _nobody(_recording: Recording) -> None:
    """Where nobody listens, as in a replay, what would be recorded softly is let go."""


record_softly: Callable[[Recording], None] = _nobody
"""Set by the worker: takes recordings that need not be durable yet. It must only put them aside;
a crash may lose them, because the replay after it makes them again."""


@workflow.defn(name=RUN_WORKFLOW, sandboxed=False)
class Run:
    """One execution of one run."""

    @workflow.init
    def __init__(self, start: RunStart, program: Program) -> None:
        self._start = start
        self._program = program
        self._incoming: deque[Fact] = deque()
        self._open: dict[int, asyncio.Task[None]] = {}
        self._carried: dict[int, Recording] = {}
        self._hears_from = 0
        self._lifespan = Lifespan(start.rules, _age)
        self._riding = Riding(start.rules, _now())
        self._pending = Pending(start)
        self._machine = Machine(program)
        if start.state is not None:
            self._go_on(start.state)
        elif not start.facts:
            # Here and not in `run`: a message that came with the start must find a started run.
            self._incoming.append(facts.Started(_now(), start.run, start.input))
        elif start.rules == RULES_OF_BEFORE:
            self._machine = rebuild(program, start.facts)
            self._want_again()

    @workflow.run
    async def run(self, start: RunStart, program: Program) -> None:
        if start.facts and start.rules != RULES_OF_BEFORE:
            await self._rebuild(Rebuilding(program, start.facts))
        while True:
            await self._settle()
            if self._machine.ended:
                await self._refuse_late()
                return
            if self._should_continue():
                await self._continue_as_new()
            await workflow.wait_condition(lambda: bool(self._incoming) or self._wakes())

    @workflow.signal(name=MESSAGE_SIGNAL)
    def message(self, message: Message) -> None:
        self._lifespan.messages += 1
        self._riding.settled(_now())
        self._incoming.append(facts.MessageArrived(_now(), message))

    @workflow.signal(name=MOVE_SIGNAL)
    def move(self) -> None:
        """Wakes the run and tells it nothing: whether it is to go on elsewhere, Temporal says."""

    # ---- one round: feed what came, do what is wanted, keep what is known

    async def _settle(self) -> None:
        machine = self._machine
        self._act(machine.take())
        while (self._incoming or not machine.idle) and not self._should_continue():
            while self._incoming and self._hears():
                machine.feed(self._incoming.popleft())
            machine.advance(WORK_AN_ACTIVATION)
            self._act(machine.take())
            if not machine.idle:
                await self._pause()
        await self._record()

    async def _refuse_late(self) -> None:
        """What came while the end was being kept: nobody else would answer it."""
        machine = self._machine
        while late := [one for one in self._incoming if isinstance(one, facts.MessageArrived)]:
            self._incoming.clear()
            for one in late:
                machine.feed(one)
            self._act(machine.take())
            await self._record()

    def _hears(self) -> bool:
        """A revived run not before it is back where it was: what comes may be for a later task."""
        if self._machine.idle or self._machine.state.steps >= self._hears_from:
            self._hears_from = 0
        return not self._hears_from

    async def _pause(self) -> None:
        """Amid work that takes long: what is known is kept, and the activation ends.

        Not by a timer, which takes Temporal up to a second.
        """
        if self._riding.together:
            self._lifespan.activations += 1
            await _write(self._pending.all(self._machine.state))
        else:
            await self._record()
            await self._breathe()

    async def _record(self) -> None:
        """Durably where the run rests or ends, or has answered somebody; else softly."""
        recording = self._pending.take(self._machine.state)
        if recording is None:
            return
        state = self._machine.state
        rests = recording.status is not None and recording.status not in ("running", "pending")
        told = recording.emitted or recording.listening or recording.asking
        awaited = recording.answers or told
        if self._machine.ended or rests or awaited:
            await _write(recording)
        elif state.status != "pending":
            record_softly(recording)

    def _act(self, taken: Taken) -> None:
        self._pending.add(taken)
        calls = [wanted for wanted in taken.wanted if isinstance(wanted, WantCall)]
        riding = self._riding.chosen(self._machine, calls, _now())
        for wanted in taken.wanted:
            match wanted:
                case WantCall():
                    recording = None
                    if not wanted.safe:
                        recording = self._pending.take(self._machine.state)
                    if recording is not None:
                        self._carried[wanted.effect] = recording
                    work = self._call(wanted, recording, rides=wanted.effect in riding)
                    self._open[wanted.effect] = asyncio.create_task(work)
                case WantTimer():
                    self._open[wanted.effect] = asyncio.create_task(self._timer(wanted))
                case WantCancel():
                    self._cancel(wanted.effect)
                    self._pending.cancel(wanted.child)

    def _cancel(self, effect: int) -> None:
        task = self._open.pop(effect, None)
        self._riding.given_up(effect)
        if task is not None:
            task.cancel()
        carried = self._carried.pop(effect, None)
        if carried is not None:
            # The call may never have begun: what it was to record goes another way. Twice is once.
            record_softly(carried)

    # ---- effects

    async def _timer(self, wanted: WantTimer) -> None:
        left = wanted.until - _now()
        if left > 0:
            await workflow.sleep(timedelta(milliseconds=left))
            self._riding.settled(_now())
        self._finish(wanted.effect, facts.TimerFired(_now(), wanted.effect))

    async def _call(self, wanted: WantCall, recording: Recording | None, *, rides: bool) -> None:
        call = Call(
            tenant=self._start.tenant,
            run=self._start.run,
            workflow=self._start.workflow,
            task=wanted.task,
            key=wanted.key,
            arguments=wanted.arguments,
            timeout_seconds=wanted.timeout_seconds,
            safe=wanted.safe,
            recording=recording,
            attempt=wanted.attempt,
            rides=rides and self._riding.together,
            rode=wanted.rode,
        )
        try:
            outcome = await (_quickly(wanted, call) if rides else _regularly(wanted, call))
        except FailureError as error:  # of a local one without an ActivityError around it
            if is_cancelled_exception(error):
                return
            outcome = (
                Outcome(slow=True)
                if rides
                else Outcome(problem=_failure(wanted, error), definite=False)
            )
        self._answered(wanted, outcome, rides=rides)

    def _answered(self, wanted: WantCall, outcome: Outcome, *, rides: bool) -> None:
        effect = wanted.effect
        if not rides:
            self._riding.settled(_now())
        else:
            self._riding.answered(wanted, outcome)
        if outcome.slow:
            carried = self._carried.get(effect)
            if carried is not None:
                self._pending.put_back(carried)
            self._finish(effect, facts.CallSlow(_now(), effect))
        elif outcome.problem is None:
            known = msgspec.UNSET if outcome.authorization is None else outcome.authorization
            self._finish(effect, facts.CallFinished(_now(), effect, outcome.output, known))
        else:
            failed = facts.CallFailed(_now(), effect, outcome.problem, outcome.definite)
            self._finish(effect, failed)

    def _finish(self, effect: int, fact: Fact) -> None:
        """The answer counts unless the machine has lost interest meanwhile."""
        self._carried.pop(effect, None)
        if self._open.pop(effect, None) is not None:
            self._incoming.append(fact)

    # ---- long lives

    async def _rebuild(self, rebuilding: Rebuilding) -> None:
        """Of a run that is revived; what comes meanwhile waits in its inbox."""
        while rebuilding.advance(WORK_AN_ACTIVATION):
            await self._breathe()
        self._machine = rebuilding.machine
        if self._start.rules > RULES_OF_RIDING_TOGETHER:
            self._hears_from = self._machine.state.steps + MOST_UNHEARD
        self._want_again()

    def _want_again(self, besides: AbstractSet[int] = frozenset()) -> None:
        self._machine.effects.want_again(besides)
        if not (self._start.facts and self._start.facts[-1].kind == RETRIED):
            self._pending.known_status = self._machine.state.status

    async def _breathe(self) -> None:
        """Ends the activation: messages get in, and the server sees that we live."""
        self._lifespan.activations += 1
        await workflow.sleep(timedelta(milliseconds=1))
        self._riding.settled(_now())

    def _should_continue(self) -> bool:
        lifespan = self._lifespan
        return lifespan.over() or (lifespan.due() and not self._calls_out())

    def _wakes(self) -> bool:
        return self._lifespan.wakes() and self._should_continue()

    async def _continue_as_new(self) -> None:
        """Start no more effects, let the calls that are out come home, serialise, go on."""
        await workflow.wait_condition(lambda: not self._calls_out())
        if self._start.rules != RULES_OF_BEFORE:
            # A replay makes again what was recorded softly, but only of the last execution.
            await _write(self._pending.all(self._machine.state))
        held = [facts.to_row(fact, 0, 0) for fact in self._incoming]
        state: JsonObject = {
            "machine": self._machine.state.to_json(),
            "incoming": msgspec.to_builtins(held),
            "hears_from": self._hears_from,
        }
        start = msgspec.structs.replace(self._start, input=None, facts=[], state=state, rules=RULES)
        workflow.continue_as_new(
            args=[start, self._program],
            initial_versioning_behavior=ContinueAsNewVersioningBehavior.AUTO_UPGRADE,
        )

    def _calls_out(self) -> bool:
        answered = {_effect_of(fact) for fact in self._incoming}
        effects = self._machine.state.effects.values()
        return any(effect.kind == "call" and effect.id not in answered for effect in effects)

    def _go_on(self, kept: JsonObject) -> None:
        self._machine = Machine(self._program, State.from_json(cast("JsonObject", kept["machine"])))
        rows = msgspec.convert(kept.get("incoming", []), list[FactRow])
        self._incoming.extend(facts.from_row(row) for row in rows)
        self._hears_from = msgspec.convert(kept.get("hears_from", 0), int)
        answered = {_effect_of(fact) for fact in self._incoming}
        self._want_again(besides=answered)


def _effect_of(fact: Fact) -> int:
    match fact:
        case facts.Started() | facts.Retried() | facts.MessageArrived():
            return 0
        case _:
            return fact.effect


async def _write(recording: Recording) -> None:
    await workflow.execute_local_activity(
        RECORD,
        recording,
        start_to_close_timeout=timedelta(seconds=30),
        retry_policy=_PATIENT,
    )


async def _quickly(wanted: WantCall, call: Call) -> Outcome:
    # An activity that is called by its name is typed by `result_type` at run time only.
    outcome: Outcome = await workflow.execute_local_activity(  # pyright: ignore[reportAny]
        wanted.function,
        call,
        result_type=Outcome,
        start_to_close_timeout=_LETTING_GO,
        retry_policy=_ONCE,
    )
    return outcome


async def _regularly(wanted: WantCall, call: Call) -> Outcome:
    """Attempts are not bounded: the intent in PostgreSQL, not Temporal, keeps a call single."""
    outcome: Outcome = await workflow.execute_activity(  # pyright: ignore[reportAny]
        wanted.function,
        call,
        result_type=Outcome,
        start_to_close_timeout=timedelta(seconds=wanted.timeout_seconds + 15),
        heartbeat_timeout=_HEARTBEAT,
        retry_policy=_PATIENT,
    )
    return outcome


def _failure(wanted: WantCall, error: FailureError) -> Problem:
    detail = f"The function {wanted.function} failed: {error.cause or error}."
    return errors.runtime(detail, wanted.task)


def _age() -> Age:
    info = workflow.info()
    return Age(
        info.get_current_history_length(),
        info.is_continue_as_new_suggested(),
        info.is_target_worker_deployment_version_changed(),
    )


def _now() -> int:
    return workflow.time_ns() // 1_000_000


__all__ = ["Run", "record_softly"]
