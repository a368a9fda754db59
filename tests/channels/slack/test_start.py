"""The modal that starts a process: its form, and which version of what it was."""

from __future__ import annotations

import json

import pytest

from channels import chat_words
from channels.fields import simple
from channels.slack import start
from channels.slack.start import Wanted
from tests.standins.slack.views import checked_view

WANTED = Wanted(process="hr/vacation", version="1.0.0")


class TestWrite:
    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_with_fields_and_without(self, language: str):
        said = chat_words.of(language)
        fields = simple({"properties": {"days": {"type": "integer", "title": "Days"}}}, {})
        for given in (fields, []):
            view = start.write(WANTED, "Vacation " * 500, given, said)
            assert checked_view(json.loads(json.dumps(view)), "modal")
            assert view["callback_id"] == start.CALLBACK
            assert start.read(view["private_metadata"]) == WANTED
            assert (said["start-confirm"] in json.dumps(view, ensure_ascii=False)) is (given == [])


class TestRead:
    @pytest.mark.parametrize("words", ["", "a", "a/b", "/b 1", "a/ 1", "a/b " + "1" * 900])
    def test_what_is_none_of_ours(self, words: str):
        assert start.read(words) is None
