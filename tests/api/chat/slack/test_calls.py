"""Clients of Slack: over one session, which is closed."""

from __future__ import annotations

from api.chat.slack.calls import Calls


class TestCalls:
    async def test_nothing_is_opened_before_somebody_calls(self):
        await Calls("https://slack.com/api/").close()

    async def test_of_a_workspace(self, standin):
        calls = Calls(standin.slack.base_url)
        ann = standin.slack.workspace.hires("ann")
        found = await calls.client(standin.slack.installed().value).account(ann.id)
        await calls.close()
        assert found.profile.email == ann.email
        assert found.team_id == standin.slack.workspace.id
