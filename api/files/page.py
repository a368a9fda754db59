"""What somebody reads in a browser whose link does not open: in their language, without a script.

Never: anything that the link's sender or its file is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.responses import HTMLResponse, Response

from api.errors import ApiError

_WORDS = {
    "en": {
        "link-expired": (
            "This link has expired",
            "Ask whoever sent it for another one, or sign in and look at the file there.",
        ),
        "link-unknown": (
            "This link leads to no file",
            "It is incomplete, or the file was removed. Ask whoever sent it for another one.",
        ),
        "": ("The file can't be opened now", "Try again in a while."),
    },
    "ar": {
        "link-expired": (
            "انتهت صلاحية هذا الرابط",
            "اطلب رابطًا آخر ممن أرسله، أو سجّل الدخول واعرض الملف من هناك.",
        ),
        "link-unknown": (
            "لا يؤدي هذا الرابط إلى أي ملف",
            "الرابط ناقص أو أُزيل الملف. افتحه كما وصلك، أو اطلب رابطًا آخر ممن أرسله.",
        ),
        "": ("تعذّر فتح الملف الآن", "أعد المحاولة بعد قليل."),
    },
}


def readable_page(headers: Mapping[str, str], error: ApiError) -> Response | None:
    """None: for a program, which reads problems."""
    if "text/html" not in headers.get("accept", ""):
        return None
    first = headers.get("accept-language", "en").strip().lower()
    language = "ar" if first.startswith("ar") else "en"
    words = _WORDS[language]
    title, remedy = words.get(error.code, words[""])
    direction = "rtl" if language == "ar" else "ltr"
    html = (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" '
        f'content="light dark"><title>{escape(title)}</title></head>'
        '<body style="font-family:system-ui,sans-serif;max-width:36rem;margin:15vh auto;'
        f'padding:0 1.5rem"><main><h1>{escape(title)}</h1><p>{escape(remedy)}</p></main>'
        "</body></html>"
    )
    return HTMLResponse(html, error.status_code, dict(error.headers or {}))
