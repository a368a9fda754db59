"""Which definitions name a secret: by what they declare, not by what stands in their text."""

from __future__ import annotations

import pytest

from definitions.values import Json, encode
from store import definitions, secret_naming
from store.definitions import Draft


async def publish(session, name: str, document: Json, version: str = "1.0.0") -> None:
    draft = Draft("tests", name, version, f"{name}{version}", "source", encode(document), "me")
    await definitions.save_draft(session, draft)
    await definitions.publish(session, "tests", name, version, "me")


class TestNaming:
    async def test_those_that_can_be_started(self, database, tenant):
        async with database.tenant(tenant) as session:
            await publish(session, "a", {"use": {"secrets": ["key", "other"]}})
            await publish(session, "b", {"use": {"secrets": ["key2"]}})
            await publish(session, "c", {"use": {"secrets": ["key"]}})
            await definitions.deprecate(session, "tests", "c", "1.0.0", "me")
            await publish(session, "d", {"use": {"secrets": ["key"]}})
            await definitions.archive(session, "tests", "d", "1.0.0", "me")
            found = await secret_naming.naming(session, "key")
        assert [row.label for row in found] == ["tests/a 1.0.0", "tests/c 1.0.0"]

    @pytest.mark.parametrize(
        "document",
        [
            {"do": ["key"]},
            {"use": {"secrets": "key"}},
            {"use": "key", "secrets": ["key"]},
            {"use": {"secrets": [{"key": "key"}]}},
            {"summary": 'says "key"\u0000', "use": {"secrets": ["other"]}},
        ],
    )
    async def test_what_only_looks_like_it(self, database, tenant, document):
        async with database.tenant(tenant) as session:
            await publish(session, "a", document)
            assert await secret_naming.naming(session, "key") == []
