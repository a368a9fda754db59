"""What people are told by mail, in their language.

Never: a name or a link that is not made harmless for the page that a mail is.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

_INVITATION = {
    "en": (
        "{by} invites you to {tenant}",
        "Hello {name},",
        "{by} invites you to work with {tenant} in Baton.",
        "Choose your password here. The link works once, for {days} days:",
        "Choose a password",
        "If you don't know what this is about, you need not do anything.",
    ),
    "ar": (
        "يدعوك {by} إلى {tenant}",
        "مرحبًا {name}،",
        "يدعوك {by} إلى العمل مع {tenant} في Baton.",
        "اختر كلمة مرورك من هنا. يعمل الرابط مرة واحدة خلال {days} أيام:",
        "اختيار كلمة المرور",
        "إذا كنت لا تعرف شيئًا عن هذه الدعوة، فلا حاجة إلى أي إجراء.",
    ),
}

_RESET = {
    "en": (
        "Your password for {tenant}",
        "Hello {name},",
        "somebody, probably you, wants to set a new password for {tenant} in Baton.",
        "Choose it here. The link works once, for {minutes} minutes:",
        "Choose a password",
        "If it was not you, you need not do anything: the old password stays.",
    ),
    "ar": (
        "كلمة مرورك في {tenant}",
        "مرحبًا {name}،",
        "طلب أحدهم، ولعله أنت، تعيين كلمة مرور جديدة في {tenant} على Baton.",
        "اخترها من هنا. يعمل الرابط مرة واحدة خلال {minutes} دقيقة:",
        "اختيار كلمة المرور",
        "إن لم تكن أنت فلا حاجة إلى أي إجراء: تبقى كلمة المرور القديمة.",
    ),
}


# In colours of the program that shows it, dark or light.
_LIGHTS = '<meta name="color-scheme" content="light dark">'
_PAPER = "font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:16px"


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail, without whom it goes to."""

    subject: str
    text: str
    html: str


def invitation(language: str, *, name: str, tenant: str, by: str, link: str, days: int) -> Letter:
    words = {"name": name, "tenant": tenant, "by": by, "days": str(days)}
    return _letter(_INVITATION, language, words, link)


def reset(language: str, *, name: str, tenant: str, link: str, minutes: int) -> Letter:
    words = {"name": name, "tenant": tenant, "minutes": str(minutes)}
    return _letter(_RESET, language, words, link)


def _letter(
    letters: dict[str, tuple[str, ...]], language: str, words: dict[str, str], link: str
) -> Letter:
    known = language if language in letters else "en"
    # Named fields only: what people are called is never a pattern.
    subject, hello, about, do, button, last = (part.format_map(words) for part in letters[known])
    text = f"{hello}\n\n{about}\n\n{do}\n\n{link}\n\n{last}\n"
    safe = [escape(part) for part in (hello, about, do, last)]
    said = f'lang="{known}" dir="{"rtl" if known == "ar" else "ltr"}"'
    title = escape(subject)
    # Mail programs on the web drop what <html> says; it stands within again.
    html = (
        f'<!doctype html><html {said}><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">{_LIGHTS}<title>{title}</title></head>'
        f'<body style="{_PAPER}"><div role="article" aria-roledescription="email" {said}>'
        f'<h1 style="font-size:20px">{title}</h1>'
        f"<p>{safe[0]}</p><p>{safe[1]}</p><p>{safe[2]}</p>"
        f'<p><a href="{escape(link)}">{escape(button)}</a></p><p>{safe[3]}</p></div></body></html>'
    )
    return Letter(subject, text, html)
