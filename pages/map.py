"""The map through time: who held which island on any day since 1855, whoever's view."""

import datetime as dt

import streamlit as st

from components.address import MAP
from components.cite import show_citing
from components.dossier import current
from components.embed import embedded, show_embedding
from components.lanes import Room
from components.map_controls import (
    PLAY_EVERY_S,
    PLAYING,
    play_on,
    show_camera_controls,
    show_day_controls,
    show_island_choice,
    show_view_controls,
)
from components.map_page import show_large_map
from components.map_text import show_day_text, show_island, show_table
from components.notices import show_ignored
from components.reader import current_reader, measure_reader


def page() -> None:
    """Everything that changes with the view; reruns without the frame around it."""
    dossier = current()
    reader = current_reader()
    today = dt.date.today()
    if st.session_state.get(PLAYING):
        play_on(today)
    view, ignored = MAP.read(dossier)
    show_ignored(ignored)
    if embedded():
        show_day_controls(dossier, view, today, reader.room)
        show_large_map(dossier, view, reader)
        show_day_text(dossier, view)
        MAP.settle()
        measure_reader(reader)
        return
    show_view_controls(view)
    # The map is filled first, wherever it stands: the browser draws it while the server
    # still writes the rest.
    if reader.room is Room.PHONE:
        days, large_map, text, below = (st.container() for _ in range(4))
    else:
        left, text = st.columns([3, 2])
        days, large_map, below = (left.container() for _ in range(3))
    with large_map:
        show_large_map(dossier, view, reader)
    with text:
        show_day_text(dossier, view)
        show_island_choice(dossier, view)
        show_island(dossier, view)
    with days:
        show_day_controls(dossier, view, today, reader.room)
    with below:
        show_camera_controls(dossier, view)
    show_table(dossier, view)
    MAP.settle()
    show_citing()
    show_embedding()
    measure_reader(reader)


playing = st.session_state.get(PLAYING, False)
st.fragment(page, run_every=PLAY_EVERY_S if playing else None)()
