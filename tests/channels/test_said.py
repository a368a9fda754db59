"""What there is to say: the same for every channel, without a layout or a link that decides."""

from __future__ import annotations

import pytest

from channels import said
from channels.said import Way
from store import notices
from store.notices import NewNotice

ADDRESS = "https://baton.example.org"
NOW = 1_795_000_000_000


class TestDecisions:
    async def test_all_that_can_be_decided(self, office, tellings):
        approval = await office.ask(await office.person("Ann"))
        [one] = await tellings()
        made = said.say(one, ADDRESS)
        assert [(way.name, way.label) for way in made.decisions] == [
            ("approve", "Approve"),
            ("reject", "Reject"),
        ]
        assert made.way is None
        assert made.open == Way("Open in Baton", f"{ADDRESS}/approvals/{approval}")
        assert not made.form

    async def test_where_signing_in_is_asked_for_the_page_alone(self, office, tellings):
        await office.ask(await office.person("Ann"), sign_in=True, form={"properties": {}})
        [one] = await tellings()
        made = said.say(one, ADDRESS)
        assert made.decisions == []
        assert made.way is not None
        assert made.way.label == "Sign in and decide"
        assert made.open is None

    async def test_what_ends_it_takes_no_form_along(self, office, tellings):
        ends = [{"name": "approve", "goes": "on"}, {"name": "reject", "goes": "end"}]
        ann = await office.person("Ann")
        for form, fills in (({"properties": {}}, [True, False]), (None, [False, False])):
            await office.ask(ann, form=form, decisions=ends)
            one = (await tellings())[-1]
            assert [way.fills for way in said.say(one, ADDRESS).decisions] == fills

    async def test_the_values_of_its_form(self, office, tellings):
        form = {"properties": {"sum": {"type": "number", "title": "Sum"}}}
        await office.ask(await office.person("Ann"), form=form, values={"sum": 12})
        [one] = await tellings()
        assert ("Sum", "12") in said.say(one, ADDRESS).facts

    async def test_no_values_where_signing_in_is_asked_for(self, office, tellings):
        form = {"properties": {"sum": {"type": "number", "title": "Sum"}}}
        ann = await office.person("Ann")
        await office.ask(ann, form=form, values={"sum": 12}, sign_in=True)
        [one] = await tellings()
        assert "Sum" not in dict(said.say(one, ADDRESS).facts)

    async def test_none_when_it_is_over(self, office, tellings):
        ann = await office.person("Ann")
        await office.ask(ann, kind="decided", status="decided", decision="approve")
        [one] = await tellings()
        assert said.say(one, ADDRESS).decisions == []


class TestWays:
    @pytest.mark.parametrize(
        ("kind", "label"), [("question", "Answer in Baton"), ("returned", "Correct it in Baton")]
    )
    async def test_one_thing_to_do(self, office, tellings, kind, label):
        await office.ask(await office.person("Ann"), kind=kind, history=[{"kind": kind, "at": NOW}])
        [one] = await tellings()
        made = said.say(one, ADDRESS)
        assert made.way is not None
        assert made.way.label == label
        assert made.open is None

    async def test_a_message_leads_nowhere_and_a_fault_to_the_run(self, office, tellings):
        ann, run = await office.person("Ann"), await office.run()
        keys = await office.keyring.of(office.tenant)
        async with office.database.tenant(office.tenant) as session:
            for kind in ("message", "fault"):
                new = NewNotice(person=ann.id, kind=kind, cause=kind, run=run, said={"body": "So"})
                await notices.add(session, keys, [new])
        ways = {one.notice.kind: said.say(one, ADDRESS).way for one in await tellings()}
        assert ways == {
            "message": None,
            "fault": Way("Look at the run", f"{ADDRESS}/runs/{run}"),
        }
