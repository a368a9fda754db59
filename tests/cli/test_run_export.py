"""`baton run export`: masked, or sealed."""

from __future__ import annotations

import pytest

from definitions.run_file import write
from tests.cli.files_of_runs import a_run

RUN = "018f0000-0000-7000-8000-000000000001"
WORDS = "correct horse battery staple"


@pytest.fixture
def passphrase(tmp_path):
    file = tmp_path / "passphrase"
    file.write_text(f"{WORDS}\n")
    return str(file)


class TestExport:
    def test_masked(self, baton, at_the_api, tmp_path):
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}/export", raw=write(a_run()))
        assert baton("run", "export", RUN).exit_code == 0
        file = tmp_path / f"{RUN}.run.jsonl"
        assert file.read_bytes() == write(a_run())
        assert file.stat().st_mode & 0o777 == 0o600
        assert at_the_api.asked[0].query == {"values": "false"}

    def test_values_are_sealed(self, baton, at_the_api, tmp_path, passphrase):
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}/export", raw=write(a_run()))
        done = baton(
            "run", "export", RUN, "--values", "--passphrase-file", passphrase, "-o", "sealed"
        )
        assert done.exit_code == 0, done.stderr
        assert at_the_api.asked[0].query == {"values": "true"}
        assert b"Ada" not in (tmp_path / "sealed").read_bytes()
        shown = baton("run", "replay", "sealed", "--passphrase-file", passphrase)
        assert "Ada" in shown.stdout
        assert baton("run", "replay", "sealed").exit_code == 1

    def test_unsealed_when_said(self, baton, at_the_api, tmp_path):
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}/export", raw=write(a_run()))
        baton("run", "export", RUN, "--values", "--unsealed", "-o", "plain")
        assert b"Ada" in (tmp_path / "plain").read_bytes()

    def test_values_without_a_passphrase(self, baton, at_the_api):
        done = baton("run", "export", RUN, "--values")
        assert (done.exit_code, "--passphrase-file" in done.stderr) == (1, True)

    def test_to_standard_output(self, baton, at_the_api):
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}/export", raw=write(a_run()))
        assert baton("run", "export", RUN, "-o", "-").stdout_bytes == write(a_run())

    def test_never_over_a_file(self, baton, at_the_api, tmp_path):
        (tmp_path / "mine").write_text("mine")
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}/export", raw=write(a_run()))
        assert baton("run", "export", RUN, "-o", "mine").exit_code == 1
        assert (tmp_path / "mine").read_text() == "mine"

    def test_a_piece_is_not_kept(self, baton, at_the_api, tmp_path):
        at_the_api.answer("GET", f"/api/v1/runs/{RUN}/export", raw=write(a_run())[:300])
        assert baton("run", "export", RUN, "-o", "piece").exit_code == 1
        assert not (tmp_path / "piece").exists()
