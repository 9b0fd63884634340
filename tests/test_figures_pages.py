"""The pages of treaty, numbers and checked statements run whole, without a browser."""

import datetime as dt
import importlib
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from components.claim_links import VERDICTS_IN_LINKS
from components.claim_page import FAVOURS, ORIGINS, VERDICTS
from components.dossier import ClaimFilters, Dossier, Store
from components.dossier.matters import MAKERS
from components.lanes import Room
from components.map_links import read_map_view
from components.number_links import NumbersView, items_of, questions_of
from components.number_tables import all_source_ids, chart_table
from components.numbers_page import events_of, figure_of, item_names, item_text
from components.treaty_page import MAKER_NAMES, STATES, map_of_offer
from tests.conftest import DataCopy
from tests.test_words_pages import asked, charts, copies, notices, open_page, text_of

HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://evil.example) :red[c] $d$ `e`"
MARKUP = re.compile(r"(?<!\\)(<script|\$d|:red|\*\*b|`e)|(?<!\\)\[l(?<!\\)\]\(")
ARMISTICE = "report-armistice"
KAWANA = "of-1998-kawana"

ATTACKED = {
    "treaty_matters.csv": (
        "matter_en",
        "settled_by_en",
        "words_en",
        "what_remains_en",
        "japan_view_en",
        "russia_view_en",
    ),
    "offers.csv": ("title_en", "who", "what_en", "would_give_russia_en", "answer_en"),
    "claims.csv": ("claim_en", "made_by_en", "finding_en", "note_en"),
    "charts.csv": ("title_en", "short_en", "note_en"),
    "questions.csv": ("question_en", "asked_en"),
}
"""Columns whose words the pages show."""


def treaty(phone: bool = False, **params: Any) -> AppTest:
    return open_page("treaty", phone, **params)


def numbers(phone: bool = False, **params: Any) -> AppTest:
    return open_page("numbers", phone, **params)


def checked(phone: bool = False, **params: Any) -> AppTest:
    return open_page("checked", phone, **params)


def shown(text: str) -> str:
    """Text of the data as `text_of` gives it."""
    return " ".join(text.split()).replace("\\", "")


def rows(page: AppTest, name: str) -> list[str]:
    """The ids of the rows of a list, from top to bottom."""
    beginning = f"{name}_"
    return [b.key.removeprefix(beginning) for b in page.button if b.key.startswith(beginning)]


def marked(page: AppTest, name: str) -> list[str]:
    """The ids of the rows that are shown as chosen."""
    return [
        row for row in rows(page, name) if page.button(key=f"{name}_{row}").proto.type != "tertiary"
    ]


def claims(page: AppTest) -> list[str]:
    """The ids of the statements that are shown, in order."""
    paths = [data["path"] for data in copies(page) if "claim=" in data["path"]]
    return [path.split("claim=")[1] for path in paths]


def raw(page: AppTest) -> str:
    """All that the browser reads as Markdown."""
    parts = (*page.markdown, *page.caption, *page.info)
    return "\n".join([*(part.value for part in parts), *(button.label for button in page.button)])


@pytest.fixture
def spoilt(data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch) -> DataCopy:
    """The site serves this copy of the data; edits show on the next run."""
    module = importlib.import_module("components.dossier.store")
    monkeypatch.setattr(module, "store", Store(data_copy.folder, look_every_s=0))
    return data_copy


# The treaty as a checklist


def test_the_first_visit_counts_all_matters_and_opens_the_first(dossier: Dossier) -> None:
    page = treaty()
    assert not page.exception and not notices(page) and asked(page) == {}
    matters = dossier.matters.matters
    (counts,) = [
        part.value for part in page.markdown if "matters that a peace treaty" in part.value
    ]
    total, *each = [int(number) for number in re.findall(r"\d+", counts)]
    assert total == len(matters)
    assert each == [dossier.matters.states()[state] for state in STATES]
    assert sorted(rows(page, "matter")) == sorted(matter.matter_id for matter in matters)
    assert marked(page, "matter") == [matters[0].matter_id]
    assert shown(matters[0].what_remains_en) in text_of(page)


def test_matters_stand_under_their_state(dossier: Dossier) -> None:
    page = treaty()
    order = [dossier.matters.matter(matter_id).state for matter_id in rows(page, "matter")]
    places = [list(STATES).index(state) for state in order]
    assert places == sorted(places)
    for state, (_, name) in STATES.items():
        assert f"{name} ({dossier.matters.states()[state]})" in text_of(page)


