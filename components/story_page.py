"""A scene of a story: text, map, quote and small timeline; the ways from scene to scene."""

import time
from collections.abc import Sequence

import streamlit as st

from components.address import STORY
from components.camera import Focus
from components.chart import CONFIG
from components.copy_button import copy_link_button
from components.dossier import Dossier, Event, Scene, current
from components.embed import embed_button, embedded
from components.evidence import evidence_line
from components.lanes import Room
from components.map import Mark
from components.map_links import MapView
from components.map_page import SIZES, view_deck
from components.map_words import day_words, holding_sentence
from components.prose import plain
from components.quote_card import brief_quote
from components.reader import Reader
from components.site import page_link
from components.story_links import StoryView
from components.story_strip import build_story_strip, describe_strip
from components.viewpoint import View

PLAYING = "story_playing"
SINCE = "story_since"
PLAY_EVERY_S = 14
"""Seconds that 'play' stays on a scene: time to read some sixty words."""
EMBED_HEIGHT = 900

LARGE_TYPE = "<style>html { font-size: 22px; }</style>"
"""For a projector. Streamlit's sizes all follow that of the root; the theme cannot change with
the view."""


def scenes_with_events(dossier: Dossier, tour_id: str) -> list[tuple[Scene, Event]]:
    """The scenes of a tour with their events, in order."""
    return [(scene, dossier.event(scene.event_id)) for scene in dossier.tours.scenes_of(tour_id)]


def map_of_scene(scene: Scene) -> MapView:
    """The map of a scene: day, whose map, camera; without layers."""
    return MapView(scene.map_day, View(scene.view), Focus(scene.focus), ())


def show_head(dossier: Dossier, view: StoryView) -> None:
    """Place the choice of the tour, the link, the projected form and the snippet."""
    scene = dossier.tours.scene(view.scene_id)
    titles = {tour.tour_id: tour.title_en for tour in dossier.tours.tours}
    with st.container(horizontal=True, vertical_alignment="center", key="story_head"):
        st.session_state.tour = scene.tour_id
        st.segmented_control(
            "Tour",
            list(titles),
            key="tour",
            required=True,
            format_func=titles.get,
            label_visibility="collapsed",
            on_change=lambda: _start(st.session_state.tour),
        )
        copy_link_button()
        st.button(
            "Present",
            key="present",
            icon=":material/present_to_all:",
            shortcut="P",
            help="Large type for a projector; arrow keys go on, P ends it",
            on_click=lambda: STORY.change(present=True),
        )
        embed_button(scene.title_en, EMBED_HEIGHT)


def _start(tour_id: str) -> None:
    STORY.change(scene_id=current().tours.scenes_of(tour_id)[0].scene_id)


def show_scene(dossier: Dossier, view: StoryView, reader: Reader) -> None:
    """Place the scene."""
    scene = dossier.tours.scene(view.scene_id)
    event = dossier.event(scene.event_id)
    if reader.room is Room.PHONE:
        text, large_map, strip = (st.container() for _ in range(3))
    else:
        strip = st.container()
        large_map, text = st.columns([1, 1] if view.present else [3, 2])
    with text:
        st.markdown(scene_text(dossier, scene, event))
        if not (view.present or embedded()):
            page_link(
                "timeline",
                "The event, with all that belongs to it",
                icon=":material/timeline:",
                event=event.event_id,
            )
    with large_map:
        _show_map(dossier, scene, event, reader)
    scenes = scenes_with_events(dossier, scene.tour_id)
    strip.plotly_chart(
        build_story_strip(scenes, dossier.eras, scene, dark=reader.dark),
        key="story_strip",
        on_select=_clicked,
        selection_mode="points",
        config=CONFIG,
        alt=describe_strip(scenes, scene),
    )


def scene_text(dossier: Dossier, scene: Scene, event: Event) -> str:
    """A scene as Markdown: date, title, text, quote, sources."""
    parts = [
        f"**{event.when}**",
        f"### {plain(scene.title_en)}",
        plain(scene.text_en),
    ]
    quote = dossier.words.quote(scene.quote_id)
    if quote is not None:
        parts += ["---", brief_quote(quote, dossier.sources(quote.source_ids))]
    parts.append(evidence_line(dossier, source_ids=scene.source_ids))
    return "\n\n".join(parts)


def _show_map(dossier: Dossier, scene: Scene, event: Event, reader: Reader) -> None:
    there = event.lat is not None
    marks = [Mark(event.lat, event.lon, 8, strong=True)] if there else []
    st.pydeck_chart(
        view_deck(dossier, map_of_scene(scene), reader.room, dark=reader.dark, marks=marks),
        key="story_map",
        height=SIZES[reader.room][1],
        alt=f"Map of {day_words(scene.map_day)}. {holding_sentence(dossier, scene.map_day)}",
    )
    st.caption(f"{day_words(scene.map_day)}: {plain(holding_sentence(dossier, scene.map_day))}")


def neighbours(scenes: Sequence[Scene], scene: Scene) -> tuple[Scene | None, Scene | None]:
    """The scenes before and after one."""
    place = scenes.index(scene)
    before = scenes[place - 1] if place else None
    return before, scenes[place + 1] if place + 1 < len(scenes) else None


def show_steps(dossier: Dossier, view: StoryView) -> None:
    """Place previous, next, play and progress at the foot, where a thumb reaches them."""
    scene = dossier.tours.scene(view.scene_id)
    scenes = dossier.tours.scenes_of(scene.tour_id)
    before, after = neighbours(scenes, scene)
    playing = st.session_state.get(PLAYING, False)
    with st.bottom.container(
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="center",
        gap="xsmall",
        key="steps",
    ):
        _step("Back", "Left", ":material/arrow_back:", before)
        st.button(
            "Pause" if playing else "Play",
            key="story_play",
            icon=":material/pause:" if playing else ":material/play_arrow:",
            disabled=after is None and not playing,
            on_click=_toggle_play,
        )
        st.markdown(f"**{scenes.index(scene) + 1}** / {len(scenes)}", width="content")
        _step("Next", "Right", ":material/arrow_forward:", after)
        if view.present:
            st.button(
                "End",
                key="story_end",
                shortcut="P",
                on_click=lambda: STORY.change(present=False),
            )


def _step(label: str, key: str, icon: str, target: Scene | None) -> None:
    st.button(
        label,
        key=f"scene_{key}",
        icon=icon,
        shortcut=key,
        disabled=target is None,
        help=plain(target.title_en) if target else None,
        on_click=lambda: STORY.change(scene_id=target.scene_id),
    )


def _clicked() -> None:
    points = st.session_state.story_strip.selection.points
    if points:  # a second click on a dot deselects it and sends an empty list
        STORY.change(scene_id=points[0]["customdata"][0])


def _toggle_play() -> None:
    st.session_state[PLAYING] = not st.session_state.get(PLAYING, False)
    st.session_state[SINCE] = time.monotonic()


@st.fragment(run_every=PLAY_EVERY_S / 4)
def play_on() -> None:
    """While 'play' is on: go to the next scene when its time has come; stop at the last."""
    if time.monotonic() - st.session_state.get(SINCE, 0.0) < PLAY_EVERY_S:
        return
    scene = current().tours.scene(STORY.here().scene_id)
    _, after = neighbours(current().tours.scenes_of(scene.tour_id), scene)
    st.session_state[SINCE] = time.monotonic()
    if after is None:
        st.session_state[PLAYING] = False
    else:
        STORY.change(scene_id=after.scene_id)
    st.rerun()
