"""Refusals of vendors as problems of a process, and short rests."""

from __future__ import annotations

import pytest

from activities.functions.vendor_problems import Patience, told
from channels.refusals import ScopeError, UnsentError
from channels.vendor import AwayError, LimitedError, RefusedError
from definitions import errors
from definitions.errors import ProblemError, is_outcome_unknown

WORDS = {"known": errors.validation("Known.")}


@pytest.mark.parametrize(
    ("error", "counts", "kind", "status"),
    [
        (LimitedError("Slack", 60), True, "communication", 429),
        (ScopeError("Slack", "missing_scope", "a:b"), True, "authorization", 403),
        (RefusedError("Slack", "known"), True, "validation", 400),
        (RefusedError("Slack", "new"), True, "communication", 400),
        (RefusedError("Slack", "gone", "place"), True, "configuration", 400),
        (UnsentError(), True, "communication", 503),
        (AwayError(), False, "communication", 503),
        (AwayError(), True, "outcome-unknown", 500),
    ],
    ids=["limited", "scope", "known", "new", "place", "unsent", "away", "unknown"],
)
def test_each_is_told(error, counts, kind, status):
    with pytest.raises(ProblemError) as raised, told("Slack", WORDS, counts=counts):
        raise error
    problem = raised.value.problem
    assert (problem.type.rpartition("/")[2], problem.status) == (kind, status)
    assert is_outcome_unknown(problem.type) == (kind == "outcome-unknown")


async def test_patience_ends(rests):
    refusals = [LimitedError("Slack", 8)] * 5

    async def ask() -> None:
        raise refusals.pop()

    with pytest.raises(LimitedError):
        await Patience().ask(ask)
    assert rests == [8, 8]
