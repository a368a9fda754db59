"""Approvals for tests: one alone on a desk, one in a simulated run, one in a run driven by hand."""

from __future__ import annotations

import uuid

import msgspec

from definitions.approvals import APPROVERS, Act, Asking, Meant
from definitions.errors import Problem
from definitions.values import encode
from tests.workflows.conftest import Driver, program_of
from workflows.machine import facts
from workflows.machine.approval import progress
from workflows.machine.approval.acts import RefusedError, act
from workflows.machine.approval.state import Approval
from workflows.machine.approval.terms import read_terms
from workflows.simulator.simulation import Mocked, Simulation

ANN, BOB, CEM, DORA = ({"id": name, "name": name.title()} for name in ("ann", "bob", "cem", "dora"))
CALL = "approval:1.0.0@default"
HOUR, DAY = 3_600_000, 86_400_000


class Desk:
    """An approval alone: the directory answers at once, and so does the approval."""

    def __init__(self, directory=None, requester=DORA, read=read_terms, **arguments):
        self.now = 0
        self.people = directory or {}
        self.requester = requester
        self.letters: list[tuple[str, list[str]]] = []
        self.causes: list[tuple[str, str]] = []
        self.problem: Problem | None = None
        terms = {"subject": "A laptop", **arguments}
        self.approval = progress.begin("one", read(terms, "/do/0/ask"))
        self._settle()

    def act(self, kind, who, **said) -> str:
        """What comes of it: accepted, or the code of the refusal; that changes nothing."""
        before = self.approval.to_json()
        done = msgspec.convert({"approval": "one", "by": who, **said}, Act)
        try:
            act(self.approval, f"approval.{kind}", done, self.now)
        except RefusedError as error:
            refused = error
        else:
            refused = None
        if refused is not None:
            assert self.approval.to_json() == before
            assert str(refused).endswith(".")
            return refused.code
        progress.go_on(self.approval, self.now)
        self._settle()
        return "accepted"

    def decide(self, who, decision="approve", **said) -> str:
        return self.act("decide", who, decision=decision, **said)

    def wait(self, until: int) -> None:
        """The clock goes there, from one moment at which something comes due to the next."""
        while (at := progress.next_at(self.approval)) is not None and at <= until:
            self.now = max(self.now, at)
            self._settle()
        self.now = until

    def away(self, until: int) -> None:
        """The same, and nobody could reach the run meanwhile."""
        self.now = until
        self._settle()

    def find(self, people=None) -> None:
        """The directory answers."""
        whom = progress.whom(self.approval, self.now)
        found = [one for each in whom.approvers for one in self._of(each)]
        reminders = [self.now + after for after in whom.remind]
        told = [{**one, "reminders": reminders} for one in people or found]
        meant = {"people": told, "requester": self.requester, "nobody": []}
        progress.meant(self.approval, msgspec.convert(meant, Meant), self.now)

    def _of(self, approver):
        if isinstance(approver, str):
            return self.people.get(approver, [{"id": approver, "name": approver.title()}])
        return self.people.get(" ".join(str(part) for part in next(iter(approver.items()))), [])

    def _settle(self) -> None:
        self.problem = progress.tick(self.approval, self.now) or self.problem
        while self.approval.seeks is not None:
            self.find()
            self.problem = progress.tick(self.approval, self.now) or self.problem
        for letter in self.approval.letters:
            self.letters.append((letter.kind, letter.people))
            self.causes += [(letter.cause, person) for person in letter.people]
        self.approval.letters = []
        # What a run keeps is read again at each step.
        self.approval = Approval.from_json(self.approval.to_json())

    @property
    def status(self):
        return self.approval.status

    @property
    def decision(self):
        return self.approval.decision

    @property
    def open_ones(self):
        return [one.who.id for one in self.approval.open_ones()]


