"""Every value that crosses a stage border: frozen, slotted, and without behaviour of its own.

The flow is `Report -> Document -> Annotations -> Mention (Claims) -> Cluster (Links) -> Incident`.
All spans count characters in `Document.text`, half-open, as Python slices do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Generic, TypeVar

T = TypeVar("T")

# ------------------------------------------------------------------ vocabularies


class Kind(StrEnum):
    """What happened; `extract/ontology.toml` has definitions, examples and other codes."""

    ROCKET_ATTACK = "rocket_attack"
    DRONE_STRIKE = "drone_strike"
    AIR_STRIKE = "air_strike"
    BOMBING = "bombing"
    SUICIDE_BOMBING = "suicide_bombing"
    ARMED_ATTACK = "armed_attack"
    CLASH = "clash"
    ASSASSINATION = "assassination"
    ABDUCTION = "abduction"
    HOSTAGE_TAKING = "hostage_taking"
    PROPERTY_DESTRUCTION = "property_destruction"
    RIOT = "riot"
    PROTEST = "protest"
    ARREST = "arrest"
    OTHER = "other"


class TargetKind(StrEnum):
    """What kind of person or thing was struck."""

    DIPLOMATIC = "diplomatic"
    MILITARY = "military"
    POLICE = "police"
    GOVERNMENT = "government"
    MILITANT = "militant"
    CIVILIANS = "civilians"
    PUBLIC_PLACE = "public_place"
    RELIGIOUS = "religious"
    TRANSPORT = "transport"
    SHIPPING = "shipping"
    HOSPITALITY = "hospitality"
    MARKET = "market"
    EDUCATION = "education"
    HEALTH = "health"
    MEDIA = "media"
    PERSON = "person"
    OTHER = "other"


class WeaponKind(StrEnum):
    """With what."""

    ROCKET = "rocket"
    MISSILE = "missile"
    MORTAR = "mortar"
    ARTILLERY = "artillery"
    DRONE = "drone"
    AERIAL_BOMB = "aerial_bomb"
    CAR_BOMB = "car_bomb"
    SUICIDE_BOMB = "suicide_bomb"
    BOMB = "bomb"
    GRENADE = "grenade"
    FIREARM = "firearm"
    BLADE = "blade"
    VEHICLE = "vehicle"
    FIRE = "fire"
    OTHER = "other"


class PartyKind(StrEnum):
    """What sort of actor a party is."""

    STATE = "state"  # a country or its government as a whole
    GOVERNMENT = "government"  # ministry, office, parliament, governor
    MILITARY = "military"
    POLICE = "police"
    SECURITY = "security"  # intelligence, guards, border and coast guard, unnamed security forces
    ARMED_GROUP = "armed_group"
    POLITICAL = "political"  # party, coalition, movement without arms of its own
    DIPLOMATIC = "diplomatic"  # embassy, consulate, mission
    INTERNATIONAL = "international"  # UN bodies, alliances, courts
    HUMANITARIAN = "humanitarian"  # aid and rights organisations, monitors
    MEDIA = "media"  # news agencies, outlets
    RELIGIOUS = "religious"
    HEALTH = "health"  # hospitals, rescue services
    COMPANY = "company"
    OFFICIAL = "official"  # a person who speaks for an office, named or not
    PERSON = "person"  # a private or otherwise known person, a witness
    CIVILIANS = "civilians"
    UNKNOWN = "unknown"  # gunmen, attackers, assailants


class Role(StrEnum):
    """The question that a claim answers."""

    WHEN = "when"
    WHERE = "where"
    ORIGIN = "origin"
    ACTOR = "actor"
    TARGET = "target"
    WEAPON = "weapon"
    FIRED = "fired"
    INTERCEPTED = "intercepted"
    LANDED = "landed"
    FAILED = "failed"
    KILLED = "killed"
    WOUNDED = "wounded"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    ATTACKERS_KILLED = "attackers_killed"
    DAMAGE = "damage"
    REACTION = "reaction"
    SUB_KIND = "sub_kind"


class FigureCue(StrEnum):
    """What the words in and around a figure say of it."""

    SINGLE_VICTIM = "single_victim"  # one of several told one by one, of whom no total is told
    RISEN = "risen"  # "rose to", "brings the toll to"
    NOW = "now"  # "now", "so far"
    NEWS = "news"  # "now put at", "stands now"
    EARLIER = "earlier"  # "initially", "up from"
    EACH = "each"  # "each victim", which counts nobody
    LISTED = "listed"  # "his wife and her daughter": single victims, and perhaps not all
    JOINED = "joined"  # a comma or "and" among its words
    DIGITS = "digits"  # written in digits
    ANOTHER = "another"  # "another man", "a second attacker"
    KNOWN = "known"  # "the man", "him"
    FURTHER = "further"  # "ten guards were also hurt": others than those told before
    SUMMED = "summed"  # "in total"
    MURDER_SUICIDE = "murder_suicide"  # its sentence calls the deed a murder and suicide


class Modality(StrEnum):
    """How firmly a claim is made."""

    ASSERTED = "asserted"  # told as fact, by the reporter or a speaker
    CLAIMED = "claimed"  # the actor says it of itself
    DENIED = "denied"
    ATTRIBUTED = "attributed"  # a speaker lays it on another
    SUSPECTED = "suspected"
    HEDGED = "hedged"  # "may have", "unconfirmed reports"


class Stance(StrEnum):
    """What a party does in the claims table of an incident."""

    CLAIMS = "claims"
    DENIES = "denies"
    ATTRIBUTES = "attributes"
    SUSPECTS = "suspects"
    CONDEMNS = "condemns"


class Stage(StrEnum):
    """Did it happen (MUC-4 stage of execution, with plans told apart from threats)."""

    ACCOMPLISHED = "accomplished"
    ATTEMPTED = "attempted"  # foiled, failed, defused
    THREATENED = "threatened"
    PLANNED = "planned"  # planned, prepared, hypothetical


class Scope(StrEnum):
    """One event, or a total over several; or one of a sort that the ledger does not list."""

    SINGLE = "single"
    AGGREGATE = "aggregate"
    UNLISTED = "unlisted"  # an agreement, a disaster, a march: known to the engine, no incident


class Prominence(StrEnum):
    """Is the event what the report is about?"""

    MAIN = "main"
    BACKGROUND = "background"


class BlockKind(StrEnum):
    """What a stretch of a document is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"  # of a section of a bulletin: "June 3 Kabul Province: one civilian killed"
    BYLINE = "byline"  # authors, printed dates, agency credit
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    FOREIGN = "foreign"  # a section in another language than English: kept, and not read


