"""The figure of the timeline: every event once, one mark, and nothing left of others."""

import threading
from collections import Counter
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from components.dossier import Dossier, Event, Filters
from components.lanes import Room
from components.links import era_years
from components.palette import CATEGORIES
from components.timeline import CHOSEN, Timeline, build_timeline, describe

JOINT = "1956-10-19-joint-declaration"
OTHER = "1951-09-08-treaty-of-san-francisco"
ANCIENT = "1643-vries-expedition"
COLD_WAR = (1945, 1991)


def _build(dossier: Dossier, years: tuple[int, int], **options: Any) -> Timeline:
    options = {"room": Room.DESKTOP} | options
    return build_timeline(dossier.events, dossier.eras, years, **options)


def _dots(figure: go.Figure) -> dict[str, tuple[Any, Any]]:
    """Where each dot that can be clicked stands, by the id that a click sends."""
    spots: dict[str, tuple[Any, Any]] = {}
    for trace in figure.data:
        if "markers" in (trace.mode or ""):
            for x, y, custom in zip(trace.x, trace.y, trace.customdata, strict=True):
                assert custom[0] not in spots, f"{custom[0]} stands there twice"
                spots[custom[0]] = (x, y)
    return spots


def _rings(figure: go.Figure) -> list[tuple[Any, Any]]:
    return [(s.xanchor, s.yanchor) for s in figure.layout.shapes if s.type == "circle"]


def _lines(figure: go.Figure) -> list[Any]:
    return [shape.x0 for shape in figure.layout.shapes if shape.type == "line"]


@pytest.mark.parametrize("room", Room)
def test_every_event_stands_there_once(dossier: Dossier, room: Room) -> None:
    timeline = _build(dossier, dossier.years, room=room)
    with timeline.marked("") as figure:
        assert set(_dots(figure)) == {event.event_id for event in dossier.events}


def test_filtered_events_and_other_years_are_not_there(dossier: Dossier) -> None:
    events = dossier.matching(Filters(categories=("treaty",)))
    timeline = build_timeline(events, dossier.eras, COLD_WAR, Room.DESKTOP)
    with timeline.marked(JOINT) as figure:
        shown = _dots(figure)
    assert JOINT in shown
    for event_id in shown:
        event = dossier.event(event_id)
        assert event.category == "treaty"
        assert COLD_WAR[0] <= event.first_day.year <= COLD_WAR[1]


def test_each_lane_has_its_name_shape_and_colour(dossier: Dossier) -> None:
    with _build(dossier, dossier.years).marked("") as figure:
        traces = {trace.name: trace for trace in figure.data if trace.mode == "markers"}
        assert list(figure.layout.yaxis.ticktext) == [look.name for look in CATEGORIES.values()]
    for lane, (category, look) in enumerate(CATEGORIES.items()):
        trace = traces[look.name]
        assert trace.marker.symbol == look.symbol and trace.marker.color == look.colour
        assert {round(y) for y in trace.y} == {lane}
        ids = {custom[0] for custom in trace.customdata}
        assert {dossier.event(event_id).category for event_id in ids} == {category}
    assert len({(look.symbol) for look in CATEGORIES.values()}) == len(CATEGORIES)


def test_lanes_run_from_the_top(dossier: Dossier) -> None:
    with _build(dossier, COLD_WAR).marked("") as figure:
        bottom, top = figure.layout.yaxis.range
    assert (bottom, top) == (len(CATEGORIES) - 0.5, -0.5)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("room", Room)
def test_the_mark_is_at_the_selected_dot(dossier: Dossier, room: Room, dark: bool) -> None:
    timeline = _build(dossier, COLD_WAR, room=room, dark=dark)
    with timeline.marked(JOINT) as figure:
        x, y = _dots(figure)[JOINT]
        assert _rings(figure) == [(x, y)]
        assert _lines(figure) == [x]
        ring = next(shape for shape in figure.layout.shapes if shape.type == "circle")
        assert ring.line.color == CHOSEN[dark]


@pytest.mark.parametrize("event_id", [ANCIENT, "no-such-event", ""])
def test_an_event_that_is_not_shown_leaves_no_mark(dossier: Dossier, event_id: str) -> None:
    with _build(dossier, COLD_WAR).marked(event_id) as figure:
        assert _rings(figure) == [] and _lines(figure) == []


def test_a_mark_does_not_stay(dossier: Dossier) -> None:
    timeline = _build(dossier, COLD_WAR)
    for event_id, marks in ((JOINT, 1), (OTHER, 1), (ANCIENT, 0), (JOINT, 1)):
        with timeline.marked(event_id) as figure:
            assert len(_rings(figure)) == len(_lines(figure)) == marks
            bands = [shape for shape in figure.layout.shapes if shape.type == "rect"]
            assert len(bands) == sum(1 for era in dossier.eras if _touches(era_years(dossier, era)))


def _touches(years: tuple[int, int]) -> bool:
    return years[0] <= COLD_WAR[1] and COLD_WAR[0] <= years[1]


def test_marks_of_two_views_do_not_meet(dossier: Dossier) -> None:
    one, two = _build(dossier, COLD_WAR), _build(dossier, dossier.years)
    with one.marked(JOINT) as first, two.marked(OTHER) as second:
        assert _rings(first) == [_dots(first)[JOINT]]
        assert _rings(second) == [_dots(second)[OTHER]]


