from __future__ import annotations

from cli.errors import CliError


class TestCliError:
    def test_a_remedy_stands_below_its_sentence(self):
        assert str(CliError("Wrong.", "Do this.\nOr that.")) == "Wrong.\n  Do this.\n  Or that."
        assert str(CliError("Wrong.")) == "Wrong."
        assert CliError("Wrong.").code == 1
