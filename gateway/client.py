"""Connects to Temporal with Baton's payload conversion and encryption.

Never: a connection without the codec; values of runs would be readable in Temporal.
"""

from __future__ import annotations

from pathlib import Path

from temporalio.client import Client
from temporalio.converter import DataConverter
from temporalio.service import TLSConfig

from gateway.codec import SealingCodec
from gateway.converter import BatonPayloadConverter
from gateway.settings import GatewaySettings
from store.keys import Keyring
from store.session import Database


def data_converter(database: Database, keyring: Keyring) -> DataConverter:
    return DataConverter(
        payload_converter_class=BatonPayloadConverter,
        payload_codec=SealingCodec(database, keyring),
    )


async def connect(
    settings: GatewaySettings,
    database: Database,
    keyring: Keyring,
    *,
    lazy: bool = False,
    converter: DataConverter | None = None,
) -> Client:
    """With `lazy` the process starts while Temporal is away and connects at the first call."""
    return await Client.connect(
        settings.temporal_address,
        namespace=settings.temporal_namespace,
        api_key=settings.temporal_api_key,
        tls=_tls(settings),
        data_converter=converter or data_converter(database, keyring),
        lazy=lazy,
    )


def _tls(settings: GatewaySettings) -> TLSConfig | bool:
    files = (
        settings.temporal_tls_certificate,
        settings.temporal_tls_key,
        settings.temporal_tls_ca,
    )
    if not any(files):
        return settings.temporal_api_key is not None
    return TLSConfig(
        client_cert=_read(settings.temporal_tls_certificate),
        client_private_key=_read(settings.temporal_tls_key),
        server_root_ca_cert=_read(settings.temporal_tls_ca),
    )


def _read(path: Path | None) -> bytes | None:
    return path.read_bytes() if path else None
