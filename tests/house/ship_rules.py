"""Rules for what is shipped: the image, the compose example, the commands and CI.

Never: a container runtime; the files are read as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from tests.house.source import Finding

SERVICES = {"migrate", "api", "worker", "relay"}
LASTING = {"api", "worker", "relay"}
TARGETS = {"run", "test", "soak", "check", "bench", "clean"}
_SECRETS = re.compile(r"(password|secret|token|api_key|master_key)\s*=\s*['\"]?\w", re.IGNORECASE)
_URL_PASSWORD = re.compile(r"://[^\s:/@${]+:(?!password@)[^\s:/@${]+@")

Yaml = Mapping[str, object]


def dockerfile(text: str) -> Iterator[Finding]:
    """A pinned base, no root, a health check, no secret built in."""
    path = "Dockerfile"
    stages = set(re.findall(r"^FROM\s+\S+\s+AS\s+(\S+)", text, re.MULTILINE | re.IGNORECASE))
    for base in re.findall(r"^FROM\s+(\S+)", text, re.MULTILINE | re.IGNORECASE):
        if base not in stages and (":" not in base or base.endswith(":latest")):
            yield Finding(path, f"builds on {base}: name a version.")
    users = re.findall(r"^USER\s+(\S+)", text, re.MULTILINE)
    if not users or not re.fullmatch(r"[1-9]\d*(:[1-9]\d*)?", users[-1]):
        yield Finding(path, "ends as root: give USER a number other than 0.")
    if not re.search(r"^HEALTHCHECK\s", text, re.MULTILINE):
        yield Finding(path, "has no HEALTHCHECK.")
    for line in re.findall(r"^(?:ARG|ENV)\s.*$", text, re.MULTILINE):
        if _SECRETS.search(line):
            yield Finding(path, f"builds a secret in: {line}")


def compose(document: Yaml) -> Iterator[Finding]:
    """Every service: not root, nothing writable but what it needs, healthy or ended."""
    path = "compose.yaml"
    services = cast("Mapping[str, Yaml]", document["services"])
    for missing in sorted(SERVICES - set(services)):
        yield Finding(path, f"has no service {missing}.")
    for name, service in services.items():
        yield from _confined(f"{path}::{name}", service)
        if name in LASTING and "healthcheck" not in service:
            yield Finding(f"{path}::{name}", "has no healthcheck.")
        if name in LASTING and service.get("restart") != "unless-stopped":
            yield Finding(f"{path}::{name}", "stays away after a crash: restart: unless-stopped.")
    if "migrate" in services and services["migrate"].get("restart") != "no":
        yield Finding(f"{path}::migrate", 'is one shot: restart: "no".')


def _confined(where: str, service: Yaml) -> Iterator[Finding]:
    for wanted, value in (("read_only", True), ("cap_drop", ["ALL"]), ("init", True)):
        if service.get(wanted) != value:
            yield Finding(where, f"needs {wanted}: {value}.")
    if service.get("security_opt") != ["no-new-privileges:true"]:
        yield Finding(where, "may gain privileges: set no-new-privileges.")
    if service.get("privileged") or service.get("network_mode") == "host":
        yield Finding(where, "reaches into its host.")
    if not re.fullmatch(r"[1-9]\d*:[1-9]\d*", str(service.get("user", ""))):
        yield Finding(where, "needs a user by number that isn't root.")


def passwords(path: str, text: str) -> Iterator[Finding]:
    """Secrets come from the environment or from files, never from what is tracked."""
    for number, line in enumerate(text.splitlines(), 1):
        if _URL_PASSWORD.search(line):
            yield Finding(f"{path}:{number}", "holds a URL with a password in it.")


def makefile(text: str) -> Iterator[Finding]:
    heads = re.findall(r"^([a-z][\w -]*?)\s*::?(?!=)", text, re.MULTILINE)
    targets = {name for head in heads for name in head.split()}
    for missing in sorted(TARGETS - targets):
        yield Finding("Makefile", f"has no target {missing}.")
