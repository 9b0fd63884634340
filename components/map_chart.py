"""The map beside the card: the day of the event, placed, and what a click on it does."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import pydeck as pdk
import streamlit as st

from components.address import TIMELINE
from components.camera import FOUR_ISLANDS, SIZES, Camera, Focus, event_camera
from components.control_words import holder_words
from components.dossier import Border, Control, Dossier, Event, Island
from components.dossier.model import FIRST_BORDER
from components.filters import toggle_island
from components.lanes import Room
from components.map import AREA_OF_CHOICE, Mark, build_deck, clicked_area
from components.map_labels import MapLabel, island_labels, place_labels
from components.palette import PARTIES, PARTY_MARKS
from components.reader import Reader
from components.viewpoint import View, draw_areas, draw_lines

KEY = "map"
MAP_PAGE = Path(__file__).resolve().parents[1] / "pages" / "map.py"
CLICKS = "map_clicks"
FOCUS = "focus"
FOCUS_NAMES = {
    Focus.PLACE: "Place of the event",
    Focus.ISLANDS: "Four islands",
    Focus.CHAIN: "Whole chain",
}


def event_deck(
    dossier: Dossier, event: Event, focus: Focus, room: Room, *, dark: bool, clicks: int
) -> pdk.Deck:
    """The map of the first day of an event, with its place.

    Args:
        dossier: the data.
        event: the event.
        focus: where to look.
        room: decides the size.
        dark: whether the page is dark.
        clicks: how many clicks on the map there were.
    """
    day = event.first_day
    camera = event_camera(event, focus, room)
    has_place = event.lat is not None and event.lon is not None
    marks = [Mark(event.lat, event.lon, 8, strong=True)] if has_place else []
    return build_deck(
        draw_areas(dossier, day, View.CONTROL),
        draw_lines(dossier, day, View.CONTROL, claims=False),
        camera,
        labels=place_labels(_words(dossier, event, camera), camera, SIZES[room]),
        marks=marks,
        dark=dark,
        clicks=clicks,
    )


NEAR_ZOOM = 5.0
"""Below this zoom the islands are too small to be named one by one."""


def _words(dossier: Dossier, event: Event, camera: Camera) -> list[MapLabel]:
    words = []
    if event.lat is not None and event.place:
        words.append(MapLabel(event.place, event.lat, event.lon, 0, gap=13, strong=True))
    if camera.zoom >= NEAR_ZOOM:
        words += island_labels(dossier.four_islands, View.CONTROL, camera)
    elif not event.place or not FOUR_ISLANDS.holds(event.lat or 0, event.lon or 0):
        words.append(MapLabel("the four islands", 43.9, 146.6, 1, gap=10))
    return words


def show_map(dossier: Dossier, event: Event, focus: Focus, reader: Reader) -> None:
    """Place the map with its legend."""
    day = event.first_day
    clicks = st.session_state.get(CLICKS, 0)
    st.pydeck_chart(
        event_deck(dossier, event, focus, reader.room, dark=reader.dark, clicks=clicks),
        key=KEY,
        height=SIZES[reader.room][1],
        on_select=_clicked,
        selection_mode="single-object",
        alt=describe(day, dossier.control_on(day), dossier.four_islands, event),
    )
    st.session_state[FOCUS] = focus
    st.segmented_control(
        "Where the map looks",
        list(FOCUS_NAMES),
        key=FOCUS,
        required=True,
        format_func=FOCUS_NAMES.get,
        on_change=_look_elsewhere,
        label_visibility="collapsed",
    )
    st.caption(legend(draw_lines(dossier, day, View.CONTROL, claims=False)))
    show_map_link(event)


def show_map_link(event: Event) -> None:
    """Place the link to the large map of the event's day, where there is one."""
    if FIRST_BORDER <= event.first_day <= dt.date.today():
        st.page_link(
            MAP_PAGE,
            label=f"The map of {event.first_day.day} {event.first_day:%B %Y}",
            icon=":material/map:",
            query_params={"day": event.first_day.isoformat()},
        )


def describe(
    day: dt.date,
    holders: Mapping[str, tuple[Control, ...]],
    islands: Sequence[Island],
    event: Event | None,
) -> str:
    """The map in words, for those who cannot see it."""
    held = "; ".join(
        f"{island.name_en}: {holder_words(holders.get(island.island_id, ()))}" for island in islands
    )
    place = f" Marked: {event.place}." if event and event.place else ""
    return f"Map of the islands between Hokkaido and Kamchatka on {day.isoformat()}. {held}.{place}"


def colour_legend() -> str:
    """The colours of the parties, as Markdown."""
    return " ".join(f":{PARTY_MARKS[party.party_id]}[■] {party.name}" for party in PARTIES.values())


def legend(borders: Sequence[Border]) -> str:
    """What the colours and lines of the map say, as Markdown."""
    agreed = [border.treaty_en for border in borders if border.kind == "treaty"]
    line = "Full line: border by " + "; ".join(dict.fromkeys(agreed)) if agreed else ""
    actual = any(border.kind == "control" for border in borders)
    dashes = "Dashed line: actual control, no border agreed" if actual else ""
    parts = [f"{colour_legend()} · hatched: held without a treaty", line, dashes]
    return ". ".join(part for part in parts if part)


def _look_elsewhere() -> None:
    TIMELINE.change(focus=st.session_state[FOCUS] or Focus.PLACE)


def _clicked() -> None:
    area = clicked_area(st.session_state[KEY].selection)
    if area:
        st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
        toggle_island(AREA_OF_CHOICE.get(area, area))
