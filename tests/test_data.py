"""The real data: complete, sourced, fair in names, and the same to a second reader."""

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from itertools import pairwise

import frictionless
import pytest

from components.dossier import DATA_FOLDER, Dossier
from components.dossier.schema import DESCRIPTOR
from components.links import OPENING_EVENT
from tests.areas import AREAS

HELD = {
    # day: party and manner by area, in the order of AREAS
    "1855-02-06": "japan-d japan-d japan-d japan-d russia-d none-u none-u",
    "1855-02-07": "japan-t japan-t japan-t japan-t russia-t both-j both-j",
    "1875-08-21": "japan-t japan-t japan-t japan-t russia-t both-j both-j",
    "1875-08-22": "japan-t japan-t japan-t japan-t japan-t russia-t russia-t",
    "1905-07-30": "japan-t japan-t japan-t japan-t japan-t russia-t russia-t",
    "1905-09-04": "japan-t japan-t japan-t japan-t japan-t japan-d japan-d",
    "1905-09-05": "japan-t japan-t japan-t japan-t japan-t japan-t russia-t",
    "1922-06-01": "japan-t japan-t japan-t japan-t japan-t japan-t japan-d",
    "1925-05-15": "japan-t japan-t japan-t japan-t japan-t japan-t russia-t",
    "1945-08-24": "japan-t japan-t japan-t japan-t japan-t japan-t russia-t",
    "1945-08-25": "japan-t japan-t japan-t japan-t japan-t russia-d russia-t",
    # The landings: Etorofu, the Kurils north of it, Kunashiri and Shikotan, Habomai.
    "1945-08-27": "japan-t japan-t japan-t japan-t japan-t russia-d russia-t",
    "1945-08-28": "russia-d japan-t japan-t japan-t japan-t russia-d russia-t",
    "1945-08-29": "russia-d japan-t japan-t japan-t japan-t russia-d russia-t",
    "1945-08-30": "russia-d japan-t japan-t japan-t japan-t russia-d russia-t",
    "1945-08-31": "russia-d japan-t japan-t japan-t russia-d russia-d russia-t",
    "1945-09-01": "russia-d russia-d russia-d japan-t russia-d russia-d russia-t",
    "1945-09-02": "russia-d russia-d russia-d japan-t russia-d russia-d russia-t",
    "1945-09-03": "russia-d russia-d russia-d japan-t russia-d russia-d russia-t",
    "1945-09-04": "russia-d russia-d russia-d japan-t russia-d russia-d russia-t",
    "1945-09-05": "russia-d russia-d russia-d russia-d russia-d russia-d russia-t",
    "1956-10-19": "russia-d russia-d russia-d russia-d russia-d russia-d russia-t",
    "1991-12-25": "russia-d russia-d russia-d russia-d russia-d russia-d russia-t",
    "1991-12-26": "russia-d russia-d russia-d russia-d russia-d russia-d russia-t",
    "2026-02-20": "russia-d russia-d russia-d russia-d russia-d russia-d russia-t",
}

MANNERS = {"d": "de facto", "t": "treaty", "j": "joint", "u": "unassigned"}

PAIRS = (("Etorofu", "Iturup"), ("Kunashiri", "Kunashir"))

SIGHT = re.compile(
    r"stored (copy|page|text)|cached|excerpts? (seen|read|only)|seen in (an )?excerpt"
    r"|search (result|engine|excerpt|snippet)|snippet|not (opened|seen on a page|read in full)"
    r"|could not be (opened|read|seen|loaded)|page (was )?seen|paywall|crawl|fetched on"
    r"|seen (only )?(through|via|as|in) (a |an |the )?(copy|cache|mirror|stored)",
    re.IGNORECASE,
)
"""Talk of how a page was looked at, which is of no use to a reader."""


def _rows(dossier: Dossier, table: str) -> list[dict]:
    return dossier.frame(table).to_dict("records")


def test_the_dossier_is_as_large_as_what_was_researched(dossier: Dossier) -> None:
    counts = dossier.row_counts()
    assert counts["events"] >= 300
    assert counts["sources"] >= 1150
    assert counts["quotes"] >= 105


def test_every_row_names_sources_that_exist(dossier: Dossier) -> None:
    known = set(dossier.frame("sources")["source_id"])
    sourced = [
        name
        for name, table in dossier.schema.tables.items()
        if any(column.name == "source_ids" for column in table.columns)
    ]
    of_ours = {"measures", "questions", "charts", "releases", "corrections", "aliases", "published"}
    of_ours |= {"tours", "lessons"}
    assert set(dossier.schema.tables) - set(sourced) == {"sources", "phrases", *of_ours}
    for table in sourced:
        for row in _rows(dossier, table):
            assert row["source_ids"], f"{table}: {row} names no source"
            assert set(row["source_ids"]) <= known, f"{table}: {row} names a source that is not"


def test_something_rests_on_every_source(dossier: Dossier) -> None:
    used: set[str] = set()
    for table in dossier.schema.tables.values():
        if any(column.name == "source_ids" for column in table.columns):
            used.update(item for items in dossier.frame(table.name)["source_ids"] for item in items)
    assert set(dossier.frame("sources")["source_id"]) - used == set()


def test_no_two_sources_have_one_address(dossier: Dossier) -> None:
    by_address: dict[str, list[str]] = defaultdict(list)
    for row in _rows(dossier, "sources"):
        if row["url"]:
            address = re.sub(r"^https?://(www\.)?", "", row["url"]).rstrip("/")
            by_address[address].append(row["source_id"])
    assert {address: ids for address, ids in by_address.items() if len(ids) > 1} == {}


