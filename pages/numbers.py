"""Figures: polls, people, leaders, sea and air, economy; one chart at a time."""

import streamlit as st

from components.address import NUMBERS
from components.cite import show_citing
from components.dossier import current
from components.embed import show_embedding
from components.notices import show_ignored
from components.numbers_page import show_numbers
from components.reader import current_reader, measure_reader


@st.fragment
def page() -> None:
    """Everything that changes with the view; reruns without the frame around it."""
    dossier = current()
    reader = current_reader()
    view, ignored = NUMBERS.read(dossier)
    show_ignored(ignored)
    show_numbers(dossier, view, reader)
    NUMBERS.settle()
    show_citing()
    show_embedding()
    measure_reader(reader)


page()
