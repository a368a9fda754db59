"""What all cards have in common."""

from __future__ import annotations

import pytest

from channels.said import Way
from channels.teams import parts, rich
from tests.standins.teams.cards import teams_faults


class TestFrame:
    @pytest.mark.parametrize(
        ("language", "spoken", "rtl"), [("ar", "ar", True), ("en", "en", None), ("xx", "en", None)]
    )
    def test_in_the_language_of_its_words(self, language, spoken, rtl):
        made = parts.frame(language, [rich.words("So")], [], "Open")
        assert (made["lang"], made.get("rtl"), made["version"]) == (spoken, rtl, "1.5")
        assert made["msteams"] == {"width": "Full"}
        assert "actions" not in made
        assert teams_faults(made) == []


class TestExecute:
    def test_what_old_clients_send_says_what_was_pressed(self):
        made = parts.execute("Go", "decide", {"token": "t"}, style="danger", takes=False)
        old = made["fallback"]
        assert (old["type"], old["data"]) == ("Action.Submit", {"token": "t", "verb": "decide"})
        assert made["data"] == {"token": "t"}
        for one in (made, old):
            assert (one["style"], one["associatedInputs"]) == ("destructive", "none")

    def test_no_style_of_its_own(self):
        made = parts.execute("Go", "decide", {})
        assert "style" not in made
        assert "associatedInputs" not in made

    def test_names_that_fit(self):
        assert parts.execute("x" * 99, "decide", {})["title"].endswith("…")
        assert parts.leads(Way("x" * 99, "https://x.example"))["title"].endswith("…")
