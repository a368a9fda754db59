"""Approvals over HTTP: lists, one whole, and everything that people do about one."""

from __future__ import annotations

import asyncio

import pytest

from tests.api.approvals.conftest import APPROVALS, RUNS, person

FORM = "{ type: object, properties: { sum: { type: number } }, required: [sum] }"


def two(ann, bob, rule: str = "first", more: str = "") -> str:
    people = f"[{person(ann)}, {person(bob)}]"
    return f"{{ subject: Laptop, approvers: {people}, rule: {rule}{more} }}"


def code(answer) -> str:
    return answer.json()["type"].rpartition(":")[2]


async def decide(client, approval: str, decision: str, **more):
    body = {"decision": decision, **more}
    return await client.post(f"{APPROVALS}/{approval}/decision", json=body)


class TestListed:
    async def test_what_waits_for_me_and_what_i_have_asked_for(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob))
        mine = (await ann.get(APPROVALS)).json()
        assert mine["counts"] == {"me": 1, "standin": 0, "requested": 0}
        [line] = mine["items"]
        assert (line["id"], line["subject"], line["status"]) == (clerk.approval, "Laptop", "open")
        assert line["requester"]["id"] == person(dora)
        assert line["me"] == {"state": "open", "standsInFor": []}
        assert (await dora.get(APPROVALS)).json()["items"] == []
        [own] = (await dora.get(APPROVALS, params={"requester": "me"})).json()["items"]
        assert own["id"] == line["id"]

    async def test_a_page_and_the_next(self, asks, ann, dora):
        made = [
            (await asks(dora, f"{{ subject: No {n}, approvers: [{person(ann)}] }}", f"n{n}"))
            for n in range(3)
        ]
        first = (await ann.get(APPROVALS, params={"limit": 2})).json()
        assert [one["subject"] for one in first["items"]] == ["No 2", "No 1"]
        rest = await ann.get(APPROVALS, params={"limit": 2, "cursor": first["next"]})
        assert [one["id"] for one in rest.json()["items"]] == [made[0].approval]
        assert rest.json()["next"] is None

    async def test_words_of_the_subject(self, asks, ann, dora):
        await asks(dora, f"{{ subject: Blue bike, approvers: [{person(ann)}] }}", "bike")
        await asks(dora, f"{{ subject: Red car, approvers: [{person(ann)}] }}", "car")
        found = (await ann.get(APPROVALS, params={"search": "BLUE"})).json()["items"]
        assert [one["subject"] for one in found] == ["Blue bike"]

    @pytest.mark.parametrize("cursor", ["x", "bm90LWEtZGF0ZS9pZA", "☃"])
    async def test_a_cursor_of_somebody_elses(self, ann, cursor):
        assert (await ann.get(APPROVALS, params={"cursor": cursor})).status_code == 422


class TestOne:
    async def test_all_that_is_needed(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob, more=", body: '**Why**'"))
        shown = (await ann.get(f"{APPROVALS}/{clerk.approval}")).json()
        assert shown["body"] == "**Why**"
        assert shown["can"] == ["decide", "ask", "reassign", "send-back"]
        assert [one["kind"] for one in shown["history"]] == ["asked", "asked"]
        assert not shown["seesRun"]
        asker = (await dora.get(f"{APPROVALS}/{clerk.approval}")).json()
        assert (asker["can"], asker["seesRun"]) == (["withdraw"], True)

    async def test_it_does_not_exist_for_others(self, asks, ann, bob, dora, somebody, tenant):
        clerk = await asks(dora, two(ann, bob))
        stranger = await somebody(tenant)
        assert (await stranger.get(f"{APPROVALS}/{clerk.approval}")).status_code == 404
        assert (await decide(stranger, clerk.approval, "approve")).status_code == 404

    async def test_another_tenants(self, asks, ann, bob, dora, somebody, other_tenant):
        clerk = await asks(dora, two(ann, bob))
        stranger = await somebody(other_tenant, "admin")
        assert (await stranger.get(f"{APPROVALS}/{clerk.approval}")).status_code == 404
        assert (await decide(stranger, clerk.approval, "approve")).status_code == 404

    @pytest.mark.parametrize("named", ["x", "☃", "0" * 99])
    async def test_what_is_no_approval(self, ann, named):
        assert (await ann.get(f"{APPROVALS}/{named}")).status_code == 404


