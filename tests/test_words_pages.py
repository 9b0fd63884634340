"""The pages of quotes and positions run whole, without a browser: what they show for which link."""

import importlib
import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from components.dossier import Dossier, QuoteFilters, Store
from components.dossier.words import speaker_id
from components.position_links import SIDES as ANSWERS
from components.quote_card import KINDS, SIDES
from components.quote_grid import PER_PAGE
from components.quote_links import WINDOW_YEARS, Show, Sort, kind_in_links, year_windows
from tests.conftest import DataCopy
from tests.serving import ROOT

NISHIMURA = "qt-1951-nishimura"
HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://evil.example) :red[c] $d$ `e`"

Value = str | Sequence[str]


def open_page(name: str, phone: bool = False, **params: Value) -> AppTest:
    """A page of the site as a first visitor of a link sees it.

    The frame is run itself: app.py beside the folder pages/ would be taken for a site of the
    old kind, whose pages have no frame.
    """
    page = AppTest.from_file(ROOT / "components" / "shell.py", default_timeout=30)
    if phone:
        page.session_state["reader"] = {"room": "phone", "dark": False}
    for parameter, value in params.items():
        page.query_params[parameter.rstrip("_")] = value
    return page.switch_page(f"../pages/{name}.py").run()


def quotes(phone: bool = False, **params: Value) -> AppTest:
    return open_page("quotes", phone, **params)


def wording(phone: bool = False, **params: Value) -> AppTest:
    return open_page("quotes", phone, part="wording", **params)


def positions(phone: bool = False, **params: Value) -> AppTest:
    return open_page("positions", phone, **params)


def text_of(page: AppTest) -> str:
    """All text of the page, without the backslashes of its Markdown."""
    parts = (*page.markdown, *page.caption, *page.info)
    return "\n".join(part.value for part in parts).replace("\\", "")


def asked(page: AppTest) -> dict[str, list[str]]:
    """The query parameters in the address bar."""
    params = page.query_params
    return {name: [v] if isinstance(v := params[name], str) else list(v) for name in params}


def copies(page: AppTest) -> list[dict[str, str]]:
    """What the buttons hold that copy a text or a link, in the order of the page."""
    found = (json.loads(part.proto.json) for part in page.get("bidi_component"))
    return [data for data in found if "label" in data]


def cards(page: AppTest) -> list[str]:
    """The ids of the quotes that are shown, in order."""
    return [
        parse_qs(urlsplit(data["path"]).query)["quote"][0]
        for data in copies(page)
        if data["label"] == "Copy quote"
    ]


def counts(page: AppTest) -> list[int]:
    """What the line of counts says: shown, all, of Japan, of Russia, of others."""
    (line,) = [part.value for part in page.markdown if " quotes: " in part.value]
    return [int(number) for number in re.findall(r"\d+", line)]


def notices(page: AppTest) -> list[str]:
    return [part.value for part in page.caption if "left out" in part.value]


def charts(page: AppTest) -> list[dict[str, Any]]:
    return [json.loads(part.proto.spec) for part in page.get("plotly_chart")]


@pytest.fixture
def spoilt(data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch) -> DataCopy:
    """The site serves this copy of the data; edits show on the next run."""
    module = importlib.import_module("components.dossier.store")
    monkeypatch.setattr(module, "store", Store(data_copy.folder, look_every_s=0))
    return data_copy


# The quotes


def test_the_first_visit_shows_the_oldest_quotes_and_counts_all(dossier: Dossier) -> None:
    page = quotes()
    assert not page.exception
    assert [title.value for title in page.title] == ["Unfinished Peace"]
    every = dossier.words.quotes
    assert cards(page) == [quote.quote_id for quote in every[:PER_PAGE]]
    sides = [quote.side for quote in every]
    japan, russia = sides.count("japan"), sides.count("russia")
    total = len(every)
    assert counts(page) == [total, total, japan, russia, total - japan - russia]
    assert not notices(page) and asked(page) == {}


