"""Tokens are turned when they are over, before they are, and never twice."""

from __future__ import annotations

import asyncio

import psycopg
import pytest

HALF_A_DAY = 13 * 3600


@pytest.fixture
def expires(chatting):
    def make(when):
        with psycopg.connect(chatting.office.admin_url) as admin:
            admin.execute(
                "UPDATE chat_places SET expires_at = now() + CAST(%s AS interval)"
                " WHERE tenant_id = %s",
                [when, chatting.office.tenant],
            )

    return make


async def test_when_the_vendor_says_that_they_are_over(chatting):
    await chatting.installs()
    people = [await chatting.person(f"P{number}") for number in range(6)]
    await chatting.office.ask(*(who for who, _ in people))
    await chatting.tells()
    slack = chatting.standin.slack
    slack.clock.passes(HALF_A_DAY)
    await asyncio.gather(*(chatting.carries(chatting.carrier()) for _ in range(2)))
    chatting.overdue()
    await chatting.carries()
    assert [len(acting.messages) for _, acting in people] == [1] * 6
    turned = slack.calls("oauth.v2.access")
    assert [one.ok for one in turned] == [True]
    query = "SELECT expires_at > now() + interval '11 hours' FROM chat_places WHERE tenant_id = %s"
    assert chatting.office.rows(query) == [(True,)]


async def test_before_they_are_over(chatting, expires):
    await chatting.installs()
    expires("5 hours")
    one, two = chatting.carrier(), chatting.carrier()
    await one.sweep()
    # Places of other tenants are swept too, and refused here.
    turned = chatting.standin.slack.calls
    assert not any(one.ok for one in turned("oauth.v2.access"))
    expires("1 hour")
    await asyncio.gather(one.sweep(), two.sweep())
    assert [one.ok for one in turned("oauth.v2.access")].count(True) == 1


async def test_a_refresh_token_that_is_good_for_nothing(chatting, expires):
    await chatting.installs()
    admin = await chatting.office.person("Admin", roles=["admin"])
    expires("1 hour")
    chatting.standin.slack.tokens.ends(chatting.standin.slack.workspace.id)
    await chatting.carrier().sweep()
    query = "SELECT state, reason FROM chat_places WHERE tenant_id = %s"
    assert chatting.office.rows(query) == [("revoked", "invalid_refresh_token")]
    told = "SELECT person_id::text FROM notices WHERE kind = 'channel' AND tenant_id = %s"
    assert (admin.id,) in chatting.office.rows(told)


async def test_keys_that_were_changed_there_are_asked_for_while_the_tokens_are_good(
    chatting, expires
):
    await chatting.installs()
    admin = await chatting.office.person("Admin", roles=["admin"])
    slack = chatting.standin.slack
    before, slack.app.client_secret = slack.app.client_secret, "another"
    states = []
    for when in ("1 hour", "-1 minutes"):
        expires(when)
        await chatting.carrier().sweep()
        states += chatting.office.rows("SELECT state, reason FROM chat_places WHERE tenant_id = %s")
    slack.app.client_secret = before
    assert states == [("on", None), ("removed", "bad_client_secret")]
    told = "SELECT person_id::text FROM notices WHERE kind = 'channel' AND tenant_id = %s"
    assert chatting.office.rows(told) == [(admin.id,)] * 2


async def test_a_place_that_cant_be_opened_ends_no_round(chatting, expires):
    await chatting.installs()
    expires("1 hour")
    with psycopg.connect(chatting.office.admin_url) as admin:
        spoilt = "UPDATE chat_places SET tokens = '-' WHERE tenant_id = %s"
        admin.execute(spoilt, [chatting.office.tenant])
    assert await chatting.carrier().sweep() >= 1
    with psycopg.connect(chatting.office.admin_url) as admin:
        # Nobody else can open it either.
        admin.execute("DELETE FROM chat_places WHERE tenant_id = %s", [chatting.office.tenant])


async def test_a_vendor_that_is_away_is_asked_again(chatting, expires):
    await chatting.installs()
    expires("1 hour")
    chatting.standin.slack.failing.append(503)
    await chatting.carrier().sweep()
    query = "SELECT state FROM chat_places WHERE tenant_id = %s"
    assert chatting.office.rows(query) == [("on",)]
    await chatting.carrier().sweep()
    assert len(chatting.standin.slack.calls("oauth.v2.access")) == 2
