"""Links to what a page shows, as files."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from components.prose import link


def files_text(table: str, params: Mapping[str, Sequence[str]], forms: Sequence[str]) -> str:
    """Links to the rows of a table that a page shows, as Markdown.

    Args:
        table: the table.
        params: the query parameters of the page that choose the rows.
        forms: endings of the files.
    """
    query = urlencode(params, doseq=True)
    tail = f"?{query}" if query else ""
    files = " · ".join(link(form.upper(), f"./data/{table}.{form}{tail}") for form in forms)
    return f":small[This list as a file: {files}]"


def show_files(
    table: str, params: Mapping[str, Sequence[str]], forms: Sequence[str] = ("csv", "json")
) -> None:
    """Place the links."""
    st.markdown(files_text(table, params, forms))
