"""The numbers page: the list of charts, and the chart that is open with all that belongs to it."""

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st

from components.address import NUMBERS
from components.chart import PICTURE_CONFIG
from components.cite import cite_button
from components.copy_button import copy_link_button
from components.corrections import correction_notes
from components.dossier import Chart, Dossier, Event, current
from components.embed import embed_button, embedded
from components.evidence import evidence_line
from components.lanes import Room
from components.list_and_card import list_and_card
from components.number_links import POLLS_OF, NumbersView, items_of, questions_of
from components.number_tables import (
    Table,
    all_source_ids,
    chart_table,
    table_csv,
    table_list,
    table_text,
)
from components.palette import PARTY_MARKS
from components.poll_chart import DOTS_FROM, build_poll
from components.prose import plain, source_line
from components.reader import Reader
from components.row_dots import Dot, build_row_dots
from components.series_chart import build_bars, build_lines
from components.site import page_link

KEY = "number_chart"
EMBED_HEIGHT = 900
OPEN_MARKS = (
    "Open marks and hatched bars: worked out from a change that the source reports, provisional "
    "or rounded; the table below says which. Values are joined only where no year is missing."
)
SAMPLING = (
    "Whiskers: the 95 per cent sampling error of a simple random sample, where the size of the "
    "sample was published; real surveys err more."
)


def show_numbers(dossier: Dossier, view: NumbersView, reader: Reader) -> None:
    """Place the list of charts, and the one that is open."""
    if embedded():
        show_chart_alone(dossier, view, reader)
        return
    groups: dict[str, dict[str, str]] = {}
    for chart in dossier.figures.charts:
        groups.setdefault(plain(chart.group_en), {})[chart.chart_id] = chart.short_en
    with list_and_card(
        "chart",
        groups,
        view.chart_id,
        lambda chart_id: NUMBERS.go(NumbersView(chart_id)),
        reader.room,
        widths=(1, 3),
    ):
        _show_chart(dossier, view, reader)


def _show_chart(dossier: Dossier, view: NumbersView, reader: Reader) -> None:
    chart = dossier.figures.chart(view.chart_id)
    table = chart_table(dossier, chart, view.question_id)
    st.markdown(f"### {plain(chart.title_en)}")
    if view.question_id:
        _question_choice(dossier, view)
    _place_figure(dossier, view, reader, table)
    _show_item(dossier, view)
    _show_events(dossier, chart, view)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Figures as CSV",
            table_csv(table, dossier),
            file_name=f"{view.question_id or chart.chart_id}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        copy_link_button()
        embed_button(chart.title_en, EMBED_HEIGHT)
        if view.question_id:
            cite_button("poll", view.question_id)
        else:
            cite_button("chart", view.chart_id)
    with st.expander(f"The figures as a table ({len(table.rows)})"):
        as_text = table_list if reader.room is Room.PHONE else table_text
        st.markdown(as_text(table, dossier))
    with st.expander(f"Sources ({len(all_source_ids(table))})"):
        sources = dossier.sources(all_source_ids(table))
        st.markdown("\n".join(f"- {source_line(source)}" for source in sources))


def show_chart_alone(dossier: Dossier, view: NumbersView, reader: Reader) -> None:
    """Place a chart inside the page of another: figure, note and sources."""
    chart = dossier.figures.chart(view.chart_id)
    table = chart_table(dossier, chart, view.question_id)
    st.markdown(f"### {plain(chart.title_en)}")
    if question := dossier.figures.question(view.question_id):
        st.markdown(f"**{plain(question.question_en)}** Asked in: {plain(question.asked_en)}.")
    _place_figure(dossier, view, reader, table)
    st.markdown(evidence_line(dossier, source_ids=all_source_ids(table)))


