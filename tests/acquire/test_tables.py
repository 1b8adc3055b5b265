"""Messy tables: each row is read, or set aside with its line and a reason that helps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.acquire import Arrival, Columns, Layout, acquire
from dateline.types import GivenPlace, Remark, Report, SetAside

TEXT = "Gunmen shot dead two shopkeepers in the harbour town on Monday, police said."
QUOTED = f'"{TEXT}"'


def arrivals(path: Path, content: str | bytes, layout: Layout | None = None) -> list[Arrival]:
    """What is read from a table with this content."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(acquire([path], layout=layout))


def reports(found: list[Arrival]) -> list[Report]:
    """The rows that are reports."""
    return [each for each in found if isinstance(each, Report)]


def aside(found: list[Arrival]) -> list[tuple[str, str]]:
    """The rows that are set aside, with the reasons."""
    return [(each.name, each.reason) for each in found if isinstance(each, SetAside)]


def remarks(found: list[Arrival]) -> str:
    """All that is said of what is read."""
    return "; ".join(each.text for each in found if isinstance(each, Remark))


# name, content, how many rows are reports, a part of what is said
READ: dict[str, tuple[str, str | bytes, int, str]] = {
    "semicolons": ("a.csv", f"date;text\n13.03.2021;{TEXT}\n", 1, "semicolons"),
    "tabs": ("a.tsv", f"date\ttext\n2021-03-13\t{TEXT}\n", 1, "tabs"),
    "tabs in a csv": ("a.csv", f"date\ttext\n2021-03-13\t{TEXT}\n", 1, "tabs"),
    "vertical bars": ("a.csv", f"date|text\n2021-03-13|{TEXT}\n", 1, "vertical bars"),
    "a separator line": ("a.csv", f"sep=;\nid;text\n1;{TEXT}\n", 1, "semicolons"),
    "headers by case": ("a.csv", f"ID,HEADLINE,Body\n1,Two dead,{QUOTED}\n", 1, "'Body'"),
    "headers by spacing": (
        "a.csv",
        f"Pub Date, Full text \n2021-03-13,{QUOTED}\n",
        1,
        "'Pub Date'",
    ),
    "headers of a news service": (
        "a.csv",
        f"publishedAt,source_name,title,content\n2021-03-13,The Post,Two dead,{QUOTED}\n",
        1,
        "'publishedAt'",
    ),
    "a byte order mark": ("a.csv", f"\ufeffid,text\n1,{QUOTED}\n", 1, ""),
    "UTF-16": ("a.csv", f"id,text\n1,{QUOTED}\n".encode("utf-16"), 1, ""),
    "UTF-16 without a mark": ("a.csv", f"id,text\n1,{QUOTED}\n".encode("utf-16-le"), 1, "UTF-16"),
    "Windows-1252": ("a.csv", f"id;text\n1;“Café” {TEXT}\n".encode("cp1252"), 1, "Windows-1252"),
    "Mac Roman": (
        "a.csv",
        f"id;text\n1;“Don’t move,” the police said. {TEXT}\n".encode("mac_roman"),
        1,
        "Mac Roman",
    ),
    "old line ends": ("a.csv", f'id,text\r1,{QUOTED}\r2,{QUOTED[:-2]} twice."\r', 2, ""),
    "blank lines": ("a.csv", f'\n\nid,text\n\n1,{QUOTED}\n,\n\n2,{QUOTED[:-1]} Twice."\n', 2, ""),
    "one column": ("a.csv", f"text\n{QUOTED}\n", 1, ""),
    "two columns of one name": ("a.csv", f"id,text,text\n1,{QUOTED},\n", 1, ""),
    "cells of many lines": ("a.csv", f'id,text\n1,"{TEXT}\n\n1,200 people, fled."\n', 1, ""),
    "a row that is cut off": ("a.csv", f"id,text,date\n1,{QUOTED}\n", 1, ""),
    "a list of objects": ("a.json", f'[{{"body": "{TEXT}", "id": 1}}]', 1, "'body'"),
    "an object with a list": (
        "a.json",
        f'{{"n": 1, "articles": [{{"content": "{TEXT}", "source": {{"name": "The Post"}}}}]}}',
        1,
        "'source.name'",
    ),
    "JSON Lines named JSON": ("a.json", f'{{"text": "{TEXT}"}}\n{{"text": "{TEXT} x"}}\n', 2, ""),
}


