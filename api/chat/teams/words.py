"""What the bot says, and what it understands, in English and Arabic.

Never: a word that is in one language only; a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from channels import words

MINE = frozenset(
    {
        "my approvals",
        "approvals",
        "inbox",
        "what waits",
        "موافقاتي",
        "الموافقات",
        "طلباتي",
        "الوارد",
    }
)
START = ("start", "ابدأ", "إبدأ", "ابدا", "بدء")
"""Alone, or before the name of a process."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "hello": "Hello {who}. What waits for you comes here, and you can decide it here.",
        "help-mine": "“my approvals” shows what waits for you.",
        "help-start": "“start” shows which processes you can start; “start leave” begins one.",
        "help-open": "Everything else is in Baton.",
        "by-name": "In a team, write my name before it; I answer in our own chat.",
        "elsewhere": "I have answered in our own chat.",
        "no-own-chat": "I answer in our own chat: add me there first.",
        "unknown": "I don't know you here: nobody at {tenant} has your address. Ask an"
        " administrator to add you with the address that you have in Teams.",
        "guest": "I don't know you here: guests of this organisation can't decide in Teams.",
        "left": "You are not active here any more. Ask an administrator of {tenant}.",
        "suspended": "This organisation is suspended: nobody can do anything now.",
        "again": "It could not be kept now. Press again in a minute: it counts once, however"
        " often it is pressed.",
        "again-words": "That did not work now. Try again in a minute.",
        "gone": "This is not there any more, or it is not yours to see.",
        "not-yours": "You are not asked here, so there is nothing for you to decide.",
        "changed": "It has been corrected since you saw it. Look at it again before you decide.",
        "accepted": "Thank you. Your answer counts: {decision}.",
        "recorded": "Thank you. Your answer is recorded, and counts as soon as the process can"
        " be reached: {decision}.",
        "refused": "This changes nothing: {why}",
        "sign-in-first": "To decide this, you have to sign in.",
        "portal-form": "This form has fields that Teams can't show. Fill it in in Baton.",
        "unreadable": "This is not filled in as it has to be.",
        "comment-needed": "“{decision}” needs a comment: say why.",
        "no-process": "There is no process “{process}” that you may start.",
        "nothing-to-start": "There is no process that you may start.",
        "start": "Start",
        "started": "It has begun: {process}.",
        "see-run": "Look at the run",
    },
    "ar": {
        "hello": "مرحبًا {who}. ما ينتظرك يصلك هنا، ويمكنك اتخاذ القرار هنا.",
        "help-mine": "«موافقاتي» تعرض ما ينتظرك.",
        "help-start": "«ابدأ» تعرض العمليات التي يمكنك بدؤها، و«ابدأ إجازة» تبدأ واحدة منها.",
        "help-open": "كل ما عدا ذلك في Baton.",
        "by-name": "في الفريق اكتب اسمي قبلها، وسأجيب في محادثتنا الخاصة.",
        "elsewhere": "أجبت في محادثتنا الخاصة.",
        "no-own-chat": "أجيب في محادثتنا الخاصة: أضفني هناك أولًا.",
        "unknown": "لا أعرفك هنا: لا أحد في {tenant} لديه عنوانك. اطلب من أحد المسؤولين إضافتك"
        " بالعنوان الذي لك في Teams.",
        "guest": "لا أعرفك هنا: لا يستطيع ضيوف هذه المؤسسة اتخاذ قرارات في Teams.",
        "left": "لم تعد نشطًا هنا. اسأل أحد المسؤولين في {tenant}.",
        "suspended": "هذه المؤسسة موقوفة: لا يمكن لأحد فعل أي شيء الآن.",
        "again": "تعذّر الحفظ الآن. اضغط مجددًا بعد دقيقة: يُحتسب مرة واحدة مهما تكرّر الضغط.",
        "again-words": "لم ينجح ذلك الآن. حاول مجددًا بعد دقيقة.",
        "gone": "لم يعد هذا موجودًا، أو ليس لك أن تراه.",
        "not-yours": "قرارك غير مطلوب هنا، فليس هناك ما تقرره.",
        "changed": "تم تصحيحه بعد أن رأيته. انظر فيه من جديد قبل أن تقرر.",
        "accepted": "شكرًا لك. تم احتساب إجابتك: {decision}.",
        "recorded": "شكرًا لك. إجابتك مسجّلة، وستُحتسب حالما يمكن الوصول إلى العملية: {decision}.",
        "refused": "هذا لا يغيّر شيئًا: {why}",
        "sign-in-first": "لاتخاذ هذا القرار يجب أن تسجّل الدخول.",
        "portal-form": "في هذا النموذج حقول لا يستطيع Teams عرضها. عبّئه في Baton.",
        "unreadable": "هذا غير معبّأ كما يجب.",
        "comment-needed": "الإجابة «{decision}» تحتاج إلى تعليق: اذكر السبب.",
        "no-process": "لا توجد عملية باسم «{process}» يمكنك بدؤها.",
        "nothing-to-start": "لا توجد عملية يمكنك بدؤها.",
        "start": "بدء",
        "started": "بدأت: {process}.",
        "see-run": "عرض التشغيل",
    },
}


@cache
def of(language: str) -> Mapping[str, str]:
    """With those that every channel has."""
    return {**words.of(language), **WORDS.get(language, WORDS["en"])}


def language_of(locale: str | None) -> str:
    """Of who is not known."""
    wanted = (locale or "")[:2].lower()
    return wanted if wanted in WORDS else "en"
