"""The shapes that rooms hand each other through Temporal and PostgreSQL.

They stand here because activities, gateway and store may not import workflows, nor the other way
round. Plain data, JSON on the wire (msgspec). Never: behaviour, and never a field removed or
changed in meaning; open runs of an earlier release still carry these shapes.
"""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType, field

from definitions.approvals import Asking
from definitions.errors import Problem
from definitions.values import Json, JsonObject

RUN_WORKFLOW = "Run"
"""The one workflow type."""

RUN_ID = "run"
"""How the ids of a run's executions begin in Temporal."""

CODE_ID = "code"
"""How the ids of what is written in Python begin."""

CODE_WORKFLOW = "Code"
"""The workflow that watches over one written in Python, on behalf of a run."""

MESSAGE_SIGNAL = "message"
"""The one signal: everything from outside comes by it."""

TASK_QUEUE = "baton"

MOVE_SIGNAL = "move"
"""Name of the signal that wakes a run, so that it sees that newer workers are there. The machine
never hears of it."""

RULES_OF_BEFORE = 1
"""The first rules, of executions that say none: long lives were only what the server suggested."""

RULES_OF_SAFE_RIDES = 2
"""Executions go on as new ones after so many steps and when newer workers are there, and keep
durably what they know before they do. Only what is safe to repeat rides in the workflow task."""

RULES_OF_RIDING_TOGETHER = 3
"""What is quick rides together."""

RULES = 4
"""Those of executions that begin now: one that goes on from facts hears nothing before it has come
as far as the one before it can have come."""

RECORD = "run.record"
"""Activity: writes what a run has become, at a wait and at its end."""

START_RUN = "run.start"
"""Activity: starts the run of another process, once for each key."""

RUN_SCRIPT = "script.run"
"""Activity: runs a script or a command of the shell, at most once for each key."""

CHILD_ENDED = "child.ended"
"""Message to a run: one that it has started and waits for has ended. Its data: `ChildEnd`."""

EVENT_CAME = "event.came"
"""Message to a run: an event that one of its listeners may want. Its data: `EventCame`."""

RETRIED = "run.retried"
"""Kind of the fact with which a run goes on that had ended: its body has the whole state, and
nothing before it is needed any more to make the run again. Of a line in the trace, too."""

RUN_CHANNEL = "baton_run"
"""PostgreSQL NOTIFY channel; the payload is "tenant run" of a run that was made or has changed,
and "tenant run open" where that was not its end."""

OPEN = "open"

OUTBOX_CHANNEL = "baton_outbox"
"""PostgreSQL NOTIFY channel: the outbox has something that only a relay delivers."""

MESSAGE_CHANNEL = "baton_message"
"""PostgreSQL NOTIFY channel; the payload is the id of a message that has been answered."""


class WorkflowRef(Struct, frozen=True):
    """Which definition: its name for people, its content hash for machines."""

    namespace: str
    name: str
    version: str
    hash: str


class FactRow(Struct):
    """One fact as it is kept: the truth about the run."""

    sequence: int
    kind: str
    at: int
    """Milliseconds since 1970, the run's own clock."""
    body: JsonObject


class RunStart(Struct):
    """The first argument of a `Run` execution. The second one is the program (its hash)."""

    tenant: str
    run: str
    execution: int
    workflow: WorkflowRef
    input: Json = None
    state: JsonObject | None = None
    """Of an execution that goes on: the machine's state, else None."""
    facts: list[FactRow] = field(default_factory=list[FactRow])
    """Of a run that is revived: what had happened, to rebuild its state from."""
    rules: int = 1
    """By which its driver goes. An execution keeps those that it began with: it is replayed."""


class CodeStart(Struct):
    """The argument of a `Code` execution: a run of a process that is written in Python."""

    tenant: str
    run: str
    execution: int
    workflow: str
    """The type of the workflow in Temporal."""
    queue: str
    takes_input: bool
    schema: JsonObject
    cancel_seconds: float
    input: Json = None
    begun: bool = False
    """An earlier execution has begun it, and Temporal doesn't know that one any more."""
    last_trace: int = 0


