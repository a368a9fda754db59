"""The loop that runs code: choices, steps, handlers."""

from __future__ import annotations

import pytest

from definitions.jq.errors import Budget, JqBudgetError, JqError
from definitions.jq.machine import NO_CELL, NOTHING, Cell, Handler, Machine, Trail, backtrack, emit
from definitions.jq.outside import NOWHERE


def machine(steps=100):
    return Machine({}, Budget(steps=steps), NOWHERE)


def doubled(value, env, _machine):
    return emit, value * 2, env


def both(value, env, machine):
    """Twice: the value, and one more."""
    machine.choices.append((doubled, value + 1, env))
    return doubled, value, env


def for_ever(value, env, _machine):
    return for_ever, value, env


def failing(_value, _env, _machine):
    raise JqError("bad")


class TestRun:
    def test_gives_what_is_emitted(self):
        assert [*machine().run(doubled, 3)] == [6]

    def test_backtracks_to_the_choice_left_last(self):
        assert [*machine().run(both, 3)] == [6, 8]

    def test_without_a_choice_there_is_nothing(self):
        assert [*machine().run(backtrack, 3)] == []

    def test_results_come_one_by_one(self):
        found = machine().run(both, 3)
        assert next(found) == 6

    def test_every_step_counts(self):
        with pytest.raises(JqBudgetError, match="more than 50 steps"):
            [*machine(50).run(for_ever, None)]

    def test_an_error_without_a_handler_ends_it(self):
        with pytest.raises(JqError, match="bad"):
            [*machine().run(failing, None)]

    def test_a_handler_gets_the_value_and_its_own_environment(self):
        inner = machine()

        def caught(value, env, _machine):
            return emit, [value, env.variables], env

        def trying(value, env, machine):
            outer = env.having("mine")
            machine.choices.append((failing, None, env))  # goes with the body
            return failing, value, env.guarded(Handler(1, caught, outer))

        assert [*inner.run(trying, None)] == [["bad", ("mine",)]]

    def test_a_spent_budget_is_caught_by_nobody(self):
        def trying(value, env, _machine):
            return for_ever, value, env.guarded(Handler(1, emit, env))

        with pytest.raises(JqBudgetError):
            [*machine().run(trying, None)]


class TestEnvironment:
    def test_a_changed_one_is_a_new_one(self):
        env = NOTHING.having(1).having(2).push("a").push("b")
        assert (env.variables, env.stack) == ((1, 2), ("a", "b"))
        assert env.cut(1).variables == (1,)
        assert env.drop().stack == ("a",)
        assert env.drop(2).stack == ()
        assert env.variables == (1, 2)
        assert NOTHING.variables == ()

    def test_loops_in_each_other(self):
        outer, inner = Cell(None), Cell(None)
        inner.outer = outer
        env = NOTHING.within(outer).within(inner)
        assert env.without().cell is outer
        assert env.without().without().cell is NO_CELL

    def test_a_trail_stays_with_the_value(self):
        trail = Trail(None, "a")
        assert NOTHING.at(trail).having(1).trail is trail
