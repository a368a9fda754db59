"""The page behind a link: looking decides nothing; a POST does, once, and says what came of it."""

from __future__ import annotations

import asyncio
import re

import psycopg
import pytest

from store import approval_links, messages
from store.tokens import hash_of
from tests.api.approvals.conftest import APPROVALS, person
from tests.api.decide.conftest import LINK

FORM = (
    "{ type: object, required: [sum], properties: { sum: { type: number, title: Sum },"
    " sort: { enum: [new, used] }, urgent: { type: boolean }, why: { type: string } } }"
)


def wants(*clients, more: str = "") -> str:
    people = ", ".join(person(one) for one in clients)
    return f"{{ subject: Laptop, body: 'It is **needed**.', approvers: [{people}]{more} }}"


async def answer(client, link: str, decision: str = "approve", **more):
    return await client.post(link, data={"decision": decision, **more})


@pytest.fixture
def change(database_urls, tenant):
    def do(statement: str) -> None:
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(statement, [tenant])

    return do


class TestMail:
    async def test_a_button_for_each_decision(self, asks, ann, dora, letters):
        await asks(dora, wants(ann))
        [mail] = await letters(ann)
        text = mail.get_body(("plain",)).get_content()
        html = mail.get_body(("html",)).get_content()
        assert {one[1] for one in LINK.findall(text)} == {"approve", "reject"}
        assert {one[0] for one in LINK.findall(text)} == {one[0] for one in LINK.findall(html)}
        assert "<strong>needed</strong>" in html
        assert "It is needed." in text
        assert 'name="color-scheme"' in html
        assert "<script" not in html

    async def test_only_the_hash_is_kept(self, asks, ann, dora, link, database_urls):
        await asks(dora, wants(ann))
        token = (await link(ann)).rpartition("/")[2]
        with psycopg.connect(database_urls.admin) as admin:
            rows = str(admin.execute("SELECT approval_links::text FROM approval_links").fetchall())
        assert hash_of(token) in rows
        assert token not in rows

    async def test_where_signing_in_is_asked_for_there_is_no_link(self, asks, ann, dora, letters):
        clerk = await asks(dora, wants(ann, more=", signIn: true"))
        [mail] = await letters(ann)
        text = mail.get_body(("plain",)).get_content()
        assert "/decide/" not in text
        assert f"/approvals/{clerk.approval}" in text


class TestShow:
    async def test_a_scanner_that_follows_every_link_decides_nothing(
        self, asks, ann, dora, stranger, letters
    ):
        clerk = await asks(dora, wants(ann))
        [mail] = await letters(ann)
        html = mail.get_body(("html",)).get_content()
        addresses = re.findall(r'href="([^"]+)"', html)
        for method in ("GET", "HEAD", "GET"):
            for one in addresses:
                if "/decide/" in one:
                    shown = await stranger.request(method, one)
                    assert shown.status_code == 200
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
            assert (await stranger.request(method, addresses[0])).status_code == 405
        assert clerk.machine.state.status == "waiting"
        assert "Your answer" in (await stranger.get(addresses[0])).text

    async def test_what_was_clicked_is_chosen(self, asks, ann, dora, stranger, link):
        await asks(dora, wants(ann))
        page = await stranger.get(await link(ann), params={"d": "reject"})
        assert 'value="reject" required checked' in page.text
        assert page.text.count(" checked") == 1

    async def test_kept_by_nobody_and_without_scripts(self, asks, ann, dora, stranger, link):
        await asks(dora, wants(ann))
        page = await stranger.get(await link(ann))
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in page.headers["x-robots-tag"]
        assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src")
        assert "<script" not in page.text
        assert len(page.headers.get_list("content-security-policy")) == 1

    async def test_nothing_of_it_in_the_log(self, asks, ann, dora, stranger, link, capsys):
        await asks(dora, wants(ann))
        address = await link(ann)
        capsys.readouterr()
        await stranger.get(address)
        said = capsys.readouterr()
        assert address.rpartition("/")[2] not in said.out + said.err

    @pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "☃", "a" * 5000])
    async def test_a_link_that_was_never_one(self, stranger, token):
        for method in ("GET", "POST"):
            page = await stranger.request(method, f"/decide/{token}")
            assert page.status_code == 404
            assert "not known" in page.text

    async def test_in_arabic_from_right_to_left(self, asks, ann, dora, stranger, letters, change):
        change("UPDATE people SET language = 'ar' WHERE tenant_id = %s")
        await asks(dora, wants(ann))
        [mail] = await letters(ann)
        assert 'dir="rtl"' in mail.get_body(("html",)).get_content()
        found = LINK.search(mail.get_body(("plain",)).get_content())
        page = await stranger.get(found[1])
        assert '<html lang="ar" dir="rtl">' in page.text
        assert "إرسال الإجابة" in page.text