def test_two_readers_of_one_view_see_each_their_own_mark(dossier: Dossier) -> None:
    timeline = _build(dossier, COLD_WAR)
    waiting = threading.Event()
    seen: dict[str, list] = {}

    def second_reader() -> None:
        waiting.set()
        with timeline.marked(OTHER) as figure:
            seen[OTHER] = _rings(figure)

    other = threading.Thread(target=second_reader)
    with timeline.marked(JOINT) as figure:
        spots = _dots(figure)
        other.start()
        waiting.wait()
        other.join(timeout=0.2)
        seen[JOINT] = _rings(figure)
    other.join()
    assert seen == {JOINT: [spots[JOINT]], OTHER: [spots[OTHER]]}


def test_the_same_view_is_drawn_once(dossier: Dossier) -> None:
    assert _build(dossier, COLD_WAR) is _build(dossier, COLD_WAR)
    assert _build(dossier, COLD_WAR) is not _build(dossier, COLD_WAR, dark=True)
    assert _build(dossier, COLD_WAR) is not _build(dossier, COLD_WAR, room=Room.PHONE)


def test_a_click_leaves_plotly_the_dots_and_another_view_does_not(dossier: Dossier) -> None:
    """`datarevision` tells plotly whether it may keep what it has drawn."""
    revisions = []
    timeline = _build(dossier, COLD_WAR)
    for event_id in (JOINT, OTHER):
        with timeline.marked(event_id) as figure:
            revisions.append(figure.layout.datarevision)
    events = dossier.matching(Filters(level=1))
    others = [
        _build(dossier, dossier.years),
        _build(dossier, COLD_WAR, dark=True),
        build_timeline(events, dossier.eras, COLD_WAR, Room.DESKTOP),
    ]
    for other in others:
        with other.marked("") as figure:
            revisions.append(figure.layout.datarevision)
    assert revisions[0] == revisions[1]
    assert len(set(revisions)) == 4


@pytest.mark.parametrize("room", [Room.TABLET, Room.DESKTOP])
def test_each_era_is_named_when_it_is_shown(dossier: Dossier, room: Room) -> None:
    for era in dossier.eras:
        with _build(dossier, era_years(dossier, era), room=room).marked("") as figure:
            names = {note.text for note in figure.layout.annotations}
        assert names & {era.title_en, era.short_en}, era.era_id


def test_bands_meet_and_fill_the_axis(dossier: Dossier) -> None:
    with _build(dossier, dossier.years).marked("") as figure:
        bands = [(s.x0, s.x1) for s in figure.layout.shapes if s.type == "rect"]
        start, end = figure.layout.xaxis.range
    assert len(bands) == len(dossier.eras)
    assert [first for first, _ in bands[1:]] == [last for _, last in bands[:-1]]
    assert bands[0][0] >= start and bands[-1][1] == end


def test_what_lasts_or_is_not_known_to_the_day_has_a_bar(dossier: Dossier) -> None:
    with _build(dossier, dossier.years).marked("") as figure:
        bars = {
            trace.name: list(zip(trace.x[::3], trace.x[1::3], strict=True))
            for trace in figure.data
            if trace.mode == "lines"
        }
    lasting = [event for event in dossier.events if event.end]
    spans = [(e.first_day.isoformat(), e.last_day.isoformat()) for e in lasting]
    assert Counter(bars["lasting"]) == Counter(spans)
    vague = [event for event in dossier.events if len(event.start.text.rstrip("~")) < 10]
    assert vague
    spans = [(e.start.lower.isoformat(), e.start.upper.isoformat()) for e in vague]
    assert Counter(bars["uncertain"]) == Counter(spans)


def _hostile(dossier: Dossier) -> Event:
    title = "<b>Bold</b> <a href='https://example.org'>x</a>"
    return replace(dossier.event(JOINT), title_en=title)


def test_a_title_is_no_markup_under_the_pointer(dossier: Dossier) -> None:
    timeline = build_timeline((_hostile(dossier),), dossier.eras, COLD_WAR, Room.DESKTOP)
    with timeline.marked("") as figure:
        (hover,) = [text for t in figure.data if t.mode == "markers" for text in t.text or ()]
    assert "<a" not in hover and "&lt;a href" in hover
    assert "19 October 1956" in hover


def test_a_title_is_no_markup_in_a_label(dossier: Dossier) -> None:
    timeline = build_timeline((_hostile(dossier),), dossier.eras, COLD_WAR, Room.DESKTOP)
    with timeline.marked("") as figure:
        (label,) = [text for t in figure.data if t.mode == "text" for text in t.text]
    assert "<" not in label


def test_the_figure_in_words_counts_and_names_the_selected(dossier: Dossier) -> None:
    said = describe(12, 300, COLD_WAR, dossier.event(JOINT))
    for part in ("12 of 300", "1945", "1991", dossier.event(JOINT).title_en, "19 October 1956"):
        assert part in said
    assert "Selected" not in describe(0, 300, COLD_WAR, None)


def test_no_events_make_an_empty_figure_and_no_error(dossier: Dossier) -> None:
    with build_timeline((), dossier.eras, COLD_WAR, Room.DESKTOP).marked(JOINT) as figure:
        assert _dots(figure) == {} and _rings(figure) == []
