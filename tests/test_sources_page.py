"""The page of sources and data, and the dialogs of citations, run whole without a browser."""

import datetime as dt
import importlib
import json
import re
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from components.citations import STYLES, as_bibtex, as_csl_json, as_ris, as_text, cited, works
from components.data_page import has_document
from components.dossier import Dossier, SourceFilters, Store
from components.number_links import questions_of
from components.prose import VERIFIED, language_name
from components.server import routes
from components.source_links import Part, languages
from components.source_page import KINDS, STRENGTHS
from tests.conftest import DataCopy
from tests.markdown import MARKDOWN, addresses, tokens
from tests.test_words_pages import asked, copies, notices, open_page, text_of

TREATY = "Q-52"
HOSTILE = "# x <script>alert(1)</script> **b** | [l](https://evil.example) :red[c] $d$ `e`"
MARKUP = re.compile(r"(?<!\\)(<script|\$d|:red|\*\*b|`e)|(?<!\\)\[l(?<!\\)\]\(")


def sources(phone: bool = False, **params: Any) -> AppTest:
    return open_page("sources", phone, **params)


def listed(page: AppTest) -> list[str]:
    """The ids of the sources in the list, from top to bottom."""
    return [source_id for frame in page.dataframe for source_id in frame.value.index]


def found(dossier: Dossier, **filters: Any) -> list[str]:
    return [s.source_id for s in dossier.provenance.matching_sources(SourceFilters(**filters))]


def seen(text: str) -> str:
    """Text of the data as `text_of` gives it."""
    return " ".join(text.split()).replace("\\", "")


def table(page: AppTest, column: str) -> list[list[str]]:
    """The cells of the table on the page whose first column is called so."""
    for part in page.markdown:
        kinds = [token for token in MARKDOWN.parse(part.value) if token.type == "inline"]
        if kinds and kinds[0].content == column and "| " in part.value:
            width = part.value.split("\n")[0].count("|") - 1
            cells = [
                "".join(child.content for child in token.children if child.type.startswith("text"))
                for token in kinds
            ]
            return [cells[place : place + width] for place in range(0, len(cells), width)]
    raise AssertionError(f"no table begins with {column}")


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()))


@pytest.fixture
def spoilt(data_copy: DataCopy, monkeypatch: pytest.MonkeyPatch) -> DataCopy:
    """The site serves this copy of the data; edits show on the next run."""
    module = importlib.import_module("components.dossier.store")
    monkeypatch.setattr(module, "store", Store(data_copy.folder, look_every_s=0))
    return data_copy


# The list


def test_the_first_visit_lists_every_source_with_what_rests_on_it(dossier: Dossier) -> None:
    page = sources()
    assert not page.exception and not notices(page) and asked(page) == {}
    every = dossier.provenance.sources
    assert listed(page) == [source.source_id for source in every]
    assert f"**{len(every):,}** of {len(every):,} sources" in text_of(page)
    frame = page.dataframe[0].value
    for source in (*every[:20], *every[-20:]):
        row = frame.loc[source.source_id]
        assert (row["Title"], row["Publisher"]) == (source.title, source.publisher)
        assert row["Date"] == (source.published.text if source.published else "")
        assert row["Kind"] == KINDS[source.kind] and row["How near"] == STRENGTHS[source.strength]
        assert (row["Address"] or "") == source.url
        assert row["Language"] == language_name(source.language)
    assert (frame["Rows"] >= 1).all()


def test_kinds_and_strengths_are_words_and_never_codes(dossier: Dossier) -> None:
    assert set(KINDS) == set(dossier.choices("sources", "kind"))
    assert set(STRENGTHS) == set(dossier.choices("sources", "strength"))
    page = sources()
    assert sorted(page.button_group(key="source_kinds").options) == sorted(KINDS.values())
    assert sorted(page.button_group(key="source_strengths").options) == sorted(STRENGTHS.values())
    assert all(len(name) > 2 for name in page.button_group(key="source_languages").options)


