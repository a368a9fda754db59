"""People in scenarios: who is meant by an approver, and what they do with what they are asked.

Never: somebody made up for a role, a department or a manager that the scenario is silent about; nor
an act that was refused and that nobody hears of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Literal, TypeAlias, cast

import msgspec
from pydantic import BaseModel, Field

from definitions.approvals import CLOSED, OVER, Act, Asking, Found, Meant, Who, WhoIsMeant
from definitions.values import Json, JsonObject, encode
from workflows.machine.wanted import WantCall
from workflows.simulator.notation import STRICT, After, Moment, name_of
from workflows.simulator.open_approvals import open_body
from workflows.simulator.simulation import Simulation, SimulationError

_HIMSELF = ("person", "id", "email")
"""Kinds of approvers that name somebody; one text is meant so too."""


class _Strict(BaseModel):
    model_config = STRICT


class Actor(_Strict):
    """Somebody whose name is not what they are known by."""

    id: str
    name: str


Named: TypeAlias = str | Actor
"""A text is the name and the id."""


class Deciding(_Strict):
    """What a person does with an approval or a form, so long after the start."""

    by: Named
    after: After = 0
    task: str | None = None
    """Name or pointer; needed when several that ask this person are open."""
    do: Literal["decide", "ask", "answer", "send-back", "resubmit", "withdraw", "reassign"] = (
        "decide"
    )
    decision: str | None = None
    comment: str | None = None
    text: str | None = None
    """Of a question or an answer."""
    fields: JsonObject | None = None
    for_: Annotated[Named | None, Field(alias="for")] = None
    """Who was asked, where somebody stands in for them."""
    to: Named | None = None
    """Who is asked from now on, or whom a question is for."""
    question: int | None = None
    """Number of the one that is answered; left out, the last one."""
    round: int | None = None
    """Of what they have seen; left out, of whatever it is then."""
    channel: str = "portal"
    reminders: list[Moment] | None = None
    """Of who is asked from now on; left out, as the process says."""
    refused: str | None = None
    """The code with which it is expected to be refused."""


class ExpectedApproval(_Strict):
    """What is not named may be anything."""

    status: Literal["gathering", "open", "returned", "decided", "withdrawn", "closed"] | None = None
    decision: str | None = None
    by: str | None = None
    """Name of who said the last word."""
    asked: list[str] = []
    """Names of all who were asked, in order."""
    reminded: int = 0
    """How often somebody was."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an approval or a form."""

    task: str
    visit: str
    kind: str
    subject: str
    status: str
    decision: str | None
    by: str | None
    asked: list[str]
    reminded: int
    open: JsonObject | None = None
    """While somebody has to do something: all that they would see, and by when."""

    @property
    def words(self) -> str:
        """A line for people."""
        whom = ", ".join(self.asked) or "nobody"
        what = {"decided": self.decision or "", "open": "open still"}.get(self.status, self.status)
        by = f" by {self.by}" if self.by is not None else ""
        reminded = f"; reminders: {self.reminded}" if self.reminded else ""
        return f"{name_of(self.task)} asked {whom}: {what}{by}{reminded}"

    def to_json(self) -> JsonObject:
        asked: list[Json] = [*self.asked]
        return {
            "task": self.task,
            "visit": self.visit,
            "kind": self.kind,
            "subject": self.subject,
            "status": self.status,
            "decision": self.decision,
            "by": self.by,
            "asked": asked,
            "reminded": self.reminded,
            "open": self.open,
        }


class UnresolvedError(SimulationError):
    """Of approvers of whom the scenario doesn't say who they are."""

    def __init__(self, task: str, approvers: Sequence[str]) -> None:
        first = approvers[0]
        super().__init__(
            f"The task {name_of(task)} asks {first}, and the scenario does not say who that is: "
            f"write `people: {{ {first}: [a name] }}`."
        )
        self.task = task
        self.approvers = [*dict.fromkeys(approvers)]
        """As the keys of `people` have them."""


