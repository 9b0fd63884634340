"""The home page run whole, without a browser: what it shows for which link."""

from collections.abc import Sequence

import pytest
from streamlit.testing.v1 import AppTest

from components.dossier import Dossier, current
from tests.serving import ROOT

DECLARATION = "1956-10-19-joint-declaration"


def open_page(**params: str | Sequence[str]) -> AppTest:
    """The page as a first visitor of a link sees it."""
    page = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    for name, value in params.items():
        page.query_params[name.rstrip("_")] = value
    return page.run()


def text_of(page: AppTest) -> str:
    """All text of the page."""
    return "\n".join(part.value for part in (*page.markdown, *page.caption, *page.info))


def label_of(page: AppTest, event_id: str) -> str:
    event = current().event(event_id)
    return f"{event.when} · {event.title_en}"


def test_a_link_to_an_event_opens_its_card() -> None:
    page = open_page(event=DECLARATION)
    assert not page.exception
    assert "19 October 1956" in text_of(page)
    assert current().event(DECLARATION).title_en.split(":")[0] in text_of(page).replace("\\", "")
    assert page.slider[0].value == (1945, 1991)


def test_the_card_names_who_held_each_island_and_the_sources(dossier: Dossier) -> None:
    page = open_page(event="1945-09-01-landing-on-shikotan")
    text = text_of(page).replace("\\", "")
    assert "| Shikotan | :blue[■] USSR (de facto) |" in text
    assert "| Habomai Islands | :orange[■] Japan (by treaty) |" in text
    for source in dossier.sources(dossier.event("1945-09-01-landing-on-shikotan").source_ids):
        assert source.url in text


def test_the_card_leads_to_the_questions_that_turn_on_the_event(dossier: Dossier) -> None:
    seen = {False: 0, True: 0}
    for event in dossier.events[::24]:
        page = open_page(event=event.event_id)
        assert not page.exception
        questions = dossier.words.positions_for(event.event_id)
        text = text_of(page)
        assert ("Questions that turn on it" in text) == bool(questions), event.event_id
        for question in questions:
            assert f"](<./positions?question={question.question_id}>)" in text
        assert page.button(key=f"cite_event_{event.event_id}").label == "Cite"
        seen[bool(questions)] += 1
    assert seen[False] and seen[True]


def test_without_a_link_the_opening_event_and_all_years_show(dossier: Dossier) -> None:
    page = open_page()
    assert not page.exception
    assert "8 April 2025" in text_of(page)
    assert page.slider[0].value == dossier.years


def test_next_and_previous_walk_and_write_the_link(dossier: Dossier) -> None:
    page = open_page(event=DECLARATION)
    ids = [event.event_id for event in dossier.events]
    after = ids[ids.index(DECLARATION) + 1]
    page.button(key="step_Right").click().run()
    assert page.query_params["event"] == after
    assert page.selectbox(key="event_list").value == after
    page.button(key="step_Left").click().run()
    assert page.query_params["event"] == DECLARATION


def test_the_list_selects_an_event() -> None:
    page = open_page(event=DECLARATION)
    page.selectbox(key="event_list").select("1951-09-08-treaty-of-san-francisco").run()
    assert page.query_params["event"] == "1951-09-08-treaty-of-san-francisco"
    assert "8 September 1951" in text_of(page)


def test_an_era_opens_on_its_years_and_an_event_inside(dossier: Dossier) -> None:
    page = open_page(event=DECLARATION)
    page.button_group(key="era").set_value("war").run()
    assert page.slider[0].value == (1941, 1945)
    chosen = dossier.event(page.query_params["event"])
    assert 1941 <= chosen.first_day.year <= 1945
    assert chosen.significance == 1


def test_the_years_of_the_slider_stand_in_the_link() -> None:
    page = open_page(event=DECLARATION)
    page.slider[0].set_value((1950, 1960)).run()
    assert page.query_params["from"] == "1950"
    assert page.query_params["to"] == "1960"
    assert page.query_params["event"] == DECLARATION


def test_filters_count_and_clear(dossier: Dossier) -> None:
    page = open_page(event=DECLARATION, cat="treaty")
    treaties = [event for event in dossier.events if event.category == "treaty"]
    assert f"**{len(treaties)}** of {len(dossier.events)} events" in text_of(page)
    page.button(key="clear").click().run()
    assert f"**{len(dossier.events)}** of {len(dossier.events)} events" in text_of(page)
    assert "cat" not in page.query_params


def test_words_find_an_event_in_any_script(dossier: Dossier) -> None:
    page = open_page(q="国後 1945")
    count = text_of(page).split("** of ")[0].rsplit("**", 1)[1]
    assert 0 < int(count) < len(dossier.events)


def test_nothing_found_says_so_and_offers_to_clear() -> None:
    page = open_page(q="zzzz")
    assert "No event passes these filters." in text_of(page)
    page.button(key="clear_all").click().run()
    assert "q" not in page.query_params
    assert "No event passes" not in text_of(page)


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"event": "no-such-event"}, "event=no-such-event"),
        ({"cat": "nonsense"}, "cat=nonsense"),
        ({"from_": "1999", "to": "1950"}, "from=1999 after to=1950"),
        ({"level": "7"}, "level=7"),
        ({"island": "hawaii"}, "island=hawaii"),
        ({"colour": "red"}, "colour"),
        ({"event": "<script>alert(1)</script>"}, "event=<script>"),
        ({"focus": "mars"}, "focus=mars"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_shown(
    params: dict[str, str], named: str
) -> None:
    page = open_page(**params)
    assert not page.exception
    notices = [part.value.replace("\\", "") for part in page.caption]
    assert any("left out" in notice and named in notice for notice in notices)
    assert page.selectbox(key="event_list").value


def test_a_good_link_has_no_notice() -> None:
    page = open_page(event=DECLARATION, cat=["treaty", "law"], level="2", focus="islands")
    assert not any("left out" in part.value for part in page.caption)
