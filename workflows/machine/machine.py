"""The machine: facts come in, wanted effects, trace and facts to keep come out.

Four drivers use it: the Temporal workflow, the simulator, tests and the rebuilding of a run from
its facts. Never: I/O, a clock, randomness, an event loop, or an order that differs between two
processes; this code is replayed.
"""

from __future__ import annotations

from typing import assert_never

from definitions.contracts import Answer, FactRow
from definitions.errors import Problem, ProblemError, timeout
from definitions.expressions import Template
from definitions.plans import Program, TaskPlan
from definitions.values import Json, JsonObject
from workflows.machine import (
    bounds,
    events,
    extensions,
    facts,
    faulting,
    inbox,
    questions,
    sealing,
    ways,
)
from workflows.machine.approvals import Approvals
from workflows.machine.effects import TIMEOUT, Effects
from workflows.machine.evaluating import Evaluator
from workflows.machine.events import Events
from workflows.machine.facts import Fact
from workflows.machine.frames import Frames, busy
from workflows.machine.state import (
    ChildEnded,
    EffectEnded,
    Enter,
    EventArrived,
    Frame,
    State,
    Step,
)
from workflows.machine.taken import Taken
from workflows.machine.tasks import TASK_TYPES
from workflows.machine.trace import Trace
from workflows.machine.turn import TaskType, Turn
from workflows.machine.ways import Watch

ENDED = ("completed", "faulted", "cancelled")