def test_a_link_to_a_quote_shows_it_first_and_once(dossier: Dossier) -> None:
    for quote in (*dossier.words.quotes[:2], dossier.words.quotes[-1]):
        page = quotes(quote=quote.quote_id)
        assert not page.exception
        assert cards(page)[0] == quote.quote_id
        assert cards(page).count(quote.quote_id) == 1


def test_every_quote_can_be_linked_to(dossier: Dossier) -> None:
    """Words that no quote has keep the others away."""
    page = quotes(q="zzzz")
    for quote in dossier.words.quotes:
        page.query_params["quote"] = quote.quote_id
        page.run()
        assert not page.exception, quote.quote_id
        assert cards(page) == [quote.quote_id]
        assert " ".join(quote.quote_en.split()) in text_of(page)


def test_a_linked_quote_is_shown_though_the_filters_hide_it() -> None:
    page = quotes(quote=NISHIMURA, side="russia")
    assert cards(page)[0] == NISHIMURA
    assert counts(page)[2] == 0
    none = quotes(quote=NISHIMURA, q="zzzz")
    assert not none.exception
    assert cards(none) == [NISHIMURA]
    assert "No quote passes these filters." in text_of(none)


def test_a_linked_quote_can_go_back_among_the_others() -> None:
    page = quotes(quote=NISHIMURA)
    page.button(key="unchoose_quote").click().run()
    assert "quote" not in asked(page)
    assert cards(page)[0] != NISHIMURA


@pytest.mark.parametrize("part", ["sides", "kinds", "languages"])
def test_a_filter_changes_count_cards_and_link(dossier: Dossier, part: str) -> None:
    names = {"sides": "side", "kinds": "kind", "languages": "original"}
    choices = {
        "sides": dossier.choices("quotes", "side"),
        "kinds": dossier.choices("quotes", "kind"),
        "languages": dossier.words.quote_languages,
    }[part]
    for chosen in (choices[:1], choices[1:3]):
        page = quotes()
        page.button_group(key=f"quote_{part}").set_value(list(chosen)).run()
        assert not page.exception
        wanted = dossier.words.matching_quotes(QuoteFilters(**{part: tuple(chosen)}))
        assert counts(page)[0] == len(wanted)
        assert cards(page) == [quote.quote_id for quote in wanted[:PER_PAGE]]
        in_link = [kind_in_links(kind) for kind in chosen] if part == "kinds" else list(chosen)
        assert asked(page) == {names[part]: in_link}


def test_the_link_sets_all_filters(dossier: Dossier) -> None:
    page = quotes(
        side=["japan", "us"],
        kind=["diet", "speech"],
        original="ja",
        from_="1950",
        to="1960",
        q="islands",
    )
    assert not page.exception and not notices(page)
    assert page.button_group(key="quote_sides").value == ["japan", "us"]
    assert page.button_group(key="quote_kinds").value == ["speech", "diet answer"]
    assert page.button_group(key="quote_languages").value == ["ja"]
    assert page.slider(key="quote_years").value == (1950, 1960)
    assert page.text_input(key="quote_words").value == "islands"
    filters = QuoteFilters(
        ("japan", "us"), ("speech", "diet answer"), ("ja",), "", 1950, 1960, "islands"
    )
    assert cards(page) == [quote.quote_id for quote in dossier.words.matching_quotes(filters)]


def test_a_speaker_is_chosen_and_let_go(dossier: Dossier) -> None:
    page = quotes(side="japan", page="2")
    page.selectbox(key="quote_speaker").select("abe-shinzo").run()
    assert asked(page) == {"side": ["japan"], "speaker": ["abe-shinzo"]}
    assert cards(page)
    assert {dossier.words.quote(card).speaker for card in cards(page)} == {"Abe Shinzo"}
    page.selectbox(key="quote_speaker").set_value(None).run()
    assert asked(page) == {"side": ["japan"]}


