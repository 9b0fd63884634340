"""The controls of the map page: day, jumps, whose map, layers, camera, search."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from components.address import MAP
from components.camera import Focus
from components.cite import cite_button
from components.copy_button import copy_link_button
from components.day_slider import chosen_day, day_slider
from components.dossier import Dossier, current
from components.dossier.model import FIRST_BORDER
from components.embed import embed_button, embedded
from components.lanes import Room
from components.map_links import Layer, MapView
from components.map_words import day_words
from components.viewpoint import NAMES, View

EMBED_HEIGHT = 1300
PLAYING = "map_playing"
PLAY_EVERY_S = 3
"""Seconds that 'play' stays on a change."""

SCALE_YEARS = (1855, 1900, 1950, 2000)

JUMPS = (
    ("Shimoda", "1855-treaty-of-shimoda"),
    ("St Petersburg", "1875-exchange-and-handover"),
    ("Portsmouth", "1905-treaty-of-portsmouth"),
    ("Surrender", "1945-09-02-japan-signs-surrender"),
    ("San Francisco", "1951-09-08-treaty-of-san-francisco"),
    ("Joint Declaration", "1956-10-19-joint-declaration"),
)
"""Days with a name: what the button says, and the event whose first day it is."""

FOCUS_NAMES = {
    Focus.CHAIN: "Whole chain",
    Focus.ISLANDS: "Four islands",
    Focus.ETOROFU: "Etorofu/Iturup",
    Focus.KUNASHIRI: "Kunashiri/Kunashir",
    Focus.SHIKOTAN: "Shikotan",
    Focus.HABOMAI: "Habomai",
    Focus.NEMURO: "Nemuro Strait",
    Focus.SAKHALIN: "Sakhalin",
    Focus.CAPITALS: "Tokyo to Moscow",
}
LAYER_NAMES = {
    Layer.CLAIMS: "Claims",
    Layer.OFFERS: "Offers (what if)",
    Layer.SETTLEMENTS: "Settlements",
    Layer.BASES: "Airfields and garrisons",
    Layer.STRAITS: "Straits",
    Layer.DISTANCES: "Distances",
    Layer.VOLCANOES: "Volcanoes",
    Layer.EVENTS: "Places of events",
    Layer.GRATICULE: "Graticule",
}


def show_day_controls(dossier: Dossier, view: MapView, today: dt.date, room: Room) -> None:
    """Place the slider, the steps from change to change, play, and the named days."""
    day_slider(
        "Day of the map",
        view.day,
        first=FIRST_BORDER,
        last=today,
        marks=dossier.change_days,
        scale=[FIRST_BORDER, *(dt.date(year, 1, 1) for year in SCALE_YEARS[1:]), today],
        on_change=_slid,
    )
    before = [day for day in dossier.change_days if day < view.day]
    after = [day for day in (*dossier.change_days, today) if day > view.day]
    with st.container(horizontal=True, vertical_alignment="center", key="day_controls"):
        _step("Change before", "Left", ":material/arrow_back:", before[-1:])
        _step("Next change", "Right", ":material/arrow_forward:", after[:1])
        playing = st.session_state.get(PLAYING, False)
        st.button(
            "Pause" if playing else "Play",
            key="map_play",
            icon=":material/pause:" if playing else ":material/play_arrow:",
            disabled=not after and not playing,
            on_click=_toggle_play,
        )
        st.session_state.map_day = view.day
        st.date_input(
            "Any day",
            key="map_day",
            min_value=FIRST_BORDER,
            max_value=today,
            format="YYYY-MM-DD",
            label_visibility="collapsed",
            width=150,
            on_change=lambda: MAP.change(day=st.session_state.map_day or today),
        )
        copy_link_button()
        if not embedded():
            cite_button("map", view.day.isoformat())
            embed_button(f"Map of {day_words(view.day)}", EMBED_HEIGHT)
    # On a phone a row that can be pushed aside leaves the map on the first screen.
    _jumps(dossier, view, today, wrap=room is not Room.PHONE)


def _slid() -> None:
    day = chosen_day()
    if day is not None:
        MAP.change(day=day)


def _step(label: str, key: str, icon: str, target: list[dt.date]) -> None:
    st.button(
        label,
        key=f"map_step_{key}",
        icon=icon,
        shortcut=key,
        disabled=not target,
        help=day_words(target[0]) if target else None,
        on_click=lambda: MAP.change(day=target[0]),
    )


def _toggle_play() -> None:
    st.session_state[PLAYING] = not st.session_state.get(PLAYING, False)


def play_on(today: dt.date) -> None:
    """Go to the next change if the reader has pressed 'play'; stop at today."""
    view = MAP.here()
    after = [day for day in (*current().change_days, today) if day > view.day]
    if after:
        MAP.change(day=after[0])
    else:
        st.session_state[PLAYING] = False


def _jumps(dossier: Dossier, view: MapView, today: dt.date, wrap: bool) -> None:
    named = [(dossier.event(event_id).first_day, name) for name, event_id in JUMPS]
    days = {day: f"{name} {day.year}" for day, name in named} | {today: "Today"}
    chosen = view.day if view.day in days else None
    _choice("Jump to", "map_jump", days, chosen, lambda day: MAP.change(day=day), wrap=wrap)


def show_view_controls(view: MapView) -> None:
    """Place the choice of whose map it is."""
    _choice("Whose map", "map_view", NAMES, view.view, lambda chosen: MAP.change(view=View(chosen)))


def show_camera_controls(dossier: Dossier, view: MapView) -> None:
    """Place the named cameras, the layers and the search for a place."""
    _choice(
        "Where the map looks",
        "map_focus",
        FOCUS_NAMES,
        None if view.place_id else view.focus,
        lambda chosen: MAP.change(focus=Focus(chosen), place_id=""),
    )
    st.session_state.map_layers = list(view.layers)
    st.pills(
        "Layers",
        list(Layer),
        key="map_layers",
        selection_mode="multi",
        format_func=LAYER_NAMES.get,
        wrap=True,
        on_change=lambda: MAP.change(
            layers=tuple(layer for layer in Layer if layer in st.session_state.map_layers)
        ),
    )
    places = {place.place_id: place for place in dossier.places if place.lat is not None}

    def name(place_id: str) -> str:
        place = places[place_id]
        return " · ".join(part for part in (place.name_en, place.name_ja, place.name_ru) if part)

    st.session_state.map_place = view.place_id or None
    st.selectbox(
        "Find a place",
        sorted(places, key=lambda place_id: places[place_id].name_en),
        key="map_place",
        index=None,
        format_func=name,
        placeholder="Find a place",
        on_change=lambda: MAP.change(place_id=st.session_state.map_place or ""),
    )


def show_island_choice(dossier: Dossier, view: MapView) -> None:
    """Place the list of islands: the way to a card by keyboard."""
    islands = {island.island_id: island.name_en for island in dossier.islands}
    st.session_state.map_island = view.island_id or None
    st.selectbox(
        "Card of an island",
        list(islands),
        key="map_island",
        index=None,
        format_func=islands.get,
        placeholder="Choose an island, or click one on the map",
        on_change=lambda: MAP.change(island_id=st.session_state.map_island or ""),
    )


def _choice(
    label: str,
    key: str,
    names: Mapping[Any, str],
    chosen: Any,
    on_choice: Callable[[Any], None],
    *,
    wrap: bool = True,
) -> None:
    """A row of buttons of which one is chosen, or none; `wrap` lets it take several lines."""

    def changed() -> None:
        if st.session_state[key] is not None:
            on_choice(st.session_state[key])

    st.session_state[key] = chosen
    st.segmented_control(
        label, list(names), key=key, format_func=names.get, on_change=changed, wrap=wrap
    )
