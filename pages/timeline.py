"""The home page: the timeline, and map and card of the selected event."""

import streamlit as st

from components.address import TIMELINE
from components.card import show_card, show_quotes, show_statements, show_ways_on
from components.cite import show_citing
from components.controls import PLAY_EVERY_S, PLAYING, play_on, show_controls
from components.dossier import Dossier, Event, current
from components.embed import embedded, show_embedding
from components.files_line import show_files
from components.filters import show_filters, show_slider, show_years
from components.lanes import Room
from components.links import View, list_params
from components.map_chart import show_map
from components.notices import show_ignored
from components.reader import Reader, current_reader, measure_reader
from components.timeline_chart import show_timeline


def page() -> None:
    """Everything that changes with the view; reruns without the frame around it."""
    dossier = current()
    reader = current_reader()
    if st.session_state.get(PLAYING):
        play_on()
    view, ignored = TIMELINE.read(dossier)
    events = dossier.matching(view.filters)
    chosen = dossier.event(view.event_id)

    show_ignored(ignored)
    # The card is filled first, wherever it stands: the browser shows it while the server
    # still draws the rest.
    if embedded():
        show_alone(dossier, view, events, reader)
        return
    if reader.room is Room.PHONE:
        steps, card, top, below = (st.container() for _ in range(4))
    else:
        top, steps = st.container(), st.container()
        below, card = st.columns([3, 2])
    with card:
        show_card(chosen, dossier, reader.room)
        show_ways_on(chosen, dossier)
    with steps:
        show_controls(dossier, view, events)
    with below:
        show_map(dossier, chosen, view.focus, reader)
        show_statements(chosen, dossier)
    show_quotes(chosen, dossier)
    with top:
        show_filters(dossier, view, events)
        show_years(dossier, view, reader.room)
        show_timeline(dossier, view, events, reader)
        show_slider(dossier, view)
    show_files("events", list_params(view, dossier), ("csv", "json", "geojson"))
    TIMELINE.settle()
    show_citing()
    show_embedding()
    measure_reader(reader)


def show_alone(dossier: Dossier, view: View, events: tuple[Event, ...], reader: Reader) -> None:
    """The timeline and the card inside the page of another."""
    show_timeline(dossier, view, events, reader)
    show_controls(dossier, view, events)
    show_card(dossier.event(view.event_id), dossier, reader.room)
    TIMELINE.settle()
    measure_reader(reader)


playing = st.session_state.get(PLAYING, False)
st.fragment(page, run_every=PLAY_EVERY_S if playing else None)()