class Office:
    """The directory of a scenario, and those who act in it."""

    def __init__(
        self,
        people: dict[str, str | list[Named]],
        requester: Named | None,
        decisions: Sequence[Deciding],
    ) -> None:
        self._people = people
        self._requester = requester
        self._decisions = decisions
        self._remind: dict[str, list[int]] = {}
        """By task: how long after they are asked people are reminded."""
        self._left = list(range(len(decisions)))
        self.faults: list[str] = []

    def plan(self, simulation: Simulation, started: int) -> None:
        for number, one in enumerate(self._decisions):
            act = partial(self._act, simulation, number, started)
            simulation.act(act, partial(self._heard, simulation, one), at=started + one.after)

    def never(self) -> Iterator[str]:
        """Of what nobody could do any more, for the run had ended."""
        for number in self._left:
            one = self._decisions[number]
            if one.refused is None:
                yield f"{_said(one)}: the run has ended before."

    # ---- the directory

    def whom(self, wanted: WantCall) -> Json:
        """The answer of the directory; raises SimulationError when nobody says who is meant."""
        whom = msgspec.convert(wanted.arguments, WhoIsMeant)
        self._remind[wanted.task] = whom.remind
        everybody = [*whom.approvers, *([] if whom.requester is None else [whom.requester])]
        unknown = [_written(one) for one in everybody if self._meant(one) is None]
        if unknown:
            raise UnresolvedError(wanted.task, unknown)
        found: dict[str, Found] = {}
        nobody: list[str] = []
        for approver in whom.approvers:
            people = [_who(one) for one in self._meant(approver) or ()]
            if not people:
                nobody.append(f"Nobody is {_written(approver)}.")
            for who in people:
                reminders = [whom.at + after for after in whom.remind]
                found.setdefault(who.id, Found(who.id, who.name, reminders))
        requester = self._requester
        if whom.requester is not None:
            requester = next(iter(self._meant(whom.requester) or ()), None)
        meant = Meant([*found.values()], None if requester is None else _who(requester), nobody)
        return cast("Json", msgspec.to_builtins(meant))

    def remind_after(self, task: str) -> Sequence[int]:
        """How long after they are asked the people of a task are reminded."""
        return self._remind.get(task, ())

    def _meant(self, approver: Json) -> Sequence[Named] | None:
        """None where nobody says who that is."""
        written = _written(approver)
        known = self._people.get(written)
        if known is not None:
            return [known] if isinstance(known, str) else known
        if isinstance(approver, str):
            return [approver]
        if isinstance(approver, dict):
            named = next((approver[kind] for kind in _HIMSELF if kind in approver), None)
            if isinstance(named, str):
                return self._meant(named)
        return None

    # ---- acts

    def _act(
        self, simulation: Simulation, number: int, started: int
    ) -> tuple[str, JsonObject] | None:
        one = self._decisions[number]
        self._left.remove(number)
        asking = self._of(simulation, one)
        if asking is None:
            return None
        text = one.comment if one.text is None else one.text
        question = one.question
        if one.do == "answer" and question is None:
            questions = asking.body["questions"]
            question = len(questions) if isinstance(questions, list) else 0
        reminders = one.reminders
        if reminders is None:
            after = self.remind_after(asking.task)
            reminders = [started + one.after + each for each in after]
        act = Act(
            approval=asking.id,
            by=_who(one.by),
            channel=one.channel,
            person=None if one.for_ is None else _who(one.for_).id,
            round=one.round,
            decision=one.decision,
            comment=text,
            fields=one.fields,
            question=question,
            to=None if one.to is None else _who(one.to),
            reminders=reminders if one.do == "reassign" else [],
        )
        return f"approval.{one.do}", cast("JsonObject", msgspec.to_builtins(act))

    def _of(self, simulation: Simulation, one: Deciding) -> Asking | None:
        """The one that is open, or that was."""
        fitting = [
            asking
            for asking in simulation.askings.values()
            if one.task is None or one.task in (asking.task, name_of(asking.task))
        ]
        open_ones = [asking for asking in fitting if asking.status not in OVER]
        who = _who(one.by if one.for_ is None else one.for_).id
        theirs = [each for each in open_ones if who in [asked.person for asked in each.asked]]
        open_ones = theirs or open_ones
        if len(open_ones) > 1:
            tasks = ", ".join(name_of(asking.task) for asking in open_ones)
            self.faults.append(f"{_said(one)}: {tasks} are open; say which by its `task`.")
            return None
        if not fitting:
            which = "" if one.task is None else f" by {one.task}"
            self.faults.append(f"{_said(one)}: nobody has been asked{which} until then.")
            return None
        return (open_ones or fitting)[-1]

    def _heard(self, simulation: Simulation, one: Deciding, answer: JsonObject) -> None:
        code = None if answer["accepted"] is True else str(answer["code"])
        if code == one.refused:
            return
        if code == CLOSED and (asking := self._of(simulation, one)) is not None:
            code = asking.status  # of what is over the run itself knows no more
            if code == one.refused:
                return
        if code is None:
            self.faults.append(f"{_said(one)} and is not refused; expected was {one.refused}.")
        else:
            self.faults.append(f"{_said(one)} and is refused ({code}): {answer['detail']}")


