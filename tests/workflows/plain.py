"""Payloads without encryption, for histories that a person can read and every release replays.

The program's document travels inside its payload here, because no database is at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from temporalio.api.common.v1 import Payload
from temporalio.converter import DataConverter, PayloadCodec

from definitions.values import encode
from gateway.converter import PROGRAM_ENCODING, BatonPayloadConverter


class PlainCodec(PayloadCodec):
    """Puts the document of a program that this process knows into its payload."""

    documents: ClassVar[dict[str, bytes]] = {}

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._fill(payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return list(payloads)

    def _fill(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != PROGRAM_ENCODING.encode():
            return payload
        document = self.documents[payload.metadata["hash"].decode()]
        return Payload(metadata=payload.metadata, data=document)


def know(program) -> None:
    PlainCodec.documents[program.hash] = encode(program.document)


PLAIN = DataConverter(payload_converter_class=BatonPayloadConverter, payload_codec=PlainCodec())
