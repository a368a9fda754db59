"""Who stands in for somebody who is away. Pure.

The deputy of a deputy who is away too is their deputy, and so on. Never: somebody who is away, or
has left; then nobody stands in, and whoever asks has to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """From `since` on, up to but without `until`."""

    id: str
    person_id: str
    since: datetime
    until: datetime
    deputy_id: str | None


Absences = Mapping[str, Sequence[Absence]]
"""By person."""


def away(person: str, at: datetime, absences: Absences) -> Absence | None:
    """In which absence somebody is at a moment."""
    of_person = absences.get(person, ())
    return next((one for one in of_person if one.since <= at < one.until), None)


def stands_in(
    person: str, at: datetime, absences: Absences, gone: Collection[str] = ()
) -> str | None:
    """Whom to ask in place of a person; themselves when they are there; None: nobody is."""
    met: set[str] = set()
    asked: str | None = person
    while asked is not None and asked not in met and asked not in gone:
        absence = away(asked, at, absences)
        if absence is None:
            return asked
        met.add(asked)
        asked = absence.deputy_id
    return None


def overlapping(wanted: Absence, absences: Absences) -> Absence | None:
    """Another absence of the same person that would be at the same time."""
    others = absences.get(wanted.person_id, ())
    return next(
        (
            one
            for one in others
            if one.id != wanted.id and one.since < wanted.until and wanted.since < one.until
        ),
        None,
    )


def goes_round(wanted: Absence, absences: Absences) -> datetime | None:
    """A moment at which the deputies, one after the other, would lead back to the person.

    Who is away changes only where an absence begins, so no other moments need a look.
    """
    begins = {one.since for of_person in absences.values() for one in of_person}
    moments = {wanted.since} | {at for at in begins if wanted.since < at < wanted.until}
    return next((at for at in sorted(moments) if _leads_back(wanted, at, absences)), None)


def _leads_back(wanted: Absence, at: datetime, absences: Absences) -> bool:
    met: set[str] = set()
    deputy = wanted.deputy_id
    while deputy is not None and deputy not in met:
        if deputy == wanted.person_id:
            return True
        met.add(deputy)
        absence = away(deputy, at, absences)
        deputy = None if absence is None else absence.deputy_id
    return False
