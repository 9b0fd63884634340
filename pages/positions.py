"""What each side argues: one question at a time, both answers side by side."""

import streamlit as st

from components.address import POSITIONS
from components.cite import show_citing
from components.dossier import current
from components.notices import show_ignored
from components.position_page import show_all_questions, show_question, show_question_choice


@st.fragment
def page() -> None:
    """Everything that changes with the view; reruns without the frame around it."""
    dossier = current()
    view, ignored = POSITIONS.read(dossier)
    show_ignored(ignored)
    show_question_choice(dossier, view)
    show_question(dossier, view)
    show_all_questions(dossier)
    POSITIONS.settle()
    show_citing()


page()
