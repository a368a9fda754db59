"""Addresses of pages that mails and other pages lead to, below the address of the installation.

Never: a page that designer/src/app/routes.tsx doesn't have, but the one that decides, which the
API serves itself.
"""

from __future__ import annotations

DECIDE = "/decide"
INBOX = "/approvals"


def approval(approval_id: str) -> str:
    return f"/approvals/{approval_id}"


def run(run_id: str) -> str:
    return f"/runs/{run_id}"