class TestDecision:
    async def test_it_counts_and_the_run_goes_on(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob))
        answer = await decide(ann, clerk.approval, "approve", comment="Fine.")
        assert answer.status_code == 200, answer.text
        approval = answer.json().pop("id")
        assert answer.json() == {
            "id": approval,
            "recorded": True,
            "counted": True,
            "detail": "It counts.",
            "status": "decided",
            "decision": "approve",
            "left": 0,
        }
        run = (await dora.get(f"{RUNS}/{clerk.run}")).json()
        assert run["status"] == "completed"
        assert run["output"]["decision"] == "approve"
        assert run["output"]["by"]["id"] == person(ann)
        assert (await bob.get(APPROVALS)).json()["items"] == []
        [decided] = (await ann.get(APPROVALS, params={"decided": "me"})).json()["items"]
        assert decided["decision"] == "approve"

    async def test_late_it_is_told_who_has_decided(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob))
        approval = clerk.approval
        await decide(ann, approval, "approve")
        late = await decide(bob, approval, "reject", comment="No.")
        assert (late.status_code, code(late)) == (409, "decided")
        assert "Some Body" in late.json()["detail"]
        assert "Approve" in late.json()["detail"]

    async def test_two_in_the_same_instant(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob))
        both = await asyncio.gather(
            decide(ann, clerk.approval, "approve"),
            decide(bob, clerk.approval, "reject", comment="No."),
        )
        assert sorted(one.status_code for one in both) == [200, 409]
        whole = (await dora.get(f"{RUNS}/{clerk.run}")).json()["output"]
        assert len(whole["votes"]) == 1

    async def test_the_same_key_is_the_same_click(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob, rule="all"))
        headers = {"Idempotency-Key": "click"}
        at = f"{APPROVALS}/{clerk.approval}/decision"
        answers = [
            await ann.post(at, json={"decision": "approve"}, headers=headers) for _ in range(2)
        ]
        assert [one.status_code for one in answers] == [200, 200]
        again = await ann.post(at, json={"decision": "approve"})
        assert (again.status_code, code(again)) == (409, "answered")

    async def test_while_the_run_cannot_be_reached_it_is_kept(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob))
        approval = clerk.approval
        clerk.asleep = True
        answer = await decide(ann, approval, "approve")
        assert answer.status_code == 202
        assert answer.json()["counted"] is False
        assert "not yet counted" in answer.json()["detail"]
        clerk.asleep = False
        await clerk.hear()
        shown = (await ann.get(f"{APPROVALS}/{approval}")).json()
        assert (shown["status"], shown["decision"]) == ("decided", "approve")

    async def test_what_the_run_refuses(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob, more=f", form: {FORM}"))
        approval = clerk.approval
        for body, why in (
            ({"decision": "maybe"}, "unknown-decision"),
            ({"decision": "reject"}, "comment-required"),
            ({"decision": "approve"}, "fields"),
            ({"decision": "approve", "fields": {"sum": "much"}}, "fields"),
            ({"decision": "approve", "round": 7}, "changed"),
        ):
            answer = await ann.post(f"{APPROVALS}/{approval}/decision", json=body)
            assert (answer.status_code, code(answer)) == (409, why)
        fine = await decide(ann, approval, "approve", fields={"sum": 7})
        assert fine.status_code == 200

    async def test_nobody_decides_on_their_own(self, asks, ann, dora):
        clerk = await asks(dora, f"{{ subject: Mine, approvers: [{person(dora)}, {person(ann)}] }}")
        own = await decide(dora, clerk.approval, "approve")
        assert (own.status_code, code(own)) == (409, "not-asked")

    @pytest.mark.parametrize(
        "body",
        [{}, {"decision": 7}, {"decision": ""}, {"decision": "x" * 64}, {"decision": "a", "x": 1}],
    )
    async def test_what_is_no_decision(self, asks, ann, bob, dora, body):
        clerk = await asks(dora, two(ann, bob))
        answer = await ann.post(f"{APPROVALS}/{clerk.approval}/decision", json=body)
        assert answer.status_code == 422


class TestStandingIn:
    async def test_the_deputy_decides_for_who_is_away(self, asks, ann, bob, dora):
        away = {"until": "2100-01-01T00:00:00Z", "deputyId": person(bob)}
        too_long = await ann.post("/api/v1/me/absences", json=away)
        assert too_long.status_code == 422
        away["until"] = "2027-06-01T00:00:00Z"
        assert (await ann.post("/api/v1/me/absences", json=away)).status_code == 201
        clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}] }}")
        assert (await bob.get(APPROVALS)).json()["counts"]["standin"] == 1
        [line] = (await bob.get(APPROVALS, params={"assignee": "standin"})).json()["items"]
        assert [one["id"] for one in line["me"]["standsInFor"]] == [person(ann)]
        assert (await decide(bob, clerk.approval, "approve")).status_code == 200
        output = (await dora.get(f"{RUNS}/{clerk.run}")).json()["output"]
        assert output["votes"][0]["who"]["id"] == person(ann)
        assert output["votes"][0]["by"]["id"] == person(bob)

    async def test_for_somebody_else_nobody_does(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob, rule="all"))
        answer = await decide(bob, clerk.approval, "approve", standsInFor=person(ann))
        assert (answer.status_code, code(answer)) == (409, "not-asked")


