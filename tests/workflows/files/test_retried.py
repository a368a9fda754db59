"""Runs that were retried: what was before stands in the trace, what came since is played."""

from __future__ import annotations

import pytest

from definitions.run_file import RunFile, RunFileError
from tests.workflows.files.recorded import file_of
from tests.workflows.machine.test_retrying import fail, finish, retry, started
from workflows.files.reviving import come_back
from workflows.files.scenario import draw
from workflows.files.stepping import steps


@pytest.fixture
def driver(drive):
    made = started(drive)
    made.answer("booked")
    fail(made)
    retry(made)
    return made


def file_from(driver) -> RunFile:
    file = file_of(driver.machine, driver.rows, driver.lines)
    file.run.id = "018f0000-0000-7000-8000-000000000001"
    for fact in file.facts:
        if fact.kind == "run.started":
            fact.body["run"] = file.run.id
        elif fact.kind == "run.retried":
            fact.body["state"]["run"] = file.run.id
    return file


class TestRetried:
    def test_each_step(self, driver):
        finish(driver)
        file = file_from(driver)
        made = steps(file)
        assert [one.fact.kind for one in made] == [row.kind for row in driver.rows]
        assert made[-1].status == "completed"
        assert [row.sequence for one in made for row in one.trace] == [
            row.sequence for row in file.trace
        ]

    def test_it_comes_back(self, driver):
        comeback = come_back(file_from(driver), ended=False, over=lambda: False)
        assert comeback.state.status == "running"
        assert comeback.unknown == ["/do/1/pay"]
        assert [row.sequence for row in comeback.trace] == [
            number for number, _ in enumerate(comeback.trace, 1)
        ]

    def test_no_scenario_tells_it(self, driver):
        finish(driver)
        with pytest.raises(RunFileError, match="retried"):
            draw(file_from(driver))