class Machine:
    """Interprets one run of one program."""

    def __init__(
        self, program: Program, state: State | None = None, watch: Watch = ways.unwatched
    ) -> None:
        self.program = program
        self._watch = watch
        self._facts: list[FactRow] = []
        self._answers: list[Answer] = []
        self._be(state or State())

    def _be(self, state: State) -> None:
        self.state, self.approvals = state, Approvals(state)
        self.effects, self.events, self.frames = Effects(state), Events(state), Frames(state)
        self._scale, self._trace = bounds.Scale(state), Trace(self.program, state)
        self._evaluator = Evaluator(self.program, state, self.frames)

    # ---- what drivers use

    @property
    def now(self) -> int:
        return self.state.now

    @property
    def ended(self) -> bool:
        return self.state.status in ENDED

    @property
    def idle(self) -> bool:
        """Nothing can be done before the next fact."""
        return self.ended or self.state.suspended or not self.state.ready

    def feed(self, fact: Fact) -> None:
        """Take note of what happened; `advance` draws the consequences.

        The row says after how many steps it came, so that the same facts always make the same
        state, however a driver bunched them.
        """
        state = self.state
        state.last_fact += 1
        self._facts.append(facts.to_row(fact, state.last_fact, state.steps))
        state.now = max(state.now, fact.at)
        state.work += bounds.work_of(fact)
        match fact:
            case facts.Started():
                self._start(fact)
            case facts.CallFinished():
                sealing.authorize(self.state, fact)
                self.effects.settle(fact.effect)
                self.effect_ended(fact.effect, fact.output, None)
            case facts.CallFailed():
                if fact.definite:
                    self.effects.settle(fact.effect)
                self.effect_ended(fact.effect, None, fact.problem)
            case facts.CallSlow():
                self.effects.repeat_regularly(fact.effect)
            case facts.TimerFired():
                self.effect_ended(fact.effect, None, None)
            case facts.Retried():
                self._be(State.from_json(fact.state))
                self.approvals.revive()
            case facts.MessageArrived():
                inbox.receive(self, fact.message)
            case _:
                assert_never(fact)

    def advance(self, most: int = 1_000) -> int:
        """Take up to `most` steps, fewer if there is much to evaluate; answers how many."""
        taken = self._evaluator.work = 0
        while taken + self._evaluator.work // bounds.WORK_A_STEP < most and not self.idle:
            if self.state.status == "waiting":
                self.state.status = "running"
            self._take(self.state.ready.pop(0))
            taken += 1
        self.state.steps += taken
        self._settle_status(noted=taken > 0)
        return taken

    def take(self) -> Taken:
        """Hand over what has come up since the last time."""
        news = (*self.events.take(), self.approvals.take())
        kept, answers, self._facts, self._answers = self._facts, self._answers, [], []
        return Taken(self.effects.take(), kept, self._trace.take(), answers, *news)

    # ---- facts

    def _start(self, fact: facts.Started) -> None:
        state = self.state
        state.run, state.started_at = fact.run, fact.at
        state.input = state.raw_input = fact.input
        state.status = "running"
        self.note_run("run.started", {"input": self._trace.clip(fact.input)})
        root = self.program.root
        try:
            self._evaluator.fit(self.program.input_schema, fact.input, "The input", "/")
            if self.program.input_from is not None:
                state.input = self._evaluator.in_run(self.program.input_from, fact.input)
        except ProblemError as error:
            self.fault_run(error.problem)
            return
        self.open_child(None, root, root.pointer, state.input)

    def effect_ended(self, number: int, output: Json, problem: Problem | None) -> None:
        effect = self.effects.close(number)
        frame = None if effect is None else self.state.frames.get(effect.frame)
        if effect is None or frame is None:
            return  # of a task that has been cancelled meanwhile nobody wants to hear
        if effect.kind == TIMEOUT:
            frame.timeout = 0
            self.took(frame, ways.TIMED_OUT)
            problem = timeout("It took longer than its timeout allows.", frame.pointer or "/")
        call = None if problem is None or effect.kind != "call" else effect.call
        self.state.ready.append(EffectEnded(effect.frame, number, output, problem, call))

    def answer(self, answer: Answer) -> None:
        self._answers.append(answer)

    # ---- steps

    def _take(self, step: Step) -> None:
        self._evaluator.begin_turn()
        self._step(step)
        self.state.work += 1 + self._evaluator.work_of_turn // bounds.WORK_A_STEP
        if not self.ended and (problem := self._scale.beyond()) is not None:
            self.fault_run(problem)

    def _step(self, step: Step) -> None:
        frame = self.state.frames.get(step.frame)
        if frame is None:
            self.drop(step)
            return
        try:
            self._turn(step, frame)
        except ProblemError as error:
            faulting.fault(self, frame, error.problem)

    def _turn(self, step: Step, frame: Frame) -> None:
        kind = self.kind_of(frame)
        match step:
            case Enter():
                plan = self.program.at(frame.pointer)
                if self._enter(plan, frame):
                    extensions.begin(self, plan, frame)
            case ChildEnded():
                if busy(frame):
                    extensions.child_ended(self, frame, step)
                elif kind.child_ended is not None:
                    kind.child_ended(self.turn_of(frame), step)
            case EffectEnded():
                self._answered(kind, frame, step)
            case EventArrived():
                events.settle(self, step, lambda: self._hear(frame, step))
            case _:
                assert_never(step)

    def _answered(self, kind: TaskType, frame: Frame, step: EffectEnded) -> None:
        if questions.asked(self, frame, step):
            return
        if step.problem is not None:
            raise ProblemError(step.problem)
        if kind.effect_ended is not None:
            kind.effect_ended(self.turn_of(frame), step)

    def _hear(self, frame: Frame, arrived: EventArrived) -> bool:
        heard = self.kind_of(frame).event_arrived
        return heard is not None and heard(self.turn_of(frame), arrived)

    def drop(self, step: Step) -> None:
        events.drop(self, step)

    def listed(self, frame: Frame) -> bool:
        """It is a list of tasks and none itself."""
        return self.program.at(frame.pointer).listed

    def kind_of(self, frame: Frame) -> TaskType:
        return TASK_TYPES[self.program.at(frame.pointer).kind]

    def turn_of(self, frame: Frame) -> Turn:
        return Turn(self, self.program.at(frame.pointer), frame)

    def _enter(self, plan: TaskPlan, frame: Frame) -> bool:
        """Check the input and bring it into shape; False when the task's `if` says to skip it."""
        frame.data = frame.raw
        if (
            plan.condition is not None
            and self.evaluate(frame, plan.condition, frame.raw) is not True
        ):
            self.note(frame, "task.skipped", {})
            self.took(frame, ways.SKIPPED)
            # A skipped task passes its input on and its `then` is not followed.
            self._leave(frame, frame.raw, None)
            return False
        self.took(frame, ways.ENTERED)
        self.shape_input(frame)
        if self._trace.shows(frame):
            self.note(
                frame, "task.started", {"type": plan.kind, "input": self._trace.clip(frame.data)}
            )
        if plan.timeout is not None:
            until = self.now + self.turn_of(frame).duration(plan.timeout)
            self.effects.want_timeout(frame, until)
        return True

    def shape_input(self, frame: Frame) -> None:
        plan, frame.data = self.program.at(frame.pointer), frame.raw
        self._evaluator.fit(plan.input_schema, frame.raw, "The input", plan.pointer)
        if plan.input_from is not None:
            sealing.shape_input(self, plan.kind, plan.input_from, frame)

    # ---- what turns ask for

    def begin(self, frame: Frame) -> None:
        """What comes before the task is done: its own turn."""
        self.kind_of(frame).enter(self.turn_of(frame))

    def evaluate(
        self,
        frame: Frame,
        template: Template,
        value: Json,
        variables: JsonObject | None = None,
        *,
        secrets: bool = False,
    ) -> Json:
        return self._evaluator.in_task(frame, template, value, variables, secrets=secrets)

    def open_child(
        self,
        frame: Frame | None,
        plan: TaskPlan,
        path: str,
        value: Json,
        variables: JsonObject | None = None,
    ) -> Frame:
        opened = self.frames.open(frame, plan, path, value, variables or {})
        self.state.ready.append(Enter(opened.id))
        return opened

    def iterate(
        self, frame: Frame, plan: TaskPlan, at: str, value: Json, variables: JsonObject
    ) -> Frame:
        opened = self.frames.iterate(frame, plan, at, value, variables)
        self.state.ready.append(Enter(opened.id))
        return opened

    def open_function(self, frame: Frame, pointer: str, value: Json) -> None:
        bounds.check_depth(frame, self.frames.around(frame))
        self.open_child(frame, self.program.at(pointer), frame.path + pointer, value)

    def close_children(self, frame: Frame) -> None:
        faulting.close_inside(self, frame)

    def publish(self, frame: Frame, event: JsonObject) -> None:
        body: JsonObject = {"id": event["id"], "source": event["source"], "type": event["type"]}
        self._trace.of_event(frame, "task.emitted", body)
        self.events.emit(self.state.last_trace, event)

    def end(self, frame: Frame, output: Json, then: str | None) -> None:
        """The task has its raw output: shape it, export, and tell the parent."""
        output, self.state.context = self.shaped(frame, output)
        extensions.end(self, frame, output, then or self.program.at(frame.pointer).then)

    def shaped(self, frame: Frame, output: Json) -> tuple[Json, Json]:
        """The output as the task makes it of this, and the context that it exports."""
        plan = self.program.at(frame.pointer)
        if plan.output_as is not None:
            output = self._evaluator.in_task(frame, plan.output_as, output, output=output)
        self._evaluator.fit(plan.output_schema, output, "The output", plan.pointer)
        context = self.state.context
        if plan.export_as is not None:
            context = self._evaluator.in_task(frame, plan.export_as, output, output=output)
        self._evaluator.fit(plan.export_schema, context, "The exported context", plan.pointer)
        return output, context

    def finish(self, frame: Frame, output: Json, then: str | None) -> None:
        """What comes after the task is done too."""
        if self._trace.shows(frame):
            self.note(frame, "task.completed", {"output": self._trace.clip(output)})
        self._leave(frame, output, then)

    # ---- ends

    def _leave(self, frame: Frame, output: Json, then: str | None) -> None:
        self.effects.cancel(frame.timeout)
        self.frames.close(frame)
        if frame.parent:
            name = self.program.at(frame.pointer).name
            self.state.ready.append(ChildEnded(frame.parent, name, output, then))
            return
        try:
            if self.program.output_as is not None:
                output = self._evaluator.in_run(self.program.output_as, output)
            self._evaluator.fit(self.program.output_schema, output, "The output", "/")
        except ProblemError as error:
            self.fault_run(error.problem)
            return
        self.state.output = output
        self._end_run("completed", {"output": self._trace.clip(output)})

    def fault_run(self, problem: Problem) -> None:
        self.state.error = problem
        self._end_run("faulted", {"error": problem.to_json()})

    def cancel_run(self, reason: Json) -> None:
        """Ends everything that is open; the standard's cancelled status."""
        for frame in list(self.state.frames.values()):
            if frame.parent:
                self.note(frame, "task.cancelled", {})
        self._end_run("cancelled", {"reason": reason})

    def _end_run(self, status: str, body: JsonObject) -> None:
        self.state.frames.clear()
        self.state.ready.clear()
        self.effects.cancel_all()
        self.state.suspended = False
        self.state.status = status
        self.note_run(f"run.{status}", body)

    def _settle_status(self, *, noted: bool) -> None:
        """Running, waiting or suspended: what people are told while the run is open.

        Only steps are noted: how often a driver advances in vain must make no difference.
        """
        state, before = self.state, self.state.status
        if self.ended or before == "pending":
            return
        if state.suspended:
            state.status = "suspended"
        elif not state.ready and self.effects.rest:
            state.status = "waiting"
        else:
            state.status = "running"
        if noted and state.status == "waiting" and before != "waiting":
            self.note_run("run.waiting", {})

    # ---- trace

    def took(self, frame: Frame, way: str) -> None:
        self._watch(frame.pointer, way)

    def note(self, frame: Frame, kind: str, body: JsonObject) -> None:
        self._trace.of_task(frame, kind, body)

    def note_run(self, kind: str, body: JsonObject) -> None:
        self._trace.of_run(kind, body)


__all__ = ["ENDED", "Machine"]