class Message(Struct):
    """One message of a run's inbox."""

    id: str
    sequence: int
    kind: str
    """`run.cancel`, `run.suspend`, `run.resume`, `child.ended`, `approval.decide` …"""
    data: Json = None


class ChildEnd(Struct):
    """How a run that another one waits for has ended."""

    key: str
    """Of the call that started it."""
    run: str
    status: str
    output: Json = None
    error: Problem | None = None


class TraceRow(Struct):
    """One line of what people see."""

    sequence: int
    task: str
    """JSON pointer of the task; "" for the run itself."""
    visit: str
    """Branch path and visit, as in the idempotency key."""
    kind: str
    """run.started, task.started, task.waiting, task.completed, task.faulted, task.cancelled,
    task.skipped, task.logged, task.retried, task.unextended, task.emitted, task.correlated,
    task.overridden, run.waiting, run.suspended, run.resumed, run.changed, run.retried,
    run.completed, run.faulted, run.cancelled"""
    at: int
    body: JsonObject = field(default_factory=dict[str, Json])
    """Clipped: name, type, input, output, error, due …"""


class Answer(Struct):
    """What the run says to one message."""

    message: str
    body: JsonObject


class EventCame(Struct):
    """An event on its way to a listener."""

    listener: int
    place: int
    """Among the events of the tenant, in the order in which all listeners hear them."""
    event: JsonObject


class EventKey(Struct, omit_defaults=True):
    """Where a database looks for a listener. It may find too many, never too few."""

    type: str = ""
    """"": any."""
    correlation: str = ""
    """jq on the event; "": whatever it is correlated by."""
    expected: str = ""
    """What that must come to."""


class Listener(Struct):
    """A task that waits for events from now on."""

    number: int
    keys: list[EventKey]


class Emitted(Struct):
    """An event that the run publishes."""

    line: int
    """Of the trace."""
    event: JsonObject


class Recording(Struct):
    """What a run has become since the last recording. Repeating one changes nothing."""

    tenant: str
    run: str
    execution: int
    facts: list[FactRow] = field(default_factory=list[FactRow])
    trace: list[TraceRow] = field(default_factory=list[TraceRow])
    answers: list[Answer] = field(default_factory=list[Answer])
    status: str | None = None
    """The run's new status, None if it stays. A terminal one is left by a retry only, which gives
    the run another execution; what an earlier one says of the status counts no more."""
    output: Json | UnsetType = UNSET
    error: Problem | None = None
    at: int = 0
    cancels: list[str] = field(default_factory=list[str])
    """Keys under which the run has started others, for which it doesn't wait any more."""
    emitted: list[Emitted] = field(default_factory=list[Emitted])
    listening: list[Listener] = field(default_factory=list[Listener])
    """Those who have begun to."""
    deaf: list[int] = field(default_factory=list[int])
    """The numbers of those who listen no more."""
    asking: list[Asking] = field(default_factory=list[Asking])
    """What has become of its approvals."""


class Call(Struct):
    """One wanted effect as its activity sees it."""

    tenant: str
    run: str
    workflow: WorkflowRef
    task: str
    key: str
    """The idempotency key: {run}:{branch path}:{visit} of its first attempt."""
    arguments: Json
    timeout_seconds: float
    safe: bool
    """May be repeated without harm. Else the activity leaves an intent before it acts."""
    recording: Recording | None = None
    attempt: str = ""
    """Of a call that leaves once more under its key: {run}:{branch path}:{visit} of now. Each
    attempt has an intent of its own."""
    rides: bool = False
    """It holds the workflow task: an activity that goes on with a call that takes longer answers
    within a second."""
    rode: bool = False
    """It did so and took longer: whoever made it may still be about it."""


class Outcome(Struct, omit_defaults=True):
    """How a call ended: an output, or a problem."""

    output: Json = None
    problem: Problem | None = None
    definite: bool = True
    """False: nobody knows whether it happened."""
    authorization: JsonObject | None = None
    """`$authorization`: the scheme and the parameter, as far as it is no secret."""
    slow: bool = False
    """Of a call that rides: no answer yet. A regular activity asks for it."""
