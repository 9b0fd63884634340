"""The dispute told in scenes: text, map, quote and timeline move together."""

import streamlit as st

from components.address import STORY
from components.dossier import current
from components.embed import embedded, show_embedding
from components.notices import show_ignored
from components.reader import current_reader, measure_reader
from components.story_page import (
    LARGE_TYPE,
    PLAYING,
    play_on,
    show_head,
    show_scene,
    show_steps,
)

# No fragment: the steps stand at the foot of the window, which a fragment cannot write to.
dossier = current()
reader = current_reader()
view, ignored = STORY.read(dossier)
show_ignored(ignored)
if view.present:
    st.html(LARGE_TYPE)
elif not embedded():
    show_head(dossier, view)
show_scene(dossier, view, reader)
show_steps(dossier, view)
STORY.settle()
show_embedding()
measure_reader(reader)
if st.session_state.get(PLAYING):
    play_on()
