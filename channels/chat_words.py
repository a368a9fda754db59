"""The words of what chats answer to people: refusals, lists, forms, in English and Arabic.

Never: a word that is in one language only; a test compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from channels import words

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "unknown-person": "Baton does not know you: nobody there has the verified address of your"
        " account here. Ask an administrator of Baton to invite you.",
        "gone-person": "Your account in Baton is switched off. Ask an administrator of Baton.",
        "suspended": "This organisation is suspended: nobody can do anything now.",
        "may-not": "You may not do this. Ask an administrator of Baton.",
        "not-asked": "You are not asked for this decision.",
        "changed": "It has been corrected since this message was written. Look at it again.",
        "others": "You are not asked any more: others are asked now.",
        "sign-in-needed": "To decide this, you have to sign in.",
        "portal-form": "This has fields that need more than a chat can show. Fill it in in Baton.",
        "recorded": "Your answer is recorded, and not yet counted: {decision}. It counts as soon"
        " as the process can be reached.",
        "refused": "This changes nothing: {why}",
        "comment-required": "“{decision}” needs a comment: say why.",
        "with-comment": "{decision}, with a comment…",
        "unreadable": "This is not filled in as it has to be.",
        "press-again": "It could not be kept now. Press again in a minute: it counts once.",
        "slow": "This takes longer than usual. Look at the message: if it does not change, do it"
        " again.",
        "slow-start": "This takes longer than usual, and may have started all the same. Look at the"
        " runs in Baton before you start it again.",
        "slow-command": "This takes a moment; the answer follows.",
        "type-again": "This can't be answered now. Type it again in a minute.",
        "cannot-show": "What is to be filled in can't be shown now. Press again, or open it in"
        " Baton.",
        "waits-title": "What waits for you",
        "waits-none": "Nothing waits for you.",
        "waits-more": "And {count} more.",
        "list-more": "There are more; Baton shows all of them.",
        "mine-title": "What you have asked for",
        "mine-none": "You have asked for nothing that is still open.",
        "mine-open": "Waits for {names}",
        "mine-returned": "Sent back to you, to be corrected",
        "start-title": "Start a process",
        "start-none": "There is no process that you may start.",
        "start": "Start",
        "start-confirm": "Nothing has to be filled in.",
        "start-portal": "{process} needs more than a chat can show. Start it in Baton.",
        "start-gone": "{process} can't be started now: {why}",
        "started": "{process} has been started.",
        "unknown-process": "There is no process “{words}” that you may start.",
        "several": "Which one do you mean by “{words}”?",
        "near": "Did you mean one of these?",
        "help": "`/baton` shows what waits for you.\n`/baton start` lists what you can start.\n"
        "`/baton start vacation` (or `/baton vacation`) starts that process.\n"
        "`/baton help` shows this.",
        "portal": "Open Baton",
        "runs": "Look at the runs",
        "close": "Close",
    },
    "ar": {
        "unknown-person": "لا يعرفك Baton: لا أحد هناك لديه العنوان الموثّق لحسابك هنا. اطلب من"
        " مسؤول Baton أن يدعوك.",
        "gone-person": "حسابك في Baton موقوف. تواصل مع مسؤول Baton.",
        "suspended": "هذه المؤسسة موقوفة: لا يمكن لأحد أن يفعل شيئًا الآن.",
        "may-not": "لا يُسمح لك بهذا. تواصل مع مسؤول Baton.",
        "not-asked": "قرارك غير مطلوب هنا.",
        "changed": "تم تصحيحه بعد كتابة هذه الرسالة. انظر فيه من جديد.",
        "others": "لم يعد قرارك مطلوبًا: يُسأل آخرون الآن.",
        "sign-in-needed": "لاتخاذ هذا القرار يجب أن تسجّل الدخول.",
        "portal-form": "في هذا النموذج حقول لا تستطيع المحادثة عرضها. عبّئه في Baton.",
        "recorded": "إجابتك مسجّلة ولم تُحتسب بعد: {decision}. ستُحتسب حالما يمكن الوصول إلى العملية.",
        "refused": "هذا لا يغيّر شيئًا: {why}",
        "comment-required": "الإجابة «{decision}» تحتاج إلى تعليق: اذكر السبب.",
        "with-comment": "{decision}، مع تعليق…",
        "unreadable": "هذا الحقل غير معبّأ كما يجب.",
        "press-again": "تعذّر الحفظ الآن. اضغط مجددًا بعد دقيقة: يُحتسب مرة واحدة.",
        "slow": "يستغرق هذا وقتًا أطول من المعتاد. انظر إلى الرسالة: إذا لم تتغيّر فأعد المحاولة.",
        "slow-start": "يستغرق هذا وقتًا أطول من المعتاد، وربما بدأت العملية مع ذلك. انظر في عمليات"
        " التشغيل في Baton قبل أن تبدأها مجددًا.",
        "slow-command": "يستغرق هذا لحظة، والإجابة تتبعه.",
        "type-again": "تعذّرت الإجابة الآن. اكتبه مجددًا بعد دقيقة.",
        "cannot-show": "لا يمكن عرض ما يجب تعبئته الآن. اضغط مجددًا أو افتحه في Baton.",
        "waits-title": "ما ينتظرك",
        "waits-none": "لا شيء ينتظرك.",
        "waits-more": "وغيرها {count}.",
        "list-more": "هناك المزيد، ويعرضه Baton كله.",
        "mine-title": "ما طلبته",
        "mine-none": "لم تطلب شيئًا لا يزال مفتوحًا.",
        "mine-open": "بانتظار {names}",
        "mine-returned": "أُعيد إليك لتصحيحه",
        "start-title": "بدء عملية",
        "start-none": "لا توجد عملية يمكنك بدؤها.",
        "start": "بدء",
        "start-confirm": "لا شيء يجب تعبئته.",
        "start-portal": "تحتاج {process} إلى أكثر مما تستطيع المحادثة عرضه. ابدأها في Baton.",
        "start-gone": "لا يمكن بدء {process} الآن: {why}",
        "started": "بدأت {process}.",
        "unknown-process": "لا توجد عملية «{words}» يمكنك بدؤها.",
        "several": "أي واحدة تقصد بـ «{words}»؟",
        "near": "هل تقصد إحدى هذه؟",
        "help": "`/baton` يعرض ما ينتظرك.\n`/baton start` يعرض ما يمكنك بدؤه.\n"
        "`/baton start vacation` (أو `/baton vacation`) يبدأ تلك العملية.\n"
        "`/baton help` يعرض هذا.",
        "portal": "فتح Baton",
        "runs": "عرض عمليات التشغيل",
        "close": "إغلاق",
    },
}


@cache
def of(language: str) -> Mapping[str, str]:
    """With those that every channel has."""
    return {**words.of(language), **WORDS.get(language, WORDS["en"])}
