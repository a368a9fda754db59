"""The machine's state: plain data, serialisable between any two steps.

Never: a reference to the program, to a clock or to an open resource. A change of shape raises
FORMAT and keeps reading the earlier ones.
"""

from __future__ import annotations

from typing import TypeAlias, cast

import msgspec
from msgspec import Struct, field

from definitions.contracts import EventKey
from definitions.errors import Problem
from definitions.values import Json, JsonObject

FORMAT = 4
LANGUAGE = "1.0.3"
_WITHOUT_RAW_INPUT = 1
"""A format of before, in which the input was kept only as `input.from` had made it."""
_WITHOUT_VARIABLES = 2
"""Another, of tasks without variables, timeouts, extensions and listeners. What they are by
default fits."""
_WITHOUT_ROUNDS = 3
"""Another, of runs that could not be retried, and whose work nobody counted. What is so by default
fits."""


BEFORE, INSIDE, AFTER = "before", "inside", "after"
"""Stages of a task that is extended."""


class Extending(Struct, omit_defaults=True):
    """How far the extensions of a task have come."""

    applied: list[int]
    """Which of the program's."""
    stage: str
    place: int = 0
    """Of the applied ones, the one whose tasks are being carried out."""
    output: Json = None
    """The task's own, while what comes after it is carried out."""
    then: str | None = None


class Attempt(Struct, omit_defaults=True):
    """Of a `try` that may do its tasks again: which calls are the same as in the last attempt."""

    before: dict[str, int] = field(default_factory=dict[str, int])
    """How often the paths inside had been entered when the attempt began."""
    keys: dict[str, str] = field(default_factory=dict[str, str])
    """Idempotency keys of calls without a definite answer, by their place in an attempt."""


class Frame(Struct, omit_defaults=True):
    """One task being carried out. Frames form a tree; the root is the workflow's own `do`."""

    id: int
    parent: int
    """0: the run itself."""
    pointer: str
    """Which task of the definition."""
    path: str
    """Where in the run: the pointer, with iterations and branches told apart."""
    visit: int
    """How often the path has been entered before."""
    raw: Json
    """Input as it came, before `input.from`."""
    started_at: int
    data: Json = None
    """Input after `input.from`: what `.` and `$input` mean in the task."""
    sealed: Json = None
    """The same of a call whose `input.from` reads secrets, left for the activity; `data` then is
    what people may see of it."""
    memo: JsonObject = field(default_factory=dict[str, Json])
    """What the task type has to remember."""
    variables: JsonObject = field(default_factory=dict[str, Json])
    """What expressions in the tasks inside can read by name."""
    depth: int = 0
    """In how many extensions, one in the other, the task stands."""
    quiet: bool = False
    """In an iteration that people aren't shown."""
    round: int = 0
    """After which retry of the run it was entered; 0 before any."""
    inner_round: int = 0
    """The same of what is entered in it from now on."""
    timeout: int = 0
    """Number of the effect that says when its time is up; 0 without."""
    visits: dict[str, int] | None = None
    """Of an iteration: how often the paths inside have been entered. Forgotten at its end."""
    extending: Extending | None = None
    attempt: Attempt | None = None
    authorization: JsonObject | None = None
    """`$authorization`, once a call has been made with one."""


class Effect(Struct, omit_defaults=True):
    """A wanted effect that has not been answered."""

    id: int
    frame: int
    kind: str
    """call, timer, timeout, child, listener, question or approval."""
    until: int = 0
    call: JsonObject | None = None
    """Of a call: all that is needed to want it again. Of a child and of an
    approval: its id, and the call's key."""
    keys: list[EventKey] = field(default_factory=list[EventKey])
    """Of a listener."""


class Enter(Struct, tag="enter", tag_field="step"):
    frame: int


class ChildEnded(Struct, tag="child", tag_field="step"):
    frame: int
    child: str
    """Name of the task that ended."""
    output: Json
    then: str | None


class EffectEnded(Struct, tag="effect", tag_field="step"):
    frame: int
    effect: int
    output: Json = None
    problem: Problem | None = None
    call: JsonObject | None = None
    """Of a call that failed: all that is needed to want it again."""


class EventArrived(Struct, tag="event", tag_field="step"):
    """An event for a listener of this frame."""

    frame: int
    listener: int
    message: str
    place: int
    event: JsonObject


Step: TypeAlias = Enter | ChildEnded | EffectEnded | EventArrived


class State(Struct):
    """All that a run is between two steps."""

    format: int = FORMAT
    language: str = LANGUAGE
    run: str = ""
    status: str = "pending"
    suspended: bool = False
    now: int = 0
    started_at: int = 0
    input: Json = None
    """After the workflow's `input.from`."""
    raw_input: Json = None
    """As it was given; `$workflow.input` means this."""
    context: Json = None
    output: Json = None
    error: Problem | None = None
    frames: dict[int, Frame] = field(default_factory=dict[int, Frame])
    effects: dict[int, Effect] = field(default_factory=dict[int, Effect])
    ready: list[Step] = field(default_factory=list[Step])
    visits: dict[str, int] = field(default_factory=dict[str, int])
    last_frame: int = 0
    last_effect: int = 0
    last_fact: int = 0
    last_trace: int = 0
    last_message: int = 0
    consumed: dict[int, int] = field(default_factory=dict[int, int])
    """Of the last events that were: their places, and the last effect that was open then."""
    steps: int = 0
    """Steps taken in the whole life of the run."""
    work: int = 0
    """The same, with what expressions have done."""
    look_at: int = 0
    """So much work, and somebody looks again how much the run holds."""
    look_at_rest: int = 0
    """The same of a run that comes to rest."""

    def to_json(self) -> JsonObject:
        return cast("JsonObject", msgspec.to_builtins(self, str_keys=True))

    @classmethod
    def from_json(cls, kept: JsonObject) -> State:
        known = kept.get("format")
        if known == _WITHOUT_RAW_INPUT:
            kept = {**kept, "format": FORMAT, "raw_input": kept.get("input")}
        elif known in (_WITHOUT_VARIABLES, _WITHOUT_ROUNDS):
            kept = {**kept, "format": FORMAT}
        elif known != FORMAT:
            raise ValueError(
                f"The run's state has format {known}, this release reads {FORMAT}: "
                "use the release that wrote it, or a newer one."
            )
        return msgspec.convert(kept, cls, str_keys=True)
