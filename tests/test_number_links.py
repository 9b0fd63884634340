"""Links of the numbers page: each view comes back from its own link, and no link stops the page."""

from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest

from components.dossier import Chart, Dossier
from components.number_links import (
    KNOWN,
    NumbersView,
    chart_link,
    items_of,
    questions_of,
    read_numbers_view,
    write_numbers_view,
)


def _there_and_back(view: NumbersView, dossier: Dossier) -> tuple[NumbersView, list[str]]:
    """Through the text of a link, as a browser sends it."""
    text = urlencode(write_numbers_view(view, dossier), doseq=True)
    return read_numbers_view(parse_qs(text), dossier)


def _opening(dossier: Dossier, chart: Chart) -> NumbersView:
    """A chart as it opens: a chart of polls with its first question."""
    questions = questions_of(dossier, chart.chart_id)
    return NumbersView(chart.chart_id, questions[0] if questions else "")


def _first(dossier: Dossier, form: str) -> Chart:
    return next(chart for chart in dossier.figures.charts if chart.form == form)


def test_every_chart_comes_back_with_each_of_its_events(dossier: Dossier) -> None:
    assert len(dossier.figures.charts) > 15
    for chart in dossier.figures.charts:
        opening = _opening(dossier, chart)
        for event_id in ("", *chart.event_ids):
            view = NumbersView(chart.chart_id, opening.question_id, event_id)
            assert _there_and_back(view, dossier) == (view, [])


def test_every_question_comes_back_and_belongs_to_one_chart(dossier: Dossier) -> None:
    seen: list[str] = []
    for chart in dossier.figures.charts:
        questions = questions_of(dossier, chart.chart_id)
        assert bool(questions) == (chart.form == "polls"), chart.chart_id
        for question in questions:
            view = NumbersView(chart.chart_id, question)
            assert _there_and_back(view, dossier) == (view, [])
        seen += questions
    assert sorted(seen) == sorted(dossier.frame("questions")["question_id"])


@pytest.mark.parametrize(
    ("form", "table", "column"),
    [("meetings", "summits", "summit_id"), ("visits", "visits", "visit_id")],
)
def test_every_meeting_and_visit_comes_back(
    dossier: Dossier, form: str, table: str, column: str
) -> None:
    chart = _first(dossier, form)
    items = items_of(dossier, form)
    assert sorted(items) == sorted(dossier.frame(table)[column])
    for item in items:
        for event_id in ("", chart.event_ids[0]):
            view = NumbersView(chart.chart_id, event_id=event_id, item_id=item)
            assert _there_and_back(view, dossier) == (view, [])


def test_the_first_visit_has_no_parameters(dossier: Dossier) -> None:
    opening = _opening(dossier, dossier.figures.charts[0])
    assert read_numbers_view({}, dossier) == (opening, [])
    assert write_numbers_view(opening, dossier) == {}


def test_a_link_holds_only_what_differs(dossier: Dossier) -> None:
    first, second = dossier.figures.charts[:2]
    for chart in dossier.figures.charts[1:]:
        assert write_numbers_view(_opening(dossier, chart), dossier) == {"chart": [chart.chart_id]}
    other = questions_of(dossier, first.chart_id)[1]
    assert write_numbers_view(NumbersView(first.chart_id, other), dossier) == {"question": [other]}
    other = questions_of(dossier, second.chart_id)[1]
    both = {"chart": [second.chart_id], "question": [other]}
    assert write_numbers_view(NumbersView(second.chart_id, other), dossier) == both
    chart = _first(dossier, "meetings")
    item = items_of(dossier, "meetings")[0]
    view = NumbersView(chart.chart_id, "", chart.event_ids[0], item)
    assert write_numbers_view(view, dossier) == {
        "chart": [chart.chart_id],
        "event": [chart.event_ids[0]],
        "item": [item],
    }


