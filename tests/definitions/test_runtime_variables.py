"""The variables of the standard: those that expressions can read, each in a sentence."""

from __future__ import annotations

from definitions.expression_slots import TASK_VARIABLES
from definitions.runtime_variables import VARIABLES


def test_all_that_a_task_sees_and_the_secrets():
    assert set(VARIABLES) == {*TASK_VARIABLES, "secrets"}


def test_each_is_a_sentence():
    for said in VARIABLES.values():
        assert said[0].isupper()
        assert said.endswith(".")
