"""Where the dots and labels of the timeline go, in pixels turned back into days.

Pure arithmetic on events: dots that would hide one another are moved apart inside
their lane, and labels are only set where nothing else stands.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from components.dossier import Event
from components.palette import CATEGORIES

DAY = dt.timedelta(days=1)


class Room(StrEnum):
    """How much room the page has."""

    PHONE = "phone"
    TABLET = "tablet"
    DESKTOP = "desktop"


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes in CSS pixels.

    `width` is the least that the plot has in this room; `dots` are the diameters for the
    three degrees of significance, `small_dots` those on a timeline of centuries.
    """

    width: int
    lane: int
    left: int
    top: int
    bottom: int
    dots: tuple[int, int, int]
    small_dots: tuple[int, int, int]
    label_width: float
    """Mean width of a letter of a label."""
    head: int = 0
    """Top of each lane that is kept for its name."""


METRICS = {
    Room.PHONE: Metrics(310, 60, 8, 26, 30, (14, 11, 9), (10, 7, 5), 5.6, head=14),
    Room.TABLET: Metrics(500, 48, 92, 26, 30, (13, 10, 8), (10, 7, 5), 5.8),
    Room.DESKTOP: Metrics(900, 50, 92, 26, 30, (13, 10, 7), (10, 7, 5), 5.8),
}

MOST_SHOWN = 600
"""Most dots of a timeline and rows of a list; fewer years show the rest."""

LABEL_HEIGHT = 14
DETAIL_YEARS = 60
"""On a longer timeline only turning points and important events are labelled."""
SIDEWAYS = 24
"""Half steps that a dot may move to either side."""

CENTURIES = 150
"""Years from which on the dots are drawn small."""

GAP = 1
"""Pixels that stay free between two dots."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One event on the timeline: `x` is a day, `y` counts lanes from the top, 0 the first."""

    event: Event
    x: dt.datetime
    y: float
    size: int


@dataclass(frozen=True, slots=True)
class Label:
    """The short title of a dot, beginning at `x` (or ending there, if `left`)."""

    dot: Dot
    text: str
    y: float
    left: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a label could stand."""

    left: bool
    box: "Box"


def weightiest(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The most significant events, so many as a reader can use; in their order."""
    if len(events) <= MOST_SHOWN:
        return events
    kept = set(sorted(events, key=lambda event: event.significance)[:MOST_SHOWN])
    return tuple(event for event in events if event in kept)


def window(first_year: int, last_year: int) -> tuple[dt.datetime, dt.datetime]:
    """The stretch of time that the axis covers: whole years and a margin of 1.5 %."""
    start, end = dt.datetime(first_year, 1, 1), dt.datetime(last_year, 12, 31)
    margin = (end - start) * 0.015
    return start - margin, end + margin


def anchor(event: Event) -> dt.datetime:
    """The day at which an event's dot stands: its first, or the middle of an uncertain date."""
    return dt.datetime.combine(event.start.middle, dt.time())


def place_dots(events: Sequence[Event], years: tuple[int, int], room: Room) -> list[Dot]:
    """Spread the dots of each lane so that none hides another.

    The most significant events keep their place; the others move up or down, and, where a
    lane is full, sideways by the width of a few dots.

    Args:
        events: the events to show.
        years: first and last year of the axis.
        room: decides sizes.

    Returns:
        One dot an event inside the years, in the order of the events.
    """
    metrics = METRICS[room]
    start, end = window(*years)
    per_pixel = (end - start) / metrics.width
    lanes = list(CATEGORIES)
    dots = metrics.small_dots if years[1] - years[0] > CENTURIES else metrics.dots
    placed: dict[str, Dot] = {}
    for lane, category in enumerate(lanes):
        here = [
            event
            for event in events
            if event.category == category and years[0] <= anchor(event).year <= years[1]
        ]
        here.sort(key=lambda event: (event.significance, event.first_day))
        wanted = np.array([(anchor(event) - start) / per_pixel for event in here])
        sizes = np.array([dots[event.significance - 1] for event in here])
        shifts = _spread(wanted, sizes, metrics)
        for event, at, size, (dx, dy) in zip(here, wanted, sizes, shifts, strict=True):
            x = start + (at + dx) * per_pixel
            y = lane + (metrics.head / 2 + dy) / metrics.lane
            placed[event.event_id] = Dot(event, x, y, int(size))
    return [placed[event.event_id] for event in events if event.event_id in placed]


