"""Dots and labels: each can be seen and clicked, in its lane and on its date."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from components.dossier import Dossier, Event
from components.lanes import (
    DETAIL_YEARS,
    LABEL_HEIGHT,
    METRICS,
    MOST_SHOWN,
    Dot,
    Label,
    Room,
    place_dots,
    place_labels,
    short_title,
    weightiest,
    window,
)
from components.links import era_years
from components.palette import CATEGORIES

LANES = list(CATEGORIES)
ALL_YEARS = "all years"
COLD_WAR = (1945, 1991)
JOINT = "1956-10-19-joint-declaration"
ERAS = (
    "before-a-border",
    "treaties-and-empires",
    "war",
    "cold-war",
    "after-1991",
    "rupture",
)
HIDDEN_AT_MOST = 5
"""Pairs of dots that may cover one another where all years stand on one screen."""

Box = tuple[float, float, float, float]


def _date(event: Event) -> dt.datetime:
    """Where a dot belongs: the day on which the event begins, or the middle of a vague date."""
    first, last = event.start.lower, event.start.upper
    return dt.datetime.combine(first + (last - first) / 2, dt.time())


def _years(dossier: Dossier, period: str) -> tuple[int, int]:
    eras = {era.era_id: era for era in dossier.eras}
    return dossier.years if period == ALL_YEARS else era_years(dossier, eras[period])


def _pixels(dot: Dot, years: tuple[int, int], room: Room) -> tuple[float, float]:
    """Where the dot stands in the plot, from its left and from the middle of the first lane."""
    start, end = window(*years)
    return (dot.x - start) / (end - start) * METRICS[room].width, dot.y * METRICS[room].lane


def _overlapping(dots: Sequence[Dot], years: tuple[int, int], room: Room) -> list[str]:
    spots = [(dot, *_pixels(dot, years, room)) for dot in dots]
    return [
        f"{one.event.event_id} / {two.event.event_id}"
        for (one, x1, y1), (two, x2, y2) in combinations(spots, 2)
        if math.hypot(x2 - x1, y2 - y1) < (one.size + two.size) / 2 - 0.01
    ]


def test_the_eras_of_this_test_are_those_of_the_data(dossier: Dossier) -> None:
    assert tuple(era.era_id for era in dossier.eras) == ERAS


@pytest.mark.parametrize("era", ERAS)
def test_no_dot_of_an_era_covers_another_on_a_desktop(dossier: Dossier, era: str) -> None:
    years = _years(dossier, era)
    dots = place_dots(dossier.events, years, Room.DESKTOP)
    assert len(dots) > 10
    assert _overlapping(dots, years, Room.DESKTOP) == []


def test_hardly_a_dot_covers_another_where_all_years_are_shown(dossier: Dossier) -> None:
    dots = place_dots(dossier.events, dossier.years, Room.DESKTOP)
    pairs = _overlapping(dots, dossier.years, Room.DESKTOP)
    assert len(pairs) <= HIDDEN_AT_MOST, f"{len(pairs)} pairs of {len(dots)} dots: {pairs[:5]}"


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("era", ERAS)
def test_something_of_each_dot_of_an_era_can_be_clicked(
    dossier: Dossier, room: Room, era: str
) -> None:
    """On narrow pages dots may touch, but none lies on another."""
    years = _years(dossier, era)
    spots = [(dot, *_pixels(dot, years, room)) for dot in place_dots(dossier.events, years, room)]
    hidden = [
        f"{one.event.event_id} / {two.event.event_id}"
        for (one, x1, y1), (two, x2, y2) in combinations(spots, 2)
        if math.hypot(x2 - x1, y2 - y1) < max(one.size, two.size) / 2
    ]
    assert hidden == []


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("period", [ALL_YEARS, *ERAS])
def test_every_dot_stays_in_its_lane_and_in_the_plot(
    dossier: Dossier, room: Room, period: str
) -> None:
    years = _years(dossier, period)
    metrics = METRICS[room]
    for dot in place_dots(dossier.events, years, room):
        x, y = _pixels(dot, years, room)
        assert dot.size / 2 - 0.1 <= x <= metrics.width - dot.size / 2 + 0.1, dot.event.event_id
        from_middle = abs(y - LANES.index(dot.event.category) * metrics.lane)
        # Half a pixel over the line between two lanes is seen by nobody.
        assert from_middle + dot.size / 2 <= metrics.lane / 2 + 0.5, dot.event.event_id


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("period", [ALL_YEARS, *ERAS])
def test_each_event_of_the_years_has_one_dot_in_the_order_of_the_events(
    dossier: Dossier, room: Room, period: str
) -> None:
    first, last = _years(dossier, period)
    dots = place_dots(dossier.events, (first, last), room)
    wanted = [event for event in dossier.events if first <= _date(event).year <= last]
    assert [dot.event for dot in dots] == wanted
    by_weight = {dot.event.significance: dot.size for dot in dots}
    assert all(dot.size == by_weight[dot.event.significance] for dot in dots)
    assert by_weight[1] > by_weight[2] > by_weight[3]


@pytest.mark.parametrize("era", ERAS)
def test_a_dot_stands_near_its_date(dossier: Dossier, era: str) -> None:
    """A dot moved aside by more than three dots' width would tell another date."""
    years = _years(dossier, era)
    start, end = window(*years)
    for dot in place_dots(dossier.events, years, Room.DESKTOP):
        moved = abs(dot.x - _date(dot.event)) / (end - start) * METRICS[Room.DESKTOP].width
        assert moved <= 3 * METRICS[Room.DESKTOP].dots[2] + 8, dot.event.event_id


def _on_one_day(event: Event, levels: Sequence[int]) -> list[Event]:
    return [replace(event, event_id=f"twin-{i}", significance=n) for i, n in enumerate(levels)]


