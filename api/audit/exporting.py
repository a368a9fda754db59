"""The audit trail as a file, line by line as it is asked for.

Pages come from transactions of their own: nothing is held while somebody reads slowly. Never: a
copy of the trail of which the trail itself doesn't tell.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime

from api.audit.reading import shown
from api.audit.service import write
from api.auth.principal import Principal
from api.services import Services
from store import audit_links, audit_search
from store.audit import Deed
from store.audit_file import Writer

PAGE = 500


class Export:
    """Of one tenant, up to what was chained when it began."""

    def __init__(self, services: Services, tenant: str, through: int) -> None:
        self._services = services
        self._tenant = tenant
        self._through = through

    @classmethod
    async def begin(cls, services: Services, principal: Principal) -> Export:
        """Who takes the trail is noted before the first line is out."""
        keys = await services.keyring.of(principal.tenant)
        async with services.database.tenant(principal.tenant) as session:
            through, _ = await audit_links.last(session)
            details = {"lines": through}
            subject = f"tenant:{principal.tenant}"
            deed = Deed(principal.person, "audit.export", subject, None, {**details})
            await write(session, keys, principal, deed)
        return cls(services, principal.tenant, through)

    async def lines(self) -> AsyncGenerator[bytes]:
        heads = self._services.heads
        writer = Writer(self._tenant, None if heads is None else heads.key)
        yield writer.first(datetime.now(UTC).isoformat(), self._through)
        keys = await self._services.keyring.of(self._tenant)
        after = 0
        while after < self._through:
            most = min(PAGE, self._through - after)
            async with self._services.database.tenant(self._tenant) as session:
                page = await audit_links.after(session, after, most)
                ids = [one.line.id for one in page if one.line is not None]
                read = await audit_search.some(session, keys, ids)
            if not page:
                break
            for one in page:
                entry = None if one.line is None else read.get(one.line.id)
                yield writer.place(one, None if entry is None else shown(entry))
            after = page[-1].sequence
        yield writer.end()
