"""An approval in a machine of its own: a directory in memory, people who act at a moment."""

from __future__ import annotations

import uuid

import msgspec

from definitions.approvals import APPROVERS
from definitions.values import encode
from tests.workflows.conftest import program_of
from workflows.simulator.simulation import Mocked, Simulation

ANN, BOB, CEM, DORA = ({"id": name, "name": name.title()} for name in ("ann", "bob", "cem", "dora"))
HOUR, DAY = 3_600_000, 86_400_000


class Office:
    """A run of one approval; `people` says who is meant by an approver."""

    def __init__(self, arguments: str, people=None, requester=DORA, call="approval:1.0.0@default"):
        self.people = people or {}
        self.requester = requester
        self.asked: list[dict] = []
        self.askings = []
        text = f"  - ask:\n      call: {call}\n      with: {arguments}\n"
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