def test_every_matter_can_be_linked_to(dossier: Dossier) -> None:
    page = treaty()
    for matter in dossier.matters.matters:
        page.query_params["matter"] = matter.matter_id
        page.run()
        assert not page.exception and not notices(page), matter.matter_id
        assert marked(page, "matter") == [matter.matter_id]
        for text in (matter.what_remains_en, matter.japan_view_en, matter.russia_view_en):
            assert shown(text) in text_of(page)


def test_a_click_on_a_matter_opens_it_and_stands_in_the_link(dossier: Dossier) -> None:
    page = treaty()
    for matter in (dossier.matters.matters[-1], dossier.matters.matters[3]):
        page.button(key=f"matter_{matter.matter_id}").click().run()
        assert asked(page) == {"matter": [matter.matter_id]}
        assert marked(page, "matter") == [matter.matter_id]
        assert shown(matter.what_remains_en) in text_of(page)


def test_a_phone_chooses_from_a_box(dossier: Dossier) -> None:
    last = dossier.matters.matters[-1]
    page = treaty(phone=True)
    assert not rows(page, "matter")
    assert len(page.selectbox(key="matter_choice").options) == len(dossier.matters.matters)
    page.selectbox(key="matter_choice").select(last.matter_id).run()
    assert asked(page) == {"matter": [last.matter_id]}
    assert shown(last.what_remains_en) in text_of(page)


def test_the_switch_leads_to_the_offers_and_back() -> None:
    page = treaty(matter="tm-19-border")
    page.button_group(key="treaty_part").set_value("offers").run()
    assert asked(page) == {"part": ["offers"]}
    assert rows(page, "offer") and not rows(page, "matter")
    page.button_group(key="treaty_part").set_value("matters").run()
    assert asked(page) == {}
    assert rows(page, "matter") and not rows(page, "offer")


# The offers


def _map_params(page: AppTest) -> dict[str, list[str]]:
    (link,) = [part.proto for part in page.get("page_link") if part.proto.page == "map"]
    assert link.label == "Open on the map"
    return parse_qs(link.query_string)


def test_every_offer_can_be_linked_to_and_leads_to_its_map(dossier: Dossier) -> None:
    page = treaty()
    for offer in dossier.matters.offers:
        page.query_params["offer"] = offer.offer_id
        page.run()
        assert not page.exception and not notices(page), offer.offer_id
        assert marked(page, "offer") == [offer.offer_id]
        assert shown(offer.what_en) in text_of(page)
        view, ignored = read_map_view(_map_params(page), dossier, dt.date.today())
        assert (view, ignored) == (map_of_offer(offer, dossier), [])


@pytest.mark.parametrize("offer_id", [KAWANA, "of-1956-joint-declaration", "of-1973-brezhnev"])
def test_the_map_names_the_offer_of_its_link(dossier: Dossier, offer_id: str) -> None:
    offer = dossier.matters.offer(offer_id)
    page = open_page("map", day=offer.date.lower.isoformat(), offer=offer_id)
    assert not page.exception and not notices(page)
    assert f"Offer of {offer.date.words}:** [{offer.title_en}]" in text_of(page)
    line = "drawing aid" if offer.line != "none" else "named no line"
    assert line in text_of(page)


@pytest.mark.parametrize("sides", [["japan"], ["russia"], ["third"], ["japan", "third"]])
def test_offers_are_listed_by_who_made_them(dossier: Dossier, sides: list[str]) -> None:
    page = treaty(part="offers")
    assert page.button_group(key="offer_sides").options == list(MAKER_NAMES.values())
    page.button_group(key="offer_sides").set_value(sides).run()
    assert not page.exception
    assert asked(page) == {"part": ["offers"], "side": sides}
    wanted = dossier.matters.offers_by(sides)
    assert rows(page, "offer") == [offer.offer_id for offer in wanted]
    assert marked(page, "offer") == [wanted[0].offer_id]
    page.button(key=f"offer_{wanted[-1].offer_id}").click().run()
    assert asked(page) == {"offer": [wanted[-1].offer_id], "side": sides}
    assert rows(page, "offer") == [offer.offer_id for offer in wanted]


def test_all_offers_are_listed_by_date_under_their_decade(dossier: Dossier) -> None:
    page = treaty(part="offers")
    assert rows(page, "offer") == [offer.offer_id for offer in dossier.matters.offers]
    for offer in dossier.matters.offers:
        assert f"**{offer.date.lower.year // 10 * 10}s**" in text_of(page)


