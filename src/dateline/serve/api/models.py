"""What the API takes and gives, as its description in OpenAPI has it."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from dateline.types import JudgementKind

EXCHANGE: Final = "ExchangeIncident"  # replaced in the description by the exchange form's schema
ExchangeRow = Annotated[dict[str, Any], WithJsonSchema({"x-dateline": EXCHANGE})]

Reason = Annotated[
    str, Field(description="Why, in a sentence.", min_length=1, max_length=4000, examples=["list"])
]
Signer = Annotated[
    str | None,
    Field(
        description="Who decides; left out where the service has accounts.",
        max_length=200,
        examples=["A. Coder"],
    ),
]


class StrictModel(BaseModel):
    """What is sent: a name that means nothing is refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Fault(BaseModel):
    """What went wrong, in a sentence."""

    error: str = Field(examples=["expected from as YYYY-MM-DD, found 'yesterday'"])


class FieldDifference(BaseModel):
    """A field of an incident, as it was seen and as it is now."""

    field: str
    seen: Any
    now: Any


class ConflictFault(Fault):
    """What contradicts a decision, and what changed since it was made."""

    tag: str | None = Field(default=None, description="The form that the incident has now.")
    differences: list[FieldDifference] = []


class IncidentItems(BaseModel):
    """A part of the incidents, in the exchange form."""

    items: list[ExchangeRow]
    next: str | None = Field(description="The cursor of the next part; null at the end.")
    total: int = Field(description="How many incidents pass the filters.")


class HitModel(BaseModel):
    """A report or an incident that holds the words, with a piece of its text."""

    kind: str
    id: str
    day: str | None
    text: str
    marks: list[list[int]] = Field(description="Where the words stand in the text.")


class HitList(BaseModel):
    """A part of what was found; `total` counts this part only."""

    items: list[HitModel]
    next: str | None
    total: int


class SpanModel(BaseModel):
    """Characters of a report's text."""

    start: int
    end: int


class ReportItem(BaseModel):
    """A report in a list."""

    id: str
    names: list[str]
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str
    withdrawn: str | None = Field(description="Why it was withdrawn; null where it counts.")


class ReportList(BaseModel):
    """A part of the reports."""

    items: list[ReportItem]
    next: str | None
    total: int


class BlockModel(SpanModel):
    """A stretch of a report's text, and what it is."""

    kind: str


class ReportDetail(ReportItem):
    """A report with its text, which all offsets count in."""

    text: str
    blocks: list[BlockModel]
    incidents: list[str] = Field(description="The incidents that it tells of.")


class ClaimModel(BaseModel):
    """One answer to one question, with its words."""

    id: str
    mention: str | None
    report: str
    role: str
    value: Any = Field(description="A text, or an object whose `is` names its type.")
    words: str
    quote: str
    start: int
    end: int
    speaker: str | None
    via: str | None
    modality: str
    reader: str = Field(description="The rule or model that read it.")


class MentionModel(BaseModel):
    """One event as one report tells it."""

    id: str
    kind: str
    stage: str
    scope: str
    prominence: str
    start: int
    end: int
    quote: str
    claims: list[ClaimModel]


class MentionList(BaseModel):
    """The events that a report tells of."""

    items: list[MentionModel]


class StatementList(BaseModel):
    """The statements behind an incident, as the exchange form has them."""

    items: list[dict[str, Any]]


class SideModel(BaseModel):
    """One side of a contradiction."""

    value: str
    voices: list[str]
    claims: list[str]


class ContradictionModel(BaseModel):
    """Accounts of an incident that cannot all be true."""

    incident: str
    title: str
    kind: str
    field: str
    weight: float
    reason: str
    sides: list[SideModel]


class ContradictionList(BaseModel):
    """A part of the contradictions, the gravest first."""

    items: list[ContradictionModel]
    next: str | None
    total: int


class ReasonModel(BaseModel):
    """What one comparison says: above zero for one incident, below against it."""

    comparison: str
    weight: float
    text: str


class DoubtModel(BaseModel):
    """Two incidents that may be one."""

    incidents: list[str]
    titles: list[str]
    weight: float
    closest: list[ReasonModel]
    farthest: list[ReasonModel]


