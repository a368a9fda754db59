"""`call` of a function of the catalogue, by the activity `function.call`.

Never: a look into the catalogue. What a package brings differs between workers, and this code is
replayed by any of them; the activity finds the function.
"""

from __future__ import annotations

from definitions.functions.declaration import LONGEST_SECONDS
from definitions.plans import CallBody
from definitions.values import JsonObject
from workflows.machine.state import EffectEnded
from workflows.machine.turn import TaskType, Turn


def enter(turn: Turn) -> None:
    body = turn.body(CallBody)
    arguments: JsonObject = {
        "function": body.function,
        "with": turn.evaluate_arguments(body.arguments),
    }
    turn.call("function.call", arguments, LONGEST_SECONDS, safe=body.safe)


def effect_ended(turn: Turn, ended: EffectEnded) -> None:
    turn.complete(ended.output)


TYPE = TaskType(enter=enter, effect_ended=effect_ended)
