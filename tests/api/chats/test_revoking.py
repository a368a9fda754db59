"""A token is revoked once its place is gone; that Slack is away hinders nobody."""

from __future__ import annotations

from tests.api.chats.conftest import PATH


def revoked(slack) -> list[str | None]:
    return [one.ended for one in slack.slack.tokens.tokens.values()]


async def test_of_a_place(admin, services, place, slack):
    assert (await admin.delete(f"{PATH}/places/{place['id']}")).status_code == 204
    await services.background.finish(10)
    assert "token_revoked" in revoked(slack)


async def test_of_an_app(admin, services, place, slack):
    assert (await admin.delete(f"{PATH}/slack")).status_code == 204
    await services.background.finish(10)
    assert "token_revoked" in revoked(slack)


async def test_of_an_app_that_another_one_takes_the_place_of(admin, services, place, slack):
    assert (await admin.put(f"{PATH}/slack", json={"clientId": "7.8"})).status_code == 200
    await services.background.finish(10)
    assert "token_revoked" in revoked(slack)


async def test_slack_is_away(admin, services, place, slack):
    slack.slack.failing.append(500)
    assert (await admin.delete(f"{PATH}/places/{place['id']}")).status_code == 204
    await services.background.finish(10)
    assert "token_revoked" not in revoked(slack)
    assert (await admin.get(PATH)).json()["slack"]["places"] == []