@pytest.mark.parametrize(
    ("part", "name"), [("kinds", "kind"), ("strengths", "strength"), ("languages", "in")]
)
def test_a_filter_changes_list_count_and_link(dossier: Dossier, part: str, name: str) -> None:
    choices = {
        "kinds": dossier.choices("sources", "kind"),
        "strengths": dossier.choices("sources", "strength"),
        "languages": languages(dossier),
    }[part]
    page = sources()
    for chosen in (choices[1:2], choices[2:4]):
        page.button_group(key=f"source_{part}").set_value(list(chosen)).run()
        assert not page.exception
        wanted = found(dossier, **{part: tuple(chosen)})
        assert listed(page) == wanted
        assert f"**{len(wanted):,}** of" in text_of(page)
        assert asked(page) == {name: list(chosen)}


def test_the_link_sets_all_filters(dossier: Dossier) -> None:
    page = sources(
        kind=["news", "official"], strength="original", in_="ja", q="  Foreign   affairs "
    )
    assert not page.exception and not notices(page)
    assert sorted(page.button_group(key="source_kinds").value) == ["news", "official"]
    assert page.button_group(key="source_strengths").value == ["original"]
    assert page.button_group(key="source_languages").value == ["ja"]
    assert page.text_input(key="source_words").value == "Foreign affairs"
    wanted = found(
        dossier,
        kinds=("news", "official"),
        strengths=("original",),
        languages=("ja",),
        words="Foreign affairs",
    )
    assert wanted and listed(page) == wanted


def test_words_find_sources_and_stand_in_the_link(dossier: Dossier) -> None:
    page = sources()
    for words in ("UNTS", "  peace   treaty ", "TASS lavrov", "法律"):
        page.text_input(key="source_words").set_value(words).run()
        wanted = found(dossier, words=words)
        assert 0 < len(wanted) < len(dossier.provenance.sources)
        assert listed(page) == wanted
        assert asked(page) == {"q": [" ".join(words.split())]}


def test_clear_shows_all_sources_again_and_keeps_the_chosen_one(dossier: Dossier) -> None:
    page = sources(kind="news", q="TASS", source=TREATY)
    page.button(key="source_clear").click().run()
    assert asked(page) == {"source": [TREATY]}
    assert len(listed(page)) == len(dossier.provenance.sources)
    assert not [button for button in page.button if button.key == "source_clear"]


def test_nothing_found_says_so() -> None:
    page = sources(q="zzzz")
    assert not page.exception
    assert "No source passes these filters." in text_of(page)
    assert "**0** of" in text_of(page) and listed(page) == []


# One source


def test_every_source_can_be_linked_to_and_lists_what_rests_on_it(dossier: Dossier) -> None:
    """Words that no source has keep the list away."""
    page = sources(q="zzzz")
    for source in dossier.provenance.sources[::25]:
        page.query_params["source"] = source.source_id
        page.run()
        assert not page.exception and not notices(page), source.source_id
        text = text_of(page)
        assert f"### {seen(source.title)}" in text or f"### [{seen(source.title)}]" in text
        for part in (source.publisher, source.author, source.identifier, source.source_id):
            assert seen(part) in text
        rows = dossier.provenance.mentions(source.source_id)
        assert f"**{len(rows)} rows rest on it**" in text
        for row in rows:
            assert seen(row.label) in text, row
        paths = [data["path"] for data in copies(page) if "source=" in data["path"]]
        assert paths == [f"./sources?source={source.source_id}"]


def test_the_rows_of_a_source_lead_to_their_pages(dossier: Dossier) -> None:
    page = sources(source=TREATY, q="zzzz")
    (card,) = [part.value for part in page.markdown if "rest on it**" in part.value]
    links = addresses(card)
    ways = {
        "events": "./?event={}",
        "quotes": "./quotes?quote={}",
        "claims": "./checked?claim={}",
        "positions": "./positions?question={}",
        "offers": "./treaty?offer={}",
        "treaty_matters": "./treaty?matter={}",
        "scenes": "./story?scene={}",
    }
    rows = dossier.provenance.mentions(TREATY)
    wanted = [ways[row.table].format(row.row_id) for row in rows if row.table in ways]
    assert [link for link in links if link.startswith("./")] == wanted
    assert len(wanted) > 3
    for row in rows:
        assert f"{seen(row.table)}: " in text_of(page)


def test_a_linked_source_is_shown_though_the_filters_hide_it(dossier: Dossier) -> None:
    assert dossier.provenance.source(TREATY).kind == "treaty"
    page = sources(source=TREATY, kind="news")
    assert dossier.provenance.source(TREATY).title in text_of(page)
    assert TREATY not in listed(page) and listed(page)


