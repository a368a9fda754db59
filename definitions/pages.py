"""Addresses of pages that mails and other pages lead to, below the address of the installation.

Never: a page that designer/src/app/routes.tsx doesn't have, but the one that decides, which the
API serves itself.
"""

from __future__ import annotations

DECIDE = "/decide"
APPROVALS = "/approvals"
PROCESSES = "/processes"
RUNS = "/runs"


def approval(approval_id: str) -> str:
    return f"/approvals/{approval_id}"


def run(run_id: str) -> str:
    return f"{RUNS}/{run_id}"


def start(namespace: str, name: str) -> str:
    """Its form, by which it is started."""
    return f"{PROCESSES}/{namespace}/{name}/start"