def _spread(wanted: np.ndarray, sizes: np.ndarray, metrics: Metrics) -> list[tuple[float, float]]:
    """For dots at `wanted` pixels, the shift of each (right, down) that parts it from the rest."""
    step = (int(sizes.min()) if len(sizes) else 1) + GAP
    up = int(((metrics.lane - metrics.head) / 2 - step / 2) // step)
    moves = np.array(
        [
            (dx * step / 2, dy * step)
            for dx in range(-SIDEWAYS, SIDEWAYS + 1)
            for dy in range(-up, up + 1)
        ]
    )
    # Sideways moves tell a wrong date, so they cost more than moves inside the lane.
    moves = moves[np.argsort(np.abs(moves[:, 0]) * 2.5 + np.abs(moves[:, 1]), kind="stable")]
    done = np.empty((len(wanted), 2))
    shifts: list[tuple[float, float]] = []
    for i, x in enumerate(wanted):
        spots = moves + np.array([x, 0])
        apart = (sizes[:i] + sizes[i]) / 2 + GAP
        gaps = np.hypot(
            spots[:, None, 0] - done[None, :i, 0], spots[:, None, 1] - done[None, :i, 1]
        )
        half = sizes[i] / 2
        inside = (spots[:, 0] >= half) & (spots[:, 0] <= metrics.width - half)
        within = np.abs(spots[:, 1]) + half <= (metrics.lane - metrics.head) / 2
        free = (gaps >= apart[None, :]).all(axis=1) & inside & within
        if free.any():
            best = int(np.argmax(free))
        else:  # too crowded: as far from the others as it goes
            room = np.where(inside & within, (gaps - apart[None, :]).min(axis=1), -np.inf)
            best = int(np.argmax(room))
        done[i] = spots[best]
        shifts.append((float(moves[best, 0]), float(moves[best, 1])))
    return shifts


def place_labels(dots: Sequence[Dot], years: tuple[int, int], room: Room) -> list[Label]:
    """Set the labels that fit, the most significant events first.

    A label stands beside its dot, on its row or the one above or below, where it covers no
    dot, no bar and no other label and stays inside the plot. Details are named only on
    a timeline of at most `DETAIL_YEARS`.
    """
    metrics = METRICS[room]
    start, end = window(*years)
    per_pixel = (end - start) / metrics.width
    taken = [_box(dot, start, per_pixel, metrics) for dot in dots]
    bars = [_bar(dot, start, per_pixel, metrics) for dot in dots]
    lowest = 3 if years[1] - years[0] <= DETAIL_YEARS else 2
    labels: list[Label] = []
    order = sorted(range(len(dots)), key=lambda i: (dots[i].event.significance, dots[i].x))
    for i in order:
        dot = dots[i]
        if dot.event.significance > lowest:
            continue
        text = short_title(dot.event.title_en)
        left, top, right, bottom = taken[i]
        wide = len(text) * metrics.label_width + 14
        for row in (0, -LABEL_HEIGHT, LABEL_HEIGHT):
            y = dot.y + row / metrics.lane
            middle = (top + bottom) / 2 + row
            rows = middle - LABEL_HEIGHT / 2, middle + LABEL_HEIGHT / 2
            ceiling = (round(dot.y) - 0.5) * metrics.lane + metrics.head
            floor = (round(dot.y) + 0.5) * metrics.lane
            if rows[0] < ceiling or rows[1] > floor:
                continue
            spots = [
                Spot(left=False, box=(right, rows[0], right + wide, rows[1])),
                Spot(left=True, box=(left - wide, rows[0], left, rows[1])),
            ]
            free = [
                spot
                for spot in spots
                if spot.box[0] >= 0
                and spot.box[2] <= metrics.width
                and not any(_overlap(spot.box, box) for j, box in enumerate(taken) if j != i)
                and not any(_overlap(spot.box, bar) for bar in bars)
            ]
            if free:
                taken.append(free[0].box)
                labels.append(Label(dot, text, y, free[0].left))
                break
    return labels


def short_title(title: str) -> str:
    """The head of a title, short enough for a label: up to the colon, or the first words."""
    head = re.split(r"[:;]", title)[0]
    if len(head) <= 34:
        return head
    return head[:33].rsplit(" ", 1)[0].rstrip(",") + "…"


Box = tuple[float, float, float, float]


def _box(dot: Dot, start: dt.datetime, per_pixel: dt.timedelta, metrics: Metrics) -> Box:
    x, y, half = (dot.x - start) / per_pixel, dot.y * metrics.lane, dot.size / 2
    return x - half, y - half, x + half, y + half


def _bar(dot: Dot, start: dt.datetime, per_pixel: dt.timedelta, metrics: Metrics) -> Box:
    """The bar that is drawn for an event that lasts, or for a date known to the year."""
    y, event = dot.y * metrics.lane, dot.event
    ends = [dt.datetime.combine(day, dt.time()) for day in (event.first_day, event.last_day)]
    first, last = ((end - start) / per_pixel for end in ends)
    return first, y - 3, last, y + 3


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
