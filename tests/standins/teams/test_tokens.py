"""The channel's token: sound, forged in each way, and signed by keys that rotate."""

from __future__ import annotations

import json
from typing import Any

import jwt
import pytest

from tests.standins.clock import Clock
from tests.standins.shapes import Json
from tests.standins.teams.conftest import Office
from tests.standins.teams.tokens import ISSUER, Forged, Signing

HERE = "https://smba.example/teams/"


def takes(signing: Signing, header: str | None, activity: Json) -> bool:
    """Another implementation of the page's seven requirements and the endorsement."""
    scheme, _, token = (header or "").partition(" ")
    if scheme != "Bearer":
        return False
    keys = {one["kid"]: one for one in signing.keys()["keys"]}
    try:
        kid = jwt.get_unverified_header(token)["kid"]
        key = jwt.PyJWK(keys[kid])
        claims: dict[str, Any] = jwt.decode(
            token, key, ["RS256"], audience=signing.audience, issuer=ISSUER, leeway=300
        )
    except (jwt.PyJWTError, KeyError):
        return False
    return (
        activity["channelId"] in keys[kid]["endorsements"]
        and claims.get("serviceurl") == activity["serviceUrl"]
    )


ACTIVITY: Json = {"channelId": "msteams", "serviceUrl": HERE}


def test_a_sound_one_is_taken() -> None:
    signing = Signing(Clock(), "app")
    assert takes(signing, signing.authorization(HERE), ACTIVITY)


# What is forged in the activity is not in the token: see test_person.
OF_THE_BODY = {Forged.BODY_SERVICE_URL, Forged.TENANT}


@pytest.mark.parametrize(
    "forged", [one for one in Forged if one not in OF_THE_BODY], ids=lambda one: one.name
)
def test_a_forged_one_is_not(forged: Forged) -> None:
    signing = Signing(Clock(), "app")
    assert not takes(signing, signing.authorization(HERE, forged), ACTIVITY)


def test_keys_rotate() -> None:
    signing = Signing(Clock(), "app")
    old = signing.authorization(HERE)
    signing.rotates("second")
    assert takes(signing, signing.authorization(HERE), ACTIVITY)
    assert takes(signing, old, ACTIVITY)
    signing.rotates("third", overlap=False)
    assert not takes(signing, old, ACTIVITY)


async def test_keys_are_published_as_the_page_shows(office: Office) -> None:
    metadata = (await office.http.get(office.teams.metadata_url)).json()
    assert (metadata["issuer"], metadata["id_token_signing_alg_values_supported"]) == (
        "https://api.botframework.com",
        ["RS256"],
    )
    keys = (await office.http.get(metadata["jwks_uri"])).json()["keys"]
    assert all("d" not in one for one in keys)
    assert "msteams" in keys[0]["endorsements"]
    sent = await office.ada.say("hello")
    activity = json.loads(sent.body)
    assert takes(office.teams.signing, sent.headers["authorization"], activity)
