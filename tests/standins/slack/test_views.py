"""Modals and home tabs: opened in time, once, three deep, and changed by who knows their state."""

from __future__ import annotations

from typing import Any

from tests.standins.slack.asking import error
from tests.standins.slack.conftest import Office
from tests.standins.slack.examples import BLOCKS, MODALS
from tests.standins.slack.state import TRIGGER_SECONDS

MODAL = MODALS["views.open"]
HOME = MODALS["views.publish"]


def trigger(office: Office, view: str | None = None) -> str:
    return office.slack.trigger(office.there.id, office.ada.person.id, view)


async def opened(office: Office, **changed: Any) -> str:
    shown = await office.client.views_open(trigger_id=trigger(office), view={**MODAL, **changed})
    return shown["view"]["id"]


async def test_a_view_is_opened_with_all_that_the_page_shows(office: Office) -> None:
    shown = await office.client.views_open(trigger_id=trigger(office), view=MODAL)
    view = shown["view"]
    assert view["root_view_id"] == view["id"]
    assert view["state"] == {"values": {}}
    assert view["hash"]
    assert [one.id for one in office.ada.views] == [view["id"]]


async def test_a_trigger_lives_three_seconds_and_once(office: Office) -> None:
    client, one = office.client, trigger(office)
    await client.views_open(trigger_id=one, view=MODAL)
    again = client.views_open(trigger_id=one, view=MODAL)
    assert await error(again) == "exchanged_trigger_id"
    late = trigger(office)
    office.slack.clock.passes(TRIGGER_SECONDS + 0.1)
    assert await error(client.views_open(trigger_id=late, view=MODAL)) == "expired_trigger_id"
    made_up = client.views_open(trigger_id="1.2.abc", view=MODAL)
    assert await error(made_up) == "invalid_trigger_id"
    other = office.slack.joins("T0OTHER01", "Other")
    theirs = office.slack.trigger(other.id, "U1")
    assert await error(client.views_open(trigger_id=theirs, view=MODAL)) == "invalid_trigger_id"


async def test_a_wrong_view_costs_no_trigger(office: Office) -> None:
    one = trigger(office)
    wrong = office.client.views_open(trigger_id=one, view={**MODAL, "title": None})
    assert await error(wrong) == "invalid_arguments"
    await office.client.views_open(trigger_id=one, view=MODAL)


async def test_three_are_the_deepest(office: Office) -> None:
    id_ = await opened(office)
    for _ in range(2):
        shown = await office.client.views_push(trigger_id=trigger(office, id_), view=MODAL)
        assert shown["view"]["previous_view_id"] == id_
        id_ = shown["view"]["id"]
    deeper = office.client.views_push(trigger_id=trigger(office, id_), view=MODAL)
    assert await error(deeper) == "push_limit_reached"
    beside = office.client.views_push(trigger_id=trigger(office), view=MODAL)
    assert await error(beside) == "invalid_trigger_id"


async def test_who_changes_a_view_knows_its_state(office: Office) -> None:
    client = office.client
    shown = await client.views_open(
        trigger_id=trigger(office), view={**MODAL, "external_id": "ours"}
    )
    id_, old = shown["view"]["id"], shown["view"]["hash"]
    await client.views_update(view_id=id_, view=MODAL, hash=old)
    assert await error(client.views_update(view_id=id_, view=MODAL, hash=old)) == "hash_conflict"
    assert await error(client.views_update(view_id="V404", view=MODAL)) == "not_found"
    home = client.views_update(view_id=id_, view=HOME)
    assert await error(home) == "invalid_arguments"
    await client.views_update(view_id=id_, view={**MODAL, "external_id": "ours"})
    await client.views_update(external_id="ours", view={**MODAL, "external_id": "ours"})
    twice = client.views_open(trigger_id=trigger(office), view={**MODAL, "external_id": "ours"})
    assert await error(twice) == "duplicate_external_id"


async def test_a_home_tab_is_published(office: Office) -> None:
    client, user = office.client, office.ada.person.id
    shown = await client.views_publish(user_id=user, view=HOME)
    old = shown["view"]["hash"]
    await client.views_publish(user_id=user, view={**HOME, "blocks": [BLOCKS["header"]]}, hash=old)
    assert office.ada.home is not None
    assert office.ada.home.content["blocks"][0]["type"] == "header"
    late = client.views_publish(user_id=user, view=HOME, hash=old)
    assert await error(late) == "hash_conflict"
    assert await error(client.views_publish(user_id="U404", view=HOME)) == "invalid_arguments"
    office.slack.app.home_tab = False
    assert await error(client.views_publish(user_id=user, view=HOME)) == "not_enabled"


async def test_too_much_is_told(office: Office) -> None:
    long = {"type": "section", "fields": [{"type": "plain_text", "text": "x" * 2000}] * 10}
    heavy = office.client.views_open(
        trigger_id=trigger(office), view={**MODAL, "blocks": [long] * 13}
    )
    assert await error(heavy) == "view_too_large"
