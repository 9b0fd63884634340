"""The feed: Atom as readers of feeds take it, and all that is new or was put right."""

import csv
import datetime as dt
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components import (
    claim_links,
    links,
    position_links,
    quote_links,
    source_links,
    story_links,
    treaty_links,
)
from components.dossier import DATA_FOLDER, Dossier
from components.dossier.model import load_dossier
from components.feed import MOST_ENTRIES, PATHS, build_feed
from components.server import routes
from components.site import PAGES
from tests.conftest import DataCopy
from tests.test_words_pages import notices, open_page

SITE = "https://peace.example/site/"
ATOM = "{http://www.w3.org/2005/Atom}"
ANNOUNCED = {*PATHS} - {"sources"}
"""Tables whose new rows are told one by one."""

HOSTILE = "<script>alert(1)</script> & ]]> \"x\" 'y' 日本"


def _feed(dossier: Dossier, address: str = SITE) -> etree._Element:
    return etree.fromstring(build_feed(dossier, address))


def _entries(feed: etree._Element) -> list[etree._Element]:
    return feed.findall(f"{ATOM}entry")


def _text(element: etree._Element, name: str) -> str:
    """The text of the one child of a name."""
    (child,) = element.findall(f"{ATOM}{name}")
    return child.text


def _link(element: etree._Element, rel: str = "alternate") -> str:
    (found,) = [
        link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == rel
    ]
    return found.get("href")


def _titles(feed: etree._Element) -> list[str]:
    return [_text(entry, "title") for entry in _entries(feed)]


@pytest.fixture(scope="module")
def feed(dossier: Dossier) -> etree._Element:
    return _feed(dossier)


def test_the_feed_is_served_as_atom(dossier: Dossier) -> None:
    answer = TestClient(Starlette(routes=routes())).get("/feed.atom")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert answer.content == build_feed(dossier, "http://testserver/")
    assert etree.fromstring(answer.content).tag == f"{ATOM}feed"


def test_feed_and_entries_have_all_that_atom_asks_for(feed: etree._Element) -> None:
    assert feed.tag == f"{ATOM}feed"
    assert _link(feed, "self") == _text(feed, "id") == f"{SITE}feed.atom"
    assert _link(feed) == SITE
    (author,) = feed.findall(f"{ATOM}author")
    assert _text(author, "name")
    assert _entries(feed)
    for element in (feed, *_entries(feed)):
        assert _text(element, "id").strip() and _text(element, "title").strip()
        assert dt.datetime.fromisoformat(_text(element, "updated")).tzinfo is not None
    for entry in _entries(feed):
        assert _text(entry, "summary").strip()
        assert _link(entry).startswith(SITE)


def test_each_entry_has_a_name_of_its_own_that_stays(
    feed: etree._Element, dossier: Dossier
) -> None:
    ids = [_text(entry, "id") for entry in _entries(feed)]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    moved = _feed(load_dossier(DATA_FOLDER), "http://elsewhere.example/")
    assert [_text(entry, "id") for entry in _entries(moved)] == ids
    assert all(name.startswith("tag:") and " " not in name for name in ids)


def test_the_same_data_make_the_same_feed(dossier: Dossier) -> None:
    assert build_feed(dossier, SITE) == build_feed(load_dossier(DATA_FOLDER), SITE)


def test_every_release_is_in_the_latest_first(feed: etree._Element, dossier: Dossier) -> None:
    releases = [title for title in _titles(feed) if title.startswith("Release ")]
    wanted = [f"Release {release.release}" for release in dossier.provenance.releases]
    assert releases == wanted[::-1]
    assert _titles(feed)[0] == wanted[-1]
    for entry in _entries(feed):
        for release in dossier.provenance.releases:
            if _text(entry, "title") == f"Release {release.release}":
                assert _text(entry, "summary") == release.summary_en
                assert _text(entry, "updated").startswith(release.date.lower.isoformat())


def test_every_correction_is_in(feed: etree._Element, dossier: Dossier) -> None:
    found = {_text(entry, "id").rpartition(":")[2]: entry for entry in _entries(feed)}
    assert dossier.provenance.corrections
    for row in dossier.provenance.corrections:
        entry = found[row.correction_id]
        assert _text(entry, "title") == f"Corrected: {row.table} {row.row_id}"
        for part in (row.was_en, row.now_en, row.reported_by_en):
            assert part in _text(entry, "summary")
        assert _text(entry, "updated").startswith(row.date.lower.isoformat())


def test_the_new_rows_of_each_later_release_are_in(feed: etree._Element, dossier: Dossier) -> None:
    first, *later = [release.release for release in dossier.provenance.releases]
    with (DATA_FOLDER / "published.csv").open(encoding="utf-8", newline="") as lines:
        published = list(csv.DictReader(lines))
    withdrawn = {row.values["old_id"] for row in dossier.rows("aliases")}
    wanted = {
        f"{row['table']}/{row['row_id']}"
        for row in published
        if row["release"] in later and row["table"] in ANNOUNCED and row["row_id"] not in withdrawn
    }
    found = {
        _text(entry, "id").rpartition(":")[2]
        for entry in _entries(feed)
        if _text(entry, "title").startswith("Added: ")
    }
    assert first == "0.1.0" and "quotes/" in str(wanted)
    assert found == wanted


