"""Messages to a run: which part of the machine each kind is for, and what is answered.

Never: one taken twice, or one behind another that came later.
"""

from __future__ import annotations

from typing import Protocol

from definitions import approvals as acts
from definitions import contracts
from definitions.contracts import Answer, Message
from workflows.machine import approvals, children, commands, events, questions, skipping


class Receiving(
    approvals.Holding,
    commands.Commanded,
    questions.Asking,
    children.Parent,
    events.Hearing,
    skipping.Skipping,
    Protocol,
):
    """The machine, as a message sees it."""


def receive(machine: Receiving, message: Message) -> None:
    if message.sequence <= machine.state.last_message:
        return  # a signal that was delivered twice
    machine.state.last_message = message.sequence
    match message.kind:
        case contracts.EVENT_CAME:
            events.hear(machine, message)  # answered when its task has had its turn
            return
        case contracts.CHILD_ENDED:
            said = children.hear(machine, message)
        case kind if kind in acts.ACTS:
            said = approvals.hear(machine, message)
        case questions.SETTLE:
            said = questions.settle(machine, message)
        case skipping.SKIP:
            said = skipping.obey(machine, message)
        case _:
            said = commands.obey(machine, message)
    machine.answer(Answer(message.id, said))