# What stands above an account, and what of a report tells anything.
TITLES: Final = frozenset({BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.HEADING})
NARRATIVE: Final = TITLES | {BlockKind.BODY}


class PlaceKind(StrEnum):
    """What sort of place a toponym stands for."""

    COUNTRY = "country"
    REGION = "region"  # larger than admin1, informal or historical, or across borders
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    CITY = "city"
    DISTRICT = "district"  # neighbourhood, zone, camp inside a city
    FACILITY = "facility"  # embassy, airport, base, hospital, street, square
    WATER = "water"
    OTHER = "other"


class TimeAnchor(StrEnum):
    """What a time expression counts from."""

    CALENDAR = "calendar"  # the calendar itself, whole or in part ("Nov. 17", "2019")
    CREATION = "creation"  # the moment of writing ("Friday", "last week", "two days ago")
    EVENT = "event"  # another event ("hours later", "the day after the strike")


class TimeUnit(StrEnum):
    """Units of the calendar, finest first."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Direction(StrEnum):
    """Where to look for a weekday or an unfinished date, as tense and wording tell."""

    PAST = "past"
    FUTURE = "future"
    NEAREST = "nearest"


class VictimGroup(StrEnum):
    """Whom a toll counts."""

    PEOPLE = "people"  # not told apart: the whole toll
    CIVILIANS = "civilians"
    CHILDREN = "children"
    SOLDIERS = "soldiers"
    POLICE = "police"
    SECURITY_FORCES = "security_forces"
    OFFICIALS = "officials"
    MILITANTS = "militants"
    AID_WORKERS = "aid_workers"
    HEALTH_WORKERS = "health_workers"
    JOURNALISTS = "journalists"
    FOREIGNERS = "foreigners"  # any group told by nationality; `detail` names it
    ATTACKERS = "attackers"
    OTHER = "other"


class Standing(StrEnum):
    """How well a finding is borne out."""

    CORROBORATED = "corroborated"  # two or more independent voices agree
    SINGLE_SOURCE = "single-source"
    DISPUTED = "disputed"


class Grade(StrEnum):
    """How well an incident is borne out, after Airwars."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    DOUBTFUL = "doubtful"  # something in the line itself speaks against it
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Reliability(StrEnum):
    """How far an outlet is to be relied on: the Admiralty scale's letter, which only people set."""

    A = "A"  # completely
    B = "B"  # usually
    C = "C"  # fairly
    D = "D"  # not usually
    E = "E"  # not at all
    F = "F"  # it cannot be judged


