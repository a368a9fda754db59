"""What is to be done with a file: every state that it can have, beside every one that it shall."""

from __future__ import annotations

import pytest

from cli.answers import DefinitionRead
from cli.apply_plan import plan
from cli.definition_set import DefinitionFile

TEXT = "# a comment\ndo: []\n"


def file(state=None, digest="h"):
    key = ("n", "m", "1.0.0")
    return DefinitionFile("f", TEXT.encode(), key, digest, {}, frozenset(), (), state)


def kept(state, source=TEXT):
    return DefinitionRead("n", "m", "1.0.0", state, "h", source=source)


@pytest.mark.parametrize(
    ("now", "wanted", "result", "acts"),
    [
        (None, None, "created", ["publish"]),
        (None, "draft", "created", []),
        (None, "published", "created", ["publish"]),
        (None, "deprecated", "created", ["publish", "deprecate"]),
        ("draft", None, "published", ["publish"]),
        ("draft", "draft", "unchanged", []),
        ("draft", "published", "published", ["publish"]),
        ("draft", "deprecated", "deprecated", ["publish", "deprecate"]),
        ("published", None, "unchanged", []),
        ("published", "draft", "unchanged", []),
        ("published", "published", "unchanged", []),
        ("published", "deprecated", "deprecated", ["deprecate"]),
        ("deprecated", None, "unchanged", []),
        ("deprecated", "draft", "unchanged", []),
        ("deprecated", "published", "published", ["publish"]),
        ("deprecated", "deprecated", "unchanged", []),
        ("archived", None, "conflict", []),
        ("archived", "deprecated", "conflict", []),
    ],
)
def test_from_what_it_is_to_what_it_shall_be(now, wanted, result, acts):
    made = plan(file(wanted), None if now is None else kept(now))
    assert (made.result, [*made.acts]) == (result, acts)
    assert made.saves is (now is None)
    assert (made.why is None) is (result != "conflict")


class TestDraft:
    def test_another_comment_is_saved(self):
        made = plan(file("draft"), kept("draft", "do: []\n"))
        assert (made.result, made.saves, made.over, made.state) == ("saved", True, "h", "draft")

    def test_a_mark_of_the_byte_order_is_no_text(self):
        marked = DefinitionFile(
            "f", b"\xef\xbb\xbf" + TEXT.encode(), ("n", "m", "1.0.0"), "h", {}, frozenset(), ()
        )
        assert not plan(marked, kept("draft")).saves


@pytest.mark.parametrize("state", ["published", "deprecated", "archived"])
def test_what_was_published_never_changes(state):
    made = plan(file(digest="other"), kept(state))
    assert (made.result, made.saves, made.acts, made.state) == ("conflict", False, (), state)
    assert f"is {state} with another content" in (made.why or "")
