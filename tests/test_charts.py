"""The charts: what is drawn is what stands in the tables, and nothing is joined that is not one."""

import datetime as dt
import html
import math
import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from components.chart import PICTURE_CONFIG
from components.dossier import Chart, Dossier, Figure, PollAnswer
from components.dossier.edtf import parse
from components.dossier.figures import FIGURE_TABLES, Figures
from components.lanes import Room
from components.number_links import NumbersView, questions_of
from components.number_tables import chart_table
from components.numbers_page import events_of, figure_of
from components.palette import LINES, PAPER
from components.poll_chart import DOTS_FROM, build_poll, sampling_error
from components.series_chart import STATUS, build_bars, build_lines, number

PLOT_PX = {Room.PHONE: 258, Room.TABLET: 284, Room.DESKTOP: 548}
"""Width of the plot of a chart of lines, measured in Chromium on pages of 390, 800 and 1280."""

LEAST_APART = 10
"""Least distance of two colours of lines in CIELAB.

What half of all viewers notice grows as marks get smaller: in lightness it is 5.08 + 0.75 / s for
a mark of s degrees (Stone, Szafir and Setlur, An Engineering Model for Color Difference as a
Function of Size, 2014). The marks have 9 pixels, 0.19 degrees at arm's length, so it is 9. More
is not asked for, because marker and dash tell the series apart as well.
"""

VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What is seen of linear RGB: the matrices of full severity of Machado, Oliveira and Fernandes, A
Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE Transactions on
Visualization and Computer Graphics 15(6), 2009, doi:10.1109/TVCG.2009.113."""


def _figure(dossier: Dossier, chart_id: str, question_id: str = "", **options: Any) -> go.Figure:
    options = {"room": Room.DESKTOP, "dark": False} | options
    room = options.pop("room")
    return figure_of(dossier, NumbersView(chart_id, question_id), room, **options)


def _charts(dossier: Dossier, *forms: str) -> list[Chart]:
    found = [chart for chart in dossier.figures.charts if chart.form in forms]
    assert found
    return found


def _questions(dossier: Dossier) -> list[tuple[str, str]]:
    """Each question, and the chart that shows it."""
    return [
        (chart.chart_id, question)
        for chart in _charts(dossier, "polls")
        for question in questions_of(dossier, chart.chart_id)
    ]


def _dot_questions(dossier: Dossier) -> list[tuple[str, str]]:
    found = [
        (chart, question)
        for chart, question in _questions(dossier)
        if len(dossier.figures.waves(question)) >= DOTS_FROM
    ]
    assert found
    return found


def _rows(dossier: Dossier, table: str, column: str, value: str) -> list[Any]:
    """The rows of a table that have a value in a column, as they stand in the file."""
    return [row for row in dossier.frame(table).itertuples() if getattr(row, column) == value]


def _lines(figure: go.Figure) -> dict[str, Any]:
    """The lines of a chart by what they count; the marks of the events are none."""
    return {trace.name: trace for trace in figure.data if trace.name}


def _points(trace: Any) -> list[tuple[str, float]]:
    return [(x, y) for x, y in zip(trace.x, trace.y, strict=True) if x is not None]


def _joined(trace: Any) -> list[tuple[str, str]]:
    """The days of each two points between which the line is drawn."""
    assert not trace.connectgaps
    return [(a, b) for a, b in pairwise(trace.x) if a is not None and b is not None]


def _symbols(trace: Any) -> list[tuple[float, str]]:
    """Each value with its mark."""
    marks = zip(trace.y, trace.marker.symbol, strict=True)
    return [(value, symbol) for value, symbol in marks if value is not None]


def _middle(date: str) -> str:
    return parse(date).middle.isoformat()


def _read(text: str) -> str:
    """What a reader sees of a text of plotly; a line may end behind a hyphen."""
    whole = re.sub(r"(?<=\w-)<br>", "", re.sub(r"</?b>", "", text))
    return html.unescape(whole.replace("<br>", " "))


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _value(dossier: Dossier, date: str, value: float, status: str = "reported") -> Figure:
    first = dossier.figures.values(_charts(dossier, "lines")[0].series_ids[0])[0]
    return replace(first, date=parse(date), value=value, status=status)


# Every drawn value is one of the table, with its source


def test_every_line_has_exactly_the_values_of_its_rows(dossier: Dossier) -> None:
    for chart in _charts(dossier, "lines"):
        lines = _lines(_figure(dossier, chart.chart_id))
        assert len(lines) == len(chart.series_ids)
        for series_id in chart.series_ids:
            (measure,) = _rows(dossier, "measures", "series_id", series_id)
            rows = _rows(dossier, "series", "series_id", series_id)
            wanted = sorted((_middle(row.date), row.value) for row in rows)
            assert _points(lines[measure.label_en]) == wanted, series_id


def test_a_point_says_value_unit_date_and_definition(dossier: Dossier) -> None:
    for chart in _charts(dossier, "lines"):
        lines = _lines(_figure(dossier, chart.chart_id))
        for series_id in chart.series_ids:
            measure = dossier.figures.measure(series_id)
            said = [_read(text) for text in lines[measure.label_en].text if text]
            for value, text in zip(dossier.figures.values(series_id), said, strict=True):
                head = f"{value.value:,.10g} {measure.unit_en}, {value.date.words}"
                assert text.startswith(head), series_id
                assert STATUS[value.status] in text
                assert text.endswith(_squeezed(measure.label_en))


def test_every_bar_has_the_value_of_its_row(dossier: Dossier) -> None:
    for chart in _charts(dossier, "bars"):
        figure = _figure(dossier, chart.chart_id)
        (bars,) = figure.data
        names = {note.y: _read(note.text) for note in figure.layout.annotations}
        drawn = [
            (names[place], value, _read(text))
            for place, value, text in zip(bars.y, bars.x, bars.text, strict=True)
        ]
        wanted = []
        for series_id in chart.series_ids:
            (measure,) = _rows(dossier, "measures", "series_id", series_id)
            for row in sorted(
                _rows(dossier, "series", "series_id", series_id), key=lambda row: _middle(row.date)
            ):
                name = _squeezed(f"{measure.label_en}, {parse(row.date).words}")
                wanted.append((name, row.value, f"{row.value:,.10g} {measure.unit_en}"))
        assert drawn == wanted, chart.chart_id


def test_bars_begin_at_nought_and_shares_end_at_a_hundred(dossier: Dossier) -> None:
    for chart in _charts(dossier, "bars"):
        figure = _figure(dossier, chart.chart_id)
        assert figure.layout.xaxis.range[0] == 0
        assert figure.layout.xaxis.range[1] > max(figure.data[0].x)
    for chart in _charts(dossier, "lines"):
        figure = _figure(dossier, chart.chart_id)
        highest = max(y for trace in _lines(figure).values() for _, y in _points(trace))
        assert figure.layout.yaxis.range[0] == 0 < highest < figure.layout.yaxis.range[1]
    for chart_id, question in _questions(dossier):
        layout = _figure(dossier, chart_id, question).layout
        axis = layout.yaxis if (chart_id, question) in _dot_questions(dossier) else layout.xaxis
        assert axis.range[0] == 0 and axis.range[1] >= 100
        assert axis.ticksuffix == " %"


def test_every_poll_is_drawn_with_exactly_the_answers_of_its_rows(dossier: Dossier) -> None:
    dots = _dot_questions(dossier)
    for chart_id, question in _questions(dossier):
        figure = _figure(dossier, chart_id, question)
        rows = _rows(dossier, "polls", "question_id", question)
        if (chart_id, question) in dots:
            drawn = Counter((trace.name, x, y) for trace in figure.data for x, y in _points(trace))
            wanted = Counter((row.option_en, _middle(_day(row)), row.percent) for row in rows)
        else:
            names = {note.y: _read(note.text) for note in figure.layout.annotations}
            drawn = Counter(
                (names[place], share)
                for trace in figure.data
                for place, share in zip(trace.y, trace.x, strict=True)
            )
            wanted = Counter(
                (_squeezed(f"{row.option_en}: {row.percent:g} %"), row.percent) for row in rows
            )
        assert drawn == wanted, question


def _day(row: Any) -> str:
    """When people were asked, else when it was published."""
    return row.fieldwork_end or row.fieldwork_start or row.published


def test_each_poll_stands_under_its_institute_day_and_sample(dossier: Dossier) -> None:
    """Of two polls with one question the later stands first."""
    for chart_id, question in _questions(dossier):
        waves = dossier.figures.waves(question)
        if len(waves) >= DOTS_FROM:
            continue
        notes = sorted(
            _figure(dossier, chart_id, question).layout.annotations, key=lambda note: note.y
        )
        said = iter(_read(note.text) for note in notes)
        for wave in reversed(waves):
            head = next(said)
            assert wave[0].institute in head and wave[0].when in head
            sample = f"{wave[0].sample:,} people" if wave[0].sample else "sample not published"
            assert head.endswith(sample)
            for answer in wave:
                assert next(said).startswith(_squeezed(answer.option_en))
        assert next(said, None) is None
        days = [wave[0].day.lower for wave in waves]
        assert days == sorted(days)


@pytest.mark.parametrize(
    ("form", "table", "key"),
    [("meetings", "summits", "summit_id"), ("visits", "visits", "visit_id")],
)
def test_every_meeting_and_visit_is_a_dot_on_its_day_in_its_row(
    dossier: Dossier, form: str, table: str, key: str
) -> None:
    (chart,) = _charts(dossier, form)
    figure = _figure(dossier, chart.chart_id)
    dots, years = figure.data
    names = {note.y: _read(note.text) for note in figure.layout.annotations}
    rows = {getattr(row, key): row for row in dossier.frame(table).itertuples()}
    drawn = [sent[0] for sent in dots.customdata]
    assert sorted(drawn) == sorted(rows)
    for item, x, y in zip(drawn, dots.x, dots.y, strict=True):
        row = rows[item]
        assert x == _middle(row.date), item
        who = f"{row.leader_japan}, {row.leader_russia}" if form == "meetings" else row.visitor
        assert names[y].startswith(f"{who} ("), item
    counts = Counter(y for y in dots.y)
    for place, name in names.items():
        assert name.endswith(f"({counts[place]})")
    by_year = {int(x[:4]): count for x, count in zip(years.x, years.y, strict=True)}
    assert by_year == Counter(parse(row.date).lower.year for row in rows.values())


def test_visitors_of_either_side_are_told_apart_by_shape_too(dossier: Dossier) -> None:
    (chart,) = _charts(dossier, "visits")
    country = {row.visit_id: row.country for row in dossier.figures.visits}
    for dark in (False, True):
        dots = _figure(dossier, chart.chart_id, dark=dark).data[0]
        looks = {
            (country[sent[0]], symbol, colour)
            for sent, symbol, colour in zip(
                dots.customdata, dots.marker.symbol, dots.marker.color, strict=True
            )
        }
        assert len(looks) == 2
        assert all(len({look[i] for look in looks}) == 2 for i in range(3))


def test_everything_that_is_drawn_has_a_source(dossier: Dossier) -> None:
    asked = [(chart, "") for chart in _charts(dossier, "lines", "bars", "meetings", "visits")]
    asked += [(dossier.figures.chart(chart), question) for chart, question in _questions(dossier)]
    for chart, question in asked:
        table = chart_table(dossier, chart, question)
        figure = _figure(dossier, chart.chart_id, question)
        if chart.form in ("meetings", "visits"):
            drawn = len(figure.data[0].x)
        elif chart.form == "lines":
            drawn = sum(len(_points(trace)) for trace in _lines(figure).values())
        else:
            drawn = sum(len(_points(trace)) for trace in figure.data)
        assert len(table.rows) == len(table.source_ids) == drawn > 0, chart.chart_id
        for ids in table.source_ids:
            assert dossier.sources(ids), chart.chart_id


# What is one line


def test_no_line_is_drawn_over_a_year_without_a_value(dossier: Dossier) -> None:
    joined = 0
    for chart in _charts(dossier, "lines"):
        for name, trace in _lines(_figure(dossier, chart.chart_id)).items():
            for before, after in _joined(trace):
                days = dt.date.fromisoformat(after) - dt.date.fromisoformat(before)
                assert days <= dt.timedelta(days=400), f"{name}: {before} to {after}"
                joined += 1
    assert joined > 20


def test_values_a_year_apart_are_joined_and_others_are_not(dossier: Dossier) -> None:
    measure = dossier.figures.measure(_charts(dossier, "lines")[0].series_ids[0])
    dates = ["2000", "2001", "2003", "2004", "2009-03-31", "2010-03-31", "2011-12-31"]
    values = [_value(dossier, date, 10 + i) for i, date in enumerate(dates)]
    figure = build_lines([(measure, values)], [], room=Room.DESKTOP, dark=False)
    (trace,) = _lines(figure).values()
    assert [x for x, _ in _points(trace)] == [_middle(date) for date in dates]
    pairs = [("2000", "2001"), ("2003", "2004"), ("2009-03-31", "2010-03-31")]
    assert _joined(trace) == [(_middle(a), _middle(b)) for a, b in pairs]


def test_a_measure_has_one_name_and_one_unit(dossier: Dossier) -> None:
    measures = dossier.frame("measures")
    named = Counter(zip(measures["label_en"], measures["unit_en"], strict=True))
    assert len(set(measures["series_id"])) == len(named) == len(measures)
    assert all(unit.strip() for unit in measures["unit_en"])
    assert set(dossier.frame("series")["series_id"]) == set(measures["series_id"])


def test_what_is_drawn_on_one_axis_has_one_unit_and_names_of_its_own(dossier: Dossier) -> None:
    for chart in _charts(dossier, "lines", "bars"):
        measures = [dossier.figures.measure(name) for name in chart.series_ids]
        assert len(set(chart.series_ids)) == len(measures) > 0
        if chart.form == "lines":
            assert len({measure.unit_en for measure in measures}) == 1, chart.chart_id
            named = [measure.short_en or measure.label_en for measure in measures[: len(LINES)]]
            assert len(set(named)) == len(named), chart.chart_id


def test_a_question_is_one_wording_asked_of_one_population(dossier: Dossier) -> None:
    questions = dossier.frame("questions")
    wordings = Counter(zip(questions["asked_en"], questions["question_en"], strict=True))
    assert not [wording for wording, count in wordings.items() if count > 1]


def test_the_waves_of_a_question_are_its_polls_and_no_others(dossier: Dossier) -> None:
    for question in dossier.figures.questions:
        rows = _rows(dossier, "polls", "question_id", question.question_id)
        waves = dossier.figures.waves(question.question_id)
        found = [(a.poll_id, a.option_en, a.percent) for wave in waves for a in wave]
        wanted = [(row.poll_id, row.option_en, row.percent) for row in rows]
        assert sorted(found) == sorted(wanted)
        assert len({wave[0].poll_id for wave in waves}) == len(waves) > 0
        for wave in waves:
            assert {answer.question_id for answer in wave} == {question.question_id}
            one = {(a.poll_id, a.institute, a.when, a.sample) for a in wave}
            assert len(one) == 1, f"{question.question_id}: {one}"
            options = [answer.option_en for answer in wave]
            assert len(set(options)) == len(options), wave[0].poll_id


def test_polls_come_by_date_whatever_their_ids_and_order_in_the_table(dossier: Dossier) -> None:
    (first, *_) = dossier.figures.waves(_dot_questions(dossier)[0][1])
    dates = {"c": "1991", "a": "2011-02", "d": "2002-07-01", "b": "2002"}
    answers = [
        replace(
            answer, poll_id=poll, fieldwork_start=None, fieldwork_end=None, published=parse(day)
        )
        for poll, day in dates.items()
        for answer in first
    ]
    figures = Figures(dict.fromkeys(FIGURE_TABLES, ()) | {"polls": answers})
    waves = figures.waves(first[0].question_id)
    assert [wave[0].poll_id for wave in waves] == ["c", "b", "d", "a"]
    for wave in waves:
        assert [answer.option_en for answer in wave] == [answer.option_en for answer in first]


def test_every_answer_belongs_to_a_question_that_a_chart_shows(dossier: Dossier) -> None:
    shown = {question for _, question in _questions(dossier)}
    assert set(dossier.frame("polls")["question_id"]) == shown


def test_one_or_two_polls_are_bars_and_more_are_dots_that_no_line_joins(dossier: Dossier) -> None:
    (first, *_) = dossier.figures.waves(_dot_questions(dossier)[0][1])

    def wave(year: int) -> tuple[PollAnswer, ...]:
        day = parse(f"{year}-02-01")
        return tuple(replace(a, fieldwork_start=day, fieldwork_end=day) for a in first)

    for count in (1, 2, 3, 4):
        waves = [wave(2000 + i) for i in range(count)]
        figure = build_poll(waves, room=Room.DESKTOP, dark=False)
        kinds = {
            (trace.type, trace.mode if trace.type == "scatter" else "") for trace in figure.data
        }
        assert kinds == ({("bar", "")} if count < DOTS_FROM else {("scatter", "markers")})


def test_no_line_joins_two_polls(dossier: Dossier) -> None:
    """They are years apart, and what people thought between them is not known."""
    years = []
    for chart_id, question in _dot_questions(dossier):
        for trace in _figure(dossier, chart_id, question).data:
            assert trace.mode == "markers" and trace.line.color is None, question
            days = [dt.date.fromisoformat(x) for x in trace.x]
            years += [(after - before).days / 365 for before, after in pairwise(days)]
    assert max(years) > 5


# The sampling error


@pytest.mark.parametrize(
    ("percent", "sample", "wanted"),
    [
        # 1.96 * sqrt(0.5 * 0.5 / 1600) = 1.96 * 0.5 / 40 = 0.0245
        (50, 1600, 2.45),
        # 1.96 * sqrt(0.1 * 0.9 / 900) = 1.96 * 0.3 / 30 = 0.0196
        (10, 900, 1.96),
        (90, 900, 1.96),
        # 1.96 * sqrt(0.2 * 0.8 / 1024) = 1.96 * 0.4 / 32 = 0.0245
        (20, 1024, 2.45),
        # 1.96 * sqrt(0.36 * 0.64 / 576) = 1.96 * 0.48 / 24 = 0.0392
        (36, 576, 3.92),
        (50, 1, 98),
        (0, 1500, 0),
        (100, 1500, 0),
    ],
)
def test_the_sampling_error_is_that_of_a_simple_random_sample(
    percent: float, sample: int, wanted: float
) -> None:
    assert sampling_error(percent, sample) == pytest.approx(wanted)


def test_without_a_sample_there_is_no_error_to_show() -> None:
    assert sampling_error(50, None) is None


def test_whiskers_stand_where_the_sample_is_known_and_only_there(dossier: Dossier) -> None:
    seen = Counter()
    for chart_id, question in _questions(dossier):
        answers = [a for wave in dossier.figures.waves(question) for a in wave]
        wanted = sorted(
            (a.percent, 196 * math.sqrt(a.percent / 100 * (1 - a.percent / 100) / a.sample))
            for a in answers
            if a.sample
        )
        drawn = []
        for trace in _figure(dossier, chart_id, question).data:
            whiskers, shares = (
                (trace.error_x, trace.x) if trace.type == "bar" else (trace.error_y, trace.y)
            )
            errors = whiskers.array if whiskers.array is not None else [None] * len(shares)
            if trace.type == "bar":  # a whisker of unknown length is drawn as a stub
                assert whiskers.array is None or None not in whiskers.array, question
            drawn += [
                (share, error)
                for share, error in zip(shares, errors, strict=True)
                if error is not None and not math.isnan(error)
            ]
        assert len(drawn) == len(wanted), question
        for found, right in zip(sorted(drawn), wanted, strict=True):
            assert found == pytest.approx(right), question
        seen += Counter({True: len(wanted), False: len(answers) - len(wanted)})
    assert seen[True] and seen[False]


# How series are told apart


def test_values_that_were_not_reported_as_such_have_open_marks_and_others_full_ones(
    dossier: Dossier,
) -> None:
    seen = Counter()
    for chart in _charts(dossier, "lines"):
        lines = _lines(_figure(dossier, chart.chart_id))
        for series_id in chart.series_ids[: len(LINES)]:
            values = dossier.figures.values(series_id)
            marks = _symbols(lines[dossier.figures.measure(series_id).label_en])
            for value, (drawn, symbol) in zip(values, marks, strict=True):
                assert drawn == value.value
                is_open = symbol.endswith("-open")
                assert is_open == (value.status != "reported"), f"{series_id} {value.date.text}"
                seen[value.status] += 1
    assert set(seen) == set(STATUS)


def test_series_that_share_a_colour_have_a_mark_of_their_own(dossier: Dossier) -> None:
    seen = 0
    for chart in _charts(dossier, "lines"):
        lines = _lines(_figure(dossier, chart.chart_id))
        for place, series_id in enumerate(chart.series_ids):
            marks = _symbols(lines[dossier.figures.measure(series_id).label_en])
            shared = {symbol.endswith("-open-dot") for _, symbol in marks}
            assert shared == {place >= len(LINES)}, series_id
            seen += place >= len(LINES)
    assert seen


def test_bars_of_what_was_not_reported_as_such_are_hatched(dossier: Dossier) -> None:
    seen = set()
    for chart in _charts(dossier, "bars"):
        (bars,) = _figure(dossier, chart.chart_id).data
        values = [v for name in chart.series_ids for v in dossier.figures.values(name)]
        for value, hatching in zip(values, bars.marker.pattern.shape, strict=True):
            assert bool(hatching) == (value.status != "reported"), value.series_id
            seen.add(bool(hatching))
    assert seen == {False, True}


def test_every_status_has_words_of_its_own(dossier: Dossier) -> None:
    assert set(STATUS) == set(dossier.choices("series", "status"))
    assert len(set(STATUS.values())) == len(STATUS)
    assert not STATUS["reported"]


def test_lines_differ_in_marker_and_dash_and_colour() -> None:
    for one, other in combinations(LINES, 2):
        assert one.symbol != other.symbol
        assert one.dash != other.dash
        assert one.light != other.light and one.dark != other.dark


@pytest.mark.parametrize("dark", [False, True])
def test_series_of_one_chart_differ_in_marker_and_dash_and_colour(
    dossier: Dossier, dark: bool
) -> None:
    """Of as many series as there are looks; polls, which no line joins, have no dash."""
    asked = [(chart.chart_id, "") for chart in _charts(dossier, "lines")]
    for chart_id, question in asked + _dot_questions(dossier):
        traces = list(_lines(_figure(dossier, chart_id, question, dark=dark)).values())
        looks = [_look(trace) for trace in traces[: len(LINES)]]
        for one, other in combinations(looks, 2):
            assert all(a != b for a, b in zip(one, other, strict=True)), f"{chart_id} {question}"


def _look(trace: Any) -> tuple[str, ...]:
    """Mark and colour, and the dash of what is a line."""
    symbols = trace.marker.symbol
    symbol = symbols if isinstance(symbols, str) else next(s for s in symbols if s)
    mark = symbol.removesuffix("-open")
    if trace.mode == "markers":
        return mark, trace.marker.color
    assert trace.marker.color == trace.line.color
    return mark, trace.line.color, trace.line.dash


def test_no_question_has_more_answers_over_time_than_there_are_looks(dossier: Dossier) -> None:
    for chart_id, question in _dot_questions(dossier):
        assert len(_figure(dossier, chart_id, question).data) <= len(LINES), question


def _linear(colour: str) -> np.ndarray:
    """Linear RGB of an sRGB colour such as '#1b3a6b' (IEC 61966-2-1)."""
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    """CIELAB, white D65."""
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    x, y, z = (
        np.cbrt(part) if part > (6 / 29) ** 3 else part / (3 * (6 / 29) ** 2) + 4 / 29
        for part in to_xyz @ np.clip(linear, 0, 1) / to_xyz.sum(axis=1)
    )
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _seen(colour: str, vision: str) -> np.ndarray:
    return _lab(np.array(VISION[vision]) @ _linear(colour))


def test_the_measure_of_colours_is_right() -> None:
    """Published CIELAB values of sRGB colours; and who sees no red sees it darker."""
    for colour, wanted in [
        ("#ffffff", (100, 0, 0)),
        ("#000000", (0, 0, 0)),
        ("#ff0000", (53.24, 80.09, 67.20)),
        ("#0000ff", (32.30, 79.19, -107.86)),
    ]:
        assert _seen(colour, "normal") == pytest.approx(wanted, abs=0.02)
    for vision in VISION:
        assert _seen("#808080", vision) == pytest.approx(_seen("#808080", "normal"), abs=0.1)
    assert _seen("#ff0000", "protanopia")[0] < _seen("#ff0000", "normal")[0] - 10


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISION)
def test_colours_of_lines_are_told_apart_by_the_colour_blind(dark: bool, vision: str) -> None:
    colours = [line.dark if dark else line.light for line in LINES]
    for one, other in combinations(colours, 2):
        apart = np.linalg.norm(_seen(one, vision) - _seen(other, vision))
        assert apart > LEAST_APART, f"{one} and {other}: {apart:.1f}"


@pytest.mark.parametrize("dark", [False, True])
def test_lines_and_their_names_stand_out_from_the_paper(dark: bool) -> None:
    """The names have the colours of their lines: a contrast of 4.5 to 1 (WCAG 2.1, 1.4.3)."""
    luminance = np.array([0.2126, 0.7152, 0.0722])
    paper = luminance @ _linear(PAPER[dark])
    for line in LINES:
        ink = luminance @ _linear(line.dark if dark else line.light)
        light, deep = max(ink, paper), min(ink, paper)
        assert (light + 0.05) / (deep + 0.05) >= 4.5, line


# Words and marks that lie over the chart


def _height_px(figure: go.Figure) -> float:
    return figure.layout.height - figure.layout.margin.t - figure.layout.margin.b


def _label_edges(figure: go.Figure) -> list[tuple[float, float, str]]:
    """Upper and lower edge of the letters of each label at the end of a line, in pixels."""
    low, high = figure.layout.yaxis.range
    scale = _height_px(figure) / (high - low)
    edges = []
    for note in figure.layout.annotations:
        half = note.font.size * (note.text.count("<br>") + 1) / 2
        middle = (high - note.y) * scale
        edges.append((middle - half, middle + half, note.text))
    return sorted(edges)


@pytest.mark.parametrize("room", Room)
def test_names_at_the_ends_of_lines_do_not_cover_one_another(dossier: Dossier, room: Room) -> None:
    asked = [(chart.chart_id, "") for chart in _charts(dossier, "lines")]
    for chart_id, question in asked + _dot_questions(dossier):
        edges = _label_edges(_figure(dossier, chart_id, question, room=room))
        assert edges, chart_id
        for (_, bottom, one), (top, _, other) in pairwise(edges):
            assert bottom <= top, f"{chart_id} {question}: {one}, {other}"


@pytest.mark.parametrize("room", Room)
def test_names_of_lines_that_end_at_one_value_move_apart(dossier: Dossier, room: Room) -> None:
    measures = [
        dossier.figures.measure(name)
        for chart in _charts(dossier, "lines")
        for name in chart.series_ids
    ][: len(LINES)]
    for ends in ([100.0] * 4, [0.0, 100, 100, 100], [98, 99, 100, 101], [0, 0, 0, 100]):
        series = [
            (measure, [_value(dossier, "2001", end), _value(dossier, "2002", end)])
            for measure, end in zip(measures, ends, strict=True)
        ]
        edges = _label_edges(build_lines(series, [], room=room, dark=False))
        assert len(edges) == len(LINES)
        for (_, bottom, one), (top, _, other) in pairwise(edges):
            assert bottom <= top, f"{ends}: {one}, {other}"


@pytest.mark.parametrize("dark", [False, True])
def test_each_line_is_named_at_its_end_in_its_colour(dossier: Dossier, dark: bool) -> None:
    for chart in _charts(dossier, "lines"):
        figure = _figure(dossier, chart.chart_id, dark=dark)
        lines = _lines(figure)
        named = {note.font.color: _read(note.text) for note in figure.layout.annotations}
        for series_id in chart.series_ids[: len(LINES)]:
            measure = dossier.figures.measure(series_id)
            colour = lines[measure.label_en].line.color
            assert named[colour] == (measure.short_en or measure.label_en), series_id
    for chart_id, question in _dot_questions(dossier):
        figure = _figure(dossier, chart_id, question, dark=dark)
        named = {note.font.color: _read(note.text) for note in figure.layout.annotations}
        for trace in figure.data:
            last = trace.y[-1]
            assert named[trace.marker.color] == _squeezed(f"{trace.name}: {last:g} %"), question


def _event_marks(figure: go.Figure) -> Any:
    (marks,) = [trace for trace in figure.data if not trace.name]
    return marks


def test_events_within_the_years_are_marked_by_their_number_in_the_list(dossier: Dossier) -> None:
    seen = 0
    for chart in _charts(dossier, "lines"):
        figure = _figure(dossier, chart.chart_id)
        events = events_of(dossier, chart)
        assert {event.event_id for event in events} == set(chart.event_ids)
        first, last = map(dt.date.fromisoformat, figure.layout.xaxis.range)
        wanted = [
            (event.event_id, event.first_day.isoformat(), str(place))
            for place, event in enumerate(events, 1)
            if first < event.first_day < last
        ]
        marks = _event_marks(figure)
        assert marks.yaxis == "y2"
        sent = [data[0] for data in marks.customdata]
        assert list(zip(sent, marks.x, marks.text, strict=True)) == wanted, chart.chart_id
        rules = [shape.x0 for shape in figure.layout.shapes]
        assert rules == [day for _, day, _ in wanted]
        points = [x for trace in _lines(figure).values() for x, _ in _points(trace)]
        assert first.isoformat() < min(points) and max(points) < last.isoformat()
        seen += len(wanted)
    assert seen > 10


@pytest.mark.parametrize("room", Room)
def test_marks_of_events_do_not_cover_one_another(dossier: Dossier, room: Room) -> None:
    for chart in _charts(dossier, "lines"):
        figure = _figure(dossier, chart.chart_id, room=room)
        marks = _event_marks(figure)
        first, last = map(dt.date.fromisoformat, figure.layout.xaxis.range)
        across = PLOT_PX[room] / (last - first).days
        low, high = figure.layout.yaxis2.range
        up = _height_px(figure) / (high - low)
        places = [
            ((dt.date.fromisoformat(x) - first).days * across, y * up)
            for x, y in zip(marks.x, marks.y, strict=True)
        ]
        for one, other in combinations(places, 2):
            assert math.dist(one, other) >= marks.marker.size, f"{chart.chart_id}: {one}, {other}"
        radius = marks.marker.size / 2 / up
        assert all(low < y - radius and y <= high for y in marks.y)


def test_marks_of_events_lie_whole_inside_the_plot(dossier: Dossier) -> None:
    """Outside of it plotly takes no clicks."""
    for chart in _charts(dossier, "lines"):
        figure = _figure(dossier, chart.chart_id)
        marks = _event_marks(figure)
        _, high = figure.layout.yaxis2.range
        up = _height_px(figure) / high
        assert all((high - y) * up >= marks.marker.size / 2 for y in marks.y), chart.chart_id


def test_the_chosen_event_and_meeting_stand_out(dossier: Dossier) -> None:
    chart = next(c for c in _charts(dossier, "lines") if len(_event_marks_of(dossier, c)) > 1)
    chosen = _event_marks_of(dossier, chart)[1]
    view = NumbersView(chart.chart_id, event_id=chosen)
    marks = _event_marks(figure_of(dossier, view, Room.DESKTOP, dark=False))
    colours = dict(zip((sent[0] for sent in marks.customdata), marks.marker.color, strict=True))
    others = {colour for event, colour in colours.items() if event != chosen}
    assert len(others) == 1 and colours[chosen] not in others

    (chart,) = _charts(dossier, "meetings")
    item = dossier.figures.summits[3].summit_id
    view = NumbersView(chart.chart_id, item_id=item)
    dots = figure_of(dossier, view, Room.DESKTOP, dark=False).data[0]
    sizes = dict(zip((sent[0] for sent in dots.customdata), dots.marker.size, strict=True))
    assert [name for name, size in sizes.items() if size == max(sizes.values())] == [item]


def _event_marks_of(dossier: Dossier, chart: Chart) -> list[str]:
    return [sent[0] for sent in _event_marks(_figure(dossier, chart.chart_id)).customdata]


# No markup, no surprise


def test_words_of_the_data_are_text_and_no_markup(dossier: Dossier) -> None:
    hostile = "<b>x</b><script>alert(1)</script> & <a href='https://evil.example'>y</a>"
    first = dossier.figures.measure(_charts(dossier, "lines")[0].series_ids[0])
    measure = replace(first, label_en=hostile, short_en=hostile, unit_en=hostile)
    event = replace(dossier.events[0], title_en=hostile, start=parse("2001-06-01"))
    series = [(measure, [_value(dossier, "2001", 1), _value(dossier, "2002", 2)])]
    waves = [
        tuple(replace(a, option_en=hostile, institute=hostile, note_en=hostile) for a in wave[:1])
        for wave in dossier.figures.waves(_dot_questions(dossier)[0][1])
    ]
    for room in Room:
        options = {"room": room, "dark": False}
        for figure in (
            build_lines(series, [event], **options),
            build_bars(series, **options),
            build_poll(waves[:1], **options),
            build_poll(waves, **options),
        ):
            words = [note.text for note in figure.layout.annotations]
            for trace in figure.data:
                for part in (trace.text, trace.hovertext):
                    words += [part] if isinstance(part, str) else list(part or ())
            assert sum("script" in text for text in words) >= 2
            for text in words:
                assert not re.search(r"<(?!/?b>|br>)", text), text
                assert text.count("<b>") == text.count("</b>") <= 1


def test_figures_are_written_as_they_are_read() -> None:
    for value, wanted in [
        (17291.0, "17,291"),
        (3.85, "3.85"),
        (1144.7, "1,144.7"),
        (0.0, "0"),
        (1400000.0, "1,400,000"),
        (5003.1, "5,003.1"),
    ]:
        assert number(value) == wanted


def test_charts_can_be_saved_as_a_picture_and_cannot_be_dragged(dossier: Dossier) -> None:
    assert PICTURE_CONFIG["displayModeBar"]
    assert PICTURE_CONFIG["modeBarButtons"] == [["toImage"]]
    for chart in dossier.figures.charts:
        question = next(iter(questions_of(dossier, chart.chart_id)), "")
        layout = _figure(dossier, chart.chart_id, question).layout
        assert layout.dragmode is False
        assert layout.xaxis.fixedrange and layout.yaxis.fixedrange
