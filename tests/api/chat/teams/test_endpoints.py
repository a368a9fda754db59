"""The door of Teams, as Teams knocks: what is forged, who is not known, and what is pressed."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

from store import chats
from tests.api.approvals.conftest import APPROVALS, person
from tests.standins.teams.cards import actions
from tests.standins.teams.tokens import Forged

FORM = "{ type: object, required: [sum], properties: { sum: { type: number, title: Sum } } }"
LARGE = "{ type: object, properties: { rows: { type: array } } }"
NEEDED = "decisions: [{ name: approve, comment: required }, { name: reject, goes: end }]"


def wants(*clients, more: str = "") -> str:
    people = ", ".join(person(one) for one in clients)
    return f"{{ subject: Laptop, body: 'It is **needed**.', approvers: [{people}]{more} }}"


def verbs(card) -> list[str]:
    return [str(one.get("verb") or one["type"]) for one in actions(card)]


@pytest.fixture
def change(database_urls, tenant):
    def do(statement: str) -> None:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(statement, [tenant])

    return do


class TestProof:
    @pytest.mark.parametrize("forged", [*Forged], ids=lambda one: one.name)
    async def test_what_is_forged_is_refused_alike(self, office, ann, asks, dora, forged):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        before = len(acting.messages)
        sent = await acting.click(seen, "decide", forged=forged)
        assert (sent.status, sent.answer) == (401, b"")
        assert (await acting.say("my approvals", forged=forged)).status == 401
        await office.settles()
        assert len(acting.messages) == before
        assert clerk.machine.state.status == "waiting"

    @pytest.mark.parametrize("address", ["x", "A" * 22, "a" * 5_000, "%00"])
    async def test_an_address_that_is_nobodys(self, office, ann, address):
        acting = await office.hires(ann)
        base = office.teams.delivery.bot_url.rpartition("/chat/")[0]
        office.teams.delivery.bot_url = f"{base}/chat/teams/{address}/messages"
        sent = await acting.say("help")
        assert (sent.status, sent.answer) == (401, b"")

    async def test_what_is_no_activity(self, office, stranger):
        path = "/chat/teams/x/messages"
        assert (await stranger.post(path, content=b"{")).status_code == 400
        assert (await stranger.get(path)).status_code == 405

    async def test_keys_of_the_channel_rotate(self, office, ann):
        acting = await office.comes(ann)
        office.teams.signing.rotates("second")
        office.services.microsoft.keys._clock = lambda: 1e9
        assert (await acting.say("help")).status == 200

    async def test_where_keys_can_not_be_read(self, office, ann, outside):
        acting = await office.hires(ann)
        office.services.microsoft.keys._url = "http://127.0.0.1:9/x"
        assert (await acting.say("help")).status == 503

    async def test_nothing_of_it_in_the_log(self, office, ann, capsys):
        acting = await office.comes(ann)
        capsys.readouterr()
        sent = await acting.say("help")
        said = capsys.readouterr()
        for secret in (sent.url.split("/")[-2], sent.headers["authorization"]):
            assert secret not in said.out + said.err


class TestPeople:
    async def test_matched_once_and_kept(self, office, ann):
        acting = await office.comes(ann)
        [kept] = await office.accounts(ann)
        assert kept.account == acting.person.id
        assert kept.reference["conversation"] == acting.personal.id
        assert "Hello Some Body" in str(acting.messages[-1].card)
        asked = len(office.teams.connector.asked)
        await office.says(acting, "help")
        assert len(office.teams.connector.asked) == asked + 1
        async with office.services.database.tenant(office.tenant) as session:
            app = await chats.app(session, "teams")
            found = await chats.place(session, app.id, office.teams.tenant.id)
        assert found.state == "on"

    async def test_by_the_name_with_which_they_sign_in(self, office, ann):
        acting = await office.hires(ann)
        acting.person.email = acting.person.email.upper()
        await acting.installs()
        assert len(await office.accounts(ann)) == 1

    async def test_somebody_whom_nobody_knows(self, office, ann, asks, dora):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        known = await office.comes(ann)
        seen = await office.shows(known, approval)
        eve = office.teams.person(office.teams.tenant.hires("Eve"))
        told = await office.says(eve, "my approvals")
        assert "I don't know you here" in told.text
        seen.conversation = eve.personal.id
        seen.views[eve.person.id] = seen.views[known.person.id]
        await eve.click(seen, "decide")
        assert "don't know you" in eve.refused[-1]["value"]["message"]
        assert clerk.machine.state.status == "waiting"

    @pytest.mark.parametrize("guest", ["role", "name", "tenant"])
    async def test_guests(self, office, ann, monkeypatch, guest):
        acting = await office.hires(ann)
        shown = dict(acting.person.shown)
        shown |= {
            "role": {"userRole": "guest"},
            "name": {"userPrincipalName": "ann_x#EXT#@corp.example"},
            "tenant": {"tenantId": "11111111-2222-3333-4444-555555555555"},
        }[guest]
        monkeypatch.setattr(type(acting.person), "shown", shown)
        assert "guests" in (await office.says(acting, "help")).text
        assert await office.accounts(ann) == []

    async def test_two_addresses_of_two_people(self, office, ann, bob, monkeypatch):
        acting, other = await office.hires(ann), await office.hires(bob, "Bob Ray")
        shown = {**acting.person.shown, "userPrincipalName": other.person.email}
        monkeypatch.setattr(type(acting.person), "shown", shown)
        assert "don't know you" in (await office.says(acting, "help")).text

    async def test_who_has_left_us(self, office, ann, change):
        acting = await office.comes(ann)
        change("UPDATE people SET disabled_at = now() WHERE tenant_id = %s")
        assert "not active" in (await office.says(acting, "my approvals")).text

    async def test_an_organisation_that_rests(self, office, ann, asks, dora, change, database_urls):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute("UPDATE tenants SET suspended_at = now() WHERE id = %s", [office.tenant])
        await acting.click(seen, "decide")
        assert "suspended" in acting.refused[-1]["value"]["message"]

    async def test_whoever_sends_the_app_away_is_forgotten(self, office, ann):
        acting = await office.comes(ann)
        await acting.removes()
        assert await office.accounts(ann) == []
        await acting.installs()
        assert len(await office.accounts(ann)) == 1

    async def test_teams_tells_nothing_now(self, office, ann):
        acting = await office.hires(ann)
        office.teams.connector.failing = [502]
        told = await office.says(acting, "help")
        assert "Try again" in told.text
        assert "Hello" in str((await office.says(acting, "help")).card)


class TestPress:
    async def test_decided(self, office, ann, asks, dora):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        await acting.click(seen, "decide")
        assert "has decided" in str(acting.sees(seen))
        assert "decide" not in verbs(acting.sees(seen))
        [vote] = (await ann.get(f"{APPROVALS}/{approval}")).json()["votes"]
        assert vote["channel"] == "teams"
        assert clerk.machine.state.status == "completed"

    async def test_pressed_twice_and_sent_twice(self, office, ann, bob, asks, dora):
        clerk = await asks(dora, wants(ann, bob, more=", rule: all"))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        sent = await acting.click(seen, "decide")
        again, more = await asyncio.gather(
            office.teams.delivery.replays(sent), office.teams.delivery.replays(sent)
        )
        assert again.status == more.status == 200
        assert again.json["type"].endswith("adaptive")
        votes = (await ann.get(f"{APPROVALS}/{approval}")).json()["votes"]
        assert len(votes) == 1

    async def test_recorded_while_nobody_hears_it(self, office, ann, asks, dora):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        clerk.asleep = True
        await acting.click(seen, "decide")
        assert "is recorded" in str(acting.sees(seen))

    async def test_a_comment_that_is_needed(self, office, ann, asks, dora):
        clerk = await asks(dora, wants(ann, more=f", {NEEDED}"))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        await acting.click(seen, "form")
        assert "submit" in verbs(acting.sees(seen))
        await acting.click(seen, "refresh")
        assert "form" in verbs(acting.sees(seen))
        await acting.click(seen, "form")
        await acting.click(seen, "submit", {"comment": "Because."})
        [vote] = (await ann.get(f"{APPROVALS}/{approval}")).json()["votes"]
        assert vote["comment"] == "Because."

    async def test_a_form(self, office, ann, asks, dora):
        clerk = await asks(dora, wants(ann, more=f", form: {FORM}"))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        await acting.click(seen, "form")
        await acting.click(seen, "submit", {"field/0": "12.5"})
        [vote] = (await ann.get(f"{APPROVALS}/{approval}")).json()["votes"]
        assert vote["fields"] == {"sum": 12.5}

    async def test_a_form_that_is_not_filled_in_as_it_has_to_be(self, office, ann, asks, dora):
        clerk = await asks(dora, wants(ann, more=f", form: {FORM}"))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        await acting.click(seen, "form")
        await acting.click(seen, "submit", {"field/0": "many"})
        assert "not filled in as it has to be" in str(acting.sees(seen))
        assert clerk.machine.state.status == "waiting"

    @pytest.mark.parametrize("form", [FORM, LARGE])
    async def test_what_ends_it_needs_no_form(self, office, ann, asks, dora, form):
        ends = "decisions: [{ name: approve }, { name: reject, goes: end, comment: optional }]"
        clerk = await asks(dora, wants(ann, more=f", form: {form}, {ends}"))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        await acting.click(seen, "decide", {"comment": "No."})
        whole = (await ann.get(f"{APPROVALS}/{approval}")).json()
        assert (whole["decision"], whole["votes"][0]["comment"]) == ("reject", "No.")

    async def test_a_form_that_needs_more_is_for_the_page(self, office, ann, asks, dora):
        clerk = await asks(dora, wants(ann, more=f", form: {LARGE}"))
        acting = await office.comes(ann)
        approval = clerk.approval
        seen = await office.shows(acting, approval)
        assert "Fill it in in Baton" in str(acting.sees(seen))
        assert verbs(acting.sees(seen)) == ["form", "Action.OpenUrl"]
        await acting.click(seen, "form", title="Reject")
        await acting.click(seen, "submit", {"comment": "Too dear."})
        assert (await ann.get(f"{APPROVALS}/{approval}")).json()["decision"] == "reject"

    async def test_where_signing_in_is_asked_for(self, office, ann, asks, dora):
        clerk = await asks(dora, wants(ann, more=", signIn: true"))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        assert "decide" not in verbs(acting.sees(seen))
        assert f"/approvals/{approval}" in str(acting.sees(seen))

    async def test_decided_elsewhere_meanwhile(self, office, ann, bob, asks, dora):
        clerk = await asks(dora, wants(ann, bob))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        done = await bob.post(f"{APPROVALS}/{approval}/decision", json={"decision": "approve"})
        assert done.status_code == 200, done.text
        await acting.click(seen, "decide")
        assert "has decided" in str(acting.sees(seen))

    async def test_what_is_not_theirs(self, office, ann, bob, asks, dora):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting, other = await office.comes(ann), await office.comes(bob, "Bob Ray")
        seen = await office.shows(acting, approval)
        mine = await office.says(other, "help")
        mine.views[other.person.id] = acting.sees(seen)
        await other.click(mine, "decide")
        assert "not yours to see" in other.refused[-1]["value"]["message"]
        assert clerk.machine.state.status == "waiting"

    async def test_an_old_client(self, office, ann, asks, dora):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)
        sent = await acting.click(seen, "decide", old_client=True)
        await office.settles()
        assert "has decided" in str(acting.messages[-1].card)
        before = len(acting.messages)
        await office.teams.delivery.replays(sent)
        await office.settles()
        assert len(acting.messages) == before

    async def test_without_postgresql(self, office, ann, asks, dora, monkeypatch):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await office.comes(ann)
        seen = await office.shows(acting, approval)

        def away(*_):
            raise OSError

        with monkeypatch.context() as patched:
            patched.setattr(office.services.database, "tenant", away)
            sent = await acting.click(seen, "decide")
            assert sent.status == 200
            assert "Press again" in acting.refused[-1]["value"]["message"]
            assert (await acting.say("help")).status == 503
        await acting.click(seen, "decide")
        assert "has decided" in str(acting.sees(seen))

    async def test_in_arabic(self, office, ann, asks, dora, change):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting = await office.comes(ann)
        change("UPDATE people SET language = 'ar' WHERE tenant_id = %s")
        found = await office.says(acting, "موافقاتي")
        assert approval in str(found.card)
        assert found.card["rtl"] is True


class TestManyRead:
    async def test_each_viewer_their_own(self, office, ann, bob, asks, dora, database_urls):
        clerk = await asks(dora, wants(ann))
        approval = clerk.approval
        acting, other = await office.comes(ann), await office.comes(bob, "Bob Ray")
        channel = office.teams.tenant.founds(acting.person, other.person)
        waits = await office.shows(acting, approval)
        own = acting.sees(waits)
        token = next(one["data"]["token"] for one in actions(own) if one.get("verb") == "decide")
        refresh = {"type": "Action.Execute", "verb": "refresh", "data": {"token": token}}
        refresh["fallback"] = {"type": "Action.Submit", "data": {"token": token}}
        shared = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock"}]}
        shared["body"][0]["text"] = "Laptop"
        shared["refresh"] = {"action": refresh, "userIds": [acting.person.id]}
        posted = await office.posts(channel, shared)
        await acting.open(posted)
        assert "decide" in verbs(acting.sees(posted))
        await other.open(posted, by_hand=True)
        assert "not yours to see" in other.refused[-1]["value"]["message"]
        async with office.services.database.tenant(office.tenant) as session:
            app = await chats.app(session, "teams")
            place = await chats.place(session, app.id, office.teams.tenant.id)
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "INSERT INTO chat_messages (tenant_id, id, place_id, channel_id, approval_id,"
                " posted, wants, shown, state, created_at) VALUES (%s, gen_random_uuid(), %s,"
                " gen_random_uuid(), %s, %s, 1, 1, 'sent', now())",
                [office.tenant, place.id, approval, posted.id],
            )
        await other.open(posted, by_hand=True)
        assert "decide" not in verbs(other.sees(posted))
        assert "Laptop" in str(other.sees(posted))
        await acting.click(posted, "decide")
        assert "has decided" in str(acting.sees(posted))