class TestDecide:
    async def test_once_and_it_says_so(self, asks, ann, dora, stranger, link):
        clerk = await asks(dora, wants(ann))
        address = await link(ann)
        done = await answer(stranger, address, comment="Fine.")
        assert done.status_code == 200
        assert "Your answer counts: Approve." in done.text
        assert clerk.machine.state.output["decision"] == "approve"
        assert clerk.machine.state.output["channel"] == "email"
        assert clerk.machine.state.output["comment"] == "Fine."
        for again in (await stranger.get(address), await answer(stranger, address, "reject")):
            assert again.status_code == 410
            assert "Some Body has decided on" in again.text
        assert clerk.machine.state.output["decision"] == "approve"

    async def test_two_in_the_same_instant_by_two_doors(self, asks, ann, bob, dora, stranger, link):
        clerk = await asks(dora, wants(ann, bob))
        address = await link(ann)
        portal = bob.post(f"{APPROVALS}/{clerk.approval}/decision", json={"decision": "approve"})
        mail, other = await asyncio.gather(answer(stranger, address), portal)
        assert min(mail.status_code, other.status_code) == 200
        assert {mail.status_code, other.status_code} - {200} <= {409, 410}
        counted = [one for one in clerk.machine.state.output["votes"] if one["counts"]]
        assert len(counted) == 1

    async def test_the_same_link_twice_in_one_instant(self, asks, ann, bob, dora, stranger, link):
        clerk = await asks(dora, wants(ann, bob, more=", rule: all"))
        address = await link(ann)
        both = await asyncio.gather(answer(stranger, address), answer(stranger, address, "reject"))
        assert sum(one.status_code == 200 for one in both) <= 1
        mine = [
            one["state"] for one in (await bob.get(f"{APPROVALS}/{clerk.approval}")).json()["asked"]
        ]
        assert mine.count("voted") == 1

    async def test_the_others_find_who_has_decided(self, asks, ann, bob, dora, stranger, letters):
        await asks(dora, wants(ann, bob))
        [mail] = await letters(ann)
        text = mail.get_body(("plain",)).get_content()
        [line] = (await bob.get(APPROVALS)).json()["items"]
        await bob.post(f"{APPROVALS}/{line['id']}/decision", json={"decision": "approve"})
        page = await stranger.get(LINK.search(text)[1])
        assert page.status_code == 410
        assert "has decided on" in page.text

    async def test_a_comment_that_is_needed(self, asks, ann, dora, stranger, link):
        clerk = await asks(dora, wants(ann))
        address = await link(ann)
        refused = await answer(stranger, address, "reject")
        assert refused.status_code == 422
        assert "“Reject” needs a comment" in refused.text
        assert clerk.machine.state.status == "waiting"
        done = await answer(stranger, address, "reject", comment="Too dear.")
        assert done.status_code == 200
        assert clerk.machine.state.output["decision"] == "reject"

    async def test_nothing_chosen(self, asks, ann, dora, stranger, link):
        await asks(dora, wants(ann))
        refused = await answer(stranger, await link(ann), "")
        assert refused.status_code == 422
        assert "Choose an answer first." in refused.text

    async def test_a_decision_that_is_none(self, asks, ann, dora, stranger, link):
        await asks(dora, wants(ann))
        assert (await answer(stranger, await link(ann), "burn")).status_code == 422

    async def test_recorded_while_the_run_can_not_be_reached(self, asks, ann, dora, stranger, link):
        clerk = await asks(dora, wants(ann))
        address = await link(ann)
        clerk.asleep = True
        kept = await answer(stranger, address)
        assert kept.status_code == 202
        assert "recorded, and not yet counted" in kept.text
        again = await answer(stranger, address, "reject", comment="No.")
        assert "recorded, and not yet counted" in again.text
        clerk.asleep = False
        await clerk.hear()
        assert clerk.machine.state.output["decision"] == "approve"
        assert "has decided on" in (await stranger.get(address)).text

    async def test_fields_of_the_form(self, asks, ann, dora, stranger, link):
        clerk = await asks(dora, wants(ann, more=f", form: {FORM}, values: {{ why: '' }}"))
        address = await link(ann)
        page = await stranger.get(address)
        assert 'name="field.sum"' in page.text
        wrong = await answer(stranger, address, **{"field.sum": "much", "field.why": "So."})
        assert wrong.status_code == 422
        assert "“Sum” is not filled in" in wrong.text
        assert "So." in wrong.text
        missing = await answer(stranger, address)
        assert missing.status_code == 422
        sent = {"field.sum": "12,5", "field.sort": "1", "field.urgent": "1", "field.why": "So."}
        done = await answer(stranger, address, **sent)
        assert done.status_code == 200
        fields = {"sum": 12.5, "sort": "used", "urgent": True, "why": "So."}
        assert clerk.machine.state.output["fields"] == fields

    async def test_a_form_that_needs_more(self, asks, ann, dora, stranger, link):
        form = "{ type: object, properties: { list: { type: array } } }"
        await asks(dora, wants(ann, more=f", form: {form}"))
        page = await stranger.get(await link(ann))
        assert "<form" not in page.text
        assert "Open in Baton" in page.text


