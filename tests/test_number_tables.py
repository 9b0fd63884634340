"""The tables of the charts: Markdown and CSV hold the same rows, and CSV reads back."""

import csv
import io
from collections.abc import Iterator

import pytest
from markdown_it.token import Token

from components.dossier import Chart, Dossier
from components.dossier.exports import original
from components.dossier.model import load_dossier
from components.number_links import questions_of
from components.number_tables import (
    Table,
    all_source_ids,
    chart_table,
    table_csv,
    table_list,
    table_text,
)
from tests.conftest import DataCopy
from tests.markdown import MARKDOWN

HOSTILE = "=1+1 | \"x\", 'y'; <script>alert(1)</script> **b** [l](https://evil.example) :red[c] $d$"


def _tables(dossier: Dossier) -> Iterator[tuple[Chart, str, Table]]:
    """The table of every chart and of every question."""
    for chart in dossier.figures.charts:
        for question in questions_of(dossier, chart.chart_id) or [""]:
            yield chart, question, chart_table(dossier, chart, question)


def _lines(markdown: str) -> list[list[Token]]:
    """The cells of a table of Markdown, line by line, the header first."""
    lines: list[list[Token]] = []
    for token in MARKDOWN.parse(markdown):
        if token.type == "tr_open":
            lines.append([])
        elif token.type == "inline":
            lines[-1].append(token)
    return lines


def _text(cell: Token) -> str:
    return "".join(part.content for part in cell.children)


def _links(cell: Token) -> list[str]:
    return [part.attrs["href"] for part in cell.children if part.type == "link_open"]


def _csv(table: Table, dossier: Dossier) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table_csv(table, dossier), newline="")))


def _bare(text: str) -> str:
    """A cell with its spaces as Markdown shows them."""
    return " ".join(text.split())


def _items(markdown: str) -> list[Token]:
    """The items of a list of Markdown."""
    return [token for token in MARKDOWN.parse(markdown) if token.type == "inline"]


def test_markdown_and_csv_have_the_same_columns_and_rows(dossier: Dossier) -> None:
    for chart, question, table in _tables(dossier):
        head, *rows = _csv(table, dossier)
        shown_head, *shown = _lines(table_text(table, dossier))
        assert head == [_text(cell) for cell in shown_head] == [*table.columns, "Sources"]
        assert len(rows) == len(shown) == len(table.rows) > 0, chart.chart_id
        for row, cells in zip(rows, shown, strict=True):
            said = [_bare(_text(cell)) for cell in cells[:-1]]
            assert said == [_bare(cell) for cell in row[:-1]], f"{chart.chart_id} {question}"


def test_csv_reads_back_cell_by_cell(dossier: Dossier) -> None:
    for _, _, table in _tables(dossier):
        _, *rows = _csv(table, dossier)
        assert [row[:-1] for row in rows] == [list(row) for row in table.rows]


def test_every_row_leads_to_all_its_sources_in_both(dossier: Dossier) -> None:
    for chart, _, table in _tables(dossier):
        _, *rows = _csv(table, dossier)
        _, *shown = _lines(table_text(table, dossier))
        for ids, row, cells in zip(table.source_ids, rows, shown, strict=True):
            sources = dossier.sources(ids)
            assert sources, chart.chart_id
            assert row[-1] == " ".join(source.url or source.title for source in sources)
            linked = [MARKDOWN.normalizeLink(source.url) for source in sources if source.url]
            assert _links(cells[-1]) == linked
            named = [
                f"[{i}]" if source.url else source.title for i, source in enumerate(sources, 1)
            ]
            assert _text(cells[-1]) == _bare(" ".join(named))


def test_a_value_of_a_series_reads_back_with_date_unit_and_remark(dossier: Dossier) -> None:
    for chart, _, table in _tables(dossier):
        if chart.form not in ("lines", "bars"):
            continue
        wanted = [
            (measure.label_en, value.date.text, value.value, measure.unit_en)
            for name in chart.series_ids
            for measure in [dossier.figures.measure(name)]
            for value in dossier.figures.values(name)
        ]
        found = [(label, date, float(value), unit) for label, date, value, unit, _ in table.rows]
        assert found == wanted, chart.chart_id
        values = [v for name in chart.series_ids for v in dossier.figures.values(name)]
        for value, row in zip(values, table.rows, strict=True):
            assert value.note_en in row[-1]
            said = {"derived": "worked out", "reported": ""}.get(value.status, value.status)
            assert row[-1].startswith(said)


