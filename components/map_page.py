"""The large map of the map page: the deck of a view, placed, and what a click on it does."""

from collections.abc import Sequence

import pydeck as pdk
import streamlit as st

from components.address import MAP
from components.camera import Camera, close_up, named_camera
from components.dossier import Dossier
from components.lanes import Room
from components.map import Mark, build_deck, clicked_area
from components.map_chart import colour_legend
from components.map_labels import place_labels
from components.map_layers import overlay
from components.map_links import Layer, MapView
from components.map_words import holding_sentence
from components.reader import Reader
from components.viewpoint import draw_areas, draw_lines, group_name, legend_words

KEY = "large_map"
CLICKS = "large_map_clicks"
SIZES = {Room.PHONE: (330, 420), Room.TABLET: (360, 460), Room.DESKTOP: (620, 560)}
"""Width and height of the map in CSS pixels; the width is the least that it has."""


def camera_of(dossier: Dossier, view: MapView, room: Room) -> Camera:
    """Where the map looks: at the place that is searched for, or at the named camera."""
    place = dossier.place(view.place_id)
    return close_up(place.lat, place.lon) if place else named_camera(view.focus, SIZES[room])


def view_deck(
    dossier: Dossier,
    view: MapView,
    room: Room,
    *,
    dark: bool = False,
    clicks: int = 0,
    marks: Sequence[Mark] = (),
) -> pdk.Deck:
    """The map of a view.

    Args:
        dossier: the data.
        view: what the reader chose.
        room: decides the size.
        dark: whether the page is dark.
        clicks: how many clicks on the map there were.
        marks: places that are marked beside those of the layers.
    """
    camera = camera_of(dossier, view, room)
    lines = draw_lines(dossier, view.day, view.view, Layer.CLAIMS in view.layers)
    over = overlay(dossier, view, camera, SIZES[room], lines)
    over.marks += marks
    return build_deck(
        draw_areas(dossier, view.day, view.view),
        lines,
        camera,
        labels=place_labels(
            over.labels,
            camera,
            SIZES[room],
            [(mark.lat, mark.lon, mark.radius) for mark in over.marks],
        ),
        marks=over.marks,
        strokes=over.strokes,
        dark=dark,
        clicks=clicks,
    )


def show_large_map(dossier: Dossier, view: MapView, reader: Reader) -> None:
    """Place the map with its legend."""
    whose = legend_words(view.view, draw_areas(dossier, view.day, view.view))
    st.pydeck_chart(
        view_deck(
            dossier,
            view,
            reader.room,
            dark=reader.dark,
            clicks=st.session_state.get(CLICKS, 0),
        ),
        key=KEY,
        height=SIZES[reader.room][1],
        on_select=_clicked,
        selection_mode="single-object",
        alt=f"Map of {group_name(view.view)}. {holding_sentence(dossier, view.day)} {whose}",
    )
    st.caption(
        f"{colour_legend()}. {whose} Full line: agreed border. Dashed: actual control. "
        f"Dotted: asserted by one side only, in its colour."
    )


ISLAND_OF_AREA = {
    "urup_and_north_kurils": "urup",
    "south_sakhalin": "sakhalin",
    "north_sakhalin": "sakhalin",
}
"""The island whose card a click on a wider area opens, if the click names no island."""


def _clicked() -> None:
    selection = st.session_state[KEY].selection
    area = clicked_area(selection)
    if area:
        st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
        MAP.change(island_id=clicked_island(selection) or ISLAND_OF_AREA.get(area, area))


def clicked_island(selection) -> str:
    """The island of the shape that a click hit, or ''."""
    for objects in selection.get("objects", {}).values():
        for shape in objects:
            return shape.get("properties", {}).get("island", "")
    return ""
