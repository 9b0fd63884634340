"""The map beside the card: the day of the event, its place, its legend and its words."""

import datetime as dt
import json
import re

import pytest

from components.camera import SIZES, Focus
from components.control_words import holder_words
from components.dossier import Dossier, Event
from components.lanes import Room
from components.map_chart import describe, event_deck, legend
from components.map_labels import PAD, MapLabel, width_of
from components.palette import PARTIES, PARTY_MARKS
from components.viewpoint import View, draw_lines

SAN_FRANCISCO = "1951-09-08-treaty-of-san-francisco"
LANDING = "1945-08-28-landing-on-etorofu"


def _layers(
    dossier: Dossier, event: Event, focus: Focus = Focus.PLACE, room: Room = Room.DESKTOP
) -> dict[str, dict]:
    deck = event_deck(dossier, event, focus, room, dark=False, clicks=0)
    return {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}


def _texts(layers: dict[str, dict]) -> list[str]:
    return [item["text"] for item in layers["labels"]["data"]]


@pytest.mark.parametrize("room", Room)
def test_the_place_of_every_event_is_marked_and_named(dossier: Dossier, room: Room) -> None:
    unnamed = []
    for event in dossier.events:
        layers = _layers(dossier, event, room=room)
        marks = [mark["position"] for mark in layers["marks"]["data"]]
        if event.lat is None:
            assert marks == []
            continue
        assert marks == [[event.lon, event.lat]]
        fits = width_of(MapLabel(event.place, 0, 0, 0)) + 2 * PAD <= SIZES[room][0]
        if event.place and fits and event.place not in _texts(layers):
            unnamed.append((event.event_id, event.place))
    assert unnamed == []


def test_the_islands_are_named_by_both_names_from_near_only(dossier: Dossier) -> None:
    near = _texts(_layers(dossier, dossier.event(SAN_FRANCISCO), Focus.ISLANDS))
    for island in dossier.four_islands:
        assert island.name_en in near
    assert "Etorofu / Iturup" in near
    far = _texts(_layers(dossier, dossier.event(SAN_FRANCISCO)))
    assert "the four islands" in far
    assert not any(island.name_en in far for island in dossier.four_islands)


def test_the_map_is_of_the_first_day_of_the_event(dossier: Dossier) -> None:
    fill = _layers(dossier, dossier.event(LANDING))["land"]["getFillColor"]
    russia, japan = (str(list(PARTIES[party].light))[:-1] for party in ("russia", "japan"))
    assert f"'etorofu' ? {russia}" in fill
    assert f"'kunashiri' ? {japan}" in fill


def test_the_map_in_words_says_who_holds_each_island(dossier: Dossier) -> None:
    day = dt.date(1945, 9, 3)
    event = dossier.event(SAN_FRANCISCO)
    said = describe(day, dossier.control_on(day), dossier.four_islands, event)
    for island in dossier.four_islands:
        assert island.name_en in said
    assert said.count("USSR (de facto)") == 3
    assert said.count("Japan (by treaty)") == 1
    assert event.place in said and "1945-09-03" in said
    assert "Marked" not in describe(day, {}, dossier.four_islands, None)


def test_holders_in_words(dossier: Dossier) -> None:
    def said(day: dt.date, area: str) -> str:
        return holder_words(dossier.control_on(day).get(area, ()))

    assert said(dt.date(1600, 1, 1), "etorofu") == "not recorded so early"
    assert said(dt.date(1900, 1, 1), "etorofu") == "Japan (by treaty)"
    assert said(dt.date(2000, 1, 1), "etorofu") == "Russian Federation (de facto)"
    assert said(dt.date(1860, 1, 1), "south_sakhalin") == "Japan and Russian Empire (in common)"
    assert re.fullmatch("passing from .+ to Japan", said(dt.date(1799, 6, 1), "etorofu"))


@pytest.mark.parametrize(
    ("day", "full", "dashed"),
    [
        ("1855-02-06", "", False),
        ("1860-01-01", "Treaty of Shimoda", False),
        ("1890-01-01", "Treaty of St Petersburg (Sakhalin-Kuril exchange)", False),
        ("1960-01-01", "", True),
    ],
)
def test_the_legend_names_colours_hatching_and_the_lines_of_the_day(
    dossier: Dossier, day: str, full: str, dashed: bool
) -> None:
    lines = draw_lines(dossier, dt.date.fromisoformat(day), View.CONTROL, claims=False)
    said = legend(lines)
    for party in PARTIES.values():
        assert f":{PARTY_MARKS[party.party_id]}[■] {party.name}" in said
    assert "hatched: held without a treaty" in said
    assert ("Full line" in said) == bool(full)
    assert said.count(full or "■") >= 1
    if full:
        assert said.count(full) == 1
    assert ("Dashed line: actual control" in said) == dashed