def test_an_answer_of_a_poll_reads_back_with_sample_and_error(dossier: Dossier) -> None:
    for chart, question, table in _tables(dossier):
        if chart.form != "polls":
            continue
        answers = [a for wave in dossier.figures.waves(question) for a in wave]
        for answer, row in zip(answers, table.rows, strict=True):
            institute, when, sample, option, percent, error, remark = row
            assert (institute, when, option) == (answer.institute, answer.when, answer.option_en)
            assert float(percent) == answer.percent
            assert remark == answer.note_en
            if answer.sample:
                assert int(sample) == answer.sample
                share = answer.percent / 100
                right = 196 * (share * (1 - share) / answer.sample) ** 0.5
                assert float(error.removeprefix("±")) == pytest.approx(right, abs=0.051)
            else:
                assert (sample, error) == ("not published", "not known")


@pytest.mark.parametrize("form", ["meetings", "visits"])
def test_every_meeting_and_visit_is_a_row_by_date(dossier: Dossier, form: str) -> None:
    (table,) = [table for chart, _, table in _tables(dossier) if chart.form == form]
    rows = dossier.figures.summits if form == "meetings" else dossier.figures.visits
    for row, cells in zip(rows, table.rows, strict=True):
        assert cells[0] == row.date.text
        if form == "meetings":
            wanted = (row.place, row.leader_japan, row.leader_russia, row.occasion_en)
            assert cells[1:] == (*wanted, row.outcome_en)
        else:
            assert cells[1:4] == (row.visitor, row.role_en, row.country)
            for name in row.islands:
                assert dossier.island(name).name_en in cells[4]
            assert cells[5] == row.note_en
    days = [row.date.lower for row in rows]
    assert days == sorted(days)


def test_the_list_for_a_phone_has_every_row_with_all_that_the_table_has(dossier: Dossier) -> None:
    for chart, _, table in _tables(dossier):
        items = _items(table_list(table, dossier))
        shown = _lines(table_text(table, dossier))[1:]
        assert len(items) == len(table.rows), chart.chart_id
        for item, cells, row in zip(items, shown, table.rows, strict=True):
            said = "; ".join(
                f"{name}: {_bare(cell)}"
                for name, cell in zip(table.columns, row, strict=True)
                if cell
            )
            assert _text(item) == f"{said}. {_text(cells[-1])}"
            assert _links(item) == _links(cells[-1])


def test_every_source_of_a_table_is_listed_once(dossier: Dossier) -> None:
    for _, _, table in _tables(dossier):
        listed = list(all_source_ids(table))
        assert len(set(listed)) == len(listed)
        assert set(listed) == {source for ids in table.source_ids for source in ids}


def test_a_hostile_cell_stays_one_cell_in_both(dossier: Dossier, data_copy: DataCopy) -> None:
    """Words with bars, quotation marks and commas neither add cells nor become markup."""
    chart = next(c for c in dossier.figures.charts if c.form == "lines")
    measure = data_copy.line_of("measures.csv", f"{chart.series_ids[0]},")
    data_copy.set_cell("measures.csv", measure, "label_en", HOSTILE)
    data_copy.set_cell("measures.csv", measure, "unit_en", HOSTILE)
    data_copy.set_cell("polls.csv", 2, "option_en", HOSTILE)
    data_copy.set_cell("summits.csv", 2, "outcome_en", HOSTILE)
    data_copy.set_cell("visits.csv", 2, "note_en", HOSTILE)
    spoilt = load_dossier(data_copy.folder)
    seen = set()
    for chart, _, table in _tables(spoilt):
        head, *rows = [[original(cell) for cell in row] for row in _csv(table, spoilt)]
        _, *shown = _lines(table_text(table, spoilt))
        for row, cells in zip(rows, shown, strict=True):
            assert len(row) == len(cells) == len(head)
            if HOSTILE not in row:
                continue
            seen.add(chart.form)
            kinds = {part.type for cell in cells[:-1] for part in cell.children}
            assert kinds <= {"text", "text_special"}
            assert _text(cells[row.index(HOSTILE)]) == HOSTILE
        for item, row in zip(_items(table_list(table, spoilt)), rows, strict=True):
            if HOSTILE in row:
                assert HOSTILE in _text(item)
                assert "https://evil.example" not in _links(item)
                allowed = {"text", "text_special", "link_open", "link_close"}
                assert {part.type for part in item.children} <= allowed
    assert seen == {"lines", "polls", "meetings", "visits"}
