"""Which definitions tell people by a template."""

from __future__ import annotations

import pytest

from definitions.values import Json, encode
from store import definitions, template_naming
from store.definitions import Draft


def tells(name: str, call: str = "notify:1.0.0@default") -> Json:
    return {"do": [{"a": {"do": [{"tell": {"call": call, "with": {"templateName": name}}}]}}]}


async def publish(session, name: str, document: Json) -> None:
    draft = Draft("tests", name, "1.0.0", name, "source", encode(document), "me")
    await definitions.save_draft(session, draft)
    await definitions.publish(session, "tests", name, "1.0.0", "me")


class TestNaming:
    async def test_those_that_can_be_started(self, database, tenant):
        async with database.tenant(tenant) as session:
            await publish(session, "a", tells("ordered"))
            await publish(session, "b", tells("ordered", "notify"))
            await publish(session, "c", tells("other"))
            await publish(session, "d", tells("ordered"))
            await definitions.archive(session, "tests", "d", "1.0.0", "me")
            found = await template_naming.naming(session, "ordered")
        assert [row.label for row in found] == ["tests/a 1.0.0", "tests/b 1.0.0"]

    @pytest.mark.parametrize(
        "document",
        [{"do": ["ordered"]}, tells("ordered", "log:1.0.0@default"), {"templateName": "ordered"}],
        ids=["a text", "another function", "no call"],
    )
    async def test_what_only_looks_like_it(self, database, tenant, document):
        async with database.tenant(tenant) as session:
            await publish(session, "a", document)
            assert await template_naming.naming(session, "ordered") == []
