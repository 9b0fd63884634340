"""The card of an island: names, both sides' figures, people, events, and nothing that acts."""

import csv
import datetime as dt
import json
import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from markdown_it import MarkdownIt

from components.dossier import DATA_FOLDER, Dossier
from components.island_card import MOST_EVENTS, island_text

TODAY = dt.date(2026, 2, 20)
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})
HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://example.org) :red[c] $d$ `e`"


def _rows() -> dict[str, dict[str, str]]:
    with (DATA_FOLDER / "islands.csv").open(encoding="utf-8", newline="") as file:
        return {row["island_id"]: row for row in csv.DictReader(file)}


ROWS = _rows()


def _lines(markdown: str) -> list[str]:
    """What a reader sees, line by line."""
    text = "\n".join(
        "".join(
            "\n" if child.type in ("softbreak", "hardbreak") else child.content
            for child in token.children
        )
        for token in MARKDOWN.parse(markdown)
        if token.type == "inline"
    )
    return text.split("\n")


def _facts(markdown: str) -> dict[str, str]:
    """The table of the card."""
    cells = []
    tokens = MARKDOWN.parse(markdown)
    for cell, token in pairwise(tokens):
        if cell.type == "td_open":
            cells.append("".join(child.content for child in token.children))
    assert len(cells) % 2 == 0
    return dict(zip(cells[::2], cells[1::2], strict=True))


def _card(dossier: Dossier, island_id: str, day: dt.date = TODAY) -> str:
    return island_text(dossier.island(island_id), dossier, day)


def _figure(text: str) -> float:
    return float(re.match(r"[\d,.]+", text).group().replace(",", ""))


@pytest.mark.parametrize("island_id", ROWS)
def test_the_card_has_the_names_in_each_language(dossier: Dossier, island_id: str) -> None:
    row, lines = ROWS[island_id], _lines(_card(dossier, island_id))
    assert lines[0] == row["name_en"]
    for language, columns in [
        ("Japanese", ("name_ja", "name_ja_kana", "name_ja_romaji")),
        ("Russian", ("name_ru", "name_ru_latin")),
        ("Ainu", ("name_ainu_en",)),
    ]:
        said = [line for line in lines[1:4] if line.startswith(f"{language} ")]
        names = [row[column] for column in columns if row[column]]
        assert len(said) == bool(names), language
        assert all(name in said[0] for name in names)


def test_the_four_islands_have_a_name_in_all_three_languages(dossier: Dossier) -> None:
    for island in dossier.four_islands:
        lines = _lines(_card(dossier, island.island_id))
        starts = [line.split(" ")[0] for line in lines[1:4]]
        assert starts == ["Japanese", "Russian", "Ainu"]


@pytest.mark.parametrize("island_id", ROWS)
def test_figures_are_those_of_the_table_of_islands(dossier: Dossier, island_id: str) -> None:
    row, facts = ROWS[island_id], _facts(_card(dossier, island_id))
    for label, column in [
        ("Area, Japanese figure", "area_km2_gsi"),
        ("Area, Russian figure", "area_km2_ru"),
        ("Residents on 15 August 1945", "residents_1945"),
        ("Residents, latest figure", "residents_latest"),
    ]:
        assert (label in facts) == bool(row[column]), label
        if row[column]:
            assert _figure(facts[label]) == pytest.approx(float(row[column]), rel=1e-6)
    for label in facts:
        assert not label.startswith("Area") or facts[label].endswith(" km²")


def test_the_figures_of_etorofu_by_hand(dossier: Dossier) -> None:
    facts = _facts(_card(dossier, "etorofu"))
    assert facts["Area, Japanese figure"] == "3,166.64 km²"
    assert facts["Area, Russian figure"] == "3,174.71 km²"
    assert facts["Residents on 15 August 1945"] == "3,608"
    assert facts["Residents, latest figure"] == "6,916 (1 January 2023)"
    assert facts["Highest point"] == "Stokap / Nishi-Hitokappu-yama, 1,634 m"
    assert facts["Distance"] == "144.5 km from Cape Nosappu"
    assert _facts(_card(dossier, "kunashiri"))["Distance"] == "16 km from Notsuke Peninsula"
    assert _facts(_card(dossier, "kaigarajima"))["Distance"] == "3.7 km from Cape Nosappu"
    assert _facts(_card(dossier, "habomai"))["Residents, latest figure"].startswith("0")


def test_both_administrations_are_said(dossier: Dossier) -> None:
    for island in dossier.four_islands:
        row, facts = ROWS[island.island_id], _facts(_card(dossier, island.island_id))
        assert row["russian_district"] in facts["Administered today by"]
        assert facts["Administered today by"].startswith("Russia")
        assert facts["Claimed today by"] == f"Japan ({row['japanese_municipality']})"