class DoubtList(BaseModel):
    """A part of the undecided pairs, the closest first."""

    items: list[DoubtModel]
    next: str | None
    total: int


class PassageModel(BaseModel):
    """Words that two reports share."""

    left: SpanModel
    right: SpanModel
    words: int
    changed: int
    voice: str | None


class CopyModel(BaseModel):
    """Two reports with passages in common."""

    left: str
    right: str
    kind: str
    source: str | None = Field(description="The one that the other goes back to.")
    firm: bool
    reason: str
    left_share: float
    right_share: float
    passages: list[PassageModel]


class CopyList(BaseModel):
    """The reports that share passages."""

    items: list[CopyModel]


class ChangeModel(BaseModel):
    """What became of an incident, with its row before and after."""

    change: str
    id: str
    others: list[str]
    revision: int
    at: str
    fields: list[str]
    before: ExchangeRow | None
    after: ExchangeRow | None


class ChangeList(BaseModel):
    """What changed; whoever applies it to an older export has the export of now."""

    since: int
    revision: int
    changes: list[ChangeModel]


class CountList(BaseModel):
    """Incidents and victims by some dimensions; null is unknown."""

    by: list[str]
    incidents: int = Field(description="In all rows, each incident counted once.")
    items: list[dict[str, Any]]


class JudgementModel(BaseModel):
    """What a person decided."""

    id: str
    kind: str
    subjects: list[str]
    field: str | None
    value: str | None
    by: str
    reason: str
    at: str
    undone: str | None = Field(description="When it was undone; null while it counts.")


class JudgementList(BaseModel):
    """The judgements, oldest first."""

    items: list[JudgementModel]
    next: str | None
    total: int


class JudgementBody(StrictModel):
    """A decision on incidents."""

    kind: Literal["same", "different", "accept", "reject", "correct", "unsure", "comment"]
    subjects: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=600)]],
        Field(
            description="Ids of incidents; with @ and a report's name, what that report tells.",
            min_length=1,
            max_length=50,
        ),
    ]
    reason: Reason
    by: Signer = None
    field: Annotated[str | None, Field(max_length=200, examples=["killed"])] = None
    value: Annotated[str | None, Field(max_length=4000, examples=["12"])] = None
    unlisted: Annotated[
        bool, Field(description="Take a place by its name, though no gazetteer has it.")
    ] = False

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "kind": "correct",
                    "subjects": ["3f2a91bc"],
                    "field": "killed",
                    "value": "12",
                    "reason": "the hospital's list",
                    "by": "A. Coder",
                }
            ]
        },
    )

    @property
    def judged(self) -> JudgementKind:
        """The kind as the ledger names it."""
        return JudgementKind(self.kind)


class SignedBody(StrictModel):
    """A reason, and who gives it."""

    reason: Reason
    by: Signer = None


class ReportState(BaseModel):
    """A report, and whether its claims count."""

    report: str
    counts: bool


class FieldModel(BaseModel):
    """A field that can be corrected, and how its value is written."""

    field: str
    form: str


class FieldList(BaseModel):
    """The fields that can be corrected."""

    items: list[FieldModel]


class FormModel(BaseModel):
    """A form of exports."""

    name: str
    about: str
    media_type: str
    ending: str


class FormList(BaseModel):
    """The forms of exports."""

    items: list[FormModel]


class AsideModel(BaseModel):
    """What was not recorded, and why."""

    name: str
    stage: str
    reason: str


class AsideList(BaseModel):
    """What was not recorded."""

    items: list[AsideModel]


class RevisionModel(BaseModel):
    """A step that changed incidents."""

    number: int
    at: str


class RevisionList(BaseModel):
    """The steps that changed incidents, oldest first."""

    items: list[RevisionModel]


class EntryModel(BaseModel):
    """One row of the history, bound to the one before by its hash."""

    seq: int
    at: str
    action: str
    subject: str
    payload: Any
    hash: str


class EntryList(BaseModel):
    """A part of the history, oldest first."""

    items: list[EntryModel]
    next: str | None
    total: int


class AccountModel(BaseModel):
    """Who asks."""

    name: str
    role: str