class TestRefused:
    async def test_expired(self, asks, ann, dora, stranger, link, change):
        clerk = await asks(dora, wants(ann))
        address = await link(ann)
        change("UPDATE approval_links SET expires_at = now() WHERE tenant_id = %s")
        for page in (await stranger.get(address), await answer(stranger, address)):
            assert page.status_code == 410
            assert "This link was good until" in page.text
        assert clerk.machine.state.status == "waiting"

    async def test_corrected_since(self, asks, ann, dora, stranger, link):
        clerk = await asks(dora, wants(ann))
        address, at = await link(ann), f"{APPROVALS}/{clerk.approval}"
        await ann.post(f"{at}/send-back", json={"comment": "Which one?"})
        assert "sent it back on " in (await stranger.get(address)).text
        again = await dora.post(f"{at}/resubmission", json={"fields": {}})
        assert again.status_code == 200, again.text
        page = await answer(stranger, address)
        assert page.status_code == 410
        assert "corrected since" in page.text
        newer = await answer(stranger, await link(ann))
        assert newer.status_code == 200

    async def test_withdrawn(self, asks, ann, dora, stranger, link):
        clerk = await asks(dora, wants(ann))
        address = await link(ann)
        await dora.post(f"{APPROVALS}/{clerk.approval}/withdrawal", json={})
        page = await answer(stranger, address)
        assert page.status_code == 410
        assert "has withdrawn it on" in page.text

    async def test_who_has_left(self, asks, ann, dora, stranger, link, change):
        await asks(dora, wants(ann))
        address = await link(ann)
        change("UPDATE people SET disabled_at = now() WHERE tenant_id = %s")
        assert (await answer(stranger, address)).status_code == 404

    async def test_signing_in_asked_for_meanwhile(self, asks, ann, dora, stranger, link, change):
        clerk = await asks(dora, wants(ann))
        address = await link(ann)
        change("UPDATE approvals SET sign_in = true WHERE tenant_id = %s")
        page = await answer(stranger, address)
        assert "you have to sign in" in page.text
        assert f"/approvals/{clerk.approval}" in page.text
        assert clerk.machine.state.status == "waiting"

    async def test_a_tenant_that_rests(self, asks, ann, dora, stranger, link, change):
        await asks(dora, wants(ann))
        address = await link(ann)
        change("UPDATE tenants SET suspended_at = now() WHERE id = %s")
        page = await answer(stranger, address)
        assert "suspended" in page.text
        assert "Laptop</h1>" in page.text
        change("UPDATE tenants SET suspended_at = NULL WHERE id = %s")

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://elsewhere.example"},
        ],
        ids=["cross-site", "same-site", "old browser"],
    )
    async def test_from_another_site(self, asks, ann, dora, stranger, link, headers):
        clerk = await asks(dora, wants(ann))
        data = {"decision": "approve"}
        page = await stranger.post(await link(ann), data=data, headers=headers)
        assert page.status_code == 403
        assert clerk.machine.state.status == "waiting"

    async def test_from_our_own_page(self, asks, ann, dora, stranger, link):
        await asks(dora, wants(ann))
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
        data = {"decision": "approve"}
        page = await stranger.post(await link(ann), data=data, headers=headers)
        assert page.status_code == 200

    async def test_forwarded_it_is_still_hers(self, asks, ann, bob, dora, link):
        """Whoever has the link decides as who it was sent to; no cookie or key changes that."""
        clerk = await asks(dora, wants(ann))
        await answer(bob, await link(ann))
        assert clerk.machine.state.output["by"]["id"] == person(ann)

    async def test_of_another_tenant_nothing_is_seen(
        self, asks, ann, dora, link, database, other_tenant
    ):
        await asks(dora, wants(ann))
        token = (await link(ann)).rpartition("/")[2]
        async with database.tenant(other_tenant) as session:
            assert await approval_links.find(session, hash_of(token)) is None

    async def test_postgresql_away(self, asks, ann, dora, stranger, link, services, monkeypatch):
        clerk = await asks(dora, wants(ann))
        address = await link(ann)

        def away(*_: object):
            raise OSError("away")

        with monkeypatch.context() as patch:
            patch.setattr(services.database, "lookup", away)
            page = await answer(stranger, address)
        assert page.status_code == 503
        assert "Try again" in page.text
        assert page.headers["retry-after"]
        assert clerk.machine.state.status == "waiting"
        assert (await answer(stranger, address)).status_code == 200

    async def test_postgresql_goes_away_once_it_is_kept(
        self, asks, ann, dora, stranger, link, services, monkeypatch
    ):
        clerk = await asks(dora, wants(ann))
        address = await link(ann)

        def away(*_: object):
            raise OSError("away")

        with monkeypatch.context() as patch:
            patch.setattr(messages, "answer_at_once", away)
            patch.setattr(approval_links, "used", away)
            page = await answer(stranger, address)
        assert page.status_code == 202
        assert "recorded, and not yet counted" in page.text
        assert clerk.machine.state.output["by"]["id"] == person(ann)
        assert (await answer(stranger, address)).status_code == 410
