"""Connecting: always with the codec; lazily where Temporal may still be away."""

from __future__ import annotations

import pytest

from gateway.client import connect
from gateway.codec import SealingCodec
from gateway.settings import GatewaySettings


class TestConnect:
    async def test_the_codec_is_always_there(self, temporal_client):
        assert isinstance(temporal_client.data_converter.payload_codec, SealingCodec)

    async def test_lazily_without_a_server(self, database, keyring):
        settings = GatewaySettings(temporal_address="127.0.0.1:1")
        client = await connect(settings, database, keyring, lazy=True)
        assert client.namespace == "default"

    async def test_a_missing_certificate_is_an_error(self, database, keyring, tmp_path):
        settings = GatewaySettings(temporal_tls_certificate=tmp_path / "none.pem")
        with pytest.raises(FileNotFoundError):
            await connect(settings, database, keyring)
