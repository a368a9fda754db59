"""Definitions: drafts change, published versions never, the highest one is found."""

from __future__ import annotations

import pytest

from store import definitions
from store.definitions import DefinitionMissingError, Draft, PublishedError, precedence


def draft(version="1.0.0", digest="a"):
    return Draft("n", "m", version, digest * 64, f"# ☃ {digest}", b"{}", "person", "Title")


class TestLife:
    async def test_a_draft_changes_and_a_published_one_does_not(self, database, tenant):
        async with database.tenant(tenant) as session:
            assert (await definitions.save_draft(session, draft()))[1]
            assert not (await definitions.save_draft(session, draft()))[1]
            changed, new = await definitions.save_draft(session, draft(digest="b"))
            assert (changed.hash, new) == ("b" * 64, True)
            await definitions.publish(session, "n", "m", "1.0.0")
            published = await definitions.publish(session, "n", "m", "1.0.0")
            assert published.state == "published"
            with pytest.raises(PublishedError, match="Raise the version"):
                await definitions.save_draft(session, draft(digest="c"))
            assert await definitions.source(session, "b" * 64) == "# ☃ b"
            assert await definitions.document(session, "b" * 64) == b"{}"
            assert (await definitions.archive(session, "n", "m", "1.0.0")).state == "archived"
            with pytest.raises(PublishedError, match="archived"):
                await definitions.publish(session, "n", "m", "1.0.0")

    async def test_what_is_missing_is_said(self, database, tenant):
        async with database.tenant(tenant) as session:
            with pytest.raises(DefinitionMissingError):
                await definitions.publish(session, "n", "none", "1.0.0")
            with pytest.raises(DefinitionMissingError):
                await definitions.archive(session, "n", "none", "1.0.0")

    async def test_the_highest_published_one(self, database, tenant):
        async with database.tenant(tenant) as session:
            for version in ("1.9.0", "1.10.0", "2.0.0-rc.1", "3.0.0"):
                await definitions.save_draft(session, draft(version))
                if version != "3.0.0":
                    await definitions.publish(session, "n", "m", version)
            assert (await definitions.find(session, "n", "m")).version == "2.0.0-rc.1"
            rows, following = await definitions.page(session, None, 3)
            rest, end = await definitions.page(session, following, 3)
        assert (len(rows), len(rest), end) == (3, 1, None)


class TestPrecedence:
    def test_as_semantic_versions_say(self):
        ordered = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0",
                   "1.2.0", "1.10.0"]  # fmt: skip
        assert sorted(set(ordered), key=precedence) == ordered
