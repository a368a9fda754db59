"""Failures of code as problems."""

from __future__ import annotations

import pytest
from temporalio.exceptions import ApplicationError, TerminatedError
from temporalio.exceptions import TimeoutError as TimeOut

from workflows.code_ends import DETAIL_LENGTH, problem_of


class TestProblemOf:
    @pytest.mark.parametrize(
        ("kind", "details", "type_", "status", "detail"),
        [
            ("validation", [{"status": 400}], "/validation", 400, "said"),
            ("timeout", [], "/timeout", 500, "said"),
            ("https://x.example/none", [{"status": 404}], "https://x.example/none", 404, "said"),
            ("urn:none", ["text"], "urn:none", 500, "said"),
            ("ValueError", [], "/runtime", 500, "ValueError: said"),
            (None, [{"status": 7}], "/runtime", 500, "said"),
            ("x y", [{"status": True}], "/runtime", 500, "x y: said"),
            ("", [{"status": "400"}], "/runtime", 500, "said"),
            ("urn:a b", [None], "/runtime", 500, "urn:a b: said"),
        ],
    )
    def test_what_the_author_says(self, kind, details, type_, status, detail):
        problem = problem_of(ApplicationError("said", *details, type=kind))
        assert problem.type.endswith(type_)
        assert (problem.status, problem.detail) == (status, detail)

    def test_a_title(self):
        error = ApplicationError("said", {"title": "None"}, type="urn:none")
        assert problem_of(error).title == "None"

    def test_a_long_one_is_cut(self):
        problem = problem_of(ApplicationError("x" * 100_000))
        assert len(problem.detail) == DETAIL_LENGTH + 1

    def test_what_temporal_says(self):
        late = TimeOut("StartToClose", type=None, last_heartbeat_details=[])
        assert problem_of(late).type.endswith("/timeout")
        assert "terminated" in problem_of(TerminatedError("x")).detail
        assert problem_of(RuntimeError("odd")).detail == "The code failed: odd."
