"""Events are tried again, interactions are not; a response address takes five answers."""

from __future__ import annotations

from typing import Any

import httpx

from tests.standins.listening import Says
from tests.standins.slack.conftest import Office
from tests.standins.slack.state import RESPONSE_SECONDS, RESPONSES
from tests.standins.slack.test_person import asked


async def test_an_event_is_tried_four_times(office: Office) -> None:
    office.app.says += [Says(status=500), Says(status=404), Says(status=503), Says(status=500)]
    tries = await office.standin.event("user_change", user={"id": "U1"})
    assert [one.reason for one in tries] == ["http_error"] * 4
    numbers = [one.headers.get("x-slack-retry-num") for one in office.app.heard]
    assert numbers == [None, "1", "2", "3"]
    assert office.app.heard[1].headers["x-slack-retry-reason"] == "http_error"
    bodies = {one.body for one in office.app.heard}
    assert len(bodies) == 1


async def test_who_is_slow_hears_it_again(office: Office) -> None:
    office.standin.delivery.patience = 0.05
    office.app.says.append(Says(waits=True))
    tries = await office.standin.event("user_change", user={"id": "U1"})
    assert [one.reason for one in tries] == ["http_timeout", ""]
    assert office.app.heard[1].headers["x-slack-retry-reason"] == "http_timeout"


async def test_an_app_may_end_the_tries(office: Office) -> None:
    office.app.says.append(Says(status=500, headers={"X-Slack-No-Retry": "1"}))
    assert len(await office.standin.event("user_change")) == 1
    assert await office.standin.event("message") == []


async def test_nobody_there(office: Office) -> None:
    office.slack.app.events_url = "http://127.0.0.1:9/nobody"
    tries = await office.standin.event("user_change")
    assert [one.reason for one in tries] == ["connection_failed"] * 4


async def test_the_address_is_verified(office: Office) -> None:
    assert not await office.standin.verify_url("abc")
    office.app.says.append(Says({"challenge": "abc"}))
    assert await office.standin.verify_url("abc")


async def test_an_interaction_comes_once(office: Office) -> None:
    message = await asked(office)
    office.app.says.append(Says(status=500))
    sent = await office.ada.click(message, "button_1")
    assert (sent.ok, len(office.app.heard)) == (False, 1)


async def test_a_response_address_takes_five(office: Office) -> None:
    message = await asked(office)
    await office.ada.click(message, "button_1")
    url = office.app.heard[-1].payload["response_url"]
    async with httpx.AsyncClient(trust_env=False) as http:

        async def says(given: dict[str, Any]) -> tuple[int, str]:
            answer = await http.post(url, json=given)
            return answer.status_code, answer.text

        assert await says({"text": "Only you"}) == (200, "ok")
        assert office.ada.messages[-1].only_for == office.ada.person.id
        assert await says({"text": "All", "response_type": "in_channel"}) == (200, "ok")
        assert office.ada.messages[-1].only_for is None
        assert await says({"text": "Done", "replace_original": True}) == (200, "ok")
        assert (message.text, message.blocks) == ("Done", [])
        assert "no_text" in (await says({"text": ""}))[1]
        assert await says({"delete_original": True}) == (200, "ok")
        assert message.deleted
        assert RESPONSES == 5
        status, words = await says({"text": "One more"})
        assert (status, "used_url" in words) == (404, True)


async def test_a_response_address_ends(office: Office) -> None:
    await office.ada.click(await asked(office), "button_1")
    url = office.app.heard[-1].payload["response_url"]
    office.slack.clock.passes(RESPONSE_SECONDS + 1)
    async with httpx.AsyncClient(trust_env=False) as http:
        late = await http.post(url, json={"text": "x"})
    assert (late.status_code, late.json()["error"]) == (404, "expired_url")