# Method, downloads, corrections


def test_the_switch_leads_to_every_part_and_back(dossier: Dossier) -> None:
    page = sources()
    assert len(page.button_group(key="sources_part").options) == len(Part)
    signs = {
        Part.METHOD: "How the data were made",
        Part.DATA: "### Downloads",
        Part.CORRECTIONS: "### Releases",
        Part.SOURCES: f"of {len(dossier.provenance.sources):,} sources",
    }
    for part, sign in signs.items():
        page.button_group(key="sources_part").set_value(part.value).run()
        assert not page.exception
        assert asked(page) == ({"part": [part.value]} if part is not Part.SOURCES else {})
        assert [name for name, words in signs.items() if words in text_of(page)] == [part]
        again = sources(part=part.value)
        assert not notices(again) and sign in text_of(again)


def test_the_method_counts_how_far_events_were_checked(dossier: Dossier) -> None:
    text = text_of(sources(part="method"))
    for name, words in VERIFIED.items():
        count = sum(event.verified == name for event in dossier.events)
        assert f"**{count}** of {len(dossier.events)} events {words}" in text
    count = sum(has_document(dossier, event.source_ids) for event in dossier.events)
    share = round(100 * count / len(dossier.events))
    assert f"**{count}** of {len(dossier.events)} events ({share} %)" in text
    for strength, words in STRENGTHS.items():
        count = sum(s.strength == strength for s in dossier.provenance.sources)
        assert (f"{words}: **{count:,}**" in text) == bool(count)
    assert "CC BY 4.0" in text and "LGPL" in text and "report an error" in text


def test_every_table_can_be_downloaded_from_the_page(client: TestClient, dossier: Dossier) -> None:
    page = sources(part="data")
    header, *rows = table(page, "table")
    assert header[:3] == ["table", "rows", "holds"]
    counts = dossier.row_counts()
    assert {row[0]: row[1] for row in rows} == {
        name: f"{count:,}" for name, count in counts.items()
    }
    assert [row[2] for row in rows] == [
        seen(table.description) for table in dossier.schema.tables.values()
    ]
    files = [
        link
        for part in page.markdown
        for link in addresses(part.value)
        if link.startswith("./data/")
    ]
    wanted = {f"./data/{name}.{form}" for name in counts for form in ("csv", "json")}
    wanted |= {f"./data/{name}" for name in ("package.zip", "datapackage.json")}
    wanted |= {"./data/events.geojson", "./data/borders.geojson"}
    assert sorted(files) == sorted(wanted)
    for file in files:
        assert client.head(file.removeprefix(".")).status_code == 200, file


def test_the_columns_of_every_table_are_explained(dossier: Dossier) -> None:
    page = sources(part="data")
    assert page.selectbox(key="dictionary_table").value == "events"
    for name, schema in dossier.schema.tables.items():
        page.selectbox(key="dictionary_table").select(name).run()
        assert not page.exception
        assert asked(page) == {"part": ["data"]} | ({"table": [name]} if name != "events" else {})
        header, *rows = table(page, "column")
        assert header == ["column", "type", "meaning", "allowed"]
        assert [row[0] for row in rows] == [column.name for column in schema.columns]
        for (_, kind, meaning, allowed), column in zip(rows, schema.columns, strict=True):
            assert kind == ("date (EDTF)" if column.is_date else column.type)
            assert meaning == seen(column.description)
            assert all(choice in allowed for choice in column.choices)
            assert ("never empty" in allowed) == column.required
            assert not column.points_to or column.points_to[0] in allowed
    assert sources(part="data", table="polls").selectbox(key="dictionary_table").value == "polls"


def test_releases_and_corrections_stand_from_the_latest_to_the_earliest(dossier: Dossier) -> None:
    page = sources(part="corrections")
    text = text_of(page)
    places = [
        text.index(f"**{row.release}**, {row.date.words}.") for row in dossier.provenance.releases
    ]
    assert places == sorted(places, reverse=True)
    corrections = dossier.provenance.corrections
    assert corrections
    order = [text.index(seen(row.was_en)) for row in corrections]
    assert order == sorted(order, reverse=True)
    for row in corrections:
        for part in (row.table, row.row_id, row.now_en, row.reported_by_en, row.date.words):
            assert seen(part) in text
    links = [link for part in page.markdown for link in addresses(part.value)]
    assert "./feed.atom" in links
    for row in corrections:
        if row.table == "quotes":
            assert f"./quotes?quote={row.row_id}" in links