def test_an_offer_that_the_sides_hide_is_shown_all_the_same(dossier: Dossier) -> None:
    assert MAKERS["russia"] not in dossier.matters.offer(KAWANA).by
    page = treaty(offer=KAWANA, side="russia")
    assert not page.exception and not notices(page)
    assert marked(page, "offer") == [KAWANA]
    others = {offer.offer_id for offer in dossier.matters.offers_by(["russia"])}
    assert set(rows(page, "offer")) == others | {KAWANA}


# The numbers


def test_every_chart_is_shown_with_its_figures_table_and_download(dossier: Dossier) -> None:
    page = numbers()
    for chart in dossier.figures.charts:
        page.query_params["chart"] = chart.chart_id
        page.run()
        assert not page.exception and not notices(page), chart.chart_id
        assert marked(page, "chart") == [chart.chart_id]
        assert f"### {shown(chart.title_en)}" in text_of(page)
        assert shown(chart.note_en) in text_of(page)
        question = next(iter(questions_of(dossier, chart.chart_id)), "")
        _is_complete(page, dossier, NumbersView(chart.chart_id, question))


@pytest.mark.parametrize("chart_id", ["polls-russia", "polls-japan"])
def test_every_question_is_shown_with_its_figures_table_and_download(
    dossier: Dossier, chart_id: str
) -> None:
    page = numbers(chart=chart_id)
    for question in questions_of(dossier, chart_id):
        page.query_params["question"] = question
        page.run()
        assert not page.exception and not notices(page), question
        assert page.selectbox(key="poll_question").value == question
        assert f"**{shown(dossier.figures.question(question).question_en)}**" in text_of(page)
        _is_complete(page, dossier, NumbersView(chart_id, question))


def _is_complete(page: AppTest, dossier: Dossier, view: NumbersView) -> None:
    """One drawing, as it should be; below it the table, all sources and the download."""
    (drawn,) = charts(page)
    wanted = figure_of(dossier, view, Room.DESKTOP, dark=False).to_plotly_json()
    assert len(drawn["data"]) == len(wanted["data"])
    for trace, right in zip(drawn["data"], wanted["data"], strict=True):
        assert list(trace.get("x", ())) == list(right.get("x", ()))
        assert list(trace.get("y", ())) == list(right.get("y", ()))
    table = chart_table(dossier, dossier.figures.chart(view.chart_id), view.question_id)
    (download,) = [part.proto for part in page.get("download_button") if ".csv" in part.proto.url]
    assert download.label
    figures, sources = page.expander[:2]
    assert f"({len(table.rows)})" in figures.label
    (lines,) = [part.value for part in figures.markdown]
    assert lines.count("\n") == len(table.rows) + 1
    listed = "\n".join(part.value for part in sources.markdown)
    assert re.findall("^- ", listed, re.MULTILINE) == ["- "] * len(all_source_ids(table))


def test_the_list_of_charts_is_grouped_and_a_click_changes_the_link(dossier: Dossier) -> None:
    page = numbers(question=questions_of(dossier, "polls-russia")[3])
    assert rows(page, "chart") == [chart.chart_id for chart in dossier.figures.charts]
    for chart in dossier.figures.charts:
        assert f"**{chart.group_en}**" in text_of(page)
    page.button(key="chart_kelp").click().run()
    assert asked(page) == {"chart": ["kelp"]}
    assert shown(dossier.figures.chart("kelp").title_en) in text_of(page)
    page.button(key="chart_polls-russia").click().run()
    assert asked(page) == {}


def test_a_phone_chooses_the_chart_from_a_box(dossier: Dossier) -> None:
    page = numbers(phone=True)
    page.selectbox(key="chart_choice").select("trade").run()
    assert asked(page) == {"chart": ["trade"]}
    assert len(charts(page)) == 1 and not page.exception


def test_the_box_of_questions_changes_question_and_link(dossier: Dossier) -> None:
    first, *_, last = questions_of(dossier, "polls-japan")
    page = numbers(chart="polls-japan")
    page.selectbox(key="poll_question").select(last).run()
    assert asked(page) == {"chart": ["polls-japan"], "question": [last]}
    page.selectbox(key="poll_question").select(first).run()
    assert asked(page) == {"chart": ["polls-japan"]}


