"""The app package: its manifest inside of the published rules, and the same bytes each time.

https://learn.microsoft.com/en-us/microsoftteams/platform/resources/schema/manifest-schema and
https://raw.githubusercontent.com/OfficeDev/microsoft-teams-app-schema (lengths and patterns).
"""

from __future__ import annotations

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from channels import words
from channels.teams import package

APP = "7f3f6a0e-0c53-4d3e-9b39-1e2f5d8a4c11"
BOT = "0b1d6f3a-7a0c-4a57-8c9f-5a3b2c1d0e9f"
GUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ADDRESS = "https://baton.example.org:8443/"


def opened(name="Baton", address=ADDRESS):
    with ZipFile(BytesIO(package.write(name, APP, address, BOT))) as found:
        return {one: found.read(one) for one in found.namelist()}


def manifest(**given):
    return json.loads(opened(**given)["manifest.json"])


class TestPackage:
    def test_what_is_in_it(self):
        made = manifest()
        others = [one["file"] for one in made["localizationInfo"]["additionalLanguages"]]
        assert set(opened()) == {"manifest.json", *made["icons"].values(), *others}
        assert others == ["ar.json"]

    def test_the_same_bytes_each_time(self):
        assert package.write("Baton", APP, ADDRESS, BOT) == package.write(
            "Baton", APP, ADDRESS, BOT
        )


class TestManifest:
    @pytest.mark.parametrize("name", ["Baton", "", "x" * 200, "ض" * 200, 'a"b\\c'])
    def test_inside_of_the_published_lengths(self, name):
        made = manifest(name=name)
        assert 0 < len(made["name"]["short"]) <= 30
        assert len(made["name"]["full"]) <= 100
        assert made["name"]["short"] != made["name"]["full"]
        assert len(made["description"]["short"]) <= 80
        assert len(made["description"]["full"]) <= 4_000
        assert made["description"]["short"] not in made["description"]["full"]
        assert 0 < len(made["developer"]["name"]) <= 32

    def test_its_version_and_its_ids(self):
        made = manifest()
        assert made["$schema"].endswith(f"/v{made['manifestVersion']}/MicrosoftTeams.schema.json")
        assert re.fullmatch(r"\d+\.\d+\.\d+", made["version"])
        assert re.fullmatch(GUID, made["id"])
        [bot] = made["bots"]
        assert re.fullmatch(GUID, bot["botId"])
        assert (made["id"], bot["botId"]) == (APP, BOT)

    def test_the_bot(self):
        [bot] = manifest()["bots"]
        assert bot["scopes"] == ["personal", "team", "groupChat"]
        assert bot["supportsFiles"] is bot["isNotificationOnly"] is False
        [commands] = bot["commandLists"]
        assert len(commands["commands"]) <= 10
        assert [one["title"] for one in commands["commands"]] == ["my approvals", "start", "help"]
        for one in commands["commands"]:
            assert 0 < len(one["title"]) <= 32
            assert 0 < len(one["description"]) <= 128

    @pytest.mark.parametrize("address", [ADDRESS, "http://127.0.0.1:8000"])
    def test_pages_are_https_and_hosts_have_no_port(self, address):
        made = manifest(address=address)
        pages = [made["developer"][one] for one in ("websiteUrl", "privacyUrl", "termsOfUseUrl")]
        assert all(one.startswith("https://") and len(one) <= 2_048 for one in pages)
        [host] = made["validDomains"]
        assert host in pages[0]
        assert not re.search(r"[:/*]", host)

    def test_colour_behind_the_outline(self):
        assert re.fullmatch(r"#[0-9a-f]{6}", manifest()["accentColor"])


class TestTranslated:
    @pytest.mark.parametrize("language", sorted(set(words.WORDS) - {"en"}))
    def test_all_that_is_needed_and_each_command(self, language):
        made = json.loads(opened()[f"{language}.json"])
        assert {"name.short", "description.short", "description.full"} <= set(made)
        assert len(made["name.short"]) <= 30
        assert len(made["description.short"]) <= 80
        commands = manifest()["bots"][0]["commandLists"][0]["commands"]
        for number in range(len(commands)):
            place = f"bots[0].commandLists[0].commands[{number}]"
            assert 0 < len(made[f"{place}.title"]) <= 32
            assert 0 < len(made[f"{place}.description"]) <= 128
        assert len(made) == 4 + 2 * len(commands)