def test_of_events_on_one_day_the_turning_point_keeps_its_place(dossier: Dossier) -> None:
    twins = _on_one_day(dossier.event(JOINT), [3, 3, 2, 3, 3, 2, 3, 1])
    dots = place_dots(twins, COLD_WAR, Room.DESKTOP)
    at_home = [
        dot
        for dot in dots
        if dot.y == LANES.index("treaty") and abs((dot.x - _date(dot.event)).days) < 1
    ]
    assert [dot.event.significance for dot in at_home] == [1]


@pytest.mark.parametrize("room", Room)
def test_events_of_one_day_are_parted_inside_their_lane(dossier: Dossier, room: Room) -> None:
    twins = _on_one_day(dossier.event(JOINT), [1, 2, 2, 3, 3, 3, 3, 3])
    dots = place_dots(twins, COLD_WAR, room)
    assert len(dots) == len(twins)
    assert _overlapping(dots, COLD_WAR, room) == []


def test_an_event_alone_stands_on_its_date_in_the_middle_of_its_lane(dossier: Dossier) -> None:
    event = dossier.event(JOINT)
    (dot,) = place_dots([event], COLD_WAR, Room.DESKTOP)
    assert dot.y == LANES.index("treaty")
    assert abs(dot.x - _date(event)).days < 1
    assert f"{_date(event):%Y-%m-%d}" == "1956-10-19"


def _label_box(label: Label, years: tuple[int, int], room: Room) -> Box:
    x, _ = _pixels(label.dot, years, room)
    wide, half = len(label.text) * METRICS[room].label_width, label.dot.size / 2
    y = label.y * METRICS[room].lane
    left = x - half - wide if label.left else x + half
    return left, y - LABEL_HEIGHT / 2, left + wide, y + LABEL_HEIGHT / 2


def _dot_box(dot: Dot, years: tuple[int, int], room: Room) -> Box:
    x, y = _pixels(dot, years, room)
    return x - dot.size / 2, y - dot.size / 2, x + dot.size / 2, y + dot.size / 2


def _cover(one: Box, two: Box) -> bool:
    across = min(one[2], two[2]) - max(one[0], two[0])
    down = min(one[3], two[3]) - max(one[1], two[1])
    return across > 0.1 and down > 0.1


@pytest.mark.parametrize("room", Room)
@pytest.mark.parametrize("period", [ALL_YEARS, *ERAS])
def test_labels_cover_nothing_and_stay_in_the_plot(
    dossier: Dossier, room: Room, period: str
) -> None:
    years = _years(dossier, period)
    dots = place_dots(dossier.events, years, room)
    labels = place_labels(dots, years, room)
    assert labels
    boxes = [_label_box(label, years, room) for label in labels]
    for label, box in zip(labels, boxes, strict=True):
        assert box[0] >= -0.1 and box[2] <= METRICS[room].width + 0.1, label.text
        for dot in dots:
            if dot is not label.dot:
                assert not _cover(box, _dot_box(dot, years, room)), (label.text, dot.event)
    for (one, a), (two, b) in combinations(zip(labels, boxes, strict=True), 2):
        assert not _cover(a, b), (one.text, two.text)


@pytest.mark.parametrize("period", [ALL_YEARS, *ERAS])
def test_a_label_does_not_lie_on_the_bar_of_a_lasting_event(dossier: Dossier, period: str) -> None:
    years = _years(dossier, period)
    start, end = window(*years)
    width, lane = METRICS[Room.DESKTOP].width, METRICS[Room.DESKTOP].lane
    dots = place_dots(dossier.events, years, Room.DESKTOP)
    for label in place_labels(dots, years, Room.DESKTOP):
        box = _label_box(label, years, Room.DESKTOP)
        for dot in dots:
            if dot.event.end:
                days = [dot.event.first_day, dot.event.last_day]
                ends = [(day - start.date()) / (end - start) * width for day in days]
                bar = (ends[0], dot.y * lane - 2, ends[1], dot.y * lane + 2)
                assert not _cover(box, bar), (label.text, dot.event.event_id)


def test_turning_points_are_labelled_first(dossier: Dossier) -> None:
    for period in (ALL_YEARS, *ERAS):
        years = _years(dossier, period)
        dots = place_dots(dossier.events, years, Room.DESKTOP)
        labels = place_labels(dots, years, Room.DESKTOP)
        levels = [label.dot.event.significance for label in labels]
        assert levels == sorted(levels)
        assert 1 in levels
        if years[1] - years[0] > DETAIL_YEARS:
            assert 3 not in levels


def test_a_label_is_the_head_of_the_title_and_short(dossier: Dossier) -> None:
    for event in dossier.events:
        label = short_title(event.title_en)
        assert 3 <= len(label) <= 34
        assert event.title_en.startswith(label.removesuffix("…"))
    assert short_title("Joint Declaration: the war ends") == "Joint Declaration"
    assert short_title("Treaty of Peace") == "Treaty of Peace"
    cut = short_title("Provisional rules for an island, held by both empires")
    assert cut == "Provisional rules for an island…"


def test_of_many_events_the_weightiest_are_kept_in_their_order(dossier: Dossier) -> None:
    many = tuple(
        replace(event, event_id=f"{event.event_id}-{copy}")
        for event in dossier.events
        for copy in range(3)
    )
    kept = weightiest(many)
    assert len(kept) == MOST_SHOWN < len(many)
    assert list(kept) == [event for event in many if event in set(kept)]
    left_out = [event for event in many if event not in set(kept)]
    assert max(e.significance for e in kept) <= min(e.significance for e in left_out)
    assert weightiest(dossier.events) == dossier.events