def test_the_years_of_the_slider_stand_in_the_link(dossier: Dossier) -> None:
    first, last = dossier.words.quote_years
    page = quotes()
    page.slider(key="quote_years").set_value((1945, 1956)).run()
    assert asked(page) == {"from": ["1945"], "to": ["1956"]}
    assert counts(page)[0] == len(
        dossier.words.matching_quotes(QuoteFilters(first_year=1945, last_year=1956))
    )
    page.slider(key="quote_years").set_value((1945, last)).run()
    assert asked(page) == {"from": ["1945"]}
    page.slider(key="quote_years").set_value((first, last)).run()
    assert asked(page) == {}


def test_words_find_a_quote_in_any_script(dossier: Dossier) -> None:
    for words in ("固有の領土", "ОСТРОВА", "  peace   treaty "):
        page = quotes()
        page.text_input(key="quote_words").set_value(words).run()
        assert asked(page) == {"q": [" ".join(words.split())]}
        wanted = dossier.words.matching_quotes(QuoteFilters(words=words))
        assert 0 < len(wanted) < len(dossier.words.quotes)
        assert counts(page)[0] == len(wanted)


def test_clear_shows_all_quotes_again_and_keeps_the_rest(dossier: Dossier) -> None:
    page = quotes(side="japan", kind="diet", show="original")
    page.button(key="quote_clear").click().run()
    assert counts(page)[0] == len(dossier.words.quotes)
    assert asked(page) == {"show": ["original"]}
    assert not [button for button in page.button if button.key == "quote_clear"]


def test_nothing_found_says_so_and_offers_to_clear() -> None:
    page = quotes(q="zzzz")
    assert "No quote passes these filters." in text_of(page)
    assert counts(page)[0] == 0 and cards(page) == []
    page.button(key="quote_clear_all").click().run()
    assert asked(page) == {}
    assert "No quote passes" not in text_of(page)


def test_the_switch_of_the_text_shows_english_original_or_both(dossier: Dossier) -> None:
    quote = dossier.words.quote(NISHIMURA)
    english, original = quote.quote_en.split(".")[0], quote.quote_original[:20]
    page = quotes(quote=NISHIMURA)
    assert english in text_of(page) and original in text_of(page)
    page.button_group(key="quote_show").set_value(Show.ORIGINAL).run()
    assert asked(page)["show"] == ["original"]
    assert english not in text_of(page) and original in text_of(page)
    page.button_group(key="quote_show").set_value(Show.ENGLISH).run()
    assert asked(page)["show"] == ["english"]
    assert english in text_of(page) and original not in text_of(page)


def test_the_order_can_be_changed(dossier: Dossier) -> None:
    page = quotes()
    page.selectbox(key="quote_sort").set_value(Sort.NEWEST).run()
    assert asked(page) == {"sort": ["newest"]}
    wanted = [quote.quote_id for quote in reversed(dossier.words.quotes)]
    assert cards(page) == wanted[:PER_PAGE]
    page.selectbox(key="quote_sort").set_value(Sort.SPEAKER).run()
    speakers = [dossier.words.quote(card).speaker.casefold() for card in cards(page)]
    assert speakers == sorted(speakers) and len(set(speakers)) > 3


