"""A decision made in Slack: once, by who is asked, with what has to come with it."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from store import chat_people
from tests.api.approvals.conftest import APPROVALS, person
from tests.api.chat.slack.conftest import texts, wants, words_of

FORM = (
    "{ type: object, required: [sum], properties: { sum: { type: number, title: Sum, maximum: 50 },"
    " sort: { enum: [new, used] }, urgent: { type: boolean }, why: { type: string } } }"
)


async def status(client, clerk) -> str:
    return (await client.get(f"{APPROVALS}/{clerk.approval}")).json()["status"]


def decided(clerk) -> bool:
    return clerk.machine.state.status == "completed"


def menu(shown) -> str:
    """The id of that with which a comment is given."""
    [found] = [
        one["action_id"]
        for block in shown.blocks
        for one in block.get("elements", [])
        if one["type"] == "overflow"
    ]
    return found


@pytest.fixture
def away():
    async def go(client, deputy) -> None:
        wanted = {"until": "2027-06-01T00:00:00Z", "deputyId": person(deputy)}
        made = await client.post("/api/v1/me/absences", json=wanted)
        assert made.status_code == 201, made.text

    return go


@pytest.fixture
def change(database_urls, tenant):
    def do(statement: str) -> None:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(statement, [tenant])

    return do


class TestPress:
    async def test_it_counts_and_nothing_is_said(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        sent = await acting.click(shown, "decide/approve")
        assert sent.ok
        assert sent.answer == b""
        assert decided(clerk)
        assert desk.told(acting) == []
        history = (await ann.get("/api/v1/approvals?decided=me")).json()["items"]
        assert [one["decision"] for one in history] == ["approve"]

    async def test_the_channel_is_told(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/approve")
        whole = (await ann.get(f"{APPROVALS}/{approval}")).json()
        assert whole["history"][-1]["channel"] == "slack"
        assert whole["history"][-1]["by"]["id"] == person(ann)

    async def test_pressed_twice_says_who_has_decided(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        await acting.click(shown, "decide/approve")
        await acting.click(shown, "decide/approve")
        [told] = desk.told(acting)
        assert "Some Body has decided on" in told
        assert "Approve" in told

    async def test_sent_again_does_nothing_twice(self, desk, asks, ann, bob, dora):
        more = f", stages: [{{ approvers: [{person(ann)}, {person(bob)}], rule: all }}]"
        clerk = await asks(dora, f"{{ subject: Laptop{more} }}")
        acting = await desk.seat(ann)
        sent = await acting.click(await desk.posted(acting, clerk), "decide/approve")
        before = len(clerk.machine.state.effects)
        again = await desk.standin.delivery.posts(
            sent.url, sent.body, {"x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout"}
        )
        assert again.ok
        assert len(clerk.machine.state.effects) == before
        votes = (await ann.get(f"{APPROVALS}/{clerk.approval}")).json()["votes"]
        assert len(votes) == 1

    async def test_two_at_the_same_moment(self, desk, asks, ann, bob, dora):
        clerk = await asks(dora, wants(ann, bob))
        first, second = await desk.seat(ann), await desk.seat(bob, "bob")
        shown = [await desk.posted(first, clerk), await desk.posted(second, clerk)]
        both = await asyncio.gather(
            first.click(shown[0], "decide/approve"), second.click(shown[1], "decide/approve")
        )
        assert all(one.ok for one in both)
        assert decided(clerk)
        assert len([*desk.told(first), *desk.told(second)]) == 1

    async def test_decided_elsewhere(self, desk, asks, ann, bob, dora):
        clerk = await asks(dora, wants(ann, bob))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        answer = await bob.post(
            f"{APPROVALS}/{clerk.approval}/decision", json={"decision": "reject", "comment": "No."}
        )
        assert answer.status_code == 200, answer.text
        await acting.click(shown, "decide/approve")
        assert "Reject" in desk.told(acting)[0]

    async def test_the_run_is_not_reached(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        clerk.asleep = True
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/approve")
        assert "recorded, and not yet counted: Approve" in desk.told(acting)[0]
        clerk.asleep = False
        await clerk.hear()
        assert decided(clerk)

    async def test_who_is_not_asked(self, desk, asks, ann, bob, dora):
        clerk = await asks(dora, wants(bob))
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/approve")
        assert "You are not asked" in desk.told(acting)[0]
        assert "Laptop" not in desk.told(acting)[0]
        assert not decided(clerk)

    async def test_an_older_round(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk, round=2)
        await acting.click(shown, "decide/approve")
        assert "corrected" in desk.told(acting)[0]
        assert not decided(clerk)

    async def test_signing_in_is_asked_for(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann, more=", signIn: true"))
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/approve")
        assert "you have to sign in" in desk.told(acting)[0]
        assert f"/approvals/{clerk.approval}" in desk.told(acting)[0]
        assert not decided(clerk)

    async def test_in_arabic(self, desk, asks, ann, dora, change):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        change("UPDATE people SET language = 'ar' WHERE tenant_id = %s")
        shown = await desk.posted(acting, clerk)
        await acting.click(shown, "decide/approve")
        await acting.click(shown, "decide/approve")
        assert "موافقة" in desk.told(acting)[0]

    async def test_a_deputy_where_many_read_it(self, desk, asks, ann, bob, dora, away):
        clerk = await asks(dora, wants(bob))
        acting = await desk.seat(ann)
        await away(bob, ann)
        shown = await desk.posted(acting, clerk)
        await acting.click(shown, "decide/approve")
        assert decided(clerk)

    async def test_a_deputy_of_several_says_for_whom_elsewhere(
        self, desk, asks, ann, bob, somebody, tenant, dora, away
    ):
        cid = await somebody(tenant, "member")
        clerk = await asks(dora, wants(bob, cid))
        acting = await desk.seat(ann)
        for one in (bob, cid):
            await away(one, ann)
        await acting.click(await desk.posted(acting, clerk), "decide/approve")
        assert "others are asked" in desk.told(acting)[0]
        assert not decided(clerk)

    async def test_for_who_is_not_away(self, desk, asks, ann, bob, dora):
        clerk = await asks(dora, wants(ann, bob))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk, absent=person(bob))
        await acting.click(shown, "decide/approve")
        assert "does not stand in" in desk.told(acting)[0]
        assert not decided(clerk)


class TestModal:
    async def test_a_comment_that_is_needed(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/reject")
        [view] = acting.views
        assert not decided(clerk)
        approval = clerk.approval
        sent = await acting.submit(view, {"value": "Too dear."})
        assert sent.answer == b""
        assert acting.views == []
        assert decided(clerk)
        whole = (await ann.get(f"{APPROVALS}/{approval}")).json()
        assert whole["history"][-1]["comment"] == "Too dear."

    async def test_a_comment_that_may_be_given(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        sent = await acting.click(shown, menu(shown), "approve")
        assert sent.ok
        assert not decided(clerk)
        [view] = acting.views
        await acting.submit(view, {"value": "Gladly."})
        whole = (await ann.get(f"{APPROVALS}/{approval}")).json()
        assert (whole["decision"], whole["history"][-1]["comment"]) == ("approve", "Gladly.")
        await acting.click(shown, menu(shown), "approve")
        assert acting.views == []
        assert "has decided" in desk.told(acting)[-1]

    async def test_a_comment_that_is_left_out_after_all(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        await acting.click(shown, menu(shown), "approve")
        await acting.submit(acting.views[0])
        assert decided(clerk)

    async def test_submitted_twice_counts_once(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/reject")
        sent = await acting.submit(acting.views[0], {"value": "Too dear."})
        again = await desk.standin.delivery.replays(sent)
        assert again.ok
        assert decided(clerk)

    async def test_decided_meanwhile(self, desk, asks, ann, bob, dora):
        clerk = await asks(dora, wants(ann, bob))
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/reject")
        await bob.post(f"{APPROVALS}/{clerk.approval}/decision", json={"decision": "approve"})
        await acting.submit(acting.views[0], {"value": "Too dear."})
        assert "has decided" in texts(acting.views[0].content["blocks"])

    async def test_the_run_is_not_reached(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/reject")
        clerk.asleep = True
        await acting.submit(acting.views[0], {"value": "No."})
        assert "not yet counted" in texts(acting.views[0].content["blocks"])

    async def test_fields_and_their_faults(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann, more=f", form: {FORM}"))
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/approve")
        [view] = acting.views
        fields = {one["block_id"]: one for one in view.content["blocks"] if one["type"] == "input"}
        assert [*fields] == ["field/0", "field/1", "field/2", "field/3", "comment"]
        view.values["field/0"] = {"value": {"type": "number_input", "value": "99"}}
        await acting.submit(view)
        assert [*acting.errors] == ["field/0"]
        assert not decided(clerk)
        view.values["field/0"] = {"value": {"type": "number_input", "value": "12"}}
        await acting.submit(view)
        assert acting.errors == {}
        assert decided(clerk)
        assert clerk.machine.state.output is not None

    async def test_a_form_that_needs_more_is_for_the_page(self, desk, asks, ann, dora):
        form = "{ type: object, properties: { rows: { type: array } } }"
        clerk = await asks(dora, wants(ann, more=f", form: {form}"))
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/approve")
        assert acting.views == []
        assert f"/approvals/{clerk.approval}" in desk.told(acting)[0]

    async def test_what_ends_it_needs_no_form(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann, more=f", form: {FORM}"))
        acting = await desk.seat(ann)
        await acting.click(await desk.posted(acting, clerk), "decide/reject")
        kinds = [one["block_id"] for one in acting.views[0].content["blocks"]]
        assert kinds == ["subject", "comment"]

    async def test_a_trigger_that_is_over(self, desk, asks, ann, dora):
        clerk = await asks(dora, wants(ann))
        acting = await desk.seat(ann)
        shown = await desk.posted(acting, clerk)
        # The first call asks who they are.
        _, place = await desk.kept()
        async with desk.database.tenant(desk.tenant) as session:
            await chat_people.match(session, place.id, acting.person.id, person(ann))
        desk.slack.failing.append(500)
        await acting.click(shown, "decide/reject")
        assert acting.views == []
        assert "can't be shown now" in words_of(acting.messages[-1])
