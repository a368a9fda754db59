"""Every kind of mail, in both languages: read by a screen reader, and seen by day and by night."""

from __future__ import annotations

import pytest

from api.people import letters
from channels import letter
from channels.channel import Telling
from channels.email import DECIDES
from store import notices, telling
from store.channel_choices import TOPICS
from store.notices import NewNotice
from tests.asking import Office
from tests.worker.reading_mails import Mail

ADDRESS = "https://baton.example.org"
LINK = ADDRESS + "/decide/" + "t" * 43
NOW = 1_795_000_000_000
ENOUGH = 4.5
LANGUAGES = {"en": "ltr", "ar": "rtl"}
KINDS = sorted({kind for kinds in TOPICS.values() for kind in kinds} - {"outcome"})
OF_APPROVALS = sorted(set(KINDS) - TOPICS["messages"] - TOPICS["troubles"])
BODY = "# Why\n\nIt is [cheap](https://shop.example).\n\n### How\n\n> So.\n\n|a|b|\n|-|-|\n|1|2|"
# Too short to say by themselves where they lead.
EMPTY_WORDS = {"here", "click here", "link", "more", "هنا"}


@pytest.fixture
def office(database, keyring, tenant, database_urls):
    return Office(database, keyring, tenant, database_urls.admin)


@pytest.fixture
def write(office):
    """The mail of a kind, as page."""

    async def make(kind: str, language: str) -> str:
        ann = await office.person("Ann", language=language)
        bob = await office.person("Bob")
        by = {"id": bob.id, "name": bob.name}
        if kind in OF_APPROVALS:
            to = {"id": ann.id, "name": ann.name}
            own = kind == "answered"
            question = {
                "by": to if own else by,
                "to": by if own else to,
                "text": BODY,
                "at": NOW,
                **({"answer": BODY, "answered_by": by} if own else {"answer": None}),
            }
            await office.ask(
                ann,
                kind=kind,
                requester=bob,
                due=NOW,
                status="decided" if kind == "decided" else "open",
                decision="approve" if kind == "decided" else None,
                body=BODY,
                attachments=["x"],
                changes=[{"field": "sum", "before": 1, "after": 2}],
                stage={"number": 2, "of": 3, "title": "Finance", "rule": "first"},
                history=[{"kind": kind, "at": NOW, "by": by, "comment": BODY}],
                questions=[question],
            )
        else:
            new = NewNotice(
                person=ann.id, kind=kind, cause="c", run=await office.run(), said={"body": BODY}
            )
            async with office.database.tenant(office.tenant) as session:
                await notices.add(session, await office.keyring.of(office.tenant), [new])
        return letter.write(await _telling(office), ADDRESS, LINK if kind in DECIDES else None).html

    return make


async def _telling(office: Office) -> Telling:
    keys = await office.keyring.of(office.tenant)
    ids = [one for (one,) in office.rows("SELECT id::text FROM notices WHERE tenant_id = %s")]
    async with office.database.tenant(office.tenant) as session:
        [one] = await notices.untold(session, ids)
        known = await telling.know(session, keys, [one], "email")
    person = known.people[one.person_id]
    return Telling(delivery=one.id, notice=one, said=one.opened(keys), person=person, known=known)


def judge(page: str, language: str) -> None:
    mail = Mail(page)
    said = (language, LANGUAGES[language])
    assert (mail.root["lang"], mail.root["dir"]) == said
    assert [(one["lang"], one["dir"]) for one in mail.articles] == [said]
    assert mail.title.strip()
    assert mail.headings[0] == 1
    assert mail.headings.count(1) == 1
    for above, below in zip(mail.headings, mail.headings[1:], strict=False):
        assert below <= above + 1, mail.headings
    for link in mail.links:
        assert link.says.lower() not in EMPTY_WORDS | {""}, page
        assert not link.says.startswith("http"), link.says
    for at, table in enumerate(mail.tables):
        heads = [one for tag, one in mail.cells.get(at, []) if tag == "th"]
        # One that is for looks alone, or one that has heads.
        assert (table.get("role") == "presentation") is not bool(heads)
    assert all(one.get("alt") is not None for one in mail.images)
    for dark in (False, True):
        for words in Mail(page, dark=dark).seen:
            assert words.contrast >= ENOUGH, (dark, words, words.contrast)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
async def test_what_one_is_told(write, kind, language):
    judge(await write(kind, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ways_in(language):
    names = {"name": "Ann", "tenant": "Demo", "link": f"{ADDRESS}/password#x"}
    for made in (
        letters.invitation(language, by="Bob", days=7, **names),
        letters.reset(language, minutes=60, **names),
    ):
        judge(made.html, language)


def test_a_button_says_what_it_is_about():
    mail = Mail('<a href="x" aria-label="Approve: Laptop">Approve</a>')
    assert [one.says for one in mail.links] == ["Approve: Laptop"]