def test_a_row_checked_on_two_pages_does_not_name_one_document(dossier: Dossier) -> None:
    for table in dossier.schema.tables.values():
        if any(column.name == "verified" for column in table.columns):
            for row in _rows(dossier, table.name):
                if row["verified"] == "two-pages":
                    assert len(set(row["source_ids"])) >= 2, f"{table.name}: {row}"


def test_tables_and_columns_are_described() -> None:
    package = json.loads((DATA_FOLDER / DESCRIPTOR).read_text(encoding="utf-8"))
    silent = [
        f"{resource['name']}.{field['name']}"
        for resource in package["resources"]
        for field in (resource, *resource["schema"]["fields"])
        if not field.get("description", "").strip()
    ]
    assert silent == []
    assert all(resource["title"].strip() for resource in package["resources"])


def test_the_descriptor_lists_the_tables_that_are_there() -> None:
    package = json.loads((DATA_FOLDER / DESCRIPTOR).read_text(encoding="utf-8"))
    listed = Counter(resource["path"] for resource in package["resources"])
    assert listed == Counter(path.name for path in DATA_FOLDER.glob("*.csv"))


def test_frictionless_finds_the_package_valid() -> None:
    report = frictionless.Package(str(DATA_FOLDER / DESCRIPTOR)).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(list(DATA_FOLDER.glob("*.csv")))


def test_turning_points_are_few(dossier: Dossier) -> None:
    levels = Counter(event.significance for event in dossier.events)
    assert 0 < levels[1] <= 0.36 * len(dossier.events)
    assert levels[2] and levels[3]


@pytest.mark.parametrize("names", PAIRS, ids="/".join)
def test_an_island_is_first_mentioned_by_both_names(
    dossier: Dossier, names: tuple[str, str]
) -> None:
    either = re.compile(rf"\b({'|'.join(names)})\b")
    one, two = names
    both = re.compile(rf"({one}\s?[/(]\s?{two}|{two}\s?[/(]\s?{one})\b")
    texts = [text for event in dossier.events for text in (event.title_en, event.summary_en)]
    first = [(text, found.start()) for text in texts if (found := either.search(text))]
    assert len(first) > 20
    assert [text for text, start in first if not both.match(text, start)] == []


def test_no_text_talks_of_how_a_page_was_seen(dossier: Dossier) -> None:
    talk = [
        f"{name}.{column.name}: {cell}"
        for name, table in dossier.schema.tables.items()
        for column in table.columns
        if column.type == "string"
        for cell in dossier.frame(name)[column.name]
        if SIGHT.search(str(cell or ""))
    ]
    assert talk == []


@pytest.mark.parametrize("day", HELD)
def test_who_held_each_area_on_the_days_of_change(dossier: Dossier, day: str) -> None:
    held = dossier.control_on(dt.date.fromisoformat(day))
    found = {area: [(span.party, span.kind) for span in spans] for area, spans in held.items()}
    wanted = {}
    for area, code in zip(AREAS, HELD[day].split(), strict=True):
        party, manner = code.split("-")
        wanted[area] = [(party, MANNERS[manner])]
    assert found == wanted


def test_the_soviet_union_gives_way_to_russia_everywhere(dossier: Dossier) -> None:
    def controllers(day: dt.date) -> dict[str, list[str]]:
        return {a: [s.controller for s in spans] for a, spans in dossier.control_on(day).items()}

    on_its_last_day = controllers(dt.date(1991, 12, 25))
    assert on_its_last_day == {area: ["USSR"] for area in AREAS}
    for day in (dt.date(1991, 12, 26), dt.datetime.now(dt.UTC).date()):
        assert controllers(day) == {area: ["Russian Federation"] for area in AREAS}


def test_a_span_of_control_names_an_event_that_can_have_begun_it(dossier: Dossier) -> None:
    """The link explains the change: the event has begun by the year in which the span begins."""
    for row in _rows(dossier, "control"):
        if row["event_id"]:
            event = dossier.event(row["event_id"])
            assert event.first_day.year <= int(row["start"][:4]), f"{row['area']} {row['start']}"


def test_eras_follow_one_another_up_to_today(dossier: Dossier) -> None:
    for before, after in pairwise(dossier.eras):
        assert before.end == after.start
        assert before.start.lower < after.start.lower
    assert dossier.eras[-1].end is None
    assert dossier.eras[0].start.lower <= dossier.events[0].first_day


def test_every_turning_point_lies_in_the_era_that_is_shown_for_it(dossier: Dossier) -> None:
    for event in dossier.events:
        if event.significance == 1:
            holding = [
                era
                for era in dossier.eras
                if era.start.lower <= event.first_day
                and (era.end is None or event.first_day < era.end.lower)
            ]
            assert holding == [dossier.era_of(event.first_day)], event.event_id


def test_every_era_holds_a_turning_point_and_opens_with_its_event(dossier: Dossier) -> None:
    shown = {dossier.era_of(e.first_day).era_id for e in dossier.events if e.significance == 1}
    assert shown == {era.era_id for era in dossier.eras}
    for era in dossier.eras:
        if era.start_event_id:
            event = dossier.event(era.start_event_id)
            assert event.start.lower <= era.start.lower <= event.last_day, era.era_id


def test_the_opening_event_exists(dossier: Dossier) -> None:
    assert dossier.event(OPENING_EVENT) is not None


def test_the_four_islands_have_a_name_and_a_place_on_the_map(dossier: Dossier) -> None:
    for island in dossier.four_islands:
        assert island.name_en and island.name_ja and island.name_ru, island.island_id
        assert 43 < island.lat < 46 and 145 < island.lon < 149, island.island_id