def _place_figure(dossier: Dossier, view: NumbersView, reader: Reader, table: Table) -> None:
    chart = dossier.figures.chart(view.chart_id)
    st.plotly_chart(
        figure_of(dossier, view, reader.room, dark=reader.dark),
        key=KEY,
        on_select=_clicked,
        selection_mode="points",
        config=PICTURE_CONFIG | {"toImageButtonOptions": {"filename": chart.chart_id, "scale": 2}},
        alt=describe(dossier, chart, table, view.question_id),
    )
    st.caption(_below(dossier, chart, view))


@lru_cache(maxsize=256)
def figure_of(dossier: Dossier, view: NumbersView, room: Room, *, dark: bool) -> go.Figure:
    """The figure of a view (pure); building one takes longer than all else of a click."""
    figures = dossier.figures
    chart = figures.chart(view.chart_id)
    if chart.form == "polls":
        return build_poll(figures.waves(view.question_id), room=room, dark=dark)
    if chart.form in ("meetings", "visits"):
        return build_row_dots(dots_of(dossier, chart), room=room, dark=dark, chosen=view.item_id)
    series = [(figures.measure(name), figures.values(name)) for name in chart.series_ids]
    if chart.form == "bars":
        return build_bars(series, room=room, dark=dark)
    events = events_of(dossier, chart)
    return build_lines(series, events, room=room, dark=dark, chosen=view.event_id)


def events_of(dossier: Dossier, chart: Chart) -> list[Event]:
    """The events that are marked in a chart, by date."""
    found = (dossier.event(event_id) for event_id in chart.event_ids)
    return sorted(filter(None, found), key=lambda event: event.first_day)


def dots_of(dossier: Dossier, chart: Chart) -> list[Dot]:
    """The dots of a chart of meetings or of visits."""
    if chart.form == "meetings":
        return [
            Dot(
                row.summit_id,
                f"{row.leader_japan}, {row.leader_russia}",
                row.date,
                "both",
                f"{row.place}: {row.occasion_en}",
            )
            for row in dossier.figures.summits
        ]
    visits = sorted(dossier.figures.visits, key=lambda row: row.country != "Japan")
    return [
        Dot(
            row.visit_id,
            row.visitor,
            row.date,
            "japan" if row.country == "Japan" else "russia",
            row.note_en,
        )
        for row in visits
    ]


def describe(dossier: Dossier, chart: Chart, table: Table, question_id: str) -> str:
    """The chart in words, for those who cannot see it."""
    question = dossier.figures.question(question_id)
    asked = f" Question: {question.question_en}" if question else ""
    return (
        f"{chart.title_en}.{asked} {len(table.rows)} rows. {chart.note_en} "
        "The same figures stand in the table below."
    )


def _question_choice(dossier: Dossier, view: NumbersView) -> None:
    figures = dossier.figures
    ids = questions_of(dossier, view.chart_id)

    def label(question_id: str) -> str:
        waves = len(figures.waves(question_id))
        asked = figures.question(question_id)
        whom = "" if asked.asked_en == POLLS_OF[view.chart_id] else f" [{asked.asked_en}]"
        return f"{asked.question_en}{whom} ({waves})"

    st.session_state.poll_question = view.question_id
    st.selectbox(
        f"Question ({len(ids)} questions; the number of polls in brackets)",
        ids,
        key="poll_question",
        format_func=label,
        on_change=lambda: NUMBERS.change(question_id=st.session_state.poll_question),
    )
    question = figures.question(view.question_id)
    st.markdown(f"**{plain(question.question_en)}** Asked in: {plain(question.asked_en)}.")


def _below(dossier: Dossier, chart: Chart, view: NumbersView) -> str:
    said = [plain(chart.note_en)]
    if chart.form in ("lines", "bars"):
        values = [v for name in chart.series_ids for v in dossier.figures.values(name)]
        if any(value.status != "reported" for value in values):
            said.append(OPEN_MARKS)
        said.append(f"As of {max(values, key=lambda v: v.date.upper).date.words}.")
    if chart.form == "polls":
        said.append(SAMPLING)
        if len(dossier.figures.waves(view.question_id)) < DOTS_FROM:
            said.append("The latest poll stands first.")
    if chart.form == "visits":
        said.append(f":{PARTY_MARKS['japan']}[●] Japan :{PARTY_MARKS['russia']}[◆] Russia")
    return " ".join(said)


