"""jq's own tests. Those that give something else are listed in suite_exceptions.yaml, with reasons.

Never: an exception that passes, or one that is no test any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from definitions import jq
from definitions.jq import Budget, JqError, JqSyntaxError
from definitions.jq.functions.json_text import values
from definitions.jq.functions.order import equal
from tests.shared import needs, shared_files

FILES = "jq/*.test"
WANTED = 0.97
STEPS = 5_000_000
"""jq has no bound, and some of its tests take their time."""


@dataclass(frozen=True)
class Case:
    """A program with an input and its outputs, or one that must not compile."""

    name: str
    program: str
    value: str | None
    outputs: tuple[str, ...] = ()


def cases() -> list[Case]:
    return [case for path in shared_files(FILES) for case in cases_of(path)]


def cases_of(path: Path) -> Iterator[Case]:
    """Groups of lines; blank ones and comments are between them."""
    group: list[str] = []
    begin = 0
    for number, line in enumerate((*path.read_text().split("\n"), ""), start=1):
        if line.strip() and not line.startswith("#"):
            begin = begin if group else number
            group.append(line)
        elif group:
            yield case_of(f"{path.name}:", begin, group)
            group = []


def case_of(file: str, begin: int, group: list[str]) -> Case:
    if group[0].startswith("%%FAIL"):
        # The words of the error are our own.
        return Case(f"{file}{begin + 1}", group[1], None)
    return Case(f"{file}{begin}", group[0], group[1], tuple(group[2:]))


def exceptions() -> dict[str, tuple[str, bool]]:
    """By name the program, and whether the test counts."""
    listed = yaml.safe_load(Path(__file__).with_name("suite_exceptions.yaml").read_text())
    return {
        name: (program, entry["applies"])
        for entry in listed
        for name, program in entry["tests"].items()
    }


def passes(case: Case) -> bool:
    try:
        expression = jq.compile(case.program, ())
    except JqSyntaxError:
        return case.value is None
    if case.value is None:
        return False
    (value,) = values(case.value)
    found = []
    with suppress(JqError):  # some tests end in one, behind the outputs that they show
        found.extend(expression.results(value, {}, Budget(steps=STEPS)))
    wanted = [one for output in case.outputs for one in values(output)]
    return len(found) == len(wanted) and all(
        equal(one, other, Budget()) for one, other in zip(found, wanted, strict=True)
    )


@needs(FILES)
class TestSuite:
    @pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
    def test_passes_or_is_listed(self, case):
        assert passes(case) is (case.name not in exceptions()), case.program

    def test_the_list_speaks_of_tests_that_are_there(self):
        there = {case.name: case.program for case in cases()}
        assert [
            name for name, (program, _) in exceptions().items() if there.get(name) != program
        ] == []

    def test_nearly_all_that_apply_pass(self):
        listed = [applies for _, applies in exceptions().values()]
        apply = len(cases()) - listed.count(False)
        assert (apply - listed.count(True)) / apply >= WANTED
