"""A search over everything."""

import streamlit as st

from components.address import SEARCH
from components.dossier import current
from components.notices import show_ignored
from components.search_page import show_results


@st.fragment
def page() -> None:
    """Everything that changes with the view; reruns without the frame around it."""
    dossier = current()
    view, ignored = SEARCH.read(dossier)
    show_ignored(ignored)
    show_results(dossier, view)
    SEARCH.settle()


page()
