"""Which kinds of scripts there are, and which an operator enables."""

from __future__ import annotations

import pytest

from definitions.scripts import (
    JAVASCRIPT,
    KINDS,
    PYTHON,
    SHELL,
    ScriptSettingError,
    enabled,
    kind_of,
)


class TestKindOf:
    @pytest.mark.parametrize(
        ("language", "kind"),
        [("js", JAVASCRIPT), ("javascript", JAVASCRIPT), ("python", PYTHON), ("shell", None)],
    )
    def test_each_name_of_the_standard(self, language, kind):
        assert kind_of(language) == kind

    @pytest.mark.parametrize("language", ["", "Python", "ruby", "python3", "${ .x }"])
    def test_others(self, language):
        assert kind_of(language) is None


class TestEnabled:
    @pytest.mark.parametrize(
        ("text", "kinds"),
        [
            (None, ()),
            ("", ()),
            ("0", ()),
            (" , ", ()),
            ("1", KINDS),
            ("shell", (SHELL,)),
            (" javascript , shell,shell", (SHELL, JAVASCRIPT)),
            ("shell,python,javascript", KINDS),
        ],
    )
    def test_reads(self, text, kinds):
        assert enabled({} if text is None else {"BATON_ALLOW_SCRIPTS": text}) == kinds

    @pytest.mark.parametrize("text", ["yes", "2", "1,shell", "js", "SHELL", "shell;python"])
    def test_nonsense_is_refused_with_what_is_known(self, text):
        with pytest.raises(ScriptSettingError, match="shell, python, javascript"):
            enabled({"BATON_ALLOW_SCRIPTS": text})
