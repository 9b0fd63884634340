"""Short notices: what of a link was left out, and faults of the data for the keeper."""

from collections.abc import Sequence

import streamlit as st

from components.dossier import store
from components.prose import code, plain

SHOWN_FAULTS = 5


def show_ignored(ignored: Sequence[str]) -> None:
    """One quiet line that names what of the link could not be understood."""
    if ignored:
        names = ", ".join(code(part) for part in ignored[:4] if part)
        more = f" and {len(ignored) - 4} more" if len(ignored) > 4 else ""
        st.caption(
            f":material/info: This part of the link was not understood and left out: {names}{more}"
        )


def show_data_faults() -> None:
    """For the keeper: the files on disk were refused, and readers see the last good data."""
    if not store.faults:
        return
    lines = [f"- {plain(str(fault))}" for fault in store.faults[:SHOWN_FAULTS]]
    if len(store.faults) > SHOWN_FAULTS:
        lines.append(f"- and {len(store.faults) - SHOWN_FAULTS} more")
    st.warning(
        "The data files have faults; the last good data are shown.\n\n" + "\n".join(lines),
        icon=":material/warning:",
    )
