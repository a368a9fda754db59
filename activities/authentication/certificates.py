"""Client certificates: a secret's PEM texts, loaded for TLS.

Never: a key that stays on disk. OpenSSL reads keys from files only, so it lies there, for nobody
else to read, for the moment of reading.
"""

from __future__ import annotations

import hashlib
import ssl
import tempfile
from pathlib import Path

from activities.authentication.policies import Certificate, misconfigured

_FORM = (
    "Its secret holds the texts `certificate` (PEM, with the chain after it) and `key` (PEM), and "
    "`passphrase` if the key has one."
)


def fingerprint(policy: Certificate) -> str:
    parts = "\0".join((policy.certificate, policy.key, policy.passphrase or ""))
    return hashlib.sha256(parts.encode(errors="replace")).hexdigest()


def load(context: ssl.SSLContext, policy: Certificate) -> None:
    """Make the context show the certificate to whoever asks for one."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, "client.pem")
            place.touch(mode=0o600)
            place.write_text(f"{policy.certificate}\n{policy.key}\n", encoding="utf-8")
            context.load_cert_chain(place, password=policy.passphrase or "")
    except (ssl.SSLError, ValueError, OSError) as error:
        raise misconfigured(f"The client certificate can't be read. {_FORM}") from error
