"""Programs that hypothesis makes up give what jq gives, with the same words where they fail.

Known to differ, and left out of what is made up or compared: the spelling of numbers (jq keeps how
one was written), negative zero (0 here), the environment (empty here), and how far into a path that
is none jq looks before it says so. Never: new examples in every run; a difference that nobody has
looked at yet would then stop those who changed something else.
"""

from __future__ import annotations

import json
import math
import sys

import jq as peer
from hypothesis import HealthCheck, given, settings

from definitions import jq
from definitions.jq import Budget, JqBudgetError, JqError
from tests.definitions.jq.programs import programs, values

STEPS = 300_000
_OWN_WORDS = ("Invalid path expression", "(-0)", "(not a string)")


def of_peer(program, value):
    """Results, and the words of the error that has ended them."""
    found = []
    try:
        found.extend(peer.compile(program).input_text(json.dumps(value)))
    except ValueError as error:
        return found, str(error)
    return found, None


def of_ours(program, value):
    found = []
    try:
        found.extend(jq.compile(program).results(value, {}, Budget(steps=STEPS)))
    except JqBudgetError:
        return None
    except JqError as error:
        return found, str(error)
    return found, None


def rounded(value):
    """What both can say: no NaN, and as many digits as two libraries of mathematics share."""
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(f"{min(max(value, -sys.float_info.max), sys.float_info.max):.12g}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    if isinstance(value, dict):
        return {name: rounded(item) for name, item in value.items()}
    return value


def same(program, value):
    ours, theirs = of_ours(program, value), of_peer(program, value)
    if ours is None:
        return True
    (found, words), (wanted, their_words) = ours, theirs
    # As text, because true is no 1.
    if json.dumps(rounded(found), sort_keys=True) != json.dumps(rounded(wanted), sort_keys=True):
        return False
    if words is None or their_words is None:
        return words is their_words
    return words == their_words or any(each in words + their_words for each in _OWN_WORDS)


class TestOracle:
    @settings(derandomize=True, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
    @given(programs(1), values())
    def test_short_programs(self, program, value):
        assert same(program, value)

    @settings(derandomize=True, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
    @given(programs(2), values())
    def test_longer_ones(self, program, value):
        assert same(program, value)
