"""The button that opens the citations of a row, and the dialog that shows them."""

import datetime as dt
from urllib.parse import urljoin

import streamlit as st

from components.citations import (
    FORMS,
    STYLES,
    as_bibtex,
    as_csl_json,
    as_ris,
    as_text,
    cited,
    works,
)
from components.dossier import Dossier, current
from components.prose import link

CITING = "citing"


def cite_button(kind: str, row_id: str) -> None:
    """Place the button.

    Args:
        kind: a key of `components.citations.KINDS`.
        row_id: the identifier of the row.
    """
    st.button(
        "Cite",
        key=f"cite_{kind}_{row_id}",
        on_click=lambda: st.session_state.update({CITING: (kind, row_id)}),
    )


def show_citing() -> None:
    """Open the dialog if a button has been pressed in this run."""
    asked = st.session_state.pop(CITING, None)
    if asked is not None:
        _dialog(*asked)


def citation_path(kind: str, row_id: str, form: str) -> str:
    """The address of a citation, relative to any page of the site."""
    return f"./cite/{kind}/{row_id}.{form}"


@st.dialog("Cite this", width="medium")
def _dialog(kind: str, row_id: str) -> None:
    show_citations(current(), kind, row_id)


def show_citations(dossier: Dossier, kind: str, row_id: str) -> None:
    """Place the citations of a row in all forms: the primary source first, this page second."""
    what = cited(dossier, kind, row_id)
    if what is None:
        st.info("This row is no longer in the data.")
        return
    items = works(what, dossier, urljoin(st.context.url or "", what.path), dt.date.today())
    st.markdown("The document first, this page second. Check the document before you cite it.")
    texts = {name: "\n\n".join(as_text(items, style)) for style, name in STYLES.items()}
    texts |= {"BibTeX": as_bibtex(items), "RIS": as_ris(items), "CSL-JSON": as_csl_json(items)}
    for tab, text in zip(st.tabs(list(texts)), texts.values(), strict=True):
        tab.code(text.strip(), language=None, wrap_lines=True)
    files = (link(form, citation_path(kind, row_id, form)) for form in FORMS)
    st.markdown(f":small[As a file: {' · '.join(files)}]")
