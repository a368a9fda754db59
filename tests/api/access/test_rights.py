"""What one person may do: roles, grants, exceptions, restrictions, and all of them together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.access.process_rights import OF_PROCESSES, RIGHTS
from api.access.rights import Holder, Rights, rights_of
from api.permissions import ALL, EVERYONE, ROLES
from store.access import Book, Exemption, Grant
from store.circles import Circle
from store.reach import ANY, starters_in

NOW = 1_800_000_000.0
PAY, PAID = ("finance", "pay"), ("finance", "paid")
HIRE = ("people", "hire")
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def grant(kind: str, subject: str, process: tuple[str, str], *rights: str) -> Grant:
    return Grant("g1", kind, subject, *process, rights, "ada", MOMENT)


def exception(permission: str, process=ANY, *, allowed: bool, until: float = NOW + 60) -> Exemption:
    end = datetime.fromtimestamp(until, UTC)
    return Exemption("e1", "tom", permission, *process, allowed, "why", end, "ada", MOMENT)


def tom(*roles: str, department: str = "", book: Book | None = None, **parts: Any) -> Rights:
    departments = (department,) if department else ()
    return rights_of(Holder("tom", roles, departments), book or Book(**parts), NOW)


class TestRoles:
    def test_without_any_what_everybody_has(self):
        assert tom().everywhere == EVERYONE
        assert tom("nobody-knows-it").everywhere == EVERYONE

    def test_those_of_the_tenant_have_patterns(self):
        rights = tom("auditor", roles={"auditor": ("audit:*", "runs:read-all", "nothing:*")})
        assert rights.may("audit:read")
        assert rights.may("runs:read-all", PAY)
        assert not rights.may("runs:read-data", PAY)

    def test_a_built_in_one_can_not_be_redefined(self):
        assert tom("member", roles={"member": ("*",)}).everywhere == EVERYONE

    def test_operators_see_states_without_data(self):
        operator = tom("operator")
        assert operator.may("runs:control", PAY)
        assert not operator.may("runs:read-data", PAY)
        assert not operator.may("runs:change", PAY)


class TestGrants:
    @pytest.mark.parametrize(
        ("kind", "subject"),
        [("person", "tom"), ("role", "approver"), ("department", "Finance"), ("everyone", "")],
    )
    def test_to_whom(self, kind, subject):
        book = Book(grants=(grant(kind, subject, PAY, "operate"),))
        rights = tom("approver", department="Finance", book=book)
        assert rights.may("runs:control", PAY)
        assert not rights.may("runs:control", HIRE)
        assert rights.may_somewhere("runs:control")
        assert not rights.may("runs:control")

    def test_another_persons_is_nobody_elses(self):
        assert not tom(grants=(grant("person", "zoe", PAY, "edit"),)).may_somewhere(
            "definitions:write"
        )

    def test_of_a_whole_namespace(self):
        rights = tom(grants=(grant("person", "tom", ("finance", "*"), "see-all"),))
        assert rights.may("runs:read-all", PAY)
        assert rights.may("runs:read-all", PAID)
        assert not rights.may("runs:read-all", HIRE)

    def test_a_right_that_nobody_knows_gives_nothing(self):
        assert tom(grants=(grant("person", "tom", PAY, "own"),)).everywhere == EVERYONE


class TestRestricted:
    def test_roles_do_not_reach_in(self):
        rights = tom("developer", restricted=frozenset({PAY}))
        for permission in ("definitions:read", "runs:start", "runs:read-all"):
            assert not rights.may(permission, PAY)
            assert rights.may(permission, PAID)

    def test_grants_do(self):
        shut = frozenset({("finance", "*")})
        rights = tom(grants=(grant("person", "tom", PAY, "start"),), restricted=shut)
        assert rights.may("runs:start", PAY)
        assert not rights.may("runs:start", PAID)
        assert rights.may("runs:start", HIRE)

    def test_who_manages_access_is_not_kept_out(self):
        assert tom("admin", restricted=frozenset({ANY})).may("runs:read-data", PAY)


class TestExceptions:
    def test_allow_and_forbid(self):
        allowed = {"tom": (exception("runs:control", PAY, allowed=True),)}
        assert tom(exceptions=allowed).may("runs:control", PAY)
        assert not tom(exceptions=allowed).may("runs:control", HIRE)
        forbidden = {"tom": (exception("runs:*", PAY, allowed=False),)}
        assert not tom("admin", exceptions=forbidden).may("runs:start", PAY)
        assert tom("admin", exceptions=forbidden).may("runs:start", HIRE)

    def test_to_forbid_wins(self):
        both = (exception("*", PAY, allowed=True), exception("runs:start", allowed=False))
        assert not tom("admin", exceptions={"tom": both}).may("runs:start", PAY)

    def test_they_end_by_themselves(self):
        over = {"tom": (exception("*", allowed=True, until=NOW),)}
        assert tom(exceptions=over).everywhere == EVERYONE

    def test_in_the_whole_tenant(self):
        assert tom(exceptions={"tom": (exception("audit:read", allowed=True),)}).may("audit:read")


class TestLimit:
    def test_a_key_gives_what_its_scopes_and_its_person_have_both(self):
        book = Book(grants=(grant("person", "tom", PAY, "operate"),))
        key = tom("member", book=book).limited(["runs:control", "audit:*"])
        assert key.everywhere == frozenset()
        assert key.may("runs:control", PAY)
        assert not key.may("definitions:read", PAY)
        assert not key.may("audit:read")


CIRCLE = Circle(department=frozenset({"tom", "ann"}), team=frozenset({"bob"}))


class TestRunsOfOthers:
    def test_of_whom_one_leads(self):
        lead = tom("lead", roles={"lead": ("runs:read-team",)})
        assert lead.looks_around
        lead = replace(lead, circle=CIRCLE)
        assert lead.sees("bob", PAY)
        assert lead.sees("tom", PAY)
        assert not lead.sees("ann", PAY)
        assert not lead.may_with_run("runs:read-data", "bob", PAY)
        assert lead.may_with_run("runs:read-data", "tom", PAY)

    def test_of_ones_department_in_one_process(self):
        clerk = tom(grants=(grant("person", "tom", PAY, "see-department"),))
        clerk = replace(clerk, circle=CIRCLE)
        assert clerk.sees("ann", PAY)
        assert not clerk.sees("ann", HIRE)
        assert not clerk.sees("bob", PAY)

    def test_nobody_looks_around_for_nothing(self):
        assert not tom().looks_around
        assert not tom("admin").looks_around
        assert not replace(tom(), circle=CIRCLE).sees("bob", PAY)

    def test_in_a_restricted_process_a_role_does_not_count(self):
        book = Book(roles={"lead": ("runs:read-team",)}, restricted=frozenset({PAY}))
        assert not replace(tom("lead", book=book), circle=CIRCLE).sees("bob", PAY)


SUBJECTS = st.sampled_from([("person", "tom"), ("role", "developer"), ("everyone", "")])
PROCESSES = st.sampled_from([PAY, PAID, HIRE, ("finance", "*"), ANY])
GRANTS = st.builds(
    lambda subject, process, rights: grant(*subject, process, *rights),
    SUBJECTS,
    PROCESSES,
    st.lists(st.sampled_from(sorted(RIGHTS)), min_size=1),
)
EXCEPTIONS = st.builds(
    lambda permission, process, allowed: exception(permission, process, allowed=allowed),
    st.sampled_from([*sorted(ALL), "runs:*", "*"]),
    PROCESSES,
    st.booleans(),
)
BOOKS = st.builds(
    lambda grants, exceptions, restricted: Book(
        grants=tuple(grants), exceptions={"tom": tuple(exceptions)}, restricted=restricted
    ),
    st.lists(GRANTS, max_size=4),
    st.lists(EXCEPTIONS, max_size=3),
    st.frozensets(PROCESSES, max_size=3),
)


class TestWhy:
    @given(
        BOOKS,
        st.lists(st.sampled_from(sorted(ROLES)), max_size=2, unique=True),
        st.sampled_from(sorted(ALL)),
        st.sampled_from([PAY, PAID, HIRE]),
    )
    def test_the_first_reason_says_what_is_so(self, book, roles, permission, process):
        rights = tom(*roles, book=book)
        allowed = rights.may(permission, process)
        assert rights.why(permission, process)[0].allows is allowed
        assert not allowed or rights.may_somewhere(permission)
        if permission in OF_PROCESSES:
            assert rights.reach(permission).holds(process) is allowed

    @given(
        BOOKS,
        st.lists(st.sampled_from([*sorted(ROLES), "lead", "clerk"]), max_size=2, unique=True),
        st.sampled_from(sorted(OF_PROCESSES)),
        st.sampled_from(["tom", "ann", "bob", "eve"]),
        st.sampled_from([PAY, PAID, HIRE]),
    )
    def test_of_a_run_too(self, book, roles, permission, starter, process):
        own = {"lead": ("runs:read-team",), "clerk": ("runs:read-department", "runs:control")}
        rights = replace(tom(*roles, book=replace(book, roles=own)), circle=CIRCLE)
        allowed = rights.may_with_run(permission, starter, process)
        assert rights.why_run(permission, starter, process)[0].allows is allowed
        sees = rights.sees(starter, process)
        assert sees or not allowed
        assert any(one.holds(starter, process) for one in rights.sights) is sees
        shown = starters_in(rights.sights, process)
        assert (shown is None or starter in shown) is sees

    @given(BOOKS, st.sampled_from(sorted(ALL)))
    def test_of_the_whole_tenant_too(self, book, permission):
        rights = tom("operator", book=book)
        assert rights.why(permission)[0].allows is rights.may(permission)