@pytest.mark.parametrize("name", READ)
def test_a_messy_table_is_read_and_what_was_found_out_is_said(name: str, tmp_path: Path) -> None:
    file, content, rows, said = READ[name]
    found = arrivals(tmp_path / file, content)
    assert [] == aside(found)
    assert rows == len(reports(found))
    assert all(TEXT[:-1] in report.content.decode() for report in reports(found))
    assert said in remarks(found)


# name, content, the ids of the rows that are reports, the rest of the name of each that is not
BROKEN: dict[str, tuple[str | bytes, list[str], list[str]]] = {
    "a quotation mark that is not closed": (
        f'id,title,text\n1,A,"{TEXT} a"\n2,B,"{TEXT} b\n3,C,"{TEXT} c"\n4,D,"{TEXT} d"\n',
        ["1", "3", "4"],
        ["line 3"],
    ),
    "one that a later mark closes": (
        f'id;title;text\n1;A;{TEXT} a\n2;B;"{TEXT} b\n3;C;{TEXT} c\n4;D;{TEXT} "d"\n5;E;x "\n',
        ["1", "3", "4", "5"],
        ["line 3"],
    ),
    "one in the last row": (f'id,text\n1,"{TEXT}"\n2,"{TEXT}\n', ["1"], ["line 3"]),
    "stray quotation marks": (
        f'id,text\n1,"{TEXT}"\n2,"The "mayor" said so."\n3,"{TEXT} c"\n',
        ["1", "3"],
        ["line 3"],
    ),
    "a delimiter outside of quotation marks": (
        f"id,text\n1,{TEXT}\n2,{QUOTED}\n",
        ["2"],
        ["line 2"],
    ),
    "a row without a text": (f"id,text\n1,\n2,{QUOTED}\n", ["2"], ["1"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_costs_itself_and_no_other(name: str, tmp_path: Path) -> None:
    content, read, not_read = BROKEN[name]
    found = arrivals(tmp_path / "a.csv", content)
    assert [f"a.csv#{each}" for each in read] == [report.name for report in reports(found)]
    assert [f"a.csv#{each}" for each in not_read] == [name for name, _ in aside(found)]
    assert all("expected" in reason and "\n" not in reason for _, reason in aside(found))


@pytest.mark.parametrize("stray", [b"\x00", b"\xe9", b"\x93"])
def test_a_stray_byte_costs_no_row(stray: bytes, tmp_path: Path) -> None:
    rows = [f"{n},Café: {QUOTED}\n".encode() for n in range(9)]
    rows[4] = rows[4].replace(b"harbour", b"harb" + stray + b"our")
    found = arrivals(tmp_path / "a.csv", b"id;text\n" + b"".join(rows).replace(b",Caf", b";Caf"))
    assert 9 == len(reports(found))
    assert all("Café" in report.content.decode() for report in reports(found))
    assert "stray bytes repaired or left out in line 6" in remarks(found)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("29 June 2016", date(2016, 6, 29)),
        ("Wed, 29 Jun 2016 14:30:00 GMT", date(2016, 6, 29)),
        ("29.06.2016", date(2016, 6, 29)),
        ("2016-06", None),
        ("05/06/2016", None),
        ("N/A", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_row_is_kept_whatever_its_date_is(words: str, day: date | None, tmp_path: Path) -> None:
    (report,) = reports(arrivals(tmp_path / "a.csv", f'text,date\n{QUOTED},"{words}"\n'))
    assert day == report.published
    assert words in ("", "N/A") or (report.stamp is not None and words == report.stamp.words)


def test_the_other_dates_of_a_table_show_which_comes_first(tmp_path: Path) -> None:
    content = f'text,date\n{QUOTED},05/06/2019\n{QUOTED[:-1]} a",25/06/2019\n'
    found = arrivals(tmp_path / "a.csv", content)
    assert [date(2019, 6, 5), date(2019, 6, 25)] == [each.published for each in reports(found)]
    assert "the day first" in remarks(found)


@pytest.mark.parametrize(("order", "month"), [("dmy", 6), ("mdy", 5), ("%d/%m/%Y", 6)])
def test_a_date_format_decides(order: str, month: int, tmp_path: Path) -> None:
    content = f"text,date\n{QUOTED},05/06/2019\n"
    (report,) = reports(arrivals(tmp_path / "a.csv", content, Layout(dates=order)))
    assert report.published is not None
    assert month == report.published.month


def test_first_published_and_last_updated_are_two(tmp_path: Path) -> None:
    content = f"text,published,updated\n{QUOTED},2021-03-04T23:30:00Z,2023-01-11\n"
    (report,) = reports(arrivals(tmp_path / "a.csv", content))
    assert report.stamp is not None
    assert report.stamp.moment is not None
    assert report.updated is not None
    assert date(2021, 3, 4) == report.published
    assert date(2023, 1, 11) == report.updated.days[0].first


@pytest.mark.parametrize(
    ("header", "cells", "place"),
    [
        ("place", "Zamboanga", GivenPlace("Zamboanga")),
        ("lat,lon", "6.9,122.1", GivenPlace(None, 6.9, 122.1)),
        ("Latitude,Longitude,Location", '"6,9","122,1",Jolo', GivenPlace("Jolo", 6.9, 122.1)),
        ("lat,lon", "96.9,122.1", None),
        ("lat", "6.9", None),
        ("lat,lon", ",", None),
    ],
)
def test_a_table_may_give_the_place(
    header: str, cells: str, place: GivenPlace | None, tmp_path: Path
) -> None:
    content = f"text,{header}\n{QUOTED},{cells}\n"
    (report,) = reports(arrivals(tmp_path / "a.csv", content))
    assert place == report.place


def test_columns_of_other_names_are_mapped(tmp_path: Path) -> None:
    layout = Layout(Columns(text="wording", title="Kop"))
    (report,) = reports(arrivals(tmp_path / "a.csv", f"kop,wording\nTwo dead,{QUOTED}\n", layout))
    assert f"Two dead\n\n{TEXT}" == report.content.decode()


@pytest.mark.parametrize(
    ("content", "layout", "says"),
    [
        (f"id,wording\n1,{QUOTED}\n", Layout(), "found id, wording; name it with --map"),
        (f"id,text\n1,{QUOTED}\n", Layout(Columns(text="x")), "expected a column 'x' for text"),
        ("url,title\nhttp://a.example/1,A\nhttp://a.example/2,B\n", Layout(), "2 addresses"),
        ("sep=;\n", Layout(), "expected a header and rows"),
        ("id,text,date\n", Layout(), "expected rows below the header"),
        ("PK\x03\x04 and more", Layout(), "spreadsheet"),
    ],
)
def test_a_table_that_cannot_be_read_says_what_to_do(
    content: str, layout: Layout, says: str, tmp_path: Path
) -> None:
    ((name, reason),) = aside(arrivals(tmp_path / "a.csv", content, layout))
    assert "a.csv" == name
    assert says in reason


def test_two_rows_of_one_name_are_both_kept(tmp_path: Path) -> None:
    content = "url,text\nhttp://a.example/1,\nhttp://a.example/1,\n"
    names = [name for name, _ in aside(arrivals(tmp_path / "a.csv", content))]
    assert ["http://a.example/1", "http://a.example/1 (2)"] == names


def test_a_cell_of_html_is_read_as_such(tmp_path: Path) -> None:
    content = f'text,title\n"<p>{TEXT}</p><p>No one claimed it.</p>",A & B\n'
    (report,) = reports(arrivals(tmp_path / "a.csv", content))
    assert report.media_type != "text/plain"
    assert b"A &amp; B" in report.content
