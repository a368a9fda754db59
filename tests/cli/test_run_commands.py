"""`baton run` starts a process, and has commands of its own."""

from __future__ import annotations


class TestStart:
    def test_a_process_is_still_started(self, baton, at_the_api, process):
        at_the_api.answer("POST", "/api/v1/runs", process().shown(), status=201)
        assert baton("run", "demo/hello", "--input", "1").exit_code == 0
        assert at_the_api.asked[0].json == {"workflow": "demo/hello", "input": 1}

    def test_help_tells_both(self, baton):
        shown = baton("run", "--help").stdout
        assert all(word in shown for word in ("NAMESPACE/NAME", "export", "replay", "revive"))

    def test_what_is_neither_is_refused_as_a_process(self, baton):
        shown = baton("run", "exprt", "x")
        assert shown.exit_code == 2

    def test_revive_all_has_to_be_said(self, baton):
        shown = baton("revive")
        assert (shown.exit_code, "--all" in shown.stderr) == (2, True)
