"""Nothing that a report, an outlet or a reviewer writes is ever run or drawn as markup.

The pages' policy is switched off in the browser here: the templates alone must hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.record import Ledger, Verdict
from dateline.record.engine import writing_engine
from dateline.record.incidents import renew_incidents
from dateline.record.reviews import KeptEntry, ReviewAnswer
from dateline.types import (
    Block,
    BlockKind,
    Claim,
    Cluster,
    Contradiction,
    ContradictionKind,
    Count,
    Creation,
    Document,
    Evidence,
    Finding,
    Grade,
    Grading,
    Incident,
    Interval,
    JudgementKind,
    Kind,
    Link,
    Mention,
    Modality,
    Munition,
    Party,
    PartyKind,
    Perpetrator,
    Place,
    PlaceKind,
    Prominence,
    Range,
    Reading,
    Reason,
    Report,
    ReportCoverage,
    Role,
    Scope,
    SetAside,
    Side,
    Source,
    Span,
    Stage,
    Stance,
    Standing,
    Statement,
    Target,
    TargetKind,
    Toll,
    Value,
    ValueDoubt,
    VictimGroup,
    Victims,
    WeaponKind,
    When,
)

from .browsing import ABSENT, BROWSER, NAME, Site, chromium, serve_with_accounts

pytestmark = [pytest.mark.slow, pytest.mark.skipif(BROWSER is None, reason=ABSENT)]

PAYLOADS = (
    '<img src=x onerror="window.harm=1">',
    "<svg/onload=window.harm=1>",
    "<script>window.harm=1</script>",
    "\"'><script>window.harm=1</script>",
    '" onmouseover="window.harm=1" autofocus onfocus="window.harm=1" x="',
    "' onfocus='window.harm=1' autofocus='",
    "javascript:window.harm=1",
    "</textarea></title></style><img src=x onerror=window.harm=1>",
    "<iframe srcdoc='<script>parent.harm=1</script>'></iframe>",
    "{{ 7*7 }}{% set x = 1 %}${7*7}",
    "<a href='javascript:window.harm=1' autofocus>x</a>",
    "<details open ontoggle=window.harm=1>",
    "<input autofocus onfocus=window.harm=1>",
    "<math><mtext></form><mglyph><style></math><img src onerror=window.harm=1>",
    "<body onload=window.harm=1>",
    "--><img src=x onerror=window.harm=1>",
    "]]><img src=x onerror=window.harm=1>",
    "<div hx-get='/' hx-trigger='load' hx-on:htmx:load='window.harm=1'>x</div>",
    "\u202e<img src=x onerror=window.harm=1>",
    "&lt;img src=x onerror=window.harm=1&gt;",
)
FIELDS = 15  # at least so many fields of each incident hold a payload
DAY = Interval(date(2031, 5, 1), date(2031, 5, 2))
WATCH = (
    "window.harm === undefined && !document.querySelector('img, iframe, math, [onerror], "
    "[onload], [onfocus], [ontoggle], [onmouseover]')"
)


def told(number: int, evil: str) -> tuple[Report, Reading, Incident]:
    """A report and its incident that hold a payload wherever text can stand."""
    text = f"{evil}\n\nAn attack killed 3 people, {evil} said in {evil}."
    content = f"{number} {text}".encode()
    name = hashlib.sha256(content).hexdigest()
    source = Source(evil, evil, evil)
    report = Report(name, f"{number} {evil}", content, "text/plain", source=source, title=evil)
    start = text.index("An attack")
    quote = Span(start, len(text))
    party = Party(evil, PartyKind.ARMED_GROUP)
    place = Place(
        evil,
        PlaceKind.CITY,
        country="IQ",
        admin1=evil,
        city=evil,
        site=evil,
        lat=33.0 + number / 10,
        lon=44.0,
        precision=1,
    )
    values: tuple[tuple[Role, Value], ...] = (
        (Role.KILLED, Toll(Count(3, 3, 3))),
        (Role.WHERE, place),
        (Role.ACTOR, party),
        (Role.TARGET, Target(evil, TargetKind.CIVILIANS)),
    )
    claims = tuple(
        Claim(
            f"{role.value}{name[:12]}",
            role,
            value,
            name,
            Span(start + at, start + at + 9),
            quote,
            Modality.ATTRIBUTED,
            party,
            party,
            evil,
        )
        for at, (role, value) in enumerate(values)
    )
    ids = tuple(claim.id for claim in claims)
    creation = Creation(DAY, (Evidence(evil),))
    document = Document(
        name,
        report.name,
        text,
        (Block(BlockKind.TITLE, Span(0, len(evil))), Block(BlockKind.BODY, quote)),
        evil,
        "en",
        source,
        evil,
        (),
        creation,
    )
    mention = Mention(
        f"m{name[:15]}",
        name,
        Kind.BOMBING,
        Stage.ACCOMPLISHED,
        Scope.SINGLE,
        Prominence.MAIN,
        Span(start, start + 9),
        quote,
        claims,
        sub_kind=None,
    )
    toll = Range(1, None, None)
    dispute = Contradiction(
        ContradictionKind.TOLL,
        "killed",
        (Side(evil, (evil,), ids[:1]), Side("3", (evil,), ids[:1])),
        5.0,
        evil,
    )
    incident = Incident(
        id=name[:16],
        kind=Kind.BOMBING,
        stage=Stage.ACCOMPLISHED,
        grade=Grade.CONTESTED,
        when=Finding(When(DAY, evil, "range"), Standing.DISPUTED, ids[:1], ids[1:2], evil),
        where=Finding(place, Standing.DISPUTED, ids[1:2], (), evil),
        origin=Finding(place, Standing.DISPUTED, ids[1:2], (), evil),
        targets=(Finding(Target(evil, TargetKind.CIVILIANS), Standing.DISPUTED, ids[3:]),),
        perpetrators=(Perpetrator(evil, "claimed", ids[2:3], (evil,)),),
        weapons=(Munition(WeaponKind.BOMB, intercepted_by=evil, claims=ids[:1]),),
        killed=Finding(toll, Standing.DISPUTED, ids[:1], (), evil),
        wounded=None,
        abducted=None,
        arrested=None,
        attackers_killed=None,
        victims=(Victims(VictimGroup.OTHER, evil, toll, None, ids[:1]),),
        damage=Finding(evil, Standing.DISPUTED, ids[:1], (), evil),
        statements=(Statement(evil, Stance.DENIES, evil, ids[2:3]),),
        no_claim_reported=False,
        outlets=(evil,),
        voices=(evil,),
        tellings=(ReportCoverage(name, (report.name,), Prominence.MAIN, DAY, evil),),
        claims=claims,
        cluster=Cluster(
            (mention.id,), (Link(mention.id, mention.id, 1.0, (Reason(evil, 1.0, evil),)),)
        ),
        contradictions=(dispute,),
        grading=Grading(evil, evil, ids[:1]),
        doubts=(ValueDoubt(evil, "killed", evil, evil, ids[:1]),),
    )
    return report, Reading(document, creation, (mention,)), incident


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A ledger full of payloads, served."""
    folder: Path = tmp_path_factory.mktemp("harm")
    with Ledger.open(str(folder / "harm.db"), create=True) as ledger:
        every = [told(number, evil) for number, evil in enumerate(PAYLOADS)]
        for report, reading, _ in every:
            ledger.record(report, reading)
        with writing_engine(ledger.engine).begin() as connection:
            renew_incidents(connection, (), [incident for *_, incident in every])
        for number, evil in enumerate(PAYLOADS):
            subject = every[number][2].id
            made = ledger.judge(Verdict(JudgementKind.ACCEPT, (subject,), evil, evil))
            ledger.set_aside(SetAside(evil, evil, evil))
            if "/" not in evil:
                ledger.keep_entry(KeptEntry("search", evil, "?kind=bombing", evil, ""))
            ledger.answer_review(
                ReviewAnswer(
                    item=evil,
                    kind=evil,
                    subject=subject,
                    answer=evil,
                    by=NAME,
                    field=evil,
                    value=evil,
                    judgement=made.id,
                    comment=evil,
                )
            )
        with serve_with_accounts(ledger, folder, PAYLOADS[0]) as site:
            yield site


