"""The package with which an organisation makes its own app in Teams: manifest, words, icons.

https://learn.microsoft.com/en-us/microsoftteams/platform/concepts/build-and-test/apps-package.
Never: a permission that nothing here needs, or bytes that differ from one making to the next.
"""

from __future__ import annotations

from io import BytesIO
from typing import Final
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from channels import words
from channels.channel import LANGUAGE
from channels.teams import icons
from channels.teams.limits import fit
from definitions.values import Json, JsonObject, encode

VERSION: Final = "1.22"
"""Of the manifest, https://learn.microsoft.com/en-us/microsoftteams/platform/resources/schema/
manifest-schema: each published version goes on being taken."""

APP_VERSION: Final = "1.0.0"
"""Raised when what is in the package changes: who has it installed is offered the new one."""

COMMANDS: Final = ("app-waiting", "app-start", "app-help")
"""In channels/words.py: what people write to the bot; each has its `-about`."""

MANIFEST: Final = "manifest.json"
_SCHEMAS: Final = "https://developer.microsoft.com/json-schemas/teams"
_SCOPES: Final = ("personal", "team", "groupChat")
_SHORT, _FULL, _DEVELOPER, _HOST = 30, 100, 32, 2_000
_MADE: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip knows."""


def write(name: str, app_id: str, address: str, bot_id: str) -> bytes:
    """A zip. `app_id` names the app in Teams, `bot_id` is the one at the sign-in; both are UUIDs.

    `address`: where people find Baton.
    """
    files = {
        MANIFEST: encode(manifest(name, app_id, address, bot_id)),
        icons.COLOR: icons.color(),
        icons.OUTLINE: icons.outline(),
        **{_file(one): encode(_translated(one, name)) for one in words.WORDS if one != LANGUAGE},
    }
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for path, content in files.items():
            entry = ZipInfo(path, _MADE)
            entry.compress_type = ZIP_DEFLATED
            # Else it is that of the system on which it is made.
            entry.create_system = 0
            package.writestr(entry, content)
    return made.getvalue()


def manifest(name: str, app_id: str, address: str, bot_id: str) -> JsonObject:
    said = words.of(LANGUAGE)
    # Teams takes no other address; at a stack of one's own these pages are opened by nobody.
    page = urlsplit(address)._replace(scheme="https").geturl().rstrip("/")
    short, scopes = _short(name), list[Json](_SCOPES)
    others = [one for one in words.WORDS if one != LANGUAGE]
    return {
        "$schema": f"{_SCHEMAS}/v{VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": APP_VERSION,
        "id": app_id,
        "localizationInfo": {
            "defaultLanguageTag": LANGUAGE,
            "additionalLanguages": [{"languageTag": one, "file": _file(one)} for one in others],
        },
        "developer": {
            "name": fit(short, _DEVELOPER),
            "websiteUrl": page,
            "privacyUrl": page,
            "termsOfUseUrl": page,
        },
        "name": {"short": short, "full": fit(f"{short}: {said['app-about']}", _FULL)},
        "description": {"short": said["app-about"], "full": said["app-more"]},
        "icons": {"color": icons.COLOR, "outline": icons.OUTLINE},
        "accentColor": icons.ACCENT,
        "bots": [
            {
                "botId": bot_id,
                "scopes": scopes,
                "isNotificationOnly": False,
                "supportsFiles": False,
                "commandLists": [{"scopes": scopes, "commands": _commands()}],
            }
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [(urlsplit(page).hostname or "")[:_HOST]],
    }


def _short(name: str) -> str:
    return fit(name.strip() or "Baton", _SHORT)


def _commands() -> list[Json]:
    said = words.of(LANGUAGE)
    return [{"title": said[one], "description": said[f"{one}-about"]} for one in COMMANDS]


def _file(language: str) -> str:
    return f"{language}.json"


def _translated(language: str, name: str) -> JsonObject:
    """Its name stays: people look for the app by it."""
    said = words.of(language)
    made: JsonObject = {
        "$schema": f"{_SCHEMAS}/v{VERSION}/MicrosoftTeams.Localization.schema.json",
        "name.short": _short(name),
        "description.short": said["app-about"],
        "description.full": said["app-more"],
    }
    for number, one in enumerate(COMMANDS):
        place = f"bots[0].commandLists[0].commands[{number}]"
        made |= {f"{place}.title": said[one], f"{place}.description": said[f"{one}-about"]}
    return made
