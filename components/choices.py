"""Controls of the filters that all lists share: a box for words, a choice of several values."""

from collections.abc import Callable, Sequence

import streamlit as st


def words_box(key: str, label: str, words: str, search: Callable[[str], None]) -> None:
    """Place a box for words to search a list for.

    Args:
        key: of the element.
        label: what is searched; it stands in the empty box.
        words: what the view has.
        search: asked to search for other words, without double spaces.
    """
    st.session_state[key] = words
    st.text_input(
        label,
        key=key,
        placeholder=label,
        label_visibility="collapsed",
        icon=":material/search:",
        width=250,
        on_change=lambda: search(" ".join(st.session_state[key].split())),
    )


def several(
    key: str,
    label: str,
    choices: Sequence[str],
    chosen: Sequence[str],
    *,
    name: Callable[[str], str],
    choose: Callable[[tuple[str, ...]], None],
) -> None:
    """Place a choice of any number of values.

    Args:
        key: of the element.
        label: what is chosen.
        choices: all values, in order.
        chosen: those of the view.
        name: what a value is called.
        choose: asked for other values, in the order of all.
    """
    st.session_state[key] = list(chosen)
    st.pills(
        label,
        choices,
        key=key,
        selection_mode="multi",
        format_func=name,
        on_change=lambda: choose(
            tuple(choice for choice in choices if choice in st.session_state[key])
        ),
    )