@pytest.mark.parametrize("chosen", ["", NISHIMURA])
def test_the_pages_together_show_every_quote_once(dossier: Dossier, chosen: str) -> None:
    total = len(dossier.words.quotes)
    last = -(-(total - bool(chosen)) // PER_PAGE)
    seen: list[str] = [chosen] if chosen else []
    for number in range(1, last + 1):
        page = quotes(page=str(number), **({"quote": chosen} if chosen else {}))
        shown = cards(page)
        seen += shown[1:] if chosen else shown
        assert 0 < len(shown) <= PER_PAGE + bool(chosen)
    assert sorted(seen) == sorted(quote.quote_id for quote in dossier.words.quotes)


def test_the_page_number_turns_the_page_and_a_filter_goes_back_to_the_first() -> None:
    page = quotes()
    first = cards(page)
    page.get("pagination")[0].set_value(2).run()
    assert asked(page) == {"page": ["2"]}
    assert not set(first) & set(cards(page))
    page.button_group(key="quote_sides").set_value(["japan"]).run()
    assert asked(page) == {"side": ["japan"]}
    few = quotes(q="Brezhnev")
    assert 0 < len(cards(few)) < PER_PAGE
    assert not few.get("pagination")


def test_a_page_beyond_the_last_shows_the_last(dossier: Dossier) -> None:
    page = quotes(page="999")
    assert not page.exception
    assert cards(page)[-1] == dossier.words.quotes[-1].quote_id


def test_a_card_offers_its_own_link_and_a_whole_citation(dossier: Dossier) -> None:
    page = quotes(quote=NISHIMURA)
    first, *_ = [data for data in copies(page) if data["label"] == "Copy quote"]
    quote = dossier.words.quote(NISHIMURA)
    for part in (quote.quote_en, quote.quote_original, quote.speaker, "{link}"):
        assert part in first["text"]
    paths = [data["path"] for data in copies(page) if data["path"]]
    assert paths[:2] == [f"./quotes?quote={NISHIMURA}"] * 2


# What is not understood


@pytest.mark.parametrize(
    ("page", "params", "named"),
    [
        ("quotes", {"quote": "no-such-quote"}, "quote=no-such-quote"),
        ("quotes", {"side": "nonsense"}, "side=nonsense"),
        ("quotes", {"kind": "treaty text"}, "kind=treaty text"),
        ("quotes", {"original": "xx"}, "original=xx"),
        ("quotes", {"speaker": "nobody"}, "speaker=nobody"),
        ("quotes", {"from_": "1999", "to": "1950"}, "from=1999 after to=1950"),
        ("quotes", {"show": "<script>alert(1)</script>"}, "show=<script>"),
        ("quotes", {"sort": "x"}, "sort=x"),
        ("quotes", {"page": "0"}, "page=0"),
        ("quotes", {"part": "x"}, "part=x"),
        ("quotes", {"colour": "red"}, "colour"),
        ("quotes", {"part": "wording", "phrase": "x"}, "phrase=x"),
        ("quotes", {"part": "wording", "year": "1"}, "year=1"),
        ("positions", {"question": "no-such-question"}, "question=no-such-question"),
        ("positions", {"side": "us"}, "side=us"),
        ("positions", {"question": "<script>alert(1)</script>"}, "question=<script>"),
        ("positions", {"colour": "red"}, "colour"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_shown(
    page: str, params: dict[str, str], named: str
) -> None:
    shown = open_page(page, **params)
    assert not shown.exception
    (notice,) = notices(shown)
    assert named in notice.replace("\\", "")
    assert len(shown.markdown) > 5


@pytest.mark.parametrize("page", ["quotes", "positions"])
def test_the_first_change_takes_what_is_not_understood_out_of_the_link(page: str) -> None:
    shown = open_page(page, colour="red")
    key = {"quotes": "quote_show", "positions": "question_Right"}[page]
    if page == "quotes":
        shown.button_group(key=key).set_value(Show.ENGLISH).run()
    else:
        shown.button(key=key).click().run()
    assert "colour" not in asked(shown)
    assert not notices(shown)


# The wording by year


def test_the_switch_leads_to_the_wording_and_back() -> None:
    page = quotes()
    page.button_group(key="quotes_part").set_value("wording").run()
    assert not page.exception
    assert asked(page) == {"part": ["wording"]}
    assert len(charts(page)) == 2 and cards(page) == []
    page.button_group(key="quotes_part").set_value("quotes").run()
    assert asked(page) == {} and cards(page)


def test_every_phrase_lists_its_uses_by_both_governments(dossier: Dossier) -> None:
    page = wording()
    for phrase in dossier.words.phrases:
        page.selectbox(key="phrase").select(phrase.phrase_id).run()
        assert not page.exception, phrase.phrase_id
        text = text_of(page)
        assert f"### “{phrase.label_en}”" in text
        for government in ("Japan", "Russia/USSR"):
            for row in dossier.words.uses(government, phrase.phrase_id):
                assert row.document in text, row.wording_id
    assert asked(page)["phrase"] == [phrase.phrase_id]


@pytest.mark.parametrize("phone", [False, True])
def test_a_link_to_a_cell_lists_the_uses_of_that_year_alone(dossier: Dossier, phone: bool) -> None:
    rows = [row for row in dossier.words.wording if row.government == "Japan"]
    row = next(row for row in reversed(rows) if len(row.years) == 1)
    year = row.years[0]
    page = wording(phone, phrase=row.phrase_id, year=str(year))
    assert not page.exception and not notices(page)
    text = text_of(page)
    assert f"In {year}" in text and row.document in text
    others = [o for o in rows if o.phrase_id == row.phrase_id and year not in o.years]
    there = {o.document for o in rows if o.phrase_id == row.phrase_id and year in o.years}
    gone = [o for o in others if o.document not in there]
    assert not [o.document for o in gone if f"· {o.document} ·" in text]
    page.button(key="all_uses").click().run()
    assert "year" not in asked(page)
    assert all(other.document in text_of(page) for other in others)


def test_a_phrase_that_one_government_never_used_says_so(dossier: Dossier) -> None:
    words = dossier.words
    phrase = next(p for p in words.phrases if not words.uses("Russia/USSR", p.phrase_id))
    page = wording(phrase=phrase.phrase_id)
    assert not page.exception
    assert "Russia / USSR: no use of the phrase is in the data." in text_of(page)


def test_a_year_in_which_nothing_is_known_says_so_for_both(dossier: Dossier) -> None:
    phrase = dossier.words.phrases[0].phrase_id
    page = wording(phrase=phrase, year="1946")
    assert not page.exception
    assert text_of(page).count("no use of the phrase is in the data") == 2


@pytest.mark.parametrize("phone", [False, True])
def test_every_stretch_of_years_can_be_chosen_and_shared(dossier: Dossier, phone: bool) -> None:
    for name, (first, last) in year_windows(dossier.words.wording_years).items():
        page = wording(phone)
        page.button_group(key="wording_years").set_value(name).run()
        assert not page.exception
        again = wording(phone, years=name)
        assert not notices(again)
        assert again.button_group(key="wording_years").value == name
        for shown in (page, again):
            for chart in charts(shown):
                years = [year for trace in chart["data"] for year in trace.get("x", ())]
                assert all(first <= year <= last for year in years)


def test_a_phone_shows_the_latest_years_and_a_desktop_all(dossier: Dossier) -> None:
    first, last = dossier.words.wording_years

    def ends(page: AppTest) -> list[tuple[int, int]]:
        ranges = [chart["layout"]["xaxis"]["range"] for chart in charts(page)]
        return [(round(start + 0.6), round(end - 0.6)) for start, end in ranges]

    assert ends(wording()) == [(first, last)] * 2
    assert ends(wording(phone=True)) == [list(year_windows((first, last)).values())[-1]] * 2


@pytest.mark.parametrize("year", ["1930", "2100"])
def test_on_a_phone_a_year_outside_the_strip_does_no_harm(year: str) -> None:
    page = wording(phone=True, year=year)
    assert not page.exception


@pytest.mark.parametrize(
    ("phone", "params"),
    [
        (False, {"to": "1930"}),
        (False, {"from_": "1713", "to": "1800"}),
        (True, {"to": "1960"}),
        (True, {"from_": "1945"}),
    ],
)
def test_the_years_of_the_strip_are_such_that_cells_can_be_seen_and_tapped(
    dossier: Dossier, phone: bool, params: dict[str, str]
) -> None:
    first, last = dossier.words.wording_years
    for chart in charts(wording(phone, **params)):
        start, end = chart["layout"]["xaxis"]["range"]
        assert first - 1 < start < end < last + 1
        assert not phone or end - start < WINDOW_YEARS + 1


# The positions


def columns(page: AppTest) -> list[str]:
    """The headings of the two answers, from left to right."""
    return [column.markdown[0].value.split("\n")[0] for column in page.columns[:2]]


def test_the_first_visit_shows_the_first_question_and_both_answers(dossier: Dossier) -> None:
    page = positions()
    assert not page.exception
    first = dossier.words.positions[0]
    assert first.question_en in text_of(page)
    left, right = columns(page)
    assert SIDES["japan"] in left and SIDES["russia"] in right
    assert page.button(key="question_Left").disabled
    assert not notices(page) and asked(page) == {}


def test_next_walks_all_questions_and_the_sides_change_places(dossier: Dossier) -> None:
    page = positions()
    seen = []
    before: list[str] = []
    for position in dossier.words.positions:
        text = text_of(page)
        assert position.question_en in text, position.question_id
        for side in ANSWERS:
            for argument in dossier.words.arguments(position.question_id, side):
                assert " ".join(argument.sentence_en.split()) in text, argument.argument_id
        for quote_id in (*position.at_issue, *position.quote_ids):
            assert " ".join(dossier.words.quote(quote_id).quote_en.split()) in text
        assert columns(page) == before[::-1] or not before
        before = columns(page)
        seen.append(page.selectbox(key="question").value)
        if not page.button(key="question_Right").disabled:
            page.button(key="question_Right").click().run()
            assert not page.exception
            assert asked(page) == {"question": [page.selectbox(key="question").value]}
    assert seen == [position.question_id for position in dossier.words.positions]
    assert page.button(key="question_Right").disabled
    page.button(key="question_Left").click().run()
    assert page.selectbox(key="question").value == seen[-2]


@pytest.mark.parametrize("side", ["japan", "russia"])
def test_a_link_with_a_side_puts_it_first_for_every_question(dossier: Dossier, side: str) -> None:
    for position in dossier.words.positions[:4]:
        page = positions(question=position.question_id, side=side)
        assert not page.exception and not notices(page)
        assert SIDES[side] in columns(page)[0]
        assert SIDES[side] not in columns(page)[1]


def test_going_on_to_another_question_forgets_the_side(dossier: Dossier) -> None:
    second = dossier.words.positions[1].question_id
    page = positions(side="russia")
    page.button(key="question_Right").click().run()
    assert asked(page) == {"question": [second]}


def test_the_list_and_the_box_lead_to_any_question(dossier: Dossier) -> None:
    third, last = dossier.words.positions[2], dossier.words.positions[-1]
    page = positions()
    page.selectbox(key="question").select(last.question_id).run()
    assert asked(page) == {"question": [last.question_id]}
    page.button(key=f"ask_{third.question_id}").click().run()
    assert asked(page) == {"question": [third.question_id]}
    assert third.question_en in text_of(page)
    assert len([b for b in page.button if b.key.startswith("ask_")]) == len(dossier.words.positions)


def test_each_answer_offers_a_link_that_puts_it_first(dossier: Dossier) -> None:
    position = dossier.words.positions[0]
    paths = [data["path"] for data in copies(positions()) if "side=" in data["path"]]
    sides = [s for s in ANSWERS if dossier.words.arguments(position.question_id, s)]
    assert paths == [f"./positions?question={position.question_id}&side={side}" for side in sides]


# Hostile data


def _spoil(copy: DataCopy, file: str, row: str, text: str, *columns: str) -> None:
    line = copy.line_of(file, f"{row},")
    for column in columns:
        copy.set_cell(file, line, column, f"{text} {column}")


@pytest.mark.parametrize("text", [HOSTILE, "\u202e safe " + "x" * 2000])
@pytest.mark.parametrize("show", Show)
def test_a_hostile_quote_is_shown_without_harm(spoilt: DataCopy, text: str, show: Show) -> None:
    parts = ("speaker", "speaker_role_en", "locator_en", "quote_en", "quote_original")
    _spoil(spoilt, "quotes.csv", NISHIMURA, text, *parts, "context_en", "translation_by")
    page = quotes(quote=NISHIMURA, show=show.value)
    assert not page.exception
    assert cards(page)[0] == NISHIMURA
    shown = " ".join(text.replace("\u202e", "").split())
    words = "quote_original" if show is Show.ORIGINAL else "quote_en"
    assert f"{shown} {words}" in text_of(page)
    assert f"{shown} context_en" in text_of(page)
    (first, *_) = [data for data in copies(page) if data["label"] == "Copy quote"]
    copied = text.replace("\u202e", "")
    assert f"{copied} quote_en" in first["text"]
    raw = "\n".join(part.value for part in page.markdown)
    assert not re.search(r"(?<!\\)(<script|\$d|:red)|(?<!\\)\[l(?<!\\)\]\(", raw)
    assert "\u202e" not in raw


def test_a_hostile_speaker_can_be_chosen(spoilt: DataCopy) -> None:
    _spoil(spoilt, "quotes.csv", NISHIMURA, HOSTILE, "speaker")
    page = quotes()
    assert f"{HOSTILE} speaker" in page.selectbox(key="quote_speaker").options
    page.selectbox(key="quote_speaker").select(speaker_id(f"{HOSTILE} speaker")).run()
    assert not page.exception
    assert cards(page) == [NISHIMURA]


def test_a_hostile_sentence_and_wording_are_shown_as_text(spoilt: DataCopy) -> None:
    argument = spoilt.text("arguments.csv").split("\n")[1].split(",")[0]
    _spoil(spoilt, "arguments.csv", argument, HOSTILE, "sentence_en")
    row = spoilt.text("wording.csv").split("\n")[1].split(",")[0]
    _spoil(spoilt, "wording.csv", row, HOSTILE, "document", "wording_en", "note_en")
    phrase = spoilt.cell("wording.csv", 2, "phrase_id")
    answers = positions(question=spoilt.cell("arguments.csv", 2, "question_id"))
    uses = wording(phrase=phrase)
    for page, columns in ((answers, ["sentence_en"]), (uses, ["document", "wording_en"])):
        assert not page.exception
        for column in columns:
            assert f"{HOSTILE} {column}" in text_of(page)
        raw = "\n".join(part.value for part in page.markdown)
        assert not re.search(r"(?<!\\)(<script|\$d|:red)", raw)


def test_a_hostile_question_is_no_markup_on_its_button(spoilt: DataCopy) -> None:
    question = spoilt.text("positions.csv").split("\n")[1].split(",")[0]
    _spoil(spoilt, "positions.csv", question, HOSTILE, "question_en")
    page = positions()
    assert not page.exception
    label = page.button(key=f"ask_{question}").label
    assert not re.search(r"(?<!\\)(<script|\$d|:red|\*\*)", label)


def test_an_edit_of_a_quote_shows_without_a_restart(spoilt: DataCopy) -> None:
    page = quotes(quote=NISHIMURA)
    _spoil(spoilt, "quotes.csv", NISHIMURA, "Quite new", "quote_en")
    page.run()
    assert "Quite new quote_en" in text_of(page)


# The sides and kinds of the filters are words, never codes


def test_filters_name_sides_and_kinds_as_the_cards_do() -> None:
    page = quotes()
    assert page.button_group(key="quote_sides").options == list(SIDES.values())
    assert page.button_group(key="quote_kinds").options == list(KINDS.values())