@pytest.mark.parametrize(
    ("island_id", "day", "holder"),
    [
        ("etorofu", "1855-02-07", "Japan (by treaty)"),
        ("etorofu", "1945-08-28", "USSR (de facto)"),
        ("kunashiri", "1945-08-31", "Japan (by treaty)"),
        ("habomai", "1945-09-05", "USSR (de facto)"),
        ("suishojima", "1945-09-04", "Japan (by treaty)"),
        ("kaigarajima", "2026-02-20", "Russian Federation (de facto)"),
    ],
)
def test_the_holder_is_that_of_the_day(
    dossier: Dossier, island_id: str, day: str, holder: str
) -> None:
    facts = _facts(_card(dossier, island_id, dt.date.fromisoformat(day)))
    assert facts["Held that day by"] == holder


def _island_areas() -> dict[str, str]:
    """The one area of each island that has a shore; Sakhalin, which has two, is left out."""
    shapes = json.loads((DATA_FOLDER / "shoreline.geojson").read_text(encoding="utf-8"))
    areas: dict[str, set[str]] = {}
    for shape in shapes["features"]:
        properties = shape["properties"]
        if properties["island"] and properties["area"]:
            areas.setdefault(properties["island"], set()).add(properties["area"])
    return {island: min(found) for island, found in areas.items() if len(found) == 1}


@pytest.mark.parametrize(("island_id", "area"), sorted(_island_areas().items()))
def test_every_island_of_an_area_says_who_held_it(
    dossier: Dossier, island_id: str, area: str
) -> None:
    (span,) = dossier.control_on(TODAY)[area]
    facts = _facts(_card(dossier, island_id))
    assert facts.get("Held that day by", "").startswith(span.controller)


def test_events_of_the_island_are_linked_from_the_earliest_on(dossier: Dossier) -> None:
    for island_id in ("etorofu", "kunashiri", "shikotan", "habomai", "sakhalin", "suishojima"):
        group = "habomai" if island_id == "suishojima" else island_id
        text = _card(dossier, island_id)
        links = [
            child.attrs["href"]
            for token in MARKDOWN.parse(text.split("**Events**")[1].split(":small[")[0])
            for child in token.children or ()
            if child.type == "link_open"
        ]
        assert len(links) == MOST_EVENTS
        events = []
        for href in links:
            parts = urlsplit(href)
            assert (parts.scheme, parts.netloc, parts.path) == ("", "", "./")
            # The event that the page opens with needs no name in its link.
            (event_id,) = parse_qs(parts.query).get("event", [""])
            if event_id:
                events.append(dossier.event(event_id))
                assert group in events[-1].islands
        days = [event.first_day for event in events]
        assert days == sorted(days)
        known = dossier.events_of_island(group)
        assert f"({MOST_EVENTS} of {len(known)})" in text
        # The weightiest are those that are shown.
        weights = sorted(event.significance for event in known)[:MOST_EVENTS]
        assert max(event.significance for event in events) <= max(weights)


def test_every_source_of_the_island_is_linked(dossier: Dossier) -> None:
    for island in dossier.islands:
        tokens = MARKDOWN.parse(island_text(island, dossier, TODAY).split(":small[")[-1])
        hrefs = [
            child.attrs["href"]
            for token in tokens
            for child in token.children or ()
            if child.type == "link_open"
        ]
        assert len(hrefs) == sum(1 for s in dossier.sources(island.source_ids) if s.url)
        for source in dossier.sources(island.source_ids):
            assert source.title in " ".join(_lines(island_text(island, dossier, TODAY)))


def test_a_hostile_record_is_shown_as_it_is_and_changes_nothing_else(dossier: Dossier) -> None:
    shikotan = dossier.island("shikotan")
    texts = (
        "name_en",
        "name_ja",
        "name_ja_kana",
        "name_ja_romaji",
        "name_ru",
        "name_ru_latin",
        "name_ainu_en",
        "fact_en",
        "highest_point_en",
        "administered_by",
        "russian_district",
        "claimed_by",
        "japanese_municipality",
    )
    hostile = replace(shikotan, **dict.fromkeys(texts, HOSTILE))
    good, bad = (island_text(island, dossier, TODAY) for island in (shikotan, hostile))
    kinds = [[(token.type, token.tag) for token in MARKDOWN.parse(text)] for text in (good, bad)]
    assert kinds[0] == kinds[1]
    inline = [
        {child.type for token in MARKDOWN.parse(text) for child in token.children or ()}
        for text in (good, bad)
    ]
    assert inline[1] <= inline[0]
    lines = _lines(bad)
    assert lines[0] == HOSTILE
    assert f"Ainu {HOSTILE}" in lines
    facts = _facts(bad)
    assert facts["Claimed today by"] == f"{HOSTILE} ({HOSTILE})"
    assert list(facts) == list(_facts(good))
    # Streamlit's own marks, which Markdown does not know, are escaped too.
    assert not re.search(r"(?<!\\)(:red|\$d|<script|`e)", bad)