def test_each_marked_event_is_told_when_it_is_chosen(dossier: Dossier) -> None:
    page = numbers(chart="former-islanders")
    chart = dossier.figures.chart("former-islanders")
    events = events_of(dossier, chart)
    assert rows(page, "number_event") == [event.event_id for event in events]
    for place, event in enumerate(events, 1):
        button = page.button(key=f"number_event_{event.event_id}")
        assert button.label.startswith(f"{place} · ")
        button.click().run()
        assert asked(page) == {"chart": [chart.chart_id], "event": [event.event_id]}
        assert marked(page, "number_event") == [event.event_id]
        assert shown(event.summary_en) in text_of(page)
        (link,) = [
            part.proto for part in page.get("page_link") if "event=" in part.proto.query_string
        ]
        assert parse_qs(link.query_string) == {"event": [event.event_id]}


def _words_of(dossier: Dossier, item: str) -> tuple[str, ...]:
    """What must be told of a meeting or a visit."""
    for meeting in dossier.figures.summits:
        if meeting.summit_id == item:
            leaders = (meeting.leader_japan, meeting.leader_russia)
            return (meeting.date.words, meeting.place, *leaders, meeting.outcome_en)
    (visit,) = [visit for visit in dossier.figures.visits if visit.visit_id == item]
    return (visit.date.words, visit.visitor, visit.role_en, visit.note_en)


def _told(page: AppTest, dossier: Dossier) -> list[str]:
    """The meetings and visits that are told below the chart, where the table is not meant."""
    texts = {item_text(dossier, item): item for item in item_names(dossier)}
    return [texts[part.value] for part in page.markdown if part.value in texts]


@pytest.mark.parametrize("form", ["meetings", "visits"])
def test_every_meeting_and_visit_is_told_in_full(dossier: Dossier, form: str) -> None:
    (chart,) = [chart for chart in dossier.figures.charts if chart.form == form]
    for item in items_of(dossier, form):
        told = item_text(dossier, item).replace("\\", "")
        assert all(shown(text) in told for text in _words_of(dossier, item)), item
        assert "](<http" in told, item
    page = numbers(chart=chart.chart_id)
    assert not page.exception and not _told(page, dossier)
    for item in items_of(dossier, form)[::8]:
        page.query_params["item"] = item
        page.run()
        assert not page.exception and not notices(page), item
        assert _told(page, dossier) == [item]


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("form", ["meetings", "visits"])
def test_a_meeting_or_visit_can_be_chosen_from_a_box_without_the_chart(
    dossier: Dossier, form: str, phone: bool
) -> None:
    (chart,) = [chart for chart in dossier.figures.charts if chart.form == form]
    first, *_, last = items_of(dossier, form)
    page = numbers(phone, chart=chart.chart_id)
    box = page.selectbox(key="number_item_choice")
    assert box.value is None and len(box.options) == len(items_of(dossier, form))
    for item in (last, first):
        page.selectbox(key="number_item_choice").select(item).run()
        assert not page.exception
        assert asked(page) == {"chart": [chart.chart_id], "item": [item]}
        assert _told(page, dossier) == [item]
    page.selectbox(key="number_item_choice").set_value(None).run()
    assert asked(page) == {"chart": [chart.chart_id]}
    assert not _told(page, dossier)


def test_no_two_meetings_or_visits_are_called_alike_in_the_box(dossier: Dossier) -> None:
    names = item_names(dossier)
    for form in ("meetings", "visits"):
        called = [names[item] for item in items_of(dossier, form)]
        assert len(set(called)) == len(called) > 10


def test_on_a_phone_the_figures_are_a_list_and_no_table(dossier: Dossier) -> None:
    for chart_id in ("kelp", "polls-japan", "meetings"):
        chart = dossier.figures.chart(chart_id)
        question = next(iter(questions_of(dossier, chart_id)), "")
        page = numbers(phone=True, chart=chart_id)
        (lines,) = [part.value for part in page.expander[0].markdown]
        table = chart_table(dossier, chart, question)
        assert len(re.findall("^- ", lines, re.MULTILINE)) == len(table.rows)
        assert "|:--|" not in lines


# The checked statements


def test_the_first_visit_shows_all_statements_those_of_the_report_first(dossier: Dossier) -> None:
    page = checked()
    assert not page.exception and not notices(page) and asked(page) == {}
    every = dossier.matters.claims
    assert claims(page) == [c.claim_id for origin in ORIGINS for c in every if c.origin == origin]
    assert f"**{len(every)}** of {len(every)} statements" in text_of(page)
    counts = Counter(claim.verdict for claim in every)
    for verdict, (_, name) in VERDICTS.items():
        assert f"{counts[verdict]} {name.lower()}" in text_of(page)


