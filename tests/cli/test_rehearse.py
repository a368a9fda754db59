"""`baton rehearse`: what it asks, what it shows, and how it ends."""

from __future__ import annotations

import json

import pytest

REHEARSE = "/api/v1/definitions/rehearse"
NONE = {"open": 0, "tooLong": 0, "retried": 0, "unreadable": 0, "unfinished": 0, "notReached": 0}
ALIKE = {
    "alike": True,
    "compared": 3,
    "same": 3,
    "leftOut": NONE,
    "differences": [],
    "moreDifferences": 0,
    "remarks": [],
}
GROUP = {
    "kind": "fault",
    "task": "/do/1/told",
    "line": 4,
    "sentence": "It faults; before, it had completed.",
    "error": {"type": "urn:x", "status": 400},
    "count": 2,
    "runs": ["r1", "r2"],
    "example": {
        "run": "r1",
        "before": {"status": "completed", "output": {"n": 1}, "error": None},
        "after": {"status": "faulted", "output": None, "error": {"status": 400}},
    },
}
REMARK = {**GROUP, "kind": "left", "line": None, "sentence": "So.", "error": None, "example": None}
DIFFERENT = {
    **ALIKE,
    "alike": False,
    "same": 1,
    "leftOut": {**NONE, "open": 7, "notReached": 1},
    "differences": [GROUP],
    "moreDifferences": 1,
    "remarks": [REMARK],
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("document: {}\n")
    return str(path)


class TestRehearse:
    def test_alike(self, at_the_api, baton, file):
        at_the_api.answer("POST", REHEARSE, ALIKE)
        result = baton("rehearse", file, "--last", "3")
        assert (result.exit_code, result.stdout) == (0, "3 of 3 runs end as they did.\n")
        assert at_the_api.asked[0].json == {"document": "document: {}\n", "last": 3}

    def test_different(self, at_the_api, baton, file):
        at_the_api.answer("POST", REHEARSE, DIFFERENT)
        result = baton("rehearse", file)
        assert result.exit_code == 1
        assert result.stdout.replace(file, "a.yaml") == (
            "1 of 3 runs end as they did.\n"
            "DIFFERS a.yaml:4: 2 runs: It faults; before, it had completed. (/do/1/told)\n"
            "        urn:x, status 400\n"
            "        for example r1, r2\n"
            '        before: completed {"n": 1}\n'
            '        now:    faulted {"status": 400}\n'
            "DIFFERS 1 run more, in still other ways\n"
            "note    a.yaml: 2 runs: So. (/do/1/told)\n"
            "        for example r1, r2\n"
        )
        assert "Left out: 7 runs, not ended yet." in result.stderr
        assert "--last" in result.stderr

    def test_where_differences_are_allowed(self, at_the_api, baton, file):
        at_the_api.answer("POST", REHEARSE, DIFFERENT)
        assert baton("rehearse", file, "--allow-differences").exit_code == 0

    def test_for_programs(self, at_the_api, baton, file):
        at_the_api.answer("POST", REHEARSE, DIFFERENT)
        result = baton("rehearse", file, "--json")
        assert (result.exit_code, json.loads(result.stdout)) == (1, DIFFERENT)

    def test_no_run_yet(self, at_the_api, baton, file):
        at_the_api.answer("POST", REHEARSE, {**ALIKE, "compared": 0, "same": 0})
        result = baton("rehearse", file)
        assert (result.exit_code, result.stdout) == (0, "")
        assert "No run" in result.stderr

    @pytest.mark.parametrize("last", ["0", "1001", "x", "1.5"])
    def test_what_is_no_number_of_runs(self, baton, file, last):
        assert baton("rehearse", file, "--last", last).exit_code == 2

    def test_what_can_not_be_read(self, at_the_api, baton, tmp_path):
        binary = tmp_path / "b.yaml"
        binary.write_bytes(b"\xff")
        for name in (str(binary), str(tmp_path / "none.yaml")):
            assert baton("rehearse", name).exit_code == 2
