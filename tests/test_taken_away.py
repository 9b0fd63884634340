"""What others take away: lists as the page shows them, citations, corrections; once wrong."""

import csv
import datetime as dt
import io
import re

import bibtexparser
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from components.citations import Cited, as_bibtex, cited, works
from components.compressed import Compressed
from components.dossier import Dossier, Source
from components.dossier.model import load_dossier
from components.dossier.provenance import LABELS
from components.dossier.publish import main
from components.feed import build_feed
from components.map_links import read_map_view
from components.number_tables import Table, table_csv
from components.server import routes
from tests.conftest import DataCopy
from tests.test_exports import RISKY, _dots, _files, _ids
from tests.test_words_pages import open_page, text_of

TODAY = dt.date(2027, 2, 3)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes(), middleware=[Middleware(Compressed)]))


@pytest.mark.parametrize(
    "params",
    [
        {"event": "1956-10-19-joint-declaration"},
        {"event": "1956-10-19-joint-declaration", "from_": "1945", "to": "1960"},
        {"event": "1855-treaty-of-shimoda", "cat": "treaty"},
    ],
)
def test_the_files_under_the_timeline_of_an_event_hold_what_it_shows(client, params) -> None:
    page = open_page("timeline", **params)
    assert sorted(_ids(client, _files(page)["csv"])) == sorted(_dots(page))


def test_the_parameters_of_a_link_to_an_event_choose_what_its_page_shows(client) -> None:
    page = open_page("timeline", event="1956-10-19-joint-declaration")
    found = _ids(client, "/data/events.csv?event=1956-10-19-joint-declaration")
    assert sorted(found) == sorted(_dots(page))


def test_who_does_not_take_gzip_gets_plain_bytes(client) -> None:
    answer = client.get("/data/events.csv", headers={"accept-encoding": "gzip;q=0, identity"})
    assert "content-encoding" not in answer.headers


def test_no_cell_of_the_figures_is_run(dossier: Dossier) -> None:
    table = Table(("A",), (("=1+1",), ("@x",), ("-cmd",)), ((), (), ()))
    for row in list(csv.reader(io.StringIO(table_csv(table, dossier))))[1:]:
        assert not row[0].startswith(RISKY)


@pytest.mark.parametrize(
    "address", ["http://e.org/~user/a_b%20c.html?d=1&e", "http://e.org/a{b", 'http://e.org/a"b']
)
def test_addresses_in_bibtex_are_whole(dossier: Dossier, address: str) -> None:
    """An unbalanced brace would end the field, so braces are written as an address may."""
    source = Source("X-1", "T", "P", "", None, address, "", "en", "news", "press", "")
    (item, _) = works(Cited("event", "x", "T", "./", (source,)), dossier, "https://e.org", TODAY)
    (entry,) = bibtexparser.parse_string(as_bibtex([item])).entries
    assert entry["url"] == address.replace("{", "%7B")


def test_a_doi_in_bibtex_is_letter_by_letter(dossier: Dossier) -> None:
    for source in dossier.provenance.sources:
        if source.identifier.startswith("DOI "):
            (item, _) = works(Cited("event", "x", "T", "./", (source,)), dossier, "x", TODAY)
            (entry,) = bibtexparser.parse_string(as_bibtex([item])).entries
            assert entry["doi"] == source.identifier.removeprefix("DOI ")


@pytest.mark.parametrize("sign", ["\\", "$", "^", "\\input x"])
def test_signs_of_tex_are_text(dossier: Dossier, sign: str) -> None:
    source = Source("X-1", f"A {sign} B", "P", "", None, "", "", "en", "news", "press", "")
    (item, _) = works(Cited("event", "x", "T", "./", (source,)), dossier, "x", TODAY)
    (entry,) = bibtexparser.parse_string(as_bibtex([item])).entries
    assert f"A {sign} B" not in entry["title"]


@pytest.mark.parametrize("day", ["9999-12-31", "1800-01-01", "1855-02-06"])
def test_a_day_that_the_map_cannot_show_has_no_citation(dossier: Dossier, day: str) -> None:
    assert read_map_view({"day": [day]}, dossier, dt.date.today())[1]
    assert cited(dossier, "map", day) is None


def test_an_old_name_is_cited_as_the_new_one(data_copy: DataCopy) -> None:
    event = data_copy.cell("events.csv", 2, "event_id")
    data_copy.write("aliases.csv", data_copy.text("aliases.csv") + f"events,zz-old,{event}\n")
    dossier = load_dossier(data_copy.folder)
    assert cited(dossier, "event", "zz-old") is not None


def test_publishing_begins_a_line_of_its_own(data_copy: DataCopy) -> None:
    main(data_copy.folder)
    data_copy.write("published.csv", data_copy.text("published.csv").rstrip("\n"))
    line = data_copy.text("glossary.csv").split("\n")[1]
    data_copy.write(
        "glossary.csv", data_copy.text("glossary.csv") + "zz-new" + line[line.index(",") :] + "\n"
    )
    assert main(data_copy.folder) == 0
    load_dossier(data_copy.folder)


def test_the_number_of_rows_that_rest_on_a_source_is_the_number_of_rows(dossier: Dossier) -> None:
    for source in dossier.provenance.sources:
        rows = sum(
            source.source_id in row.values["source_ids"]
            for name in LABELS
            for row in dossier.rows(name)
        )
        assert len(dossier.provenance.mentions(source.source_id)) == rows, source.source_id


def test_a_correction_of_a_meeting_stands_where_the_meeting_is_told(dossier: Dossier) -> None:
    (row,) = [row for row in dossier.provenance.corrections if row.table == "summits"]
    page = open_page("numbers", chart="meetings", item=row.row_id)
    assert row.was_en in text_of(page)


def test_corrections_of_a_release_come_the_latest_first(data_copy: DataCopy) -> None:
    data_copy.write("releases.csv", data_copy.text("releases.csv") + "9.9.9,2028-05-06,A.\n")
    term = data_copy.cell("glossary.csv", 2, "term_id")
    data_copy.write(
        "corrections.csv",
        data_copy.text("corrections.csv")
        + "".join(f"c-zz-{n},glossary,{term},W.,N.,r,2028-0{n}-01,9.9.9\n" for n in (2, 3)),
    )
    text = build_feed(load_dossier(data_copy.folder), "https://e.org/").decode()
    days = re.findall(r"<entry>.*?<updated>(\S+)</updated>", text, re.S)
    assert days == sorted(days, reverse=True)


# -> test_provenance.py, first line of test_every_row_is_listed_under_every_source_that_it_names
def test_every_table_that_names_sources_is_listed_under_them(dossier: Dossier) -> None:
    assert set(LABELS) == {
        name
        for name, table in dossier.schema.tables.items()
        if any(column.name == "source_ids" for column in table.columns)
    }