def test_every_statement_can_be_linked_to(dossier: Dossier) -> None:
    """Words that no statement has keep the others away."""
    page = checked(q="zzzz")
    for claim in dossier.matters.claims:
        page.query_params["claim"] = claim.claim_id
        page.run()
        assert not page.exception and not notices(page), claim.claim_id
        assert claims(page) == [claim.claim_id]
        for text in (claim.claim_en, claim.finding_en):
            assert shown(text) in text_of(page)


def test_a_linked_statement_stands_first_and_once_and_can_go_back(dossier: Dossier) -> None:
    page = checked(claim=ARMISTICE)
    assert claims(page)[0] == ARMISTICE
    assert sorted(claims(page)) == sorted(claim.claim_id for claim in dossier.matters.claims)
    page.button(key="unchoose_claim").click().run()
    assert asked(page) == {}
    assert claims(page)[0] != ARMISTICE and ARMISTICE in claims(page)


@pytest.mark.parametrize(
    ("part", "names"), [("origins", ORIGINS), ("verdicts", VERDICTS), ("favours", FAVOURS)]
)
def test_a_filter_changes_count_statements_and_link(
    dossier: Dossier, part: str, names: dict[str, Any]
) -> None:
    parameter = {"origins": "origin", "verdicts": "verdict", "favours": "side"}[part]
    codes = {verdict: code for code, verdict in VERDICTS_IN_LINKS.items()}
    for chosen in (list(names)[:1], list(names)[1:3]):
        page = checked()
        page.button_group(key=f"claim_{part}").set_value(chosen).run()
        assert not page.exception
        wanted = dossier.matters.matching_claims(ClaimFilters(**{part: tuple(chosen)}))
        assert Counter(claims(page)) == Counter(claim.claim_id for claim in wanted)
        assert f"**{len(wanted)}** of " in text_of(page)
        assert asked(page) == {parameter: [codes.get(choice, choice) for choice in chosen]}


def test_words_narrow_down_and_clear_shows_all_again(dossier: Dossier) -> None:
    page = checked(origin="report")
    page.text_input(key="claim_words").set_value("  San   Francisco ").run()
    assert asked(page) == {"origin": ["report"], "q": ["San Francisco"]}
    filters = ClaimFilters(origins=("report",), words="San Francisco")
    wanted = dossier.matters.matching_claims(filters)
    assert 0 < len(wanted) < len(dossier.matters.claims)
    assert claims(page) == [claim.claim_id for claim in wanted]
    page.button(key="claim_clear").click().run()
    assert asked(page) == {}
    assert len(claims(page)) == len(dossier.matters.claims)


def test_nothing_found_says_so_and_offers_to_clear() -> None:
    page = checked(q="zzzz")
    assert "No statement passes these filters." in text_of(page)
    assert claims(page) == []
    page.button(key="claim_clear_all").click().run()
    assert asked(page) == {} and claims(page)


# What is not understood


