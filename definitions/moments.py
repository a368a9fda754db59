"""A moment in words, in the language and time zone of whoever reads it.

Never: a clock; and never a moment without its zone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    "ar": (
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس"),
        *("سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
}
UTC_NAME = "UTC"


def in_words(at: datetime, language: str, zone: str) -> str:
    """Such as “22 November 2026, 08:05 (UTC+1)”."""
    local = at.astimezone(_zone(zone))
    months = _MONTHS.get(language, _MONTHS["en"])
    comma = "،" if language == "ar" else ","
    day = f"{local.day} {months[local.month - 1]} {local.year}"
    return f"{day}{comma} {local:%H:%M} ({_offset(local)})"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # one that was known when it was chosen
        return ZoneInfo(UTC_NAME)


def _offset(local: datetime) -> str:
    away = local.utcoffset() or timedelta()
    minutes = round(away.total_seconds() / 60)
    if minutes == 0:
        return UTC_NAME
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "-"
    return f"{UTC_NAME}{sign}{hours}" + (f":{rest:02}" if rest else "")