def test_the_first_release_is_one_entry_alone(feed: etree._Element, dossier: Dossier) -> None:
    first = dossier.provenance.releases[0].release
    assert _titles(feed)[-1] == f"Release {first}"


def test_every_link_opens_the_row_it_is_about(feed: etree._Element, dossier: Dossier) -> None:
    readers = {
        "": (links.read_view, "event_id"),
        "quotes": (quote_links.read_quotes_view, "quote_id"),
        "checked": (claim_links.read_claims_view, "claim_id"),
        "positions": (position_links.read_view, "question_id"),
        "treaty": (treaty_links.read_treaty_view, "matter_id"),
        "story": (story_links.read_story_view, "scene_id"),
        "sources": (source_links.read_sources_view, "source_id"),
    }
    opened = 0
    for entry in _entries(feed):
        parts = urlsplit(_link(entry))
        page = parts.path.removeprefix("/site/")
        assert page in {"", *(page.name for page in PAGES)}
        read, name = readers[page]
        view, ignored = read(parse_qs(parts.query, strict_parsing=True), dossier)
        assert ignored == [], _link(entry)
        said = _text(entry, "id").rpartition(":")[2] + " " + _text(entry, "title")
        row_id = view.offer_id or view.matter_id if page == "treaty" else getattr(view, name)
        if page != "sources":
            opened += 1
            assert row_id in said
        else:
            assert view.part is source_links.Part.CORRECTIONS
    assert opened > 10


def test_links_of_all_announced_tables_open_their_page(dossier: Dossier) -> None:
    assert {"events", "quotes", "claims", "positions", "offers", "treaty_matters"} <= ANNOUNCED
    pages = {page.name for page in PAGES}
    for table, path_of in PATHS.items():
        row_id = dossier.rows(table)[-1].values[dossier.schema.tables[table].primary_key[0]]
        parts = urlsplit(path_of(row_id))
        name = parts.path.removeprefix("./") or "timeline"
        assert name in pages
        page = open_page(name, **{key: value[0] for key, value in parse_qs(parts.query).items()})
        assert not page.exception and not notices(page)


# Made-up releases


def _released(copy: DataCopy, *corrections: str) -> Dossier:
    """The data with one more release, and corrections in it."""
    copy.write("releases.csv", copy.text("releases.csv") + "9.9.9,2028-05-06,A third one.\n")
    added = "".join(f"{line}\n" for line in corrections)
    copy.write("corrections.csv", copy.text("corrections.csv") + added)
    return load_dossier(copy.folder)


def test_a_new_release_comes_first_with_its_corrections_and_rows(data_copy: DataCopy) -> None:
    line = data_copy.text("events.csv").rstrip("\n").split("\n")[-1]
    data_copy.write(
        "events.csv", data_copy.text("events.csv") + "zz-new" + line[line.index(",") :] + "\n"
    )
    data_copy.write("published.csv", data_copy.text("published.csv") + "events,zz-new,9.9.9\n")
    term = data_copy.cell("glossary.csv", 2, "term_id")
    dossier = _released(
        data_copy, f"c-zz-1,glossary,{term},Was this.,Now that.,a reader,2028-05-06,9.9.9"
    )
    feed = _feed(dossier)
    titles = _titles(feed)
    assert titles[:3] == [
        "Release 9.9.9",
        f"Corrected: glossary {term}",
        f"Added: {dossier.event('zz-new').title_en}",
    ]
    assert titles[3] == f"Release {dossier.provenance.releases[-2].release}"
    assert _text(feed, "updated").startswith("2028-05-06")
    assert _link(_entries(feed)[1]) == f"{SITE}sources?part=corrections"
    assert _link(_entries(feed)[2]) == f"{SITE}?event=zz-new"


def test_hostile_words_are_text_in_the_feed(data_copy: DataCopy) -> None:
    term = data_copy.cell("glossary.csv", 2, "term_id")
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    dossier = _released(
        data_copy, f"c-zz-1,glossary,{term},{quoted},{quoted},{quoted},2028-05-06,9.9.9"
    )
    entry = _entries(_feed(dossier))[1]
    assert _text(entry, "summary") == f"Was: {HOSTILE} Now: {HOSTILE} Found by: {HOSTILE}."
    assert len(list(entry.iter())) == len({element.tag for element in entry.iter()}) == 6


def test_the_feed_is_no_longer_than_readers_like(data_copy: DataCopy) -> None:
    row = data_copy.text("events.csv").rstrip("\n").split("\n")[-1]
    rest = row[row.index(",") :]
    names = [f"zz-{number}" for number in range(MOST_ENTRIES + 50)]
    data_copy.write(
        "events.csv",
        data_copy.text("events.csv") + "".join(f"{name}{rest}\n" for name in names),
    )
    data_copy.write(
        "published.csv",
        data_copy.text("published.csv") + "".join(f"events,{name},9.9.9\n" for name in names),
    )
    feed = _feed(_released(data_copy))
    assert len(_entries(feed)) == MOST_ENTRIES
    assert _titles(feed)[0] == "Release 9.9.9"
