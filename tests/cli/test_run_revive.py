"""`baton run revive`: the file is sent as it is, and what came of it is told."""

from __future__ import annotations

from definitions.run_file import MEDIA_TYPE, write
from tests.cli.files_of_runs import a_file, a_run


class TestRevive:
    def test_is_sent_as_it_is(self, baton, at_the_api, tmp_path, process):
        warning = {"code": "c", "message": "It was under way.", "remedy": "Look."}
        shown = {**process(status="running").shown(), "warnings": [warning]}
        at_the_api.answer("POST", "/api/v1/runs/revive", shown, status=201)
        done = baton("run", "revive", str(a_file(tmp_path)))
        assert done.exit_code == 0, done.stderr
        assert "running" in done.stdout
        assert "It was under way. Look." in done.stderr
        asked = at_the_api.asked[0]
        assert asked.body == write(a_run())
        assert asked.headers["content-type"] == MEDIA_TYPE
        assert asked.headers["idempotency-key"]

    def test_refused(self, baton, at_the_api, tmp_path):
        at_the_api.problem("POST", "/api/v1/runs/revive", 409, "It is there.")
        done = baton("run", "revive", str(a_file(tmp_path)), "--as-record")
        assert (done.exit_code, "It is there." in done.stderr) == (1, True)
        assert at_the_api.asked[0].query == {"record": "true"}
