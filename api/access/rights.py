"""What one person may do, where, and why.

It comes from roles, which hold in the whole tenant, from grants for processes, and from exceptions
for this one person. A process that is restricted is for those alone to whom it is granted. Whose
runs they see depends on who is around them too. Pure: everything is given. Never: a right out of
nothing; each has a reason that can be told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from api.access.process_rights import MANAGED, OF_PROCESSES, RIGHTS
from api.permissions import ALL, EVERYONE, Permission, expand, roles_of
from store.access import Book, Exemption, Grant
from store.circles import NOBODY, Circle
from store.reach import ANY, Process, Reach, Sight, covers


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody may do something, or may not."""

    allows: bool
    kind: str
    """everyone, role, grant, exception, restricted, key or nothing; of a run also sees, unseen."""
    what: str = ""
    """The role, the id of the grant or of the exception, the process that is restricted, the
    permission that shows the run."""


@dataclass(frozen=True, slots=True)
class Rights:
    """Of one person at one moment."""

    person: str
    roles: tuple[tuple[str, frozenset[Permission]], ...] = ()
    grants: tuple[Grant, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    restricted: frozenset[Process] = frozenset()
    limit: frozenset[Permission] = ALL
    """More than this an API key doesn't give."""
    circle: Circle = NOBODY
    """Who is around them, where anything turns on it."""
    everywhere: frozenset[Permission] = field(init=False)
    """In the whole tenant, but for processes that are restricted."""

    def __post_init__(self) -> None:
        of_roles = EVERYONE.union(*(permissions for _, permissions in self.roles))
        given = {p for one in self._wide(allowed=True) for p in expand([one.permission])}
        taken = {p for one in self._wide(allowed=False) for p in expand([one.permission])}
        object.__setattr__(self, "everywhere", ((of_roles | given) - taken) & self.limit)

    def limited(self, patterns: Iterable[str]) -> Rights:
        """What is left of them by an API key with these scopes."""
        return replace(self, limit=self.limit & expand(patterns))

    def may(self, permission: Permission, process: Process | None = None) -> bool:
        if process is None or permission not in OF_PROCESSES:
            return permission in self.everywhere
        return self.reach(permission).holds(process)

    def may_somewhere(self, permission: Permission) -> bool:
        return permission in self.everywhere or not self.reach(permission).nothing

    def reach(self, permission: Permission) -> Reach:
        """Of a permission that is for processes."""
        if permission not in OF_PROCESSES or permission not in self.limit:
            return Reach(permission in self.everywhere)
        also = {grant.process for grant in self.grants if permission in permissions_of(grant)}
        also |= {one.process for one in self._narrow(permission, allowed=True)}
        return Reach(
            permission in self.everywhere,
            # Who decides on access could let themselves in anyway.
            frozenset() if MANAGED in self.everywhere else self.restricted,
            frozenset(also),
            frozenset(one.process for one in self._narrow(permission, allowed=False)),
        )

    @property
    def looks_around(self) -> bool:
        """Whether they see runs of others because of who those are."""
        around: tuple[Permission, ...] = ("runs:read-team", "runs:read-department")
        return not self.reach("runs:read-all").all and any(map(self.may_somewhere, around))

    @property
    def sights(self) -> tuple[Sight, ...]:
        """Whose runs they see, and where."""
        found = (Sight(self.reach(permission), starters) for permission, starters in self._whose())
        return tuple(one for one in found if not one.nothing)

    def sees(self, starter: str, process: Process) -> bool:
        """A run of that process which this one has started."""
        return bool(self._shown_by(starter, process))

    def may_with_run(self, permission: Permission, starter: str, process: Process) -> bool:
        """Who has started a run has brought its values."""
        brought = permission == "runs:read-data" and starter == self.person
        return self.sees(starter, process) and (brought or self.may(permission, process))

    def why(self, permission: Permission, process: Process | None = None) -> list[Reason]:
        """All that speaks for it and against it, what decides first."""
        found = [*self._against(permission, process), *self._for(permission, process)]
        return found or [Reason(allows=False, kind="nothing")]

    def why_run(self, permission: Permission, starter: str, process: Process) -> list[Reason]:
        """The same of a run, which somebody must see first."""
        shown = self._shown_by(starter, process)
        if not shown:
            against = (one for one in self.why("runs:read", process) if not one.allows)
            return [Reason(allows=False, kind="unseen"), *against]
        seen = [Reason(allows=True, kind="sees", what=one) for one in shown]
        found = self.why(permission, process)
        allowed = self.may_with_run(permission, starter, process)
        return [*found, *seen] if found[0].allows is allowed else [*seen, *found]

    def _whose(self) -> tuple[tuple[Permission, frozenset[str] | None], ...]:
        """The people whose runs each permission shows; None: everybody's."""
        return (
            ("runs:read", frozenset({self.person})),
            ("runs:read-all", None),
            ("runs:read-team", self.circle.team),
            ("runs:read-department", self.circle.department),
        )

    def _shown_by(self, starter: str, process: Process) -> list[Permission]:
        return [
            permission
            for permission, starters in self._whose()
            if (starters is None or starter in starters) and self.may(permission, process)
        ]

    def _against(self, permission: Permission, process: Process | None) -> Iterable[Reason]:
        if permission not in self.limit:
            yield Reason(allows=False, kind="key")
        for one in self.exceptions:
            if not one.allowed and _concerns(one, permission, process):
                yield Reason(allows=False, kind="exception", what=one.id)
        shut = process is not None and permission in OF_PROCESSES and MANAGED not in self.everywhere
        if shut and process is not None and covers(self.restricted, process):
            granted = self.may(permission, process)
            if not granted:
                yield Reason(allows=False, kind="restricted", what="/".join(process))

    def _for(self, permission: Permission, process: Process | None) -> Iterable[Reason]:
        for one in self.exceptions:
            if one.allowed and _concerns(one, permission, process):
                yield Reason(allows=True, kind="exception", what=one.id)
        for grant in self.grants:
            fits = process is not None and covers([grant.process], process)
            if fits and permission in permissions_of(grant):
                yield Reason(allows=True, kind="grant", what=grant.id)
        for name, permissions in self.roles:
            if permission in permissions:
                yield Reason(allows=True, kind="role", what=name)
        if permission in EVERYONE:
            yield Reason(allows=True, kind="everyone")

    def _wide(self, *, allowed: bool) -> Iterable[Exemption]:
        return (one for one in self.exceptions if one.allowed is allowed and one.process == ANY)

    def _narrow(self, permission: Permission, *, allowed: bool) -> Iterable[Exemption]:
        return (
            one
            for one in self.exceptions
            if one.allowed is allowed and permission in expand([one.permission])
        )


def permissions_of(grant: Grant) -> frozenset[Permission]:
    """A right that this release doesn't know gives nothing."""
    known = (RIGHTS.get(right) for right in grant.rights)
    return frozenset[Permission]().union(*(one for one in known if one is not None))


def _concerns(one: Exemption, permission: Permission, process: Process | None) -> bool:
    if permission not in expand([one.permission]):
        return False
    if one.process == ANY or process is None or permission not in OF_PROCESSES:
        return one.process == ANY
    return covers([one.process], process)


@dataclass(frozen=True, slots=True)
class Holder:
    """Of whom the rights are asked."""

    person: str
    roles: tuple[str, ...]
    departments: tuple[str, ...] = ()
    """Their own and those above it."""


def rights_of(holder: Holder, book: Book, now: float) -> Rights:
    """`now` in seconds since 1970: an exception ends by itself."""
    subjects = {("everyone", ""), ("person", holder.person)}
    subjects |= {("role", role) for role in holder.roles}
    subjects |= {("department", name) for name in holder.departments}
    return Rights(
        holder.person,
        roles_of(holder.roles, book.roles),
        tuple(one for one in book.grants if (one.subject_kind, one.subject) in subjects),
        tuple(one for one in book.exceptions.get(holder.person, ()) if one.until.timestamp() > now),
        book.restricted,
    )
