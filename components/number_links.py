"""The link of the numbers page: what its query string says, and the one that says it.

| parameter | holds | left out when |
|---|---|---|
| `chart` | the chart, by id | the first |
| `question` | the question of the poll, by id | the first |
| `event` | the marked event that is told below the chart | none |
| `item` | the meeting or visit that is told below the chart | none |
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from components.dossier import Dossier, PollQuestion
from components.params import Params, read_choices, unknown_names

KNOWN = ("chart", "question", "event", "item")
POLLS_OF = {"polls-russia": "Russia", "polls-japan": "Japan"}
"""Charts of polls, and the country whose polls each shows."""


@dataclass(frozen=True, slots=True)
class NumbersView:
    """All that a reader chose on the numbers page.

    Attributes:
        chart_id: the chart.
        question_id: the question, on a chart of polls; else ''.
        event_id: the marked event that is told, or ''.
        item_id: the meeting or visit that is told, or ''.
    """

    chart_id: str
    question_id: str = ""
    event_id: str = ""
    item_id: str = ""


def read_numbers_view(params: Params, dossier: Dossier) -> tuple[NumbersView, list[str]]:
    """Understand a query string.

    Args:
        params: the values of each parameter, in order.
        dossier: says which charts and questions exist.

    Returns:
        The view, and a phrase for each part of the link that was left out.
    """
    ignored = unknown_names(params, KNOWN)
    figures = dossier.figures
    charts = [chart.chart_id for chart in figures.charts]
    found = read_choices(params, "chart", charts, ignored)
    chart = figures.chart(found[0] if found else charts[0])
    questions = questions_of(dossier, chart.chart_id)
    question = read_choices(params, "question", questions, ignored)
    event = read_choices(params, "event", chart.event_ids, ignored)
    item = read_choices(params, "item", items_of(dossier, chart.form), ignored)
    return (
        NumbersView(
            chart.chart_id,
            question[0] if question else next(iter(questions), ""),
            event[0] if event else "",
            item[0] if item else "",
        ),
        ignored,
    )


def questions_of(dossier: Dossier, chart_id: str) -> list[str]:
    """The ids of the poll questions that a chart can show."""
    if chart_id not in POLLS_OF:
        return []
    return [row.question_id for row in dossier.figures.questions_in(POLLS_OF[chart_id])]


def items_of(dossier: Dossier, form: str) -> list[str]:
    """The ids of the meetings or visits that a chart of this form shows."""
    if form == "meetings":
        return [row.summit_id for row in dossier.figures.summits]
    return [row.visit_id for row in dossier.figures.visits] if form == "visits" else []


def write_numbers_view(view: NumbersView, dossier: Dossier) -> dict[str, list[str]]:
    """The query parameters of a view; what is as it would be anyway is left out."""
    params: dict[str, list[str]] = {}
    if view.chart_id != dossier.figures.charts[0].chart_id:
        params["chart"] = [view.chart_id]
    questions = questions_of(dossier, view.chart_id)
    if view.question_id and view.question_id != questions[0]:
        params["question"] = [view.question_id]
    if view.event_id:
        params["event"] = [view.event_id]
    if view.item_id:
        params["item"] = [view.item_id]
    return params


def question_link(question: PollQuestion) -> str:
    """The shortest address of a poll question, relative to any page of the site."""
    chart = next(chart for chart, country in POLLS_OF.items() if country == question.country)
    return "./numbers?" + urlencode({"chart": chart, "question": question.question_id})


def chart_link(chart_id: str) -> str:
    """The shortest address of a chart, relative to any page of the site."""
    return "./numbers?" + urlencode({"chart": chart_id})