def test_a_phone_shows_the_same_as_lists(dossier: Dossier) -> None:
    page = sources(phone=True, part="data", table="polls")
    assert not page.exception and not notices(page)
    text = text_of(page)
    assert "| table |" not in text and "| column |" not in text
    counts = dossier.row_counts()
    for name, schema in dossier.schema.tables.items():
        assert f"- **{name}** ({counts[name]:,} rows) {seen(schema.description)}" in text
    files = [link for part in page.markdown for link in addresses(part.value)]
    for name in counts:
        assert f"./data/{name}.csv" in files and f"./data/{name}.json" in files
    for column in dossier.schema.tables["polls"].columns:
        assert f"- **{column.name}** (" in text and seen(column.description) in text


# What is not understood


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"source": "no-such-source"}, "source=no-such-source"),
        ({"kind": "gossip"}, "kind=gossip"),
        ({"strength": "strong"}, "strength=strong"),
        ({"in": "xx"}, "in=xx"),
        ({"part": "x"}, "part=x"),
        ({"part": "data", "table": "<script>alert(1)</script>"}, "table=<script>"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_not_understood_is_named_and_the_rest_shown(
    params: dict[str, str], named: str
) -> None:
    page = sources(**params)
    assert not page.exception
    (notice,) = notices(page)
    assert named in notice.replace("\\", "")
    assert len(page.markdown) > 2
    if "part" not in params or params["part"] == "x":
        assert listed(page)
        page.text_input(key="source_words").set_value("treaty").run()
        assert asked(page) == {"q": ["treaty"]} and not notices(page)


# Hostile data


def _attack(copy: DataCopy) -> str:
    """Spoil a source, what rests on it, a table, a release and a correction."""
    line = copy.line_of("sources.csv", f"{TREATY},")
    for column in ("title", "publisher", "author", "identifier", "note"):
        copy.set_cell("sources.csv", line, column, f"{HOSTILE} {column}")
    for table, column in (("quotes", "speaker"), ("arguments", "sentence_en")):
        lines = enumerate(copy.text(f"{table}.csv").split("\n"), 1)
        line = next(number for number, text in lines if re.search(rf"\b{TREATY}\b", text))
        copy.set_cell(f"{table}.csv", line, column, f"{HOSTILE} {column}")
    copy.set_cell("releases.csv", 2, "summary_en", f"{HOSTILE} summary")
    for column in ("was_en", "now_en", "reported_by_en"):
        copy.set_cell("corrections.csv", 2, column, f"{HOSTILE} {column}")
    package = json.loads(copy.text("datapackage.json"))
    for resource in package["resources"]:
        if resource["name"] == "polls":
            resource["description"] = f"{HOSTILE} table"
            resource["schema"]["fields"][0]["description"] = f"{HOSTILE} field"
    copy.write("datapackage.json", json.dumps(package))
    return TREATY


def test_hostile_words_are_shown_as_text_on_every_part(spoilt: DataCopy) -> None:
    source_id = _attack(spoilt)
    shown = {
        Part.SOURCES: (sources(source=source_id), ["title", "publisher", "author", "identifier"]),
        Part.METHOD: (sources(part="method"), []),
        Part.DATA: (sources(part="data", table="polls"), ["table", "field"]),
        Part.CORRECTIONS: (
            sources(part="corrections"),
            ["summary", "was_en", "now_en", "reported_by_en"],
        ),
    }
    for page, names in shown.values():
        assert not page.exception
        for name in names:
            assert f"{HOSTILE} {name}" in text_of(page), name
        raw = "\n".join(part.value for part in page.markdown)
        assert not MARKUP.search(raw)
        assert all(
            token.type not in ("html_block", "html_inline")
            for part in page.markdown
            for token in tokens(part.value)
        )
        assert "https://evil.example" not in addresses(raw)
    page, _ = shown[Part.SOURCES]
    assert page.dataframe[0].value.loc[source_id]["Title"] == f"{HOSTILE} title"
    assert f"quotes: [{HOSTILE} speaker]" in text_of(page)
    assert f"arguments: {HOSTILE} sentence_en" in text_of(page)


def test_an_edit_of_a_source_shows_without_a_restart(spoilt: DataCopy) -> None:
    page = sources(source=TREATY)
    line = spoilt.line_of("sources.csv", f"{TREATY},")
    spoilt.set_cell("sources.csv", line, "title", "Quite new")
    page.run()
    assert "Quite new" in text_of(page)
    assert page.dataframe[0].value.loc[TREATY]["Title"] == "Quite new"


# Citing


def _places(dossier: Dossier) -> dict[str, tuple[str, str, dict[str, str]]]:
    """A row of each kind: its id, and the page with its button."""
    figures = dossier.figures
    question = questions_of(dossier, "polls-japan")[2]
    chart = next(c.chart_id for c in figures.charts if c.form == "lines")
    offer = dossier.matters.offers[4].offer_id
    matter = dossier.matters.matters[2].matter_id
    position = dossier.words.positions[1].question_id
    event = "1956-10-19-joint-declaration"
    return {
        "event": (event, "timeline", {"event": event}),
        "quote": ("qt-1951-nishimura", "quotes", {"quote": "qt-1951-nishimura"}),
        "claim": ("report-armistice", "checked", {"claim": "report-armistice"}),
        "position": (position, "positions", {"question": position}),
        "matter": (matter, "treaty", {"matter": matter}),
        "offer": (offer, "treaty", {"offer": offer}),
        "poll": (question, "numbers", {"chart": "polls-japan", "question": question}),
        "chart": (chart, "numbers", {"chart": chart}),
        "map": ("1945-09-01", "map", {"day": "1945-09-01"}),
    }


FORM_NAMES = [*STYLES.values(), "BibTeX", "RIS", "CSL-JSON"]


@pytest.mark.parametrize(
    "kind", ["event", "quote", "claim", "position", "matter", "offer", "poll", "chart", "map"]
)
def test_the_button_opens_the_citation_in_all_forms(
    client: TestClient, dossier: Dossier, kind: str
) -> None:
    row_id, name, params = _places(dossier)[kind]
    page = open_page(name, **params)
    assert not page.code, "the citation is shown before anybody asked for it"
    page.button(key=f"cite_{kind}_{row_id}").click().run()
    assert not page.exception and not notices(page)
    assert [tab.label for tab in page.tabs] == FORM_NAMES
    apa, chicago, bibtex, ris, csl = (tab.code[0].value for tab in page.tabs)
    what = cited(dossier, kind, row_id)
    for text in (apa, chicago):
        document, here = text.split("\n\n")
        assert re.sub(r"\W", "", what.sources[0].title).casefold() in (
            re.sub(r"\W", "", document).casefold()
        )
        assert what.path in here and f"data release {dossier.schema.version}" in here.lower()
    items = works(what, dossier, what.path, dt.date.today())
    assert bibtex == as_bibtex(items).strip() and ris == as_ris(items).strip()
    assert json.loads(csl) == json.loads(as_csl_json(items))
    assert apa.split("\n\n") == as_text(items, "apa")
    (files,) = [part.value for part in page.markdown if "As a file" in part.value]
    for file in addresses(files):
        assert client.get(file.removeprefix(".")).status_code == 200, file
    assert len(addresses(files)) == 4
    page.run()
    assert not page.code and not page.tabs, "the dialog comes back by itself"


def test_a_hostile_source_is_cited_as_text(spoilt: DataCopy, dossier: Dossier) -> None:
    event = dossier.event("1956-10-19-joint-declaration")
    for source_id in event.source_ids:
        line = spoilt.line_of("sources.csv", f"{source_id},")
        for column in ("title", "publisher", "author"):
            spoilt.set_cell("sources.csv", line, column, f"{HOSTILE} {column}")
    page = open_page("timeline", event=event.event_id)
    page.button(key=f"cite_event_{event.event_id}").click().run()
    assert not page.exception
    apa, _, _, ris, csl = (tab.code[0].value for tab in page.tabs)
    assert f"{HOSTILE} title" in apa and f"{HOSTILE} title" in ris
    assert json.loads(csl)[0]["title"] == f"{HOSTILE} title"
    assert not MARKUP.search("\n".join(part.value for part in page.markdown))
