"""What a chart shows, as a table: for screen readers, for those who cite, and as CSV (pure)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from components.dossier import Chart, Dossier
from components.dossier.exports import harmless
from components.poll_chart import sampling_error
from components.prose import link, plain
from components.series_chart import STATUS


@dataclass(frozen=True, slots=True)
class Table:
    """A table: names of the columns, rows of cells, and the sources of each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source_ids: tuple[tuple[str, ...], ...]


Row = tuple[tuple[str, ...], tuple[str, ...]]
"""The cells of a row, and the ids of its sources."""

SERIES_COLUMNS = ("What is counted", "Date", "Value", "Unit", "Remark")
POLL_COLUMNS = ("Institute", "Asked", "Sample", "Answer", "Per cent", "Sampling error", "Remark")
MEETING_COLUMNS = ("Date", "Place", "Japan", "USSR / Russia", "Occasion", "Outcome")
VISIT_COLUMNS = ("Date", "Visitor", "Role", "Country", "Islands", "What")


def chart_table(dossier: Dossier, chart: Chart, question_id: str = "") -> Table:
    """All rows that a chart draws.

    Args:
        dossier: the data.
        chart: the chart.
        question_id: the question, on a chart of polls.
    """
    if chart.form == "polls":
        return _table(POLL_COLUMNS, _polls(dossier, question_id))
    if chart.form == "meetings":
        return _table(MEETING_COLUMNS, _meetings(dossier))
    if chart.form == "visits":
        return _table(VISIT_COLUMNS, _visits(dossier))
    return _table(SERIES_COLUMNS, _series(dossier, chart.series_ids))


def _table(columns: tuple[str, ...], rows: Iterable[Row]) -> Table:
    cells, source_ids = zip(*rows, strict=True)
    return Table(columns, cells, source_ids)


def _series(dossier: Dossier, series_ids: Iterable[str]) -> Iterator[Row]:
    for series_id in series_ids:
        measure = dossier.figures.measure(series_id)
        for value in dossier.figures.values(series_id):
            remark = "; ".join(filter(None, (STATUS[value.status], value.note_en)))
            cells = (
                measure.label_en,
                value.date.text,
                f"{value.value:.10g}",
                measure.unit_en,
                remark,
            )
            yield cells, value.source_ids


def _polls(dossier: Dossier, question_id: str) -> Iterator[Row]:
    for wave in dossier.figures.waves(question_id):
        for answer in wave:
            error = sampling_error(answer.percent, answer.sample)
            cells = (
                answer.institute,
                answer.when,
                str(answer.sample or "not published"),
                answer.option_en,
                f"{answer.percent:g}",
                f"±{error:.1f}" if error is not None else "not known",
                answer.note_en,
            )
            yield cells, answer.source_ids


def _meetings(dossier: Dossier) -> Iterator[Row]:
    for row in dossier.figures.summits:
        leaders = (row.leader_japan, row.leader_russia)
        cells = (row.date.text, row.place, *leaders, row.occasion_en, row.outcome_en)
        yield cells, row.source_ids


def _visits(dossier: Dossier) -> Iterator[Row]:
    for row in dossier.figures.visits:
        islands = ", ".join(
            island.name_en for name in row.islands if (island := dossier.island(name))
        )
        cells = (row.date.text, row.visitor, row.role_en, row.country, islands, row.note_en)
        yield cells, row.source_ids


def table_text(table: Table, dossier: Dossier) -> str:
    """A table as Markdown, with numbered links to the sources in the last column."""
    lines = ["| " + " | ".join((*table.columns, "Sources")) + " |"]
    lines.append("|" + ":--|" * (len(table.columns) + 1))
    for cells, ids in zip(table.rows, table.source_ids, strict=True):
        sources = _numbered(dossier, ids)
        lines.append("| " + " | ".join(map(plain, cells)) + f" | {sources} |")
    return "\n".join(lines)


def table_list(table: Table, dossier: Dossier) -> str:
    """The same as a list, for a narrow page: one row a paragraph, its cells with their names."""
    rows = []
    for cells, ids in zip(table.rows, table.source_ids, strict=True):
        named = zip(table.columns, cells, strict=True)
        said = "; ".join(f"{name}: {plain(cell)}" for name, cell in named if cell)
        rows.append(f"- {said}. {_numbered(dossier, ids)}")
    return "\n".join(rows)


def _numbered(dossier: Dossier, source_ids: Sequence[str]) -> str:
    """Sources as linked numbers; one without an address by its title."""
    return " ".join(
        link(f"[{i}]" if source.url else source.title, source.url)
        for i, source in enumerate(dossier.sources(source_ids), 1)
    )


def table_csv(table: Table, dossier: Dossier) -> str:
    """A table as CSV (RFC 4180), with the addresses of the sources in the last column.

    Cells that a spreadsheet would run are escaped as in all exports.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow((*table.columns, "Sources"))
    for cells, ids in zip(table.rows, table.source_ids, strict=True):
        sources = dossier.sources(ids)
        named = " ".join(source.url or source.title for source in sources)
        writer.writerow(map(harmless, (*cells, named)))
    return out.getvalue()


def all_source_ids(table: Table) -> Sequence[str]:
    """Every source of a table once, in the order in which they appear."""
    return list(dict.fromkeys(source for ids in table.source_ids for source in ids))
