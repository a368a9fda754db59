"""A definition on its way to be published: what it needs from elsewhere is put into it.

Its document grows round by round, since a function from elsewhere may need more; it is the same
standard, and what runs. Never: a line of the author's own changed, or a fetch.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from definitions import externals
from definitions.composer import ComposeError, compose
from definitions.diagnostics import MOST, Diagnostic, diagnostic, quoted
from definitions.externals import MOST_BYTES, External, ExternalError, put_in
from definitions.functions.catalogue import Catalogue
from definitions.lint import lint, publishable
from definitions.pointers import escape
from definitions.program import content_hash
from definitions.reader import Reading, read_document
from definitions.subflow_lint import Published
from definitions.values import Json, JsonObject, decode

TOTAL_BYTES = 1024 * 1024
"""Of all that a definition needs."""


class Bundle:
    """Of one definition that reads."""

    def __init__(self, reading: Reading) -> None:
        self._source = reading
        self._reading = reading
        self._last: External | None = None
        """Put in since it has been read."""
        self.document: JsonObject = reading.document or {}
        self._origins: dict[str, str] = {}
        self._put = 0
        self._bytes = 0

    @property
    def reading(self) -> Reading:
        """With all that has been put in."""
        return self._reading

    @property
    def hash(self) -> str:
        return content_hash(self.document)

    def needed(self) -> list[External]:
        """What it doesn't say itself yet; a function that is called twice is needed once.

        Raises ExternalError where it has become too large.
        """
        workflow = self._read_again().workflow
        if workflow is None:
            return []
        found: dict[tuple[str, str], External] = {}
        for each in externals.externals_of(workflow, self.document):
            key = each.name if each.kind == "function" else each.pointer
            found.setdefault((each.kind, key), each)
        return list(found.values())

    def put(self, external: External, data: bytes) -> None:
        """Raises ExternalError; the next look at what is needed sees what came with it."""
        self._put += 1
        self._bytes += len(data)
        if self._put > externals.MOST or self._bytes > TOTAL_BYTES:
            reason = (
                f"with it the definition needs more than {externals.MOST} documents or "
                f"{TOTAL_BYTES // 1024} KiB from elsewhere."
            )
            raise ExternalError(external, reason, "Let it need less.")
        said = _read(external, data)
        if external.kind == "function":
            self._refuse(external, read_document(_alone(self.document, external, said)))
            above = self._origins.get(external.origin, external.origin)
            self._origins[f"/use/functions/{escape(external.name)}"] = above
        self.document = put_in(self.document, external, said)
        self._last = external

    def faults(
        self,
        catalogue: Catalogue,
        published: Published | None = None,
        scripts: Collection[str] | None = None,
    ) -> Iterator[Diagnostic]:
        """What is wrong with it as a whole, at the places of the author's text."""
        hindrances = publishable(self._reading, catalogue, published, scripts)
        whole = [*lint(self._reading, catalogue), *hindrances]
        for fault in whole[:MOST]:
            if fault.severity == "error":
                yield self._placed(fault)

    def missing(self) -> list[Diagnostic]:
        """What is needed, for whoever tries the definition and may not fetch anything."""
        remedy = "Publish the definition and try that, or write into it what lies there."
        return [
            diagnostic(
                "external",
                f"The {each.kind} {quoted(each.name)} is read when the definition is published.",
                each.origin,
                self._source.place(each.origin),
                remedy=remedy,
            )
            for each in self.needed()
        ]

    def at_source(self, error: ExternalError) -> Diagnostic:
        found = error.finding
        pointer = self._origin(found.pointer)
        place = self._source.place(pointer)
        return diagnostic(found.code, found.message, pointer, place, remedy=found.remedy)

    def _read_again(self) -> Reading:
        if self._last is not None:
            reading = read_document(self.document)
            self._refuse(self._last, reading)
            self._reading, self._last = reading, None
        return self._reading

    def _refuse(self, external: External, reading: Reading) -> None:
        if reading.workflow is None:
            first = reading.diagnostics[0]
            raise ExternalError(self._at_origin(external), f"{first.message} {first.remedy}")

    def _placed(self, fault: Diagnostic) -> Diagnostic:
        pointer = self._origin(fault.pointer)
        message = fault.message
        if pointer != fault.pointer:
            name = fault.pointer.split("/")[3]
            message = f"In the function {quoted(name.replace('~1', '/'))}: {message}"
        place = self._source.place(pointer)
        return diagnostic(fault.code, message, pointer, place, remedy=fault.remedy)

    def _origin(self, pointer: str) -> str:
        function = "/".join(pointer.split("/")[:4])
        return self._origins.get(function, pointer)

    def _at_origin(self, external: External) -> External:
        return External(external.kind, self._origin(external.origin), external.name, external.uri)


def _alone(document: JsonObject, external: External, said: Json) -> JsonObject:
    """As small as a document with it can be: long ones take their time."""
    about: JsonObject = {"document": document["document"], "do": []}
    return put_in(about, external, said)


def _read(external: External, data: bytes) -> Json:
    """JSON or YAML, by what it looks like."""
    if len(data) > MOST_BYTES:
        raise ExternalError(external, f"it is larger than {MOST_BYTES // 1024} KiB.")
    try:
        text = data.decode("utf-8-sig")
        try:
            value = decode(text)
        except ValueError:
            value = compose(text).value
    except UnicodeDecodeError as error:
        raise ExternalError(external, "it is no UTF-8 text.") from error
    except RecursionError as error:
        raise ExternalError(external, "it is nested too deeply.") from error
    except ComposeError as error:
        reason = f"it is neither JSON nor YAML. {error.fault.message}"
        raise ExternalError(external, reason) from error
    if not isinstance(value, dict):
        raise ExternalError(external, "it is no map.")
    return value
