"""What Temporal keeps: sealed, large values outside, programs by their hash."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from temporalio.converter import WorkflowSerializationContext

from gateway.codec import CLAIM, CLAIM_BYTES, SEALED, SealingCodec
from gateway.converter import BatonPayloadConverter, ProgramRef
from gateway.naming import workflow_id
from store.key_rotation import rotate
from store.keys import Keyring, TamperedError

CONVERTER = BatonPayloadConverter()


def codec(database, keyring, tenant):
    context = WorkflowSerializationContext(
        namespace="default", workflow_id=workflow_id(tenant, str(uuid4()), 1)
    )
    return SealingCodec(database, keyring).with_context(context)


class TestSealing:
    @pytest.mark.parametrize(
        "value", ["ünïcode ☃", {"n": 10**30}, [], "x" * 5_000, {"deep": [[[[1]]]]}, 0.1]
    )
    async def test_round_trip_and_nothing_readable(self, database, keyring, tenant, value):
        coded = codec(database, keyring, tenant)
        plain = CONVERTER.to_payloads([value])
        sealed = await coded.encode(plain)
        assert sealed[0].metadata["encoding"] == SEALED
        assert plain[0].data not in sealed[0].data
        assert await coded.decode(sealed) == plain

    async def test_large_values_are_claims(self, database, keyring, tenant):
        coded = codec(database, keyring, tenant)
        noise = "".join(str(uuid4()) for _ in range(CLAIM_BYTES // 16))
        plain = CONVERTER.to_payloads([noise])
        sealed = await coded.encode(plain)
        assert sealed[0].metadata["encoding"] == CLAIM
        assert len(sealed[0].data) < 100
        assert await coded.decode(sealed) == plain

    async def test_another_tenant_reads_nothing(self, database, keyring, tenant, database_urls):
        other = str(uuid4())
        with psycopg.connect(database_urls.admin) as admin:
            admin.execute(
                "INSERT INTO tenants (id, slug, name, created_at) VALUES (%s, %s, 'o', now())",
                [other, other],
            )
        sealed = await codec(database, keyring, tenant).encode(CONVERTER.to_payloads(["secret"]))
        with pytest.raises(TamperedError):
            await codec(database, keyring, other).decode(sealed)

    async def test_outside_of_a_run_nothing_is_sealed(self, database, keyring):
        with pytest.raises(ValueError, match="tenant"):
            await SealingCodec(database, keyring).encode(CONVERTER.to_payloads([1]))


class TestPrograms:
    async def test_the_document_comes_from_the_store(self, database, keyring, tenant, make_run):
        run = await make_run()
        coded = codec(database, keyring, tenant)
        sent = await coded.encode(CONVERTER.to_payloads([ProgramRef(run.hash)]))
        assert sent[0].data == b""
        (program,) = CONVERTER.from_payloads(await coded.decode(sent))
        assert program.workflow.name == "waits"


class TestNewKey:
    async def test_a_version_that_this_process_has_not_heard_of(self, database, tenant):
        """One that was halted while the key was turned, and took up what others had sealed."""
        halted, others = Keyring(database, bytes(32)), Keyring(database, bytes(32))
        await halted.of(tenant)
        await rotate(database, others, tenant, after_seconds=0)
        await others.read_again(tenant)
        plain = CONVERTER.to_payloads(["value"])
        sealed = await codec(database, others, tenant).encode(plain)
        assert await codec(database, halted, tenant).decode(sealed) == plain
