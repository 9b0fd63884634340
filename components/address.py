"""The address bar: the view that it holds, and the way to change it."""

import streamlit as st

from components.dossier import Dossier, current
from components.links import View, read_view, write_view


def read_address(dossier: Dossier) -> tuple[View, list[str]]:
    """The view that the address bar holds, and what of it could not be understood."""
    return read_view({name: st.query_params.get_all(name) for name in st.query_params}, dossier)


def go(view: View) -> None:
    """Put a view into the address bar; one step for the Back button."""
    st.query_params.from_dict(write_view(view, current()))


def here() -> View:
    """The view that the address bar holds, for callbacks."""
    return read_address(current())[0]
