"""Templates as the API takes and shows them.

Never: a value of a run; the sample is made up by whoever writes the template.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, JsonValue, model_validator

from api.naming import Naming
from api.shapes import MAX_SEQUENCE, Problem, Shape
from definitions.values import encode

LONGEST_SUBJECT = 1000
LONGEST_BODY = 65_536
MOST_SAMPLE_BYTES = 65_536

TemplateNumber: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=MAX_SEQUENCE)]


def _whole(value: str) -> str:
    if "\0" in value:
        raise ValueError("Leave out characters of the number 0")
    return value


def _small(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    text = encode(value)
    if len(text) > MOST_SAMPLE_BYTES:
        raise ValueError(f"Give at most {MOST_SAMPLE_BYTES:,} bytes of values")
    if b"\\u0000" in text:
        raise ValueError("Leave out characters of the number 0")
    return value


Values: TypeAlias = Annotated[dict[str, JsonValue], AfterValidator(_small)]


class TemplateText(Shape):
    """What is said in one language; both are Jinja2 templates."""

    subject: Annotated[str, Field(min_length=1, max_length=LONGEST_SUBJECT), AfterValidator(_whole)]
    body: Annotated[str, Field(max_length=LONGEST_BODY), AfterValidator(_whole)] = Field(
        default="", description="In Markdown."
    )


class TemplateTexts(Shape):
    """By language; one at least. Who reads another one gets English, else what there is."""

    en: TemplateText | None = None
    ar: TemplateText | None = None

    @model_validator(mode="after")
    def one_at_least(self) -> TemplateTexts:
        if self.en is None and self.ar is None:
            raise ValueError("Write it in one language at least")
        return self


class TemplateWanted(Shape):
    """A new version."""

    base: Annotated[int, Field(strict=True, ge=0, le=MAX_SEQUENCE)] = Field(
        description="The version that it was made of; 0 where there was none."
    )
    texts: TemplateTexts
    sample: Values = Field(default={}, description="Made-up values to try it with.")
    note: Annotated[str, Field(max_length=2000), AfterValidator(_whole)] | None = None


class RestoreWanted(Shape):
    """Which version shall be current again."""

    version: TemplateNumber
    base: TemplateNumber = Field(description="The current version, as far as its reader knows.")


class TemplateListed(BaseModel):
    """The current version of one."""

    name: str
    version: int
    languages: list[str]
    subject: str = Field(description="In English, else in the language that there is.")
    note: str | None
    savedAt: str  # noqa: N815 (names of the wire)
    savedBy: str  # noqa: N815
    savedByName: str | None  # noqa: N815


class TemplatePage(BaseModel):
    """All of the organisation, by name."""

    items: list[TemplateListed]


class TemplateShown(TemplateListed):
    """One version, whole."""

    current: int = Field(description="The newest version.")
    texts: TemplateTexts
    sample: dict[str, JsonValue]
    restored: int | None = Field(description="The earlier version that it brought back.")


class TemplateWithUse(TemplateShown):
    """With the versions of processes that can be started and name it."""

    definitions: list[Naming]


class TemplateVersion(BaseModel):
    """Who saved what when."""

    version: int
    note: str | None
    restored: int | None
    savedAt: str  # noqa: N815
    savedBy: str  # noqa: N815
    savedByName: str | None  # noqa: N815


class TemplateVersions(BaseModel):
    """The newest first, two hundred at most."""

    items: list[TemplateVersion]


class PreviewWanted(Shape):
    """A text that is being written, or a saved one by its name."""

    name: Annotated[str, Field(max_length=100)] | None = None
    version: TemplateNumber | None = Field(default=None, description="Left out: the current one.")
    texts: TemplateTexts | None = None
    values: Values | None = Field(
        default=None, description="Left out: the sample of the saved one."
    )

    @model_validator(mode="after")
    def one_of_both(self) -> PreviewWanted:
        if (self.name is None) == (self.texts is None):
            raise ValueError("Give either texts or the name of a template")
        return self


class TemplateFault(BaseModel):
    """What is wrong with a subject or a body."""

    part: str = Field(description="subject or body")
    message: str
    line: int | None = Field(description="Of that part, where it is known.")


class PreviewShown(BaseModel):
    """As somebody would get it; empty where it can't be filled in."""

    subject: str
    text: str
    html: str
    faults: list[TemplateFault]


class Preview(BaseModel):
    """By language, of those that the template has."""

    en: PreviewShown | None = None
    ar: PreviewShown | None = None


class TemplateMoved(Problem):
    """Somebody else has saved it meanwhile."""

    base: int = Field(description="The version that you began with.")
    newest: TemplateShown | None = Field(description="Null where it was deleted.")
