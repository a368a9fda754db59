"""What an approval looks like over the wire."""

from __future__ import annotations

from api.approvals.schemas import ApprovalLine, ApprovalWhole
from tests.api.approvals.conftest import APPROVALS, person


async def test_lines_and_the_whole_are_as_the_api_describes_them(asks, ann, dora):
    more = "form: { type: object, properties: { n: { type: integer } } }, values: { n: 1 }"
    clerk = await asks(dora, f"{{ subject: Laptop, approvers: [{person(ann)}], {more} }}")
    at = f"{APPROVALS}/{clerk.approval}"
    await ann.post(f"{at}/question", json={"text": "Why?"})
    whole = (await ann.get(at)).json()
    assert set(whole) == set(ApprovalWhole.model_fields)
    ApprovalWhole.model_validate(whole)
    [line] = (await ann.get(APPROVALS)).json()["items"]
    assert set(line) == set(ApprovalLine.model_fields)
    ApprovalLine.model_validate(line)
    assert whole["questions"][0]["answeredBy"] is None
    assert whole["history"][-1]["kind"] == "asked-back"
