"""What the bot says arrives, is changed, and is refused as the page on status codes has it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.standins.teams.conftest import Office, attached
from tests.standins.teams.examples import CARDS, approval


def proactive(office: Office, **more: Any) -> dict[str, Any]:
    return {"tenantId": office.tenant.id, "members": [{"id": office.ada.person.id}], **more}


async def test_a_person_is_written_to(office: Office) -> None:
    made = await office.calls("POST", "conversations", proactive(office))
    assert made.status_code == 201
    path = f"conversations/{made.json()['id']}/activities"
    said = (await office.calls("POST", path, {"type": "message", "text": "Hello"})).json()["id"]
    changed = await office.calls("PUT", f"{path}/{said}", {"type": "message", "text": "Hi"})
    assert changed.json() == {"id": said}
    (message,) = office.ada.messages
    assert (message.text, len(message.edits)) == ("Hi", 1)
    assert office.ben.messages == []
    await office.calls("DELETE", f"{path}/{said}")
    assert office.ada.messages == []
    again = await office.calls("PUT", f"{path}/{said}", {"type": "message", "text": "Hi"})
    assert again.status_code == 404


async def test_a_thread_in_a_channel(office: Office) -> None:
    activity = {"type": "message", "attachments": [attached(CARDS["simple"])]}
    data = {"channel": {"id": office.channel.id}, "tenant": {"id": office.tenant.id}}
    given = {"isGroup": True, "channelData": data, "activity": activity}
    made = (await office.calls("POST", "conversations", given)).json()
    assert made["id"] == f"{office.channel.id};messageid={made['activityId']}"
    path = f"conversations/{made['id']}/activities"
    assert (await office.calls("POST", path, {"type": "message", "text": "Then"})).is_success
    assert len(office.ada.messages) == 2


async def test_text_and_card_are_split(office: Office) -> None:
    path = f"conversations/{office.channel.id}/activities"
    both = {"type": "message", "text": "Look", "attachments": [attached(approval())]}
    answer = await office.calls("POST", path, both)
    assert (answer.status_code, answer.json()) == (201, {})
    assert len(office.ada.messages) == 2


@pytest.mark.parametrize(
    ("activity", "status", "code"),
    [
        ({"text": "x"}, 400, "BadArgument"),
        ({"type": "message"}, 400, "BadArgument"),
        ({"type": "message", "text": "x", "textFormat": "html"}, 400, "BadArgument"),
        ({"type": "message", "text": "x" * 52_000}, 413, "MessageSizeTooBig"),
        ({"type": "message", "attachments": [attached({})]}, 400, "BadArgument"),
        ({"type": "message", "attachments": [{"contentType": "x"}]}, 400, "BadArgument"),
        ("x", 400, "BadSyntax"),
    ],
    ids=["type", "empty", "format", "size", "card", "attachment", "syntax"],
)
async def test_what_is_refused(office: Office, activity: Any, status: int, code: str) -> None:
    path = f"conversations/{office.channel.id}/activities"
    answer = await office.calls("POST", path, activity)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


async def test_where_the_bot_is_not(office: Office) -> None:
    path = f"conversations/{office.channel.id}/activities"

    async def says() -> tuple[int, str]:
        answer = await office.calls("POST", path, {"type": "message", "text": "x"})
        return answer.status_code, answer.json()["error"]["code"]

    office.channel.bot_is_in = False
    assert await says() == (403, "BotNotInConversationRoster")
    office.channel.deleted = True
    assert await says() == (404, "ConversationNotFound")
    office.teams.connector.disabled = True
    assert await says() == (403, "BotDisabledByAdmin")
    office.teams.connector.registered = False
    assert await says() == (401, "BotNotRegistered")
    del office.http.headers["authorization"]
    assert await says() == (401, "BadAuth")


async def test_who_cannot_be_written_to(office: Office) -> None:
    nobody = await office.calls(
        "POST", "conversations", proactive(office, members=[{"id": "29:none"}])
    )
    assert nobody.status_code == 403
    office.ada.personal.bot_is_in = False
    gone = await office.calls("POST", "conversations", proactive(office))
    assert gone.status_code == 403
    strange = await office.calls("POST", "conversations", proactive(office, tenantId="other"))
    assert strange.status_code == 400


async def test_too_many(office: Office) -> None:
    path = f"conversations/{office.channel.id}/activities"
    answers = [await office.calls("POST", path, {"type": "message", "text": "x"}) for _ in range(9)]
    refused = [one for one in answers if one.status_code == 429]
    assert refused
    assert refused[0].json()["error"]["code"] == "Throttled"
    assert int(refused[0].headers["retry-after"]) >= 1


async def test_what_passes_again(office: Office) -> None:
    office.teams.connector.failing += [412, 429, 502, 504]
    path = f"conversations/{office.channel.id}/activities"
    seen = [
        (await office.calls("POST", path, {"type": "message", "text": "x"})).status_code
        for _ in range(5)
    ]
    assert seen == [412, 429, 502, 504, 201]


async def test_members_come_page_by_page(office: Office) -> None:
    office.channel.members += [office.tenant.hires(f"Person {one}").id for one in range(60)]
    path = f"conversations/{office.channel.id}/pagedmembers?pageSize=50"
    first = (await office.calls("GET", path)).json()
    token = first["continuationToken"]
    rest = (await office.calls("GET", f"{path}&continuationToken={token}")).json()
    assert (len(first["members"]), len(rest["members"])) == (50, 11)
    assert "continuationToken" not in rest
    one = await office.calls(
        "GET", f"conversations/{office.channel.id}/members/{office.ada.person.object_id}"
    )
    assert one.json()["email"] == "ada@corp.example"
    other = await office.calls(
        "GET", f"conversations/{office.channel.id}/members/{office.ben.person.id}"
    )
    assert other.status_code == 404


async def test_the_channels_of_a_team(office: Office) -> None:
    """get-teams-context: the general one has the team's id and no name."""
    general = office.tenant.team("Buying", office.ada.person, channels=["Materials", "Design"])
    named = (await office.calls("GET", f"teams/{quote(general.id)}")).json()
    assert (named["id"], named["name"]) == (general.id, "Buying")
    found = (await office.calls("GET", f"teams/{quote(general.id)}/conversations")).json()
    names = [one["name"] for one in found["conversations"]]
    assert names == [None, "Materials", "Design"]
    assert found["conversations"][0]["id"] == general.id
    general.bot_is_in = False
    answer = await office.calls("GET", f"teams/{general.id}/conversations")
    assert answer.json()["error"]["code"] == "BotNotInConversationRoster"
    assert (await office.calls("GET", "teams/19:nothing")).status_code == 404
