"""When a stage is decided, and how.

Never: an answer that waits for nothing: as soon as no other outcome is possible, the stage is
decided.
"""

from __future__ import annotations

from collections.abc import Sequence

from workflows.machine.approval.terms import ALL, END, FIRST, Decision, Stage, Terms


def verdict(terms: Terms, stage: Stage, given: Sequence[str], left: int) -> str | None:
    """The decision of a stage in which these answers were given, in order, and `left` are open.

    None: others have to answer first.
    """
    if not given:
        return None
    if stage.rule == FIRST:
        return given[0]
    if stage.rule == ALL:
        return _of_all(terms, given, left)
    return _of_some(terms, stage.rule, given, left)


def _of_all(terms: Terms, given: Sequence[str], left: int) -> str | None:
    """One who ends it ends it for all."""
    ending = next((name for name in given if _ends(terms, name)), None)
    if ending is not None:
        return ending
    return None if left else _most(given)


def _of_some(terms: Terms, least: int, given: Sequence[str], left: int) -> str | None:
    """As soon as so many say the same; else, when nobody can any more, what ends it."""
    reached = next((name for name in dict.fromkeys(given) if given.count(name) >= least), None)
    if reached is not None:
        return reached
    forward = [one.name for one in terms.decisions if not leads_out(one)]
    possible = any(given.count(name) + left >= least for name in forward)
    if left and possible:
        return None
    ending = [name for name in given if _ends(terms, name)]
    if ending:
        return _most(ending)
    out = next((one.name for one in terms.decisions if leads_out(one)), None)
    return None if left else out or _most(given)


def _most(given: Sequence[str]) -> str:
    """What was said most often; of as many the one that was said first."""
    return max(dict.fromkeys(given), key=given.count)


def _ends(terms: Terms, name: str) -> bool:
    found = terms.decision(name)
    return found is not None and leads_out(found)


def leads_out(decision: Decision) -> bool:
    return decision.goes == END
