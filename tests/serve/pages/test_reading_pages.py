"""The pages that show the ledger, as a browser without scripts has them."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from html import unescape

import pytest
from starlette.testclient import TestClient

from dateline import pipeline
from dateline.acquire.pages import received_report
from dateline.record import Ledger
from dateline.serve.pages.places import box_of
from dateline.types import Intake, Span, Suggestion

VALUES = re.compile(r'href="(/reports/\w+)\?incident=\w+#(c-\w+)"')


def rows(page: str) -> list[str]:
    """The incidents in a table, in its order."""
    return re.findall(r'<a data-open href="/incidents/(\w+)"', page)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3),
        ("?text=market", 1),
        ("?country=AF&country=KE", 2),
        ("?killed=1..", 2),
        ("?from=2021-02-01&to=2021-02-28", 1),
        ("?kind=&from=&country=IQ", 1),
        ("?actor=taliban", 0),
        ("?judged=yes", 0),
        ("?bbox=30,-5,40,5", 1),
    ],
)
def test_one_filter_bar_decides_table_map_and_export(
    client: TestClient, query: str, number: int
) -> None:
    page = client.get(f"/{query}").text
    assert number == len(rows(page))
    drawn = client.get(f"/map.json{query or '?'}&zoom=5").json()
    placed = sum(point["count"] for point in drawn["points"])
    assert number == placed + sum(drawn["countries"].values()) + drawn["unplaced"]
    lines = client.get(f"/export/jsonl{query}").text.splitlines()
    assert set(rows(page)) == set(re.findall(r'"id": ?"(\w{64})", "kind"', "\n".join(lines)))


def test_an_empty_result_says_so(client: TestClient) -> None:
    assert "No incident passes the filters" in client.get("/?text=picnic").text


def test_a_misspelt_filter_is_refused_in_a_sentence(client: TestClient) -> None:
    answer = client.get("/?colour=red")
    assert 422 == answer.status_code
    assert "expected parameters of" in answer.text


@pytest.mark.parametrize("sort", ["date", "kind", "place", "killed", "actor", "reports"])
def test_a_column_sorts_both_ways(client: TestClient, sort: str) -> None:
    down = rows(client.get(f"/?sort={sort}&order=down").text)
    up = rows(client.get(f"/?sort={sort}&order=up").text)
    assert set(down) == set(up)
    assert 3 == len(up)


def test_figures_sort_by_the_best(client: TestClient) -> None:
    found = [
        client.get(f"/incidents/{name}").text for name in rows(client.get("/?sort=killed").text)
    ]
    assert "suicide bombing" in found[0].lower()


def test_the_address_of_a_page_keeps_its_filters(client: TestClient) -> None:
    page = unescape(client.get("/?kind=suicide_bombing&sort=killed").text)
    assert "?kind=suicide_bombing&sort=killed&order=up" in page
    assert 'href="/export/csv?kind=suicide_bombing"' in page


@pytest.mark.parametrize("form", ["csv", "acled", "ucdp", "gtd", "totals"])
def test_a_page_and_the_api_export_the_same(client: TestClient, form: str) -> None:
    """Figures of a schema of others are settled as that schema has it, wherever one asks."""
    page = client.get(f"/export/{form}?text=checkpoint").content
    assert page == client.get(f"/api/v1/exports/{form}?text=checkpoint").content


def test_every_value_leads_to_its_words_in_a_report(client: TestClient) -> None:
    followed = 0
    for name in rows(client.get("/?role=all").text):
        for address, anchor in VALUES.findall(client.get(f"/incidents/{name}").text):
            page = client.get(address).text
            assert f'id="{anchor}"' in page
            followed += 1
    assert followed > 10


def test_every_marked_word_leads_to_its_values(client: TestClient, ledger: Ledger) -> None:
    for report in ledger.reports():
        page = client.get(f"/reports/{report.id}").text
        wanted = set(re.findall(r'href="#(v-\w+)"', page))
        assert wanted
        assert wanted <= set(re.findall(r'id="(v-\w+)"', page))


def test_the_text_of_a_report_stands_whole(client: TestClient, ledger: Ledger) -> None:
    for report, text in ledger.texts().items():
        page = client.get(f"/reports/{report}").text
        paper = page.partition('<div class="paper"')[2].partition("</section>")[0]
        shown = unescape(re.sub(r"<[^>]+>", "", paper.partition(">")[2]))
        assert "".join(text.split()) == "".join(shown.split())


def test_the_nearest_incident_that_was_not_joined_is_told(client: TestClient) -> None:
    (kabul,) = rows(client.get("/?country=AF").text)
    assert "None comes near" in client.get(f"/incidents/{kabul}/nearest").text


def test_the_beginning_of_an_id_leads_to_the_whole(client: TestClient) -> None:
    (kabul,) = rows(client.get("/?country=AF").text)
    answer = client.get(f"/incidents/{kabul[:10]}", follow_redirects=False)
    assert f"/incidents/{kabul}" == answer.headers["location"]


@pytest.mark.parametrize("path", ["/incidents/ffffffff", "/reports/nowhere", "/nothing/here"])
def test_what_is_not_there_is_a_page_that_says_so(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert 404 == answer.status_code
    assert "<!DOCTYPE html>" in answer.text


@pytest.mark.parametrize("path", ["/", "/?text=x", "/incidents/ffff", "/map.json"])
def test_no_page_needs_a_script_of_its_own(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]* src=)|<style| on\w+=|style=", answer.text)


def test_language_and_theme_are_kept(client: TestClient) -> None:
    answer = client.post(
        "/look",
        data={"language": "ar", "theme": "dark", "back": "/?kind=riot"},
        follow_redirects=False,
    )
    assert "/?kind=riot" == answer.headers["location"]
    page = client.get("/").text
    client.cookies.clear()
    assert 'lang="ar" dir="rtl" data-theme="dark"' in page


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org"])
def test_nobody_is_sent_to_another_host(client: TestClient, back: str) -> None:
    answer = client.post("/look", data={"back": back}, follow_redirects=False)
    assert "/" == answer.headers["location"]


@pytest.mark.parametrize(
    ("words", "box"),
    [("1,2,3,4", (1.0, 2.0, 3.0, 4.0)), ("1,2,3", None), ("a,b,c,d", None), ("", None)],
)
def test_a_box_is_four_numbers(words: str, box: tuple[float, ...] | None) -> None:
    assert box == box_of(words)


def test_files_of_the_pages_are_packed_and_kept(client: TestClient) -> None:
    answer = client.get("/static/pages.css", headers={"accept-encoding": "gzip"})
    assert "gzip" == answer.headers["content-encoding"]
    assert "max-age" in answer.headers["cache-control"]
    assert 404 == client.get("/static/..%2F__init__.py").status_code


def counted(page: str) -> Mapping[str, str]:
    """The counts beside the map."""
    return dict(
        re.findall(
            r'<a href="\?kind=(\w+)">.*?<span class="number">(\d+)</span>',
            page,
            re.DOTALL,
        )
    )


def test_counts_follow_the_filters(client: TestClient) -> None:
    assert {"suicide_bombing": "1"} == counted(
        client.get("/?country=AF&kind=").text.replace("country=AF&amp;", "")
    )


# ------------------------------------------------------------------ changes and copies


def test_what_changed_is_listed_with_before_and_after(writer: TestClient) -> None:
    (name,) = rows(writer.get("/?kind=suicide_bombing").text)
    before = writer.get("/changes?since=0").text
    assert 3 == before.count('<a href="/incidents/')
    (last,) = re.findall(r'<option value="(\d+)">', before)[:1]
    form = {"act": "correct", "field": "killed", "value": "6", "by": "A", "reason": "list"}
    writer.post(f"/incidents/{name}", data=form)
    page = unescape(writer.get(f"/changes?since={last}").text)
    assert 1 == page.count(f'<a href="/incidents/{name}"')
    assert re.search(r"killed <bdi>5</bdi> → <bdi>6</bdi>", page)


def test_yesterday_is_shown_unasked(client: TestClient) -> None:
    page = client.get("/changes").text
    assert 3 == page.count('<a href="/incidents/')
    assert "Nothing has changed" in client.get("/changes?since=2999-01-01").text


@pytest.mark.parametrize("since", ["yesterday", "2021-13-01", "-1", "99999"])
def test_a_moment_that_is_none_is_refused_in_a_sentence(client: TestClient, since: str) -> None:
    answer = client.get(f"/changes?since={since}")
    assert (422, True) == (answer.status_code, "expected" in answer.text)


def test_a_report_shows_what_a_model_suggested_and_where_to_correct_it(
    writer: TestClient, ledger: Ledger
) -> None:
    reports = {name: report for report, (name,) in ledger.names().items()}
    report, other = reports["nairobi.txt"], reports["kabul.txt"]
    (reading,) = ledger.readings_of({report})
    quote, words = "A bomb wounded seven people at a market in Nairobi", "seven people"
    start = reading.document.text.index(words)
    span = Span(start, start + len(words))
    ledger.keep_suggestion(Suggestion(report, "wounded", words, quote, span, "<b>small"), "a")
    page = writer.get(f"/reports/{report}").text
    panel = page.partition('id="suggestions"')[2].partition("</section>")[0]
    assert words in panel
    assert quote in panel
    assert "&lt;b&gt;small" in panel
    assert re.search(r'href="/incidents/\w{64}#f-wounded"', panel)
    assert 'id="suggestions"' not in writer.get(f"/reports/{other}").text


def test_a_translated_report_shows_the_originals(writer: TestClient, ledger: Ledger) -> None:
    english, french = (
        "A bomb killed two people in Lyon on March 2, 2021, police said.",
        ("Une bombe a tué deux personnes à Lyon le 2 mars 2021, a indiqué la police."),
    )
    command = (sys.executable, "-c", f"import sys; [print({english!r}) for _ in sys.stdin]")
    told = received_report(f"{french}\n{french}\n".encode(), "lyon.txt")
    list(pipeline.ingest(ledger, [told], 1, Intake(english=command)))
    page = unescape(writer.get(f"/reports/{told.id}").text)
    originals = page.partition('id="originals"')[2].partition("</details>")[0]
    assert english in originals
    assert f'<q lang="fr" dir="auto">{french}</q>' in originals
    assert 'id="originals"' not in writer.get(f"/reports/{next(iter(ledger.names()))}").text


def test_a_line_contested_by_claims_alone_stands_among_the_contradictions(
    writer: TestClient, ledger: Ledger
) -> None:
    text = (
        "BAGHDAD, March 4, 2031 - Rockets killed two people in Baghdad on Tuesday, March 4, 2031, "
        "police said. The Islamic State claimed responsibility for the attack. Kataib Hezbollah "
        "denied any involvement. Saraya al-Salam denied any involvement."
    )
    received = received_report(text.encode(), name="denied.txt")
    list(pipeline.ingest(ledger, [received], workers=1))
    pipeline.renew(ledger)
    page = writer.get("/contradictions").text
    assert "Contested for who claims and who denies it" in page
    assert "deny it while another account names who did it" in unescape(page)


def test_reports_without_an_outlet_can_be_opened_from_the_sources(
    client: TestClient, ledger: Ledger
) -> None:
    nameless = [one.id for one in ledger.reports() if one.source is None]
    assert nameless
    page = client.get("/sources").text
    assert all(f'href="/reports/{name}"' in page for name in nameless)