def test_a_chart_that_is_asked_for_without_a_question_opens(dossier: Dossier) -> None:
    """The list of charts asks so."""
    for chart in dossier.figures.charts:
        view, ignored = _there_and_back(NumbersView(chart.chart_id), dossier)
        assert (view, ignored) == (_opening(dossier, chart), [])


@pytest.mark.parametrize("page", ["/", "/checked?q=war", "/numbers?chart=kelp&event=x"])
def test_the_link_of_a_chart_opens_it_from_any_page(dossier: Dossier, page: str) -> None:
    for chart in dossier.figures.charts:
        address = urlsplit(urljoin(f"https://example.org{page}", chart_link(chart.chart_id)))
        assert address.path == "/numbers"
        found = read_numbers_view(parse_qs(address.query), dossier)
        assert found == (_opening(dossier, chart), [])


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"colour": ["red"]}, "colour"),
        ({"claim": ["report-armistice"]}, "claim"),
        ({"": ["x"]}, ""),
        ({"chart": ["no-such-chart"]}, "chart=no-such-chart"),
        ({"chart": ["Population"]}, "chart=Population"),
        ({"chart": ["x" * 5000]}, f"chart={'x' * 39}…"),
        ({"question": ["<script>"]}, "question=<script>"),
        ({"question": ["a\nb"]}, "question=a b"),
        ({"event": ["no-such-event"]}, "event=no-such-event"),
        ({"item": ["no-such-item"]}, "item=no-such-item"),
    ],
)
def test_what_is_not_understood_is_named_and_left_out(
    dossier: Dossier, params: dict[str, list[str]], named: str
) -> None:
    opening = _opening(dossier, dossier.figures.charts[0])
    assert read_numbers_view(params, dossier) == (opening, [named])


def test_what_belongs_to_another_chart_is_named(dossier: Dossier) -> None:
    russia, japan = (chart for chart in dossier.figures.charts if chart.form == "polls")
    meetings, visits = _first(dossier, "meetings"), _first(dossier, "visits")
    marked = next(c for c in dossier.figures.charts if c.form == "lines" and c.event_ids)
    foreign = [
        (russia, "question", questions_of(dossier, japan.chart_id)[0]),
        (marked, "question", questions_of(dossier, japan.chart_id)[0]),
        (russia, "event", marked.event_ids[0]),
        (meetings, "event", marked.event_ids[0]),
        (visits, "item", items_of(dossier, "meetings")[0]),
        (meetings, "item", items_of(dossier, "visits")[0]),
        (marked, "item", items_of(dossier, "visits")[0]),
    ]
    for chart, name, value in foreign:
        params = {"chart": [chart.chart_id], name: [value]}
        view, (notice,) = read_numbers_view(params, dossier)
        assert view == _opening(dossier, chart)
        assert notice.startswith(f"{name}={value[:39]}")


def test_the_rest_of_a_bad_link_is_kept(dossier: Dossier) -> None:
    chart = next(c for c in dossier.figures.charts if c.form == "lines" and c.event_ids)
    params = {
        "chart": [chart.chart_id],
        "event": [chart.event_ids[-1]],
        "item": ["moon"],
        "utm_source": ["mail"],
    }
    view, ignored = read_numbers_view(params, dossier)
    assert view == NumbersView(chart.chart_id, event_id=chart.event_ids[-1])
    assert sorted(ignored) == ["item=moon", "utm_source"]


def test_parameters_without_a_value_do_no_harm(dossier: Dossier) -> None:
    opening = _opening(dossier, dossier.figures.charts[0])
    for empty in ([], [""]):
        assert read_numbers_view(dict.fromkeys(KNOWN, empty), dossier)[0] == opening


def test_embedding_is_not_complained_of(dossier: Dossier) -> None:
    params = {"embed": ["true"], "embed_options": ["show_toolbar"]}
    opening = _opening(dossier, dossier.figures.charts[0])
    assert read_numbers_view(params, dossier) == (opening, [])
