"""The timeline on the page: the figure, placed, and what a click on it does."""

import streamlit as st

from components.controls import choose
from components.dossier import Dossier, Event
from components.links import View
from components.reader import Reader
from components.timeline import CONFIG, build_timeline, describe

KEY = "timeline"


def show_timeline(dossier: Dossier, view: View, events: tuple[Event, ...], reader: Reader) -> None:
    """Place the timeline with the selected event marked."""
    years = view.first_year, view.last_year
    timeline = build_timeline(events, dossier.eras, years, reader.room, reader.dark)
    with timeline.marked(view.event_id) as figure:
        st.plotly_chart(
            figure,
            key=KEY,
            on_select=_clicked,
            selection_mode="points",
            config=CONFIG,
            alt=describe(len(events), len(dossier.events), years, dossier.event(view.event_id)),
        )


def _clicked() -> None:
    points = st.session_state[KEY].selection.points
    if points:  # a second click on a dot deselects it and sends an empty list
        choose(points[0]["customdata"][0])
