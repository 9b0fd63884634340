"""The page for teachers: questions for three levels, each tied to a view; sheets to print."""

from collections.abc import Sequence

import streamlit as st

from components.dossier import Dossier, Lesson
from components.prose import link, plain
from components.reading import reading_path

LEVELS = {
    "first": "First level, about 12 to 14 years",
    "second": "Second level, about 15 to 18 years",
    "third": "Third level, university",
}


def lesson_text(lesson: Lesson, number: int) -> str:
    """A question as Markdown: topic, question, hint, time, the view that it is about."""
    view = link("Open the view", lesson.path)
    return (
        f"**{number}. {plain(lesson.topic_en)}** · {lesson.minutes} minutes\n\n"
        f"{plain(lesson.question_en)}\n\n:small[{plain(lesson.hint_en)}]\n\n{view}"
    )


def show_lessons(dossier: Dossier) -> None:
    """Place the questions by level, and the ways to project, embed and print."""
    for level, title in LEVELS.items():
        lessons = [row for row in dossier.tours.lessons if row.level == level]
        st.markdown(f"### {title}")
        grid = st.grid("auto", min_column_width=380)
        for number, lesson in enumerate(lessons, 1):
            with grid, st.container(border=True, key=f"lesson_{lesson.lesson_id}"):
                st.markdown(lesson_text(lesson, number))
    st.markdown(
        "### In the classroom\n\n"
        f"- **Project it**: {link('the story', './story?present=1')} in large type; the arrow "
        "keys go from scene to scene.\n"
        "- **Embed it**: 'Embed' on the timeline, the map, a quote, a chart or a scene gives the "
        "lines for a course page.\n"
        "- **Print it**: below are sheets of one or two pages, with all sources."
    )


def show_sheets(dossier: Dossier) -> None:
    """Place the choice of a sheet for an event and for a position."""
    left, right = st.columns(2)
    with left:
        events = {event.event_id: f"{event.when} · {event.title_en}" for event in dossier.events}
        _sheet("Sheet for an event", "event", events)
    with right:
        questions = {row.question_id: row.question_en for row in dossier.words.positions}
        _sheet("Sheet for a question in dispute", "position", questions)


def _sheet(label: str, kind: str, names: dict[str, str]) -> None:
    ids: Sequence[str] = list(names)
    start = ids.index(OPENING[kind])
    chosen = st.selectbox(label, ids, index=start, format_func=names.get, key=f"sheet_{kind}")
    st.markdown(link("Open the sheet to print", reading_path(kind, chosen)))


OPENING = {"event": "1956-10-19-joint-declaration", "position": "pos-kurile-definition"}
"""The sheet that is offered first."""
