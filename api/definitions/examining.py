"""Reads a document that somebody wants kept, and refuses it with all that is wrong.

Never: an unreadable document passed on, or the event loop held up by a long one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from api.errors import ApiError
from definitions.diagnostics import Diagnostic
from definitions.functions.catalogue import Catalogue
from definitions.lint import lint
from definitions.overdue_lint import overdue_after
from definitions.program import content_hash
from definitions.reader import Reading, read
from definitions.values import Json, JsonObject, encode
from store.definitions import Draft

QUICK_BYTES = 8 * 1024
"""What is longer is read beside the event loop."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A document that may be kept."""

    source: str
    reading: Reading
    document: JsonObject
    namespace: str
    name: str
    version: str
    hash: str
    title: str | None
    summary: str | None
    warnings: list[Diagnostic]

    def draft(self, by: str) -> Draft:
        return Draft(
            namespace=self.namespace,
            name=self.name,
            version=self.version,
            hash=self.hash,
            source=self.source,
            document=encode(self.document),
            by=by,
            title=self.title,
            summary=self.summary,
            overdue_after=overdue_after(self.document),
        )


async def examine(source: bytes, catalogue: Catalogue) -> Examined:
    """Read and lint; a document with errors is refused with all of them."""
    if len(source) > QUICK_BYTES:
        return await asyncio.to_thread(_examine, source, catalogue)
    return _examine(source, catalogue)


def _examine(source: bytes, catalogue: Catalogue) -> Examined:
    reading = read(source)
    found = reading.diagnostics
    if not has_errors(found):
        found = [*found, *lint(reading, catalogue)]
    if has_errors(found) or reading.workflow is None or reading.document is None:
        raise refusal("The definition has errors.", found)
    about = reading.workflow.document
    return Examined(
        source=source.decode("utf-8-sig"),
        reading=reading,
        document=reading.document,
        namespace=about.namespace,
        name=about.name,
        version=about.version,
        hash=content_hash(reading.document),
        title=about.title,
        summary=about.summary,
        warnings=found,
    )


def has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


def refusal(detail: str, diagnostics: Sequence[Diagnostic]) -> ApiError:
    errors: list[Json] = [
        diagnostic.to_json() for diagnostic in diagnostics if diagnostic.severity == "error"
    ]
    return ApiError(
        422,
        "definition",
        detail,
        "Correct what `errors` names; each has its own remedy.",
        more={"errors": errors},
    )
