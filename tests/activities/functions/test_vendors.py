"""Which app speaks: that of the organisation, in the place that is meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from activities.functions.vendors import call_id
from definitions.errors import ProblemError
from store import chats


async def test_none_is_said(vendors):
    for asks in (
        vendors.apps.workspace(vendors.office.tenant, None),
        vendors.apps.bot(vendors.office.tenant),
        vendors.apps.client(vendors.office.tenant),
    ):
        with pytest.raises(ProblemError, match="Administration"):
            await asks


async def test_one_of_several_is_named(vendors):
    await vendors.installs_slack()
    first = await vendors.apps.workspace(vendors.office.tenant, None)
    await vendors.installs_slack(team="T0OTHER", name="Other")
    with pytest.raises(ProblemError, match="Say by `team`"):
        await vendors.apps.workspace(vendors.office.tenant, None)
    for team in ("corp", "T0BATON01"):
        found = await vendors.apps.workspace(vendors.office.tenant, team)
        assert found.place == first.place
    with pytest.raises(ProblemError, match="not installed in 'nowhere'"):
        await vendors.apps.workspace(vendors.office.tenant, "nowhere")


async def test_one_that_was_removed_is_none(vendors):
    place = await vendors.installs_slack()
    async with vendors.office.database.tenant(vendors.office.tenant) as session:
        await chats.lost(session, place, chats.REMOVED, "uninstalled")
    with pytest.raises(ProblemError, match="no app of Slack"):
        await vendors.apps.workspace(vendors.office.tenant, None)


async def test_a_refresh_token_that_is_good_no_more(vendors):
    await vendors.installs_slack(until=datetime.now(UTC) - timedelta(hours=1))
    vendors.slack.slack.tokens.ends(vendors.slack.slack.workspace.id)
    for one in vendors.slack.slack.tokens.refreshes.values():
        one.used = True
    with pytest.raises(ProblemError, match="keys"):
        await vendors.apps.workspace(vendors.office.tenant, None)


async def test_a_call_has_one_name(vendors):
    assert call_id(vendors.caller()) == call_id(vendors.caller(again=True))
    assert call_id(vendors.caller()) != call_id(vendors.caller("another"))