class TestTheRest:
    async def test_ask_back_and_answer(self, asks, ann, bob, dora):
        at = f"{APPROVALS}/{(await asks(dora, two(ann, bob))).approval}"
        asked = await ann.post(f"{at}/question", json={"text": "Which one?"})
        assert asked.status_code == 200, asked.text
        shown = (await dora.get(at)).json()
        assert "answer" in shown["can"]
        assert shown["questions"][0]["text"] == "Which one?"
        told = await dora.post(f"{at}/answer", json={"number": 1, "text": "The small one."})
        assert told.status_code == 200, told.text
        again = await dora.post(f"{at}/answer", json={"number": 1, "text": "Or not."})
        assert again.status_code == 409
        question = (await ann.get(at)).json()["questions"][0]
        assert (question["answer"], question["answeredBy"]["id"]) == (
            "The small one.",
            person(dora),
        )

    async def test_send_back_correct_and_ask_again(self, asks, ann, bob, dora):
        more = f", form: {FORM}, values: {{ sum: 9 }}"
        clerk = await asks(dora, two(ann, bob, rule="all", more=more))
        at = f"{APPROVALS}/{clerk.approval}"
        assert (await decide(ann, clerk.approval, "approve")).status_code == 200
        sent = await bob.post(f"{at}/send-back", json={"comment": "Too much."})
        assert sent.status_code == 200, sent.text
        early = await decide(bob, clerk.approval, "approve")
        assert code(early) == "returned"
        assert (await dora.get(at)).json()["can"] == ["withdraw", "resubmit"]
        corrected = await dora.post(f"{at}/resubmission", json={"fields": {"sum": 5}})
        assert corrected.status_code == 200, corrected.text
        shown = (await ann.get(at)).json()
        assert (shown["round"], shown["status"]) == (2, "open")
        assert shown["changes"] == [{"field": "sum", "before": 9, "after": 5}]
        assert shown["me"]["state"] == "open"
        assert not shown["votes"][0]["counts"]

    async def test_withdraw(self, asks, ann, bob, dora):
        clerk = await asks(dora, two(ann, bob))
        at = f"{APPROVALS}/{clerk.approval}"
        not_theirs = await ann.post(f"{at}/withdrawal", json={})
        assert code(not_theirs) == "not-yours"
        assert (await dora.post(f"{at}/withdrawal", json={})).status_code == 200
        late = await ann.post(f"{at}/decision", json={"decision": "approve"})
        assert code(late) == "withdrawn"
        output = (await dora.get(f"{RUNS}/{clerk.run}")).json()["output"]
        assert output["decision"] == "withdrawn"

    async def test_hand_it_over(self, asks, ann, bob, dora, somebody, tenant):
        cem = await somebody(tenant)
        clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}] }}")
        at = f"{APPROVALS}/{clerk.approval}/reassignment"
        body = {"to": person(cem), "comment": "He knows it."}
        assert (await bob.post(at, json=body)).status_code == 404
        assert (await ann.post(at, json={**body, "to": "x"})).status_code == 422
        assert (await ann.post(at, json=body)).status_code == 200
        assert (await cem.get(APPROVALS)).json()["counts"]["me"] == 1
        assert (await decide(ann, clerk.approval, "approve")).status_code == 409
        assert (await decide(cem, clerk.approval, "approve")).status_code == 200

    async def test_an_operator_hands_it_over(self, asks, ann, bob, dora, somebody, tenant):
        operator = await somebody(tenant, "supervisor")
        clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}] }}")
        body = {"to": person(bob), "comment": "Ann is ill.", "instead": person(ann)}
        at = f"{APPROVALS}/{clerk.approval}/reassignment"
        assert (await operator.post(at, json=body)).status_code == 200
        assert (await decide(bob, clerk.approval, "approve")).status_code == 200

    async def test_a_run_that_is_cancelled_needs_no_decision(self, asks, ann, bob, dora, admin):
        clerk = await asks(dora, two(ann, bob))
        approval = clerk.approval
        assert (await admin.post(f"{RUNS}/{clerk.run}/cancel")).status_code in (200, 202)
        late = await decide(ann, approval, "approve")
        assert code(late) == "closed"
        assert (await ann.get(APPROVALS)).json()["items"] == []