def came(askings: Sequence[Asking], office: Office | None = None, started: int = 0) -> list[Came]:
    """Of all approvals of a run, in the order in which people were asked.

    With the office those that are open have all that whoever is asked would see.
    """
    found = [_came(one) for one in askings]
    if office is None:
        return found
    return [
        replace(each, open=open_body(one, office.remind_after(one.task), started))
        if one.status not in OVER
        else each
        for one, each in zip(askings, found, strict=True)
    ]


def wrong(expected: dict[str, ExpectedApproval], found: Sequence[Came]) -> Iterator[str]:
    """Where they differ, in sentences."""
    for task, wanted in expected.items():
        ones = [each for each in found if task in (each.task, name_of(each.task))]
        if not ones:
            yield f"Nobody was asked by {task}."
            continue
        there, asked_for = ones[-1].to_json(), cast("JsonObject", wanted.model_dump())
        for name in sorted(wanted.model_fields_set):
            if there[name] != asked_for[name]:
                said = f"{encode(there[name]).decode()}, not {encode(asked_for[name]).decode()}"
                yield f"Of {task} {name} is {said}."


def _came(one: Asking) -> Came:
    body = one.body
    history = cast("list[dict[str, Json]]", body["history"])
    asked = [
        _name(line.get("person"))
        for line in history
        if line["kind"] in ("asked", "escalated", "reassigned")
    ]
    last = history[-1] if history else {}
    over = one.status in OVER
    return Came(
        task=one.task,
        visit=one.visit,
        kind=one.kind,
        subject=str(body["subject"]),
        status=one.status,
        decision=cast("str | None", body["decision"]),
        by=_name(last.get("by")) or None if over else None,
        asked=[*dict.fromkeys(name for name in asked if name)],
        reminded=sum(line["kind"] == "reminded" for line in history),
    )


def _name(who: Json) -> str:
    return str(who["name"]) if isinstance(who, dict) else ""


def _who(named: Named) -> Who:
    return Who(named, named) if isinstance(named, str) else Who(named.id, named.name)


def _written(approver: Json) -> str:
    """As the keys of `people` have it: role finance, manager 1, ann@example.com."""
    if isinstance(approver, dict) and len(approver) == 1:
        ((kind, value),) = approver.items()
        return f"{kind} {value if isinstance(value, str) else encode(value).decode()}"
    return approver if isinstance(approver, str) else encode(approver).decode()


def _said(one: Deciding) -> str:
    did = {
        "decide": f"decides {one.decision}",
        "ask": "asks back",
        "answer": "answers",
        "send-back": "sends it back",
        "resubmit": "corrects it",
        "withdraw": "withdraws it",
        "reassign": "hands it on",
    }[one.do]
    return f"{_who(one.by).name} {did} {one.after / 1000:g} s after the start"


__all__ = [
    "Came",
    "Deciding",
    "ExpectedApproval",
    "Named",
    "Office",
    "UnresolvedError",
    "came",
    "wrong",
]