def _clicked() -> None:
    view = NUMBERS.here()
    points = st.session_state[KEY].selection.points
    chosen = next((point["customdata"][0] for point in points if point.get("customdata")), "")
    if not chosen:  # a second click deselects and sends an empty list
        return
    if _is_event(view, chosen):
        NUMBERS.change(event_id=chosen)
    else:
        NUMBERS.change(item_id=chosen)


def _is_event(view: NumbersView, item_id: str) -> bool:
    """Whether what was clicked is an event that the chart marks."""
    return item_id in current().figures.chart(view.chart_id).event_ids


def _show_events(dossier: Dossier, chart: Chart, view: NumbersView) -> None:
    """Place the marked events by number, and the one that was clicked in full."""
    events = events_of(dossier, chart)
    if not events:
        return
    marked = ", numbered in the chart where they lie within its years"
    st.markdown(f"**Events**{marked if chart.form == 'lines' else ''}")
    for place, event in enumerate(events, 1):
        label = f"{place} · {event.when}: {event.title_en}"
        st.button(
            plain(label),
            key=f"number_event_{event.event_id}",
            type="secondary" if event.event_id == view.event_id else "tertiary",
            on_click=lambda event_id=event.event_id: NUMBERS.change(event_id=event_id),
            wrap=True,
        )
        if event.event_id == view.event_id:
            with st.container(border=True, key="number_event"):
                st.markdown(plain(event.summary_en))
                page_link(
                    "timeline",
                    "On the timeline, with sources",
                    icon=":material/timeline:",
                    event=event.event_id,
                )


def _show_item(dossier: Dossier, view: NumbersView) -> None:
    """Place the choice of a meeting or visit, and the one that is chosen."""
    ids = items_of(dossier, dossier.figures.chart(view.chart_id).form)
    if not ids:
        return
    names = item_names(dossier)
    st.session_state.number_item_choice = view.item_id or None
    st.selectbox(
        "One of them",
        ids,
        index=None,
        key="number_item_choice",
        placeholder="Choose one of them, or click its dot",
        label_visibility="collapsed",
        format_func=names.get,
        on_change=lambda: NUMBERS.change(item_id=st.session_state.number_item_choice or ""),
    )
    text = item_text(dossier, view.item_id)
    if text:
        with st.container(border=True, key="number_item"):
            st.markdown(text)


def item_names(dossier: Dossier) -> dict[str, str]:
    """What each meeting and visit is called in a list, by id."""
    names = {
        row.summit_id: f"{row.date.words} · {row.leader_japan}, {row.leader_russia}, {row.place}"
        for row in dossier.figures.summits
    }
    return names | {
        row.visit_id: f"{row.date.words} · {row.visitor}" for row in dossier.figures.visits
    }


def item_text(dossier: Dossier, item_id: str) -> str:
    """A meeting or a visit as Markdown; '' if there is none with this id."""
    for meeting in dossier.figures.summits:
        if meeting.summit_id == item_id:
            head = f"{meeting.leader_japan}, {meeting.leader_russia}: {meeting.place}"
            body = f"{meeting.occasion_en}. {meeting.outcome_en}"
            text = _item(dossier, meeting.date.words, head, body, meeting.source_ids)
            notes = correction_notes(dossier, "summits", item_id)
            return f"{text}\n\n{notes}" if notes else text
    for visit in dossier.figures.visits:
        if visit.visit_id == item_id:
            head = f"{visit.visitor}, {visit.role_en}"
            return _item(dossier, visit.date.words, head, visit.note_en, visit.source_ids)
    return ""


def _item(dossier: Dossier, when: str, head: str, body: str, source_ids: Sequence[str]) -> str:
    evidence = evidence_line(dossier, source_ids=source_ids)
    return f"**{when}** · {plain(head)}\n\n{plain(body)}\n\n{evidence}"