class Office:
    """A run of one approval; `people` says who is meant by an approver."""

    def __init__(self, arguments, people=None, requester=DORA, call=CALL, tasks=""):
        self.people = people or {}
        self.requester = requester
        self.asked: list[dict] = []
        self.askings: list[Asking] = []
        text = f"  - ask:\n      call: {call}\n      with: {arguments}\n{tasks}"
        self.simulation = Simulation(program_of(text), self._answer)
        self._seen = len(self.simulation.machine.take().answers)
        self.answers: list[dict] = []
        machine, take = self.simulation.machine, self.simulation.machine.take

        def watched():
            taken = take()
            self.askings += taken.asking
            self.answers += [one.body for one in taken.answers]
            return taken

        machine.take = watched

    def _answer(self, wanted):
        assert wanted.function == APPROVERS
        self.asked.append(wanted.arguments)
        found, nobody = [], []
        for one in wanted.arguments["approvers"]:
            name = encode(one).decode() if not isinstance(one, str) else one
            people = self.people.get(
                name, [{"id": one, "name": one.title()}] if one == name else []
            )
            if not people:
                nobody.append(f"Nobody is {name}.")
            reminders = [wanted.arguments["at"] + after for after in wanted.arguments["remind"]]
            found += [{**person, "reminders": reminders} for person in people]
        return Mocked({"people": found, "requester": self.requester, "nobody": nobody})

    @property
    def id(self) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, "simulated:/do/0/ask:0"))

    def act(self, kind, who, at=0, **said):
        data = {"approval": self.id, "by": who, **said}
        self.simulation.say(f"approval.{kind}", data, at=at)

    def run(self):
        return self.simulation.run(None)

    @property
    def last(self):
        return self.askings[-1]

    @property
    def letters(self):
        return [(letter.kind, letter.people) for one in self.askings for letter in one.letters]

    def codes(self):
        return [one.get("code", "accepted") for one in self.answers]


def plain(value):
    return msgspec.to_builtins(value)


# ---- by hand


ASK = "ask: { call: 'approval:1.0.0@default', with: { subject: x, approvers: [ann, bob], %s } }"
DUE = ASK % "due: P1D"


class Hand(Driver):
    """A driver that looks after approvals."""

    def __init__(self, program, machine=None):
        super().__init__(program, machine)
        self.askings = []
        self.told = 0

    def collect(self):
        taken = super().collect()
        self.askings += taken.asking
        return taken

    def find(self, *people, at=0):
        """Of the oldest question to the directory."""
        effect = min(e for e, call in self.calls.items() if call.function == APPROVERS)
        del self.calls[effect]
        found = [{**one, "reminders": [self.now + HOUR] if at else []} for one in people]
        meant = {"people": found, "requester": DORA, "nobody": []}
        self.feed(facts.CallFinished(self.now, effect, meant))

    @property
    def id(self):
        return self.askings[-1].id

    def act(self, kind, who, approval=None, **said):
        self.told += 1
        data = {"approval": approval or self.id, "by": who, **said}
        self.say(f"approval.{kind}", self.told, data)
        return self.answers[-1].get("code", "accepted")

    @property
    def letters(self):
        return [(letter.kind, letter.people) for one in self.askings for letter in one.letters]


def hand(tasks, *people):
    driver = Hand(program_of(tasks))
    driver.start({})
    if people:
        driver.find(*people)
    return driver


LIFE = (
    "  - ask: { call: 'approval:1.0.0@default', with: { subject: x, form: { type: object }, "
    "stages: [{ approvers: [ann, bob], rule: all }, { approvers: [cem] }], "
    "remind: { after: PT1H, most: 1 }, escalate: [{ after: P2D, to: [eve] }], due: P5D } }\n"
    "  - last: { set: { decision: '${ .decision }', by: '${ .by.id }' } }\n"
)


def live(driver, after=lambda: None):
    """Reminded, asked back, sent back, corrected, escalated, decided."""
    driver.start({})
    after()
    driver.find(ANN, BOB, at=1)
    after()
    driver.fire()
    after()
    driver.act("decide", ANN, decision="approve")
    driver.act("ask", BOB, comment="Why?")
    driver.act("answer", DORA, question=1, comment="So.")
    after()
    driver.act("send-back", BOB, comment="More.")
    driver.act("resubmit", DORA, fields={"sum": 2})
    after()
    driver.find(ANN, BOB)
    after()
    driver.act("decide", ANN, decision="approve", round=2)
    driver.fire()
    after()
    driver.find({"id": "eve", "name": "Eve"})
    after()
    driver.act("decide", BOB, decision="approve")
    driver.act("decide", {"id": "eve", "name": "Eve"}, decision="approve")
    driver.find(CEM)
    after()
    driver.act("decide", CEM, decision="approve")
    after()
    return driver


def causes(askings):
    """Who is told what for which cause; what is told again for one is told once."""
    told = {}
    for one in askings:
        for letter in one.letters:
            for person in letter.people:
                told.setdefault((one.id, letter.cause, person), letter.kind)
    return told
