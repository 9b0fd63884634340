"""The address bar: the view that it holds, and the way to change it.

A callback leaves the new view in the session, the page is drawn from it, and the address
follows at the end of the run (`settle`): the browser handles a change of address before
all else, and what was clicked for would wait for it.
"""

import datetime as dt

import streamlit as st

from components.dossier import Dossier, current
from components.links import View, read_view, write_view
from components.map_links import MapView, read_map_view, write_map_view
from components.params import Params

TIMELINE = "timeline_address"
MAP = "map_address"


def _params(page: str) -> Params:
    coming = st.session_state.get(page)
    if coming is not None:
        return coming
    return {name: st.query_params.get_all(name) for name in st.query_params}


def settle() -> None:
    """Put the view that a callback chose into the address bar; one step for the Back button."""
    for page in (TIMELINE, MAP):
        coming = st.session_state.pop(page, None)
        if coming is not None:
            st.query_params.from_dict(coming)


def read_address(dossier: Dossier) -> tuple[View, list[str]]:
    """The view of the timeline that is asked for, and what was not understood."""
    return read_view(_params(TIMELINE), dossier)


def go(view: View) -> None:
    """Ask for another view of the timeline."""
    st.session_state[TIMELINE] = write_view(view, current())


def here() -> View:
    """The view of the timeline that is asked for, for callbacks."""
    return read_address(current())[0]


def read_map_address(dossier: Dossier) -> tuple[MapView, list[str]]:
    """The view of the map that is asked for, and what was not understood."""
    return read_map_view(_params(MAP), dossier, dt.date.today())


def go_on_map(view: MapView) -> None:
    """Ask for another view of the map."""
    st.session_state[MAP] = write_map_view(view, dt.date.today())


def here_on_map() -> MapView:
    """The view of the map that is asked for, for callbacks."""
    return read_map_address(current())[0]
