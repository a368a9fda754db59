"""How values become Temporal payloads: JSON through msgspec, and programs by their hash.

Never: encryption (the codec does that) or I/O.
"""

from __future__ import annotations

from typing import Any, cast  # pyright: ignore[reportExplicitAny]  (the SDK's own signature)

import msgspec
from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    BinaryNullPayloadConverter,
    CompositePayloadConverter,
    EncodingPayloadConverter,
)

from definitions.plans import Program
from definitions.program import program_of
from definitions.values import decode

PROGRAM_ENCODING = "baton/program"
JSON_ENCODING = "json/plain"


class ProgramRef(msgspec.Struct, frozen=True):
    """Stands for a program where only its hash is at hand."""

    hash: str


class ProgramPayloadConverter(EncodingPayloadConverter):
    """A program travels as its content hash; the codec brings the document when it arrives."""

    @property
    def encoding(self) -> str:
        return PROGRAM_ENCODING

    def to_payload(self, value: object) -> Payload | None:
        if not isinstance(value, Program | ProgramRef):
            return None
        metadata = {"encoding": PROGRAM_ENCODING.encode(), "hash": value.hash.encode()}
        return Payload(metadata=metadata)

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Program:
        del type_hint
        return program_of(payload.data, payload.metadata["hash"].decode())


class JsonPayloadConverter(EncodingPayloadConverter):
    """Structs and plain JSON values; integers of any size survive."""

    @property
    def encoding(self) -> str:
        return JSON_ENCODING

    def to_payload(self, value: object) -> Payload | None:
        return Payload(
            metadata={"encoding": JSON_ENCODING.encode()}, data=msgspec.json.encode(value)
        )

    def from_payload(
        self,
        payload: Payload,
        type_hint: type[Any] | None = None,  # pyright: ignore[reportExplicitAny]
    ) -> object:
        if type_hint is None:
            return decode(payload.data)
        return cast("object", msgspec.json.decode(payload.data, type=type_hint))


class BatonPayloadConverter(CompositePayloadConverter):
    """All of Baton's payloads."""

    def __init__(self) -> None:
        super().__init__(
            BinaryNullPayloadConverter(), ProgramPayloadConverter(), JsonPayloadConverter()
        )
