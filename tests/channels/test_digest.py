"""Lines of a digest: how a thing stands, and that nothing of it is a mark."""

from __future__ import annotations

import pytest

from channels import digest
from channels.said import Said
from channels.slack import message as slack
from channels.teams import card as teams
from channels.vendor import Letter
from definitions import prose

ADDRESS = "https://baton.example.org"


@pytest.mark.parametrize(
    "text", ["*a* [b](http://c) <d> `e`", "1. a", "# a", "a\n\nb", "\\*", "a_b_c ~~d~~ & |"]
)
def test_no_character_is_a_mark(text: str):
    assert prose.to_text(digest.plain(text)) == " ".join(text.split())
    assert "<" not in prose.to_html(digest.plain(text)).replace("<p>", "").replace("</p>", "")


class TestLeftOut:
    async def test_what_waits_stays_and_what_was_answered_goes(self, office, tellings):
        ann, bob = await office.person("Ann"), await office.person("Bob")
        question = {"by": {"id": bob.id, "name": "Bob"}, "to": {"id": ann.id, "name": "Ann"}}
        waits = [{**question, "text": "Why?", "answer": None}]
        answered = [{**question, "text": "Why?", "answer": "So."}]
        whys = {}
        for subject, given in {
            "asked": {},
            "voted": {"state": "voted"},
            "gone": {"state": "gone"},
            "over": {"state": "gone", "status": "closed"},
            "question": {"kind": "question", "questions": waits},
            "known": {"kind": "question", "questions": answered},
            "returned": {"kind": "returned", "status": "returned"},
            "corrected": {"kind": "returned"},
            "decided": {"kind": "decided", "status": "decided", "decision": "approve"},
        }.items():
            await office.ask(ann, subject=subject, **given)
        for one in await tellings():
            whys[one.approval.body["subject"]] = digest.left_out(one)
        assert whys == {
            "asked": None,
            "voted": "answered",
            "gone": "answered",
            "over": None,
            "question": None,
            "known": "answered",
            "returned": None,
            "corrected": "over",
            "decided": None,
        }


class TestWrite:
    async def test_in_chats_nothing_of_it_is_cut_off(self, office, tellings):
        ann = await office.person("Ann")
        for number in range(digest.MOST_LINES):
            await office.ask(ann, subject=f"Laptop {number} " + "x" * 60)
        all_ = await tellings()
        given = digest.write(all_, ADDRESS)
        body = str(given["body"])
        assert (body.count("\n- "), "more" in body) == (digest.MOST_LINES, False)
        given = digest.write(all_, ADDRESS, digest.MOST_IN_CHATS)
        body = str(given["body"])
        shown = len([one for one in body.splitlines() if one.startswith("- ")])
        assert 10 <= shown < digest.MOST_LINES
        assert f"{digest.MOST_LINES - shown} more" in body
        said = Said(subject="30 things", lead="So it stands.", body=body)
        for message in (
            slack.write(said).blocks,
            teams.write(Letter(said=said, token="-", language="en")),
        ):
            assert f"{digest.MOST_LINES - shown} more" in str(message)

    async def test_due_and_for_whom(self, office, tellings):
        ann = await office.person("Ann")
        one = await office.ask(ann, due=1_795_000_000_000)
        said = digest.write(await tellings(), ADDRESS)
        assert said["subject"] == "One thing in Baton"
        text = prose.to_text(str(said["body"]))
        assert f"Laptop for Ada ({ADDRESS}/approvals/{one})" in text
        assert "Due: 18 November 2026" in text
