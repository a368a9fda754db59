"""Templates as files: listed, printed, applied."""

from __future__ import annotations

import pytest

LIST = "/api/v1/notification-templates"
PATH = f"{LIST}/ordered"
LISTED = {
    "name": "ordered",
    "version": 2,
    "languages": ["en"],
    "subject": "Ordered",
    "note": None,
    "savedAt": "2026-01-01T10:00:00Z",
    "savedBy": "p1",
    "savedByName": "Ada",
}
TEXTS = {"en": {"subject": "Ordered", "body": "Hello {{ who }}\n"}}
WHOLE = {"name": "ordered", "version": 2, "texts": TEXTS, "sample": {"who": "Ada"}}
FILE = """\
name: ordered
texts:
  en:
    subject: Ordered
    body: |
      Hello {{ who }}
sample: { who: Ada }
"""


class TestList:
    def test_says_what_there_is(self, at_the_api, baton):
        at_the_api.answer("GET", LIST, {"items": [LISTED]})
        shown = baton("templates", "list").stdout
        assert "ordered  v2       en" in shown
        assert "Ada" in shown

    def test_nothing(self, at_the_api, baton):
        at_the_api.answer("GET", LIST, {"items": []})
        assert "baton templates apply" in baton("templates", "list").stderr

    def test_for_programs(self, at_the_api, baton):
        at_the_api.answer("GET", LIST, {"items": [LISTED]})
        assert '"ordered"' in baton("templates", "list", "--json").stdout


class TestGet:
    def test_prints_what_apply_takes(self, at_the_api, baton, tmp_path):
        at_the_api.answer("GET", PATH, WHOLE)
        shown = baton("templates", "get", "ordered", "--version", "2")
        assert at_the_api.asked[0].query == {"version": "2"}
        file = tmp_path / "t.yaml"
        file.write_text(shown.stdout)
        at_the_api.answer("GET", LIST, {"items": [LISTED]})
        at_the_api.answer("GET", PATH, WHOLE)
        assert baton("templates", "apply", str(file)).stdout == "ordered: unchanged, version 2\n"


class TestApply:
    def test_a_new_one(self, at_the_api, baton, tmp_path):
        file = tmp_path / "t.yaml"
        file.write_text(FILE)
        at_the_api.answer("GET", LIST, {"items": []})
        at_the_api.answer("PUT", PATH, {**WHOLE, "version": 1})
        assert baton("templates", "apply", str(file)).stdout == "ordered: saved as version 1\n"
        wanted = {"base": 0, "texts": TEXTS, "sample": {"who": "Ada"}, "note": None}
        assert at_the_api.asked[1].json == wanted

    def test_over_the_version_that_is_there(self, at_the_api, baton, tmp_path):
        file = tmp_path / "t.yaml"
        file.write_text(FILE + "note: Why\n")
        at_the_api.answer("GET", LIST, {"items": [LISTED]})
        at_the_api.answer("GET", PATH, {**WHOLE, "sample": {}})
        at_the_api.answer("PUT", PATH, {**WHOLE, "version": 3})
        assert baton("templates", "apply", str(file)).exit_code == 0
        assert at_the_api.asked[2].json["base"] == 2
        assert at_the_api.asked[2].json["note"] == "Why"

    @pytest.mark.parametrize(
        "text",
        ["- a", "name: a", "name: a\ntexts: {}\nbody: x", "a: [", "name: 1\ntexts: {}"],
        ids=["list", "no texts", "unknown", "no YAML", "number"],
    )
    def test_what_is_none(self, baton, tmp_path, text):
        file = tmp_path / "t.yaml"
        file.write_text(text)
        assert baton("templates", "apply", str(file)).exit_code == 1
