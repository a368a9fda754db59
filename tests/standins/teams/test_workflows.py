"""The webhook of a flow: sizes, rate, and cards that need nobody behind them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standins.teams.conftest import Office, attached
from tests.standins.teams.examples import CARDS, SCHEMA, approval

OPENS: dict[str, Any] = {
    "$schema": SCHEMA,
    "type": "AdaptiveCard",
    "version": "1.5",
    "body": [{"type": "TextBlock", "text": "Five chairs", "wrap": True}],
    "actions": [{"type": "Action.OpenUrl", "title": "Open", "url": "https://baton.example/a"}],
}


def message(card: Any) -> dict[str, Any]:
    return {"type": "message", "attachments": [attached(card)]}


async def test_a_card_comes(office: Office) -> None:
    flow, url = office.teams.workflows.makes()
    answer = await office.http.post(url, json=message(OPENS))
    assert answer.status_code == 202
    assert flow.came == [OPENS]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "message"},
        {"type": "message", "attachments": [{"contentType": "text/plain"}]},
        message(approval()),
        message({}),
        message({**CARDS["simple"], "body": [{"type": "Marquee"}]}),
    ],
    ids=["empty", "no-cards", "text", "needs-a-bot", "no-card", "wrong-card"],
)
async def test_what_is_refused(office: Office, body: Any) -> None:
    flow, url = office.teams.workflows.makes()
    assert (await office.http.post(url, json=body)).status_code == 400
    assert flow.came == []


async def test_too_much_and_too_often(office: Office) -> None:
    flow, url = office.teams.workflows.makes()
    text = {"type": "TextBlock", "text": "x" * 28_672}
    heavy = await office.http.post(url, json=message({**OPENS, "body": [text]}))
    assert heavy.status_code == 413
    seen = [(await office.http.post(url, json=message(OPENS))) for _ in range(5)]
    statuses = [one.status_code for one in seen]
    if 429 in statuses:  # a machine may take a second for four
        assert int(seen[statuses.index(429)].headers["retry-after"]) >= 1
    assert len(flow.came) == statuses.count(202)


async def test_an_address_is_a_secret(office: Office) -> None:
    flow, url = office.teams.workflows.makes()
    wrong = await office.http.post(url[:-3], json=message(OPENS))
    assert wrong.status_code == 401
    flow.on = False
    assert (await office.http.post(url, json=message(OPENS))).status_code == 404
