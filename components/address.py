"""The address bar: the view that it holds, and the way to change it."""

import datetime as dt

import streamlit as st

from components.dossier import Dossier, current
from components.links import View, read_view, write_view
from components.map_links import MapView, read_map_view, write_map_view
from components.params import Params


def _params() -> Params:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def read_address(dossier: Dossier) -> tuple[View, list[str]]:
    """The view of the timeline that the address bar holds, and what was not understood."""
    return read_view(_params(), dossier)


def go(view: View) -> None:
    """Put a view of the timeline into the address bar; one step for the Back button."""
    st.query_params.from_dict(write_view(view, current()))


def here() -> View:
    """The view of the timeline that the address bar holds, for callbacks."""
    return read_address(current())[0]


def read_map_address(dossier: Dossier) -> tuple[MapView, list[str]]:
    """The view of the map that the address bar holds, and what was not understood."""
    return read_map_view(_params(), dossier, dt.date.today())


def go_on_map(view: MapView) -> None:
    """Put a view of the map into the address bar; one step for the Back button."""
    st.query_params.from_dict(write_map_view(view, dt.date.today()))


def here_on_map() -> MapView:
    """The view of the map that the address bar holds, for callbacks."""
    return read_map_address(current())[0]
