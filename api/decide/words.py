"""The words of the page behind a link, in English and Arabic.

Never: a word that is in one language only; a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from channels import words

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Decide",
        "you": "You answer as {who}.",
        "attachments": "There are {count} attachments. Sign in to see them.",
        "your-answer": "Your answer",
        "comment-hint": "Some answers need one.",
        "fields": "To be filled in",
        "needed": "(needed)",
        "choose": "Choose",
        "send": "Send the answer",
        "portal": "Open in Baton",
        "portal-form": "This has fields that need more than this page can show.",
        "sign-in": "To decide this, you have to sign in.",
        "recorded": "This link was used. The answer is recorded, and not yet counted.",
        "changed": "It has been corrected since this mail was sent. Look at it again: there is a"
        " newer mail, or open it in Baton.",
        "others": "You are not asked any more: others are asked now.",
        "expired": "This link was good until {at}. Open it in Baton to decide.",
        "suspended": "This organisation is suspended: nobody can decide anything now.",
        "unknown": "This link is not known. It may be cut off: copy all of it, or open Baton.",
        "unknown-title": "Not known",
        "accepted": "Thank you. Your answer counts: {decision}.",
        "not-counted": "Thank you. Your answer is recorded, and not yet counted: {decision}.",
        "not-counted-hint": "It will count as soon as the process can be reached. This link shows"
        " how it went.",
        "refused": "This changes nothing: {why}",
        "comment-required": "“{decision}” needs a comment: say why.",
        "unreadable": "“{field}” is not filled in as it has to be.",
        "no-decision": "Choose an answer first.",
        "try-again": "It could not be kept now. Try again in a minute: an answer counts once,"
        " however often it is sent.",
        "try-again-title": "Not kept",
        "foreign": "This came from another site, and was not taken. Open the link of the mail.",
    },
    "ar": {
        "title": "القرار",
        "you": "أنت تجيب باسم {who}.",
        "attachments": "عدد المرفقات {count}. سجّل الدخول لرؤيتها.",
        "your-answer": "إجابتك",
        "comment-hint": "بعض الإجابات تحتاج إلى تعليق.",
        "fields": "للتعبئة",
        "needed": "(مطلوب)",
        "choose": "اختر",
        "send": "إرسال الإجابة",
        "portal": "الفتح في Baton",
        "portal-form": "في هذا النموذج حقول لا تستطيع هذه الصفحة عرضها.",
        "sign-in": "لاتخاذ هذا القرار يجب أن تسجّل الدخول.",
        "recorded": "استُخدم هذا الرابط. الإجابة مسجّلة ولم تُحتسب بعد.",
        "changed": "تم تصحيحه بعد إرسال هذه الرسالة. انظر فيه من جديد: توجد رسالة أحدث، أو افتحه في"
        " Baton.",
        "others": "لم يعد قرارك مطلوبًا: يُسأل آخرون الآن.",
        "expired": "كان هذا الرابط صالحًا حتى {at}. افتحه في Baton لاتخاذ القرار.",
        "suspended": "هذه المؤسسة موقوفة: لا يمكن لأحد أن يقرر الآن.",
        "unknown": "هذا الرابط غير معروف. ربما قُطع: انسخه كاملًا أو افتح Baton.",
        "unknown-title": "غير معروف",
        "accepted": "شكرًا لك. تم احتساب إجابتك: {decision}.",
        "not-counted": "شكرًا لك. إجابتك مسجّلة ولم تُحتسب بعد: {decision}.",
        "not-counted-hint": "ستُحتسب حالما يمكن الوصول إلى العملية. يعرض هذا الرابط النتيجة.",
        "refused": "هذا لا يغيّر شيئًا: {why}",
        "comment-required": "الإجابة «{decision}» تحتاج إلى تعليق: اذكر السبب.",
        "unreadable": "الحقل «{field}» غير معبّأ كما يجب.",
        "no-decision": "اختر إجابة أولًا.",
        "try-again": "تعذّر الحفظ الآن. حاول مجددًا بعد دقيقة: تُحتسب الإجابة مرة واحدة مهما تكرّر"
        " إرسالها.",
        "try-again-title": "لم يُحفظ",
        "foreign": "جاء هذا من موقع آخر ولم يُقبل. افتح الرابط الذي في الرسالة.",
    },
}


@cache
def of(language: str) -> Mapping[str, str]:
    """With those that every channel has."""
    return {**words.of(language), **WORDS.get(language, WORDS["en"])}
