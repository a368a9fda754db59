"""What people read: letters for each kind of notice, in two languages, and nothing harmful."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from channels import letter
from channels.email import DECIDES
from store import notices
from store.notices import NewNotice
from tests.asking import APPROVE, REJECT

ADDRESS = "https://baton.example.org"
LINK = ADDRESS + "/decide/" + "t" * 43
NOW = 1_795_000_000_000


def who(person):
    return {"id": person.id, "name": person.name}


class Sound(HTMLParser):
    """Whether tags are closed as they were opened, and which there are."""

    VOID = ("meta", "br", "hr", "img", "link", "input")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.met.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


class TestLetter:
    async def test_all_that_is_needed_to_decide(self, office, tellings):
        ann, dora = await office.person("Ann"), await office.person("Dora")
        run, elsewhere = await office.run(), await office.run()
        proof = await office.file(run, "Beweis ☃.png")
        await office.ask(
            ann,
            requester=dora,
            due=NOW,
            stage={"number": 2, "of": 3, "title": "Finance", "rule": "first"},
            changes=[
                {"field": "sum", "before": 1, "after": 2},
                {"field": "proof", "before": None, "after": proof},
            ],
            run=run,
            attachments=[await office.file(run), await office.file(elsewhere, "other.pdf"), "x"],
            form={"properties": {"proof": {"type": "string", "format": "file"}}},
            values={"proof": proof},
        )
        [one] = await tellings()
        made = letter.write(one, ADDRESS, LINK)
        assert made.subject == "Laptop for Ada"
        for page in (made.text, made.html):
            for part in ("Dora asks for your decision.", "Finance", "n/m", "sum: 1 → 2", "2 of 3"):
                assert part in page
            for decision in ("approve", "reject"):
                assert f"{LINK}?d={decision}" in page
            assert "With \u2068Receipt.pdf\u2069, \u2068Beweis ☃.png\u2069. Open it" in page
            assert "other.pdf" not in page
            assert proof not in page
        assert "<strong>needed</strong>" in made.html
        sound = Sound(made.html)
        assert sound.open == []
        assert not {"script", "img", "form", "link"} & set(sound.met)

    async def test_nothing_that_somebody_wrote_is_obeyed(self, office, tellings):
        harm = "<script>alert(1)</script>"
        ann = await office.person(f"Ann{harm}")
        odd = {**APPROVE, "label": harm, "name": '"><b>'}
        await office.ask(ann, subject=harm, body=harm, decisions=[odd, REJECT])
        [one] = await tellings()
        made = letter.write(one, ADDRESS, LINK)
        assert "<script" not in made.html
        assert '?d="' not in made.html
        assert Sound(made.html).open == []

    async def test_from_right_to_left(self, office, tellings):
        ann = await office.person("Ann", language="ar")
        await office.ask(ann)
        [one] = await tellings()
        made = letter.write(one, ADDRESS, LINK)
        assert '<html lang="ar" dir="rtl"' in made.html
        assert "موافقة" in made.html
        assert "Approve" not in made.html

    async def test_where_signing_in_is_asked_for(self, office, tellings):
        ann = await office.person("Ann")
        one = await office.ask(ann, sign_in=True)
        [told] = await tellings()
        made = letter.write(told, ADDRESS, None)
        assert "/decide/" not in made.html
        assert f"{ADDRESS}/approvals/{one}" in made.html
        assert "Sign in and decide" in made.text

    @pytest.mark.parametrize(
        ("kind", "body", "words_said"),
        [
            ("reminded", {}, ["A reminder"]),
            ("escalated", {}, ["now you are asked too"]),
            ("resubmitted", {}, ["has been corrected"]),
            ("withdrawn", {"by": True}, ["Bob has withdrawn it"]),
            ("closed", {}, ["It is not needed any more."]),
            ("returned", {"by": True, "comment": "Too *dear*"}, ["Bob has sent it back", "Too "]),
        ],
    )
    async def test_each_kind(self, office, tellings, kind, body, words_said):
        ann, bob = await office.person("Ann"), await office.person("Bob")
        entry = {"kind": kind, "at": NOW, "comment": body.get("comment")}
        if "by" in body:
            entry["by"] = who(bob)
        await office.ask(ann, kind=kind, history=[entry])
        [one] = await tellings()
        made = letter.write(one, ADDRESS, LINK if kind in DECIDES else None)
        for said in words_said:
            assert said in made.text
        assert Sound(made.html).open == []

    async def test_who_has_decided_what(self, office, tellings):
        ann, bob = await office.person("Ann"), await office.person("Bob")
        entry = {"kind": "decided", "at": NOW, "by": who(bob), "comment": "Fine."}
        await office.ask(ann, kind="decided", status="decided", history=[entry], decision="approve")
        [one] = await tellings()
        made = letter.write(one, ADDRESS, None)
        assert "Bob has decided: Approve." in made.text
        assert "Fine." in made.text

    async def test_a_question_and_its_answer(self, office, tellings):
        ann, bob = await office.person("Ann"), await office.person("Bob")
        asked = {"by": who(bob), "text": "Why?", "at": NOW, "to": who(ann), "answer": None}
        await office.ask(bob, kind="question", told=[ann], questions=[asked])
        [one] = await tellings()
        made = letter.write(one, ADDRESS, None)
        assert "Bob has a question" in made.text
        assert "Why?" in made.text
        office.do("DELETE FROM notices WHERE tenant_id = %s")
        answered = {**asked, "answer": "So.", "answered_by": who(ann)}
        await office.ask(bob, kind="answered", questions=[answered])
        [one] = await tellings()
        made = letter.write(one, ADDRESS, None)
        assert "Ann has answered your question." in made.text
        assert "So." in made.text

    @pytest.mark.parametrize("kind", ["message", "fault", "stuck", "channel"])
    async def test_without_an_approval(self, office, tellings, kind):
        ann = await office.person("Ann")
        run = await office.run()
        keys = await office.keyring.of(office.tenant)
        new = NewNotice(person=ann.id, kind=kind, cause="c", run=run, said={"body": "So **it** is"})
        async with office.database.tenant(office.tenant) as session:
            await notices.add(session, keys, [new])
        [one] = await tellings()
        made = letter.write(one, ADDRESS, None)
        assert "So it is" in made.text
        assert (f"{ADDRESS}/runs/{run}" in made.html) is (kind != "message")
