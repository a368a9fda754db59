"""What packages try their workflows with, on a Temporal server of its own."""

from __future__ import annotations

import pytest

from tests.worker import lab
from worker.code_trying import faults_of_process, run

PROCESS = """\
document: { dsl: '1.0.3', namespace: demo, name: one, version: '1.0.0' }
do:
  - greet:
      run:
        workflow: { namespace: lab, name: greets, version: '1.0.0', input: INPUT }
"""


class TestRun:
    async def test_from_start_to_end(self):
        ended = await run(lab.GREETS, lab.Person(name="Ada"))
        assert ended.output == {"text": "Hello, Ada!"}

    async def test_an_error(self):
        problem = (await run(lab.ENDS, {"how": "typed"})).problem
        assert problem.status == 418

    async def test_an_input_that_does_not_fit_is_the_tests_fault(self):
        with pytest.raises(ValueError, match="`name` must be given"):
            await run(lab.GREETS, {})


class TestFaultsOfProcess:
    def test_one_that_fits(self):
        assert faults_of_process(PROCESS.replace("INPUT", "{ name: x }"), lab.GREETS) == []

    def test_one_that_does_not(self):
        (fault,) = faults_of_process(PROCESS.replace("INPUT", "{}"), lab.GREETS)
        assert "must be given" in fault

    def test_one_that_runs_another(self):
        (fault,) = faults_of_process(PROCESS.replace("INPUT", "{}"), lab.ENDS)
        assert "is not published" in fault