class MediaType(StrEnum):
    """What the bytes of a report are."""

    TEXT = "text/plain"
    PAGE = "text/html"
    FRAGMENT = "text/x-html-fragment"  # HTML of one report, without the page around it
    MAIL = "message/rfc822"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# ------------------------------------------------------------------ small values


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Document.text`, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From the first day to the last, both included; its width is its precision."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time of publication as it was given: its words, and the days that they may stand for."""

    words: str
    days: tuple[Interval, ...] = ()  # none for words that are no date; two for "05/06/2019"
    moment: datetime | None = None  # with its zone, where hour and zone are given


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence of an explanation, with the words of the report that it rests on."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """What the words of a time expression say, before anything is known of when they were written.

    A calendar part that the words leave open is None. `shift` counts `unit`s from the anchor
    ("two weeks ago": -2 weeks; "last week": -1 week; "yesterday": -1 day; "hours later":
    shift None, unit hour, direction future). `last` is set for ranges and is the end of one.
    """

    anchor: TimeAnchor
    timex: str  # TimeML type: DATE, TIME, DURATION or SET
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # Monday is 0
    shift: int | None = None
    unit: TimeUnit | None = None  # also the grain of what is meant
    direction: Direction = Direction.NEAREST
    part: str | None = None  # TimeML mod: START, MID, END, APPROX, BEFORE, AFTER
    clock: str | None = None  # "04:15", or TimeML part of day: MO, MI, AF, EV, NI
    zone: str | None = None
    value: str = ""  # TimeML value, XXXX where the words leave it open
    open_start: bool = False  # "until March", "before Jan. 15"
    open_end: bool = False  # "since October 17"
    last: TimeExpression | None = None
    season: str | None = None  # SP, SU, FA, WI, Q1 to Q4, H1, H2; months of a year
    counted: bool = False  # "two weeks ago" to the day, and not "last week"
    days: tuple[Interval, ...] = ()  # "Eid al-Fitr", "17 Ramadan": what it may be, year by year


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the gazetteer knows it; precision follows UCDP's seven steps of `where_prec`."""

    name: str
    kind: PlaceKind
    gazetteer: str | None = None  # "geonames:98182", "supplement:green-zone", None
    country: str | None = None  # ISO 3166 alpha-2
    admin1: str | None = None
    admin2: str | None = None
    city: str | None = None
    site: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int = 7
    radius: int | None = None  # metres, for drawing an area and not a pin


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as the words allow: "at least 12" is 12 to open, "dozens" 24 to 99.

    `stated` is the figure that the words name (12), None where they name none ("dozens").
    """

    low: int
    high: int | None
    stated: int | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """How many of whom. `part` says that the people are among others counted elsewhere."""

    count: Count
    group: VictimGroup = VictimGroup.PEOPLE
    detail: str | None = None  # "child", "German tourists", as the text has it
    part: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """An actor, a speaker or a victim with a name or a description."""

    name: str  # canonical where known, else the words of the text
    kind: PartyKind
    id: str | None = None  # of the actor lexicon
    country: str | None = None  # ISO 3166 alpha-2
    office: str | None = None  # "prime minister of Iraq", for officials
    anonymous: bool = False  # "two security officials", "witnesses"


@dataclass(frozen=True, slots=True)
class Weapon:
    """What was used; `name` keeps the words."""

    kind: WeaponKind
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """What or who was struck."""

    name: str
    kind: TargetKind


@dataclass(frozen=True, slots=True)
class Interception:
    """How many were intercepted, and by what."""

    count: Count
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Salvos:
    """In how many salvos, volleys or barrages weapons were fired, where single ones go untold."""

    count: Count


class ReactionKind(StrEnum):
    """What follows an incident and is told with it."""

    CONDEMNED = "condemned"
    ORDERED = "ordered"
    RETALIATED = "retaliated"
    NO_CLAIM = "no_claim"  # the text says that nobody has claimed it
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a party did about an incident; the party is the claim's speaker."""

    kind: ReactionKind
    to: Party | None = None


Value = (
    TimeExpression
    | Place
    | Count
    | Toll
    | Party
    | Weapon
    | Target
    | Interception
    | Salvos
    | Reaction
    | str
)

# ------------------------------------------------------------------ acquire


@dataclass(frozen=True, slots=True)
class Rating:
    """The letter that people gave an outlet, why, and from which day on (None: always)."""

    letter: Reliability
    reason: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who published; sources with one owner are one voice."""

    id: str
    name: str
    owner: str
    ratings: tuple[Rating, ...] = ()  # oldest first; none: it cannot be judged


@dataclass(frozen=True, slots=True)
class Outlet:
    """A row of the table of outlets: who publishes where, and under which other names."""

    source: Source
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    agency: bool = False  # others print its stories, and credit it by one of its names


@dataclass(frozen=True, slots=True)
class Report:
    """One publication as it arrived; `id` is the SHA-256 of `content` in hex."""

    id: str
    name: str  # path relative to the folder given, row id, or URL
    content: bytes
    media_type: str  # one of `MediaType`
    encoding: str = "utf-8"
    source: Source | None = None
    url: str | None = None
    title: str | None = None  # where a row of a table gives one
    published: date | None = None  # where one day is certain
    fetched: datetime | None = None
    stamp: Stamp | None = None  # when it was first published, as it was given
    updated: Stamp | None = None  # when it was last updated
    place: GivenPlace | None = None


@dataclass(frozen=True, slots=True)
class GivenPlace:
    """Where a report's events took place as whoever brings the report says: a person's word."""

    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """An input that was not recorded, and why."""

    name: str
    stage: str
    reason: str
    is_fault: bool = False  # of the program, and not of the input


@dataclass(frozen=True, slots=True)
class Remark:
    """What a user should know of an input that is read: what was found out, repaired, left out."""

    name: str
    text: str


# ------------------------------------------------------------------ clean


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document and what it is."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Dateline:
    """The line with place and day of filing: "BAGHDAD, Nov 17 (Reuters) -".

    That of a section places the accounts below it in a bulletin: "Kunduz:".
    """

    span: Span
    place: str
    day: str | None = None
    agency: str | None = None
    section: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """An account of a bulletin: its text with its heading, and the days above that hold for it."""

    span: Span
    above: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words of a report that a language model takes for the answer to a question."""

    report: str
    field: str
    words: str
    quote: str
    span: Span  # of the words, in the text of the document
    model: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What a user asked of the reading of reports.

    Attributes:
        gate: set aside what reports no violence.
        outlets: the table that the reports come with.
        english: the words of a command that makes other languages English.
        fast_pages: take the text of HTML pages by the faster, less exact way.
    """

    gate: bool = False
    outlets: tuple[Outlet, ...] = ()
    english: tuple[str, ...] = ()
    fast_pages: bool = False


@dataclass(frozen=True, slots=True)
class Creation:
    """When a report was written: an interval, or None with the reasons.

    `candidates` are the intervals still open when no single one is forced (8 December was a
    Friday in 2017 and in 2023). `reasons` is the chain that a person reads.
    """

    interval: Interval | None
    reasons: tuple[Evidence, ...] = ()
    candidates: tuple[Interval, ...] = ()
    latest: date | None = None  # nothing later is possible: the fetch time
    weekday: int | None = None  # the one that the report tells as news, Monday is 0
    moment: datetime | None = None  # of publication, with its zone, where both are given
    updated: Stamp | None = None  # when the report was last changed, as it says


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that stands unchanged in what was received: `source[at:at+n]` is `text[span]`."""

    span: Span
    source: int


@dataclass(frozen=True, slots=True)
class TranslatedSentence:
    """A sentence of a document's text that a program translated."""

    span: Span
    original: str


@dataclass(frozen=True, slots=True)
class Translation:
    """How a document goes back to the words that were received."""

    language: str  # that it was in, as an ISO 639-1 code
    sentences: tuple[TranslatedSentence, ...]  # in order; what lies between was in English


@dataclass(frozen=True, slots=True)
class Document:
    """The readable text of a report.

    For plain text `text` is all that was received, newlines normalised, and boilerplate is a
    block; for HTML it is the extracted title and text. `origin` maps back to the decoded source.
    """

    report: str
    name: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None
    language: str
    source: Source | None
    agency: str | None  # wire credit, "Reuters"
    datelines: tuple[Dateline, ...]
    created: Creation  # as given or printed; `detect.created` adds what the text implies
    url: str | None = None
    origin: tuple[Stretch, ...] = ()
    agency_ratings: tuple[Rating, ...] = ()  # as those of its source
    place: GivenPlace | None = None  # as it came with the report
    translation: Translation | None = None  # of a text that was not in English
    sections: tuple[Section, ...] = ()  # of a bulletin


class CopyKind(StrEnum):
    """How one report's text goes back to another's, or both to a third's."""

    SAME = "same"  # word for word, or all but
    RETITLED = "retitled"  # the same text under another headline
    TRIMMED = "trimmed"  # one is the other, cut
    REWRITTEN_LEAD = "rewritten_lead"  # another opening, then the same text
    LATER_VERSION = "later_version"  # a running story, told further: figures differ
    MERGED = "merged"  # one joins the texts of two reports or more
    EXCERPT = "excerpt"  # one takes some passages into a text of its own


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that two reports share; `changed` counts those within it that only one of them has."""

    left: Span
    right: Span
    words: int  # in both
    changed: int
    voice: str | None  # whose words they are: an agency or an owner; None if that is not told


@dataclass(frozen=True, slots=True)
class Copy:
    """Two reports with passages in common; `left` is the smaller id."""

    left: str
    right: str
    kind: CopyKind
    passages: tuple[Passage, ...]  # in the order of the left report
    left_share: float  # of the words of the left report's own text, from 0 to 1
    right_share: float
    source: str | None  # the report that the other goes back to; None if that cannot be told
    reason: str  # how the direction is known, or why not
    firm: bool = False  # the direction is printed (a date, a credit), and not read off the texts


# ------------------------------------------------------------------ detect


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its parse; `head` and `i` count within the annotations' `tokens`."""

    i: int
    span: Span
    text: str
    lemma: str
    pos: str  # universal part of speech
    tag: str  # Penn Treebank tag
    dep: str  # spaCy's (ClearNLP) dependency label
    head: int
    entity: str  # NER label or ""
    lower: str  # `text` in lower case, which nearly every rule asks for
    forms: frozenset[str]  # its lemma, the word itself, and its singular, in lower case
    as_noun: frozenset[str]  # the nouns in the singular that it may be


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span, its tokens `tokens[first:last]`, and the kind of its block."""

    span: Span
    first: int
    last: int
    block: BlockKind


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text and the value it stands for, or None with the reason."""

    span: Span
    value: Value | None
    reason: str = ""
    rivals: tuple[Value, ...] = ()


class SpeechKind(StrEnum):
    """What is done with the words."""

    SAYS = "says"
    CLAIMS = "claims"
    DENIES = "denies"
    ACCUSES = "accuses"
    CONDEMNS = "condemns"
    QUOTES = "quotes"  # passes on what another said


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what: source, cue and content (PARC)."""

    cue: Span
    speaker: Party
    speaker_span: Span
    content: tuple[Span, ...]
    kind: SpeechKind = SpeechKind.SAYS
    direct: bool = False
    via: Party | None = None  # "the agency quoted a police source as saying"


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a document names, what that stands for, and how its sentences are built."""

    report: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    times: tuple[Entity, ...]
    places: tuple[Entity, ...]
    parties: tuple[Entity, ...]
    counts: tuple[Entity, ...]
    weapons: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    created: Creation
    given: Place | None = None  # where the event was, as whoever brought the report says


# ------------------------------------------------------------------ extract


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer to one question, with its words.

    `span` is the words that carry the value, `quote` the sentence around them. `voice` names
    who vouches for it: the speaker, else the outlet or agency that tells it.
    """

    id: str
    role: Role
    value: Value
    report: str
    span: Span
    quote: Span
    modality: Modality
    speaker: Party | None
    via: Party | None
    reader: str  # the id of the rule, or the model, that read it
    passes: tuple[str, ...] = ()  # the ids of the passes that changed it, in order
    tagged: bool = False  # the trained tagger reads the same words in the same role
    cues: tuple[FigureCue, ...] = ()  # of a figure


@dataclass(frozen=True, slots=True)
class Mention:
    """One event as one report tells it."""

    id: str
    report: str
    kind: Kind
    stage: Stage
    scope: Scope
    prominence: Prominence
    trigger: Span
    quote: Span  # the sentence of the trigger
    claims: tuple[Claim, ...]
    more_triggers: tuple[Span, ...] = ()  # later words for the same event in the report
    sub_kind: str | None = None  # of `extract/ontology.toml`; a claim holds its words


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report says: what the stages after `extract` work on."""

    document: Document
    created: Creation
    mentions: tuple[Mention, ...]
    given: Place | None = None  # where the event was, as whoever brought the report says


# ------------------------------------------------------------------ link


@dataclass(frozen=True, slots=True)
class EventDate:
    """When a mention's event took place, with the chain that leads there."""

    mention: str
    interval: Interval | None
    clock: str | None
    reasons: tuple[Evidence, ...]
    told: bool = True  # words give it; not inferred from when the report was written
    bounds: bool = False  # no more than the day of writing, which no event is dated to


@dataclass(frozen=True, slots=True)
class Chronology:
    """Creation times of reports and dates of events, settled together."""

    created: tuple[tuple[str, Creation], ...]  # by report id
    events: tuple[tuple[str, EventDate], ...]  # by mention id


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison's answer: how much it weighs, and the sentence that explains it."""

    comparison: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """How far two mentions look like one incident, with the reasons for and against."""

    left: str
    right: str
    weight: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Mentions taken to be one incident, with the links among them."""

    mentions: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two clusters that may be one incident, with their most and their least like mentions."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    weight: float  # the mean over all pairs
    closest: Link
    farthest: Link


# ------------------------------------------------------------------ reconcile


class End(StrEnum):
    """One of the three numbers of a reconciled figure."""

    LOW = "low"
    BEST = "best"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Bound:
    """One number of a reconciled figure, and the claims (or the judgement) that give it, by id."""

    end: End
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A reconciled figure. `best` None: cannot be settled; `high` None: open upwards.

    `bounds` says who gives each number that is not None; two ranges of the same numbers are equal.
    """

    low: int
    best: int | None
    high: int | None
    bounds: tuple[Bound, ...] = field(default=(), compare=False)


class UpdateKind(StrEnum):
    """How a figure stands to those before it."""

    FIRST = "first"
    REPEATS = "repeats"
    UPDATE = "update"  # later, by the same voice, or told as the end of a course
    DISPUTE = "dispute"  # at the same time by another voice
    UNDATED = "undated"  # nothing tells which of the two is newer
    ASIDE = "aside"  # told in passing by a report about something else


@dataclass(frozen=True, slots=True)
class TollUpdate:
    """One figure in the course of a toll: what, when written, on whose word, and how it stands."""

    figure: Range
    kind: UpdateKind
    written: Interval | None
    voices: tuple[str, ...]
    claims: tuple[str, ...]
    reason: str
    stands: bool = False  # no later figure has overtaken it


@dataclass(frozen=True, slots=True)
class TollTimeline:
    """How a toll went over time: an update is no contradiction, a dispute is one."""

    role: Role
    steps: tuple[TollUpdate, ...]
    disputed: bool = False  # figures stand that cannot all be true, and none is the newer


@dataclass(frozen=True, slots=True)
class Credibility:
    """How far a finding can be believed, 1 to 6 on the Admiralty scale, and why."""

    digit: int
    reason: str
    letter: Reliability = Reliability.F  # the best of the outlets that tell it


class ContradictionKind(StrEnum):
    """About what accounts of one incident cannot all be true."""

    TOLL = "toll"
    PART = "part"  # some of the victims outnumber all of them
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    WEAPON_COUNT = "weapon_count"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: what it says, on whose word, in which claims."""

    value: str
    voices: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Accounts that cannot all be true, side by side; a larger weight is of more consequence."""

    kind: ContradictionKind
    field: str
    sides: tuple[Side, ...]
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Grading:
    """The rule that gave an incident its grade, in a sentence, and the claims that met it."""

    rule: str
    reason: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """The reconciled answer to one question, with the claims for and against it (by id)."""

    value: T
    standing: Standing
    supporting: tuple[str, ...]
    opposing: tuple[str, ...] = ()
    reason: str = ""
    credibility: Credibility | None = None


@dataclass(frozen=True, slots=True)
class Perpetrator:
    """Who is said to have done it, and on whose word."""

    name: str
    stance: str  # claimed, attributed, suspected, named
    claims: tuple[str, ...]
    aliases: tuple[str, ...] = ()  # what else it is called: the state whose forces did it


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of the claims table: who claims, denies, attributes, suspects or condemns."""

    by: str
    stance: Stance
    to: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Munition:
    """A weapon with what became of it."""

    kind: WeaponKind
    fired: Range | None = None
    salvos: int | None = None
    intercepted: Range | None = None
    landed: Range | None = None
    failed: Range | None = None
    intercepted_by: str | None = None
    claims: tuple[str, ...] = ()
    unaccounted: Range | None = None  # of those fired: neither intercepted, landed nor failed


@dataclass(frozen=True, slots=True)
class Victims:
    """The toll of one group of victims."""

    group: VictimGroup
    detail: str | None
    killed: Range | None
    wounded: Range | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """The day or days of an incident, and the time of day where known."""

    interval: Interval | None
    clock: str | None
    precision: str  # day, range, week, month, year, unknown


@dataclass(frozen=True, slots=True)
class ReportCoverage:
    """A report's part in an incident."""

    report: str
    names: tuple[str, ...]
    prominence: Prominence
    created: Interval | None
    outlet: str | None = None  # the agency that it credits, else its outlet
    reliability: Reliability = Reliability.F


@dataclass(frozen=True, slots=True)
class IndexedMention:
    """A mention as linking keeps it between runs: prepared once, and filed under its keys."""

    number: int
    mention: str
    report: str
    prepared: str  # JSON that linking reads
    kind: str
    first: int | None  # days as ordinals
    last: int | None
    keys: tuple[tuple[int, bool], ...]  # whether it is filed there as a wide one


@dataclass(frozen=True, slots=True)
class LinkedReport:
    """When a linked report was written, and what it shows others of that."""

    report: str
    number: int  # that it goes by in the index of traces
    own: Creation | None  # by its own words, where these do not date it
    created: Creation  # as settled
    round: int | None  # of settling, in which it was dated; None for a report that stays undated
    traces: str  # JSON
    keys: tuple[int, ...]  # that it is filed under


@dataclass(frozen=True, slots=True)
class LinkStep:
    """What a step of linking changed in what is kept; mentions go by numbers."""

    out: tuple[tuple[int, tuple[int, ...]], ...]  # with the keys that they are filed under
    indexed: tuple[IndexedMention, ...]
    apart: tuple[tuple[int, int], ...]  # pairs that no longer look like one incident
    near: tuple[tuple[int, int, float], ...]  # pairs that do now, and how much
    groups: tuple[tuple[int, ...], ...]
    left: tuple[str, ...]  # reports that were taken out
    linked: Iterable[LinkedReport]  # that came; each is made when it is asked for
    over: tuple[tuple[str, ...], ...]  # clusters that are no more, by mention ids


@dataclass(frozen=True, slots=True)
class ValueDoubt:
    """What makes a line doubtful: the test, the value that it withholds, the reason, the words.

    A doubt about the line as a whole has no field; one that withholds nothing has no value.
    """

    test: str
    field: str  # as in the exchange form
    value: str
    reason: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One line of the ledger: a pure function of claims, judgements and a named policy."""

    id: str
    kind: Kind
    stage: Stage
    grade: Grade
    when: Finding[When]
    where: Finding[Place | None]
    origin: Finding[Place] | None
    targets: tuple[Finding[Target], ...]
    perpetrators: tuple[Perpetrator, ...]
    weapons: tuple[Munition, ...]
    killed: Finding[Range] | None
    wounded: Finding[Range] | None
    abducted: Finding[Range] | None
    arrested: Finding[Range] | None
    attackers_killed: Finding[Range] | None
    victims: tuple[Victims, ...]
    damage: Finding[str] | None
    statements: tuple[Statement, ...]
    no_claim_reported: bool
    outlets: tuple[str, ...]  # owners
    voices: tuple[str, ...]  # independent parties that vouch for it
    tellings: tuple[ReportCoverage, ...]
    claims: tuple[Claim, ...]  # every claim of every mention, in a fixed order
    cluster: Cluster
    judged: tuple[str, ...] = ()  # judgements that shaped it
    sub_kind: Finding[str] | None = None  # of `extract/ontology.toml`
    courses: tuple[TollTimeline, ...] = ()  # of its tolls
    contradictions: tuple[Contradiction, ...] = ()  # those of most consequence first
    grading: Grading | None = None  # why it has its grade
    doubts: tuple[ValueDoubt, ...] = ()  # why it is doubtful, and which values are withheld


# ------------------------------------------------------------------ record


class JudgementKind(StrEnum):
    """What a person may decide."""

    SAME = "same"
    DIFFERENT = "different"
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    STRIKE = "strike"  # a sentence does not say what was read in it
    UNDO = "undo"  # another judgement counts no more; an undo can be undone itself
    UNSURE = "unsure"  # nobody can tell yet; changes nothing
    COMMENT = "comment"  # a note; changes nothing


@dataclass(frozen=True, slots=True)
class Struck:
    """What a person took out of a report: a value that a sentence of it does not give.

    It goes by the words and not by ids, so that it holds when the report is read anew.
    """

    report: str
    role: Role
    value: str  # as the statement gives it
    quote: str
    modality: Modality


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided; never overwritten by a run, undone but not deleted.

    `subjects` are incident ids (two for same and different), resolved to mentions at the time of
    judging so that they outlive a change of ids. `field` and `value` serve `correct`; `place` is
    the value as the gazetteer had it. A strike is on a statement, an undo on a judgement.
    """

    id: str
    kind: JudgementKind
    subjects: tuple[str, ...]
    mentions: tuple[tuple[str, ...], ...]
    field: str | None
    value: str | None
    by: str
    reason: str
    at: datetime
    undone: datetime | None = None
    place: Place | None = None
    report: str | None = None  # the only one of the incident's reports that is meant
    struck: Struck | None = None
