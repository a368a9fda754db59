"""Which definitions that can be started tell people by a template.

Never: those whose template an expression chooses; what it makes is known in a run only.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from definitions.notification_templates import named_in
from store.secret_naming import NamingRow, spelling


async def naming(session: AsyncSession, template: str) -> list[NamingRow]:
    """By name and version."""
    return [
        row
        for row, document in await spelling(session, template)
        if any(one.name == template for one in named_in(document))
    ]