@pytest.mark.parametrize(
    ("page", "params", "named"),
    [
        ("treaty", {"matter": "tm-99"}, "matter=tm-99"),
        ("treaty", {"offer": "no-such-offer"}, "offer=no-such-offer"),
        ("treaty", {"part": "x", "side": "japan"}, "part=x"),
        ("treaty", {"part": "offers", "side": "<script>alert(1)</script>"}, "side=<script>"),
        ("treaty", {"colour": "red"}, "colour"),
        ("numbers", {"chart": "no-such-chart"}, "chart=no-such-chart"),
        ("numbers", {"chart": "kelp", "question": "ru-x"}, "question=ru-x"),
        ("numbers", {"chart": "trade", "event": "<script>alert(1)</script>"}, "event=<script>"),
        ("numbers", {"chart": "meetings", "item": "x"}, "item=x"),
        ("numbers", {"colour": "red"}, "colour"),
        ("checked", {"claim": "no-such-claim"}, "claim=no-such-claim"),
        ("checked", {"verdict": "true"}, "verdict=true"),
        ("checked", {"origin": "<script>alert(1)</script>"}, "origin=<script>"),
        ("checked", {"side": "us"}, "side=us"),
        ("checked", {"colour": "red"}, "colour"),
        ("map", {"offer": "no-such-offer"}, "offer=no-such-offer"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_shown(
    page: str, params: dict[str, str], named: str
) -> None:
    opened = open_page(page, **params)
    assert not opened.exception
    (notice,) = notices(opened)
    assert named in notice.replace("\\", "")
    assert len(opened.markdown) > 2


@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("treaty", "matter_tm-19-border"),
        ("numbers", "chart_kelp"),
        ("checked", "unchoose_claim"),
    ],
)
def test_the_first_change_takes_what_is_not_understood_out_of_the_link(page: str, key: str) -> None:
    params = {"claim": ARMISTICE} if page == "checked" else {}
    opened = open_page(page, colour="red", **params)
    assert notices(opened)
    opened.button(key=key).click().run()
    assert "colour" not in asked(opened)
    assert not notices(opened)


# Hostile data, and data that change


def _attack(copy: DataCopy) -> None:
    """Spoil the first row of each table that the pages show."""
    for file, columns in ATTACKED.items():
        for column in columns:
            copy.set_cell(file, 2, column, f"{HOSTILE} {column}")
    chart = "population"
    measure = copy.cell("charts.csv", copy.line_of("charts.csv", f"{chart},"), "series_ids")
    line = copy.line_of("measures.csv", f"{measure.split(';')[0]},")
    for column in ("label_en", "short_en", "unit_en"):
        copy.set_cell("measures.csv", line, column, f"{HOSTILE} {column}")
    for file, columns in (("summits.csv", ("place", "outcome_en")), ("visits.csv", ("note_en",))):
        for column in columns:
            copy.set_cell(file, 2, column, f"{HOSTILE} {column}")


@pytest.mark.parametrize("phone", [False, True])
def test_hostile_words_are_shown_as_text(spoilt: DataCopy, phone: bool) -> None:
    _attack(spoilt)
    ids = {file: spoilt.text(file).split("\n")[1].split(",")[0] for file in ATTACKED}
    opened = [
        (treaty(phone), ATTACKED["treaty_matters.csv"]),
        (treaty(phone, offer=ids["offers.csv"]), ATTACKED["offers.csv"]),
        (checked(phone, claim=ids["claims.csv"]), ATTACKED["claims.csv"]),
        (numbers(phone), ("title_en", "note_en", "question_en", "asked_en")),
        (numbers(phone, chart="population"), ("label_en", "unit_en")),
        (
            numbers(phone, chart="meetings", item=spoilt.cell("summits.csv", 2, "summit_id")),
            ("place", "outcome_en"),
        ),
        (
            numbers(phone, chart="leaders-visits", item=spoilt.cell("visits.csv", 2, "visit_id")),
            ("note_en",),
        ),
    ]
    for page, columns in opened:
        assert not page.exception and not notices(page)
        for column in columns:
            assert f"{HOSTILE} {column}" in text_of(page)
        assert not MARKUP.search(raw(page)), MARKUP.search(raw(page))
        for chart in charts(page):
            said = [trace | {"name": ""} for trace in chart["data"]]  # names are not shown
            assert "<script" not in f"{said} {chart['layout'].get('annotations')}"


def test_words_that_turn_the_direction_of_writing_are_tamed(spoilt: DataCopy) -> None:
    for file in ("treaty_matters.csv", "offers.csv", "claims.csv"):
        column = {"treaty_matters.csv": "matter_en", "offers.csv": "title_en"}.get(file, "claim_en")
        spoilt.set_cell(file, 2, column, "\u202e safe " + "x" * 2000)
    claim = spoilt.cell("claims.csv", 2, "claim_id")
    for page in (treaty(), treaty(part="offers"), checked(claim=claim)):
        assert not page.exception
        assert "safe" in text_of(page)
        assert "\u202e" not in raw(page)


def test_an_edit_shows_without_a_restart(spoilt: DataCopy) -> None:
    series = spoilt.cell("charts.csv", spoilt.line_of("charts.csv", "kelp,"), "series_ids")
    pages = {"kelp": numbers(chart="kelp"), "treaty": treaty(), "checked": checked(q="zebra")}
    lines = [
        number
        for number, text in enumerate(spoilt.text("series.csv").split("\n"), 1)
        if text.startswith(f"{series},")
    ]
    spoilt.set_cell("series.csv", lines[0], "value", "123456")
    spoilt.set_cell("treaty_matters.csv", 2, "matter_en", "A quite new matter")
    spoilt.set_cell("claims.csv", 2, "finding_en", "The zebra is new.")
    for page in pages.values():
        page.run()
        assert not page.exception
    (drawn,) = charts(pages["kelp"])
    assert 123456 in drawn["data"][0]["y"]
    assert "123456" in text_of(pages["kelp"])
    assert "A quite new matter" in text_of(pages["treaty"])
    assert claims(pages["checked"]) == [spoilt.cell("claims.csv", 2, "claim_id")]
