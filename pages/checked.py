"""Statements that are often made, first those of a news report, each with its finding."""

import streamlit as st

from components.address import CHECKED
from components.cite import show_citing
from components.claim_page import show_claim_filters, show_claims, show_method
from components.dossier import current
from components.notices import show_ignored


@st.fragment
def page() -> None:
    """Everything that changes with the view; reruns without the frame around it."""
    dossier = current()
    view, ignored = CHECKED.read(dossier)
    claims = dossier.matters.matching_claims(view.filters)
    show_ignored(ignored)
    show_claim_filters(dossier, view, claims)
    show_claims(dossier, view, claims)
    show_method()
    CHECKED.settle()
    show_citing()


page()
