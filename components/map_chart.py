"""The map on the page: the deck of the event's day, placed, and what a click on it does."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components.address import go, here
from components.camera import SIZES, Focus, event_camera
from components.card import PARTY_MARKS
from components.dossier import Border, Dossier, Event
from components.filters import toggle_island
from components.map import build_deck, clicked_choice, describe
from components.palette import PARTIES
from components.reader import Reader

KEY = "map"
CLICKS = "map_clicks"


FOCUS = "focus"
FOCUS_NAMES = {
    Focus.PLACE: "Place of the event",
    Focus.ISLANDS: "Four islands",
    Focus.CHAIN: "Whole chain",
}


def show_map(dossier: Dossier, event: Event, focus: Focus, reader: Reader) -> None:
    """Place the map of the first day of an event, with its legend."""
    day = event.first_day
    holders = dossier.control_on(day)
    borders = dossier.borders_on(day)
    deck = build_deck(
        holders,
        borders,
        dossier.four_islands,
        event,
        event_camera(event, focus, reader.room),
        dark=reader.dark,
        clicks=st.session_state.get(CLICKS, 0),
    )
    st.pydeck_chart(
        deck,
        key=KEY,
        height=SIZES[reader.room][1],
        on_select=_clicked,
        selection_mode="single-object",
        alt=describe(day, holders, dossier.four_islands, event),
    )
    st.session_state[FOCUS] = focus
    st.segmented_control(
        "Where the map looks",
        list(Focus),
        key=FOCUS,
        required=True,
        format_func=FOCUS_NAMES.get,
        on_change=_look_elsewhere,
        label_visibility="collapsed",
    )
    st.caption(legend(borders))


def legend(borders: Sequence[Border]) -> str:
    """What the colours and lines of the map say, as Markdown."""
    colours = " ".join(
        f":{PARTY_MARKS[party.party_id]}[■] {party.name}" for party in PARTIES.values()
    )
    agreed = [border.treaty_en for border in borders if border.kind == "treaty"]
    line = "Full line: border by " + "; ".join(dict.fromkeys(agreed)) if agreed else ""
    actual = any(border.kind == "control" for border in borders)
    dashes = "Dashed line: actual control, no border agreed" if actual else ""
    return f"{colours} (pale: held without a treaty). " + ". ".join(
        part for part in (line, dashes) if part
    )


def _look_elsewhere() -> None:
    go(replace(here(), focus=st.session_state[FOCUS] or Focus.PLACE))


def _clicked() -> None:
    choice = clicked_choice(st.session_state[KEY].selection)
    if choice:
        st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
        toggle_island(choice)
