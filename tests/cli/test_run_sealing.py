"""A sealed file opens with its passphrase, and with nothing else."""

from __future__ import annotations

import json

import pytest

from cli import run_sealing
from cli.errors import CliError
from cli.run_sealing import is_sealed, seal, unseal

WORDS = "correct horse battery staple"
CONTENT = b'{"format":"baton-run/1"}\n' * 10


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal(CONTENT, WORDS)


class TestUnseal:
    def test_what_was_sealed(self, sealed):
        assert is_sealed(sealed)
        assert b"baton" not in sealed.partition(b"\n")[2]
        assert unseal(sealed, WORDS) == CONTENT

    def test_never_twice_the_same(self, sealed):
        assert seal(CONTENT, WORDS) != sealed

    def test_what_is_not_sealed(self):
        assert unseal(CONTENT, WORDS) == CONTENT

    def test_another_passphrase(self, sealed):
        with pytest.raises(CliError, match="does not open"):
            unseal(sealed, WORDS + "!")

    @pytest.mark.parametrize("place", [-1, -20, 100])
    def test_changed(self, sealed, place):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(CliError):
            unseal(bytes(changed), WORDS)

    @pytest.mark.parametrize(
        "change",
        [{"cost": 2**30}, {"cost": 3}, {"cost": -1}, {"cipher": "none"}, {"kdf": "md5"},
         {"salt": "!"}, {"nonce": ""}],
        ids=str,
    )  # fmt: skip
    def test_another_seal(self, sealed, change):
        head, _, rest = sealed.partition(b"\n")
        known = json.loads(head)
        known["sealed"] |= change
        with pytest.raises(CliError):
            unseal(json.dumps(known).encode() + b"\n" + rest, WORDS)

    def test_what_unpacks_to_too_much(self, monkeypatch):
        monkeypatch.setattr(run_sealing, "MOST_BYTES", 100)
        with pytest.raises(CliError, match="more than"):
            unseal(seal(b"0" * 101, WORDS), WORDS)

    def test_a_short_passphrase_seals_nothing(self):
        with pytest.raises(CliError, match="shorter"):
            seal(CONTENT, "short")