@pytest.fixture(name="addresses", scope="module")
def _addresses(site: Site) -> list[str]:
    """Every page on which something stored can stand."""
    incidents = [one.id for one in site.ledger.incidents()]
    reports = [one.id for one in site.ledger.reports()]
    return [
        *("/", "/review", "/contradictions", "/sources", "/searches", "/jobs", "/accuracy"),
        *("/changes?since=0", "/copies", "/settings", "/users", "/tokens"),
        *(f"/review?item=contradiction:{name[:16]}:killed" for name in incidents[:3]),
        *(f"/incidents/{name}" for name in incidents),
        *(f"/reports/{name}" for name in reports),
        f"/compare?left={incidents[0]}&right={incidents[1]}",
        "/review/bulk?kind=bombing",
    ]


def test_three_hundred_payloads_in_every_stored_field_do_nothing(
    site: Site, addresses: list[str]
) -> None:
    assert len(PAYLOADS) * FIELDS >= 300
    with chromium() as browser:
        context = browser.new_context(
            base_url=site.address, bypass_csp=True, extra_http_headers=dict(site.headers)
        )
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        for address in addresses:
            page.goto(address)
            assert page.evaluate(WATCH), address
        page.goto("/")
        page.wait_for_selector(".pin")
        open_everything(page)
        assert page.evaluate(WATCH)


def open_everything(page: Any) -> None:  # noqa: ANN401  Playwright may be absent
    """What scripts draw: the popups of the map, and the sheet."""
    page.locator(".pin").first.click(force=True)
    page.locator("a[data-open]").first.click()
    page.wait_for_selector("#sheet h1")
    page.locator("#sheet .finding").first.hover()
