"""The standard's problems."""

from __future__ import annotations

import pytest

from definitions import errors


class TestProblem:
    def test_leaves_out_what_is_not_there(self):
        problem = errors.Problem("https://example.com/late", 409, detail="Too late.")
        assert problem.to_json() == {
            "type": "https://example.com/late",
            "status": 409,
            "detail": "Too late.",
        }

    @pytest.mark.parametrize(
        ("make", "status"),
        [
            (errors.configuration, 400),
            (errors.validation, 400),
            (errors.expression, 400),
            (errors.timeout, 408),
            (errors.runtime, 500),
            (errors.outcome_unknown, 500),
        ],
    )
    def test_of_the_standard(self, make, status):
        problem = make("It failed.", "/do/0/a")
        assert problem.status == status
        assert problem.type.startswith(errors.HOME)
        assert problem.instance == "/do/0/a"

    def test_communication_has_the_status_of_the_other_side(self):
        assert errors.communication("No.", 503).status == 503

    def test_raised_it_speaks(self):
        assert str(errors.ProblemError(errors.runtime("It failed."))) == "It failed."
        assert str(errors.ProblemError(errors.Problem("x", 1))) == "x"


class TestSameType:
    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            (
                "https://serverlessworkflow.io/spec/1.0.0/errors/timeout",
                "https://open-workflow-specification.org/spec/1.0.0/errors/timeout",
                True,
            ),
            (
                "https://serverlessworkflow.io/spec/1.0.0/errors/timeout",
                "https://serverlessworkflow.io/dsl/errors/types/timeout",
                True,
            ),
            ("https://serverlessworkflow.io/spec/1.0.0/errors/timeout/", "timeout", True),
            ("https://serverlessworkflow.io/spec/1.0.0/errors/timeout", "runtime", False),
            ("https://a.example/errors/timeout", "https://a.example/errors/timeout", True),
            ("https://a.example/errors/timeout", "https://b.example/errors/timeout", False),
            ("https://a.example/errors/timeout", "timeout", False),
        ],
    )
    def test_of_the_standards_the_last_segment_counts(self, one, other, same):
        assert errors.same_type(one, other) is same
