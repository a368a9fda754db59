"""Files of runs and their passphrases, as commands read and write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import run_files
from cli.errors import CliError
from cli.run_sealing import seal
from definitions.run_file import write
from tests.cli.files_of_runs import a_file, a_run

WORDS = "correct horse battery staple"


class TestRead:
    def test_plain(self, tmp_path):
        assert run_files.read(a_file(tmp_path), None) == a_run()

    def test_sealed(self, tmp_path):
        file, words = tmp_path / "sealed", tmp_path / "words"
        file.write_bytes(seal(write(a_run()), WORDS))
        words.write_text(f"{WORDS}\r\n")
        assert run_files.read(file, words) == a_run()
        with pytest.raises(CliError, match="nobody is there"):
            run_files.read(file, None)

    def test_what_is_not_there(self, tmp_path):
        with pytest.raises(CliError, match="can't be read"):
            run_files.read(tmp_path / "none", None)
        with pytest.raises(CliError, match="can't be read"):
            run_files.secret(tmp_path / "none", new=False)

    def test_what_is_none(self, tmp_path):
        file = tmp_path / "other"
        file.write_bytes(b"\xff")
        with pytest.raises(CliError, match="can't be used"):
            run_files.read(file, None)


class TestKeep:
    def test_its_owners_alone_and_never_over_another(self, tmp_path):
        file = tmp_path / "run"
        run_files.keep(file, b"one")
        assert file.stat().st_mode & 0o777 == 0o600
        with pytest.raises(CliError, match="already"):
            run_files.keep(file, b"two")
        assert file.read_bytes() == b"one"

    def test_where_nothing_can_be_written(self, tmp_path):
        with pytest.raises(CliError, match="can't be written"):
            run_files.keep(Path(tmp_path / "no" / "folder"), b"")
