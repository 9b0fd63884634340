"""Rules that no schema can say: how dates, spans and lines must hang together."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from components.dossier.edtf import Stretch
from components.dossier.faults import Fault
from components.dossier.schema import Schema
from components.dossier.tables import Row

SPANS = {
    "events": ("start", "end"),
    "control": ("start", "end"),
    "viewpoints": ("start", "end"),
    "eras": ("start", "end"),
    "borders": ("valid_from", "valid_to"),
    "polls": ("fieldwork_start", "fieldwork_end"),
    "people": ("born", "died"),
    "wording": ("date", "until"),
}
"""The columns of each table that begin and end a span."""


def rule_faults(rows: dict[str, list[Row]], schema: Schema) -> Iterator[Fault]:
    """Check what binds cells and rows together.

    Args:
        rows: the tables, each row already valid on its own.
        schema: for the file names.
    """
    for name, (start, end) in SPANS.items():
        yield from _ends_before_start(schema.tables[name].file, rows[name], start, end)
    yield from _unchained(schema.tables["control"].file, rows["control"], ("area",))
    yield from _unchained(schema.tables["eras"].file, rows["eras"], ())
    yield from _unchained(schema.tables["viewpoints"].file, rows["viewpoints"], ("view", "area"))
    for name, table_rows in rows.items():
        yield from _too_few_sources(schema.tables[name].file, table_rows)
    for name in ("events", "places", "islands"):
        yield from _half_positions(schema.tables[name].file, rows[name])
    yield from _lost_identifiers(rows, schema)
    yield from _stray_corrections(rows, schema)
    yield from _empty_charts(rows, schema)
    yield from _unasked_questions(rows, schema)
    yield from _empty_tours(rows, schema)


def _ends_before_start(file: str, rows: list[Row], start: str, end: str) -> Iterator[Fault]:
    for row in rows:
        first: Stretch | None = row.values[start]
        last: Stretch | None = row.values[end]
        if first and last and last.upper < first.lower:
            problem = f"{last.text} lies before the {start} {first.text}"
            yield Fault(file, row.line, end, problem, f"write a date not before {first.text}")


def _unchained(file: str, rows: list[Row], group: tuple[str, ...]) -> Iterator[Fault]:
    """Each span must begin where the one before it ends, so that no day is left out."""

    def key(row: Row) -> tuple[str, ...]:
        return tuple(row.values[name] for name in group)

    for _, span in groupby(sorted(rows, key=key), key):
        ordered = sorted(span, key=lambda row: row.values["start"].lower)
        for before, after in pairwise(ordered):
            end = before.values["end"]
            start = after.values["start"]
            if end != start:
                said = end.text if end else "empty"
                problem = f"the end is {said}, but the next span begins {start.text}"
                yield Fault(file, before.line, "end", problem, f"write {start.text} in both rows")
        if ordered and ordered[-1].values["end"]:
            problem = "the last span has an end, so that nothing is said of today"
            yield Fault(file, ordered[-1].line, "end", problem, "empty the cell, or add a row")


def _too_few_sources(file: str, rows: list[Row]) -> Iterator[Fault]:
    for row in rows:
        if row.values.get("verified") == "two-pages" and len(row.values["source_ids"]) < 2:
            problem = "the row says two-pages but names one source"
            yield Fault(file, row.line, "verified", problem, "write page, or add the second source")


def _half_positions(file: str, rows: list[Row]) -> Iterator[Fault]:
    for row in rows:
        if (row.values["lat"] is None) != (row.values["lon"] is None):
            column = "lat" if row.values["lat"] is None else "lon"
            problem = "only one of latitude and longitude is there"
            yield Fault(file, row.line, column, problem, "write both, or neither")


def _identifiers(rows: dict[str, list[Row]], schema: Schema) -> dict[str, set[str]]:
    """The identifiers of each table that has one of its own."""
    return {
        name: {row.values[table.primary_key[0]] for row in rows[name]}
        for name, table in schema.tables.items()
        if len(table.primary_key) == 1
    }


def _lost_identifiers(rows: dict[str, list[Row]], schema: Schema) -> Iterator[Fault]:
    """What has been published once stands in links: it stays, or an alias leads on from it."""
    there = _identifiers(rows, schema)
    file = schema.tables["aliases"].file
    aliases: dict[tuple[str, str], str] = {}
    for row in rows["aliases"]:
        table, old, new = (row.values[name] for name in ("table", "old_id", "new_id"))
        aliases[table, old] = new
        if old in there.get(table, ()):
            problem = f"{old!r} is still in the table {table}"
            yield Fault(file, row.line, "old_id", problem, "take the alias out, or rename the row")
        if new and new not in there.get(table, ()):
            problem = f"{new!r} does not exist in the table {table}"
            yield Fault(file, row.line, "new_id", problem, "name an identifier of that table")
    for row in rows["published"]:
        table, row_id = row.values["table"], row.values["row_id"]
        if row_id not in there.get(table, ()) and (table, row_id) not in aliases:
            problem = f"{row_id!r} was published and is gone from the table {table}"
            mend = f"put the row back, or add to {file} which row took its place"
            yield Fault(schema.tables["published"].file, row.line, "row_id", problem, mend)


def _stray_corrections(rows: dict[str, list[Row]], schema: Schema) -> Iterator[Fault]:
    there = _identifiers(rows, schema)
    for row in rows["corrections"]:
        table, row_id = row.values["table"], row.values["row_id"]
        if row_id not in there.get(table, ()):
            problem = f"there is no row {row_id!r} in a table {table!r}"
            mend = "name a table and a row of it"
            yield Fault(schema.tables["corrections"].file, row.line, "row_id", problem, mend)


def _empty_charts(rows: dict[str, list[Row]], schema: Schema) -> Iterator[Fault]:
    """A chart of series needs series, and each of them a value."""
    valued = {row.values["series_id"] for row in rows["series"]}
    file = schema.tables["charts"].file
    for row in rows["charts"]:
        series = row.values["series_ids"]
        if row.values["form"] in ("lines", "bars") and not series:
            problem = "the chart has no series"
            yield Fault(file, row.line, "series_ids", problem, "name a series of measures.csv")
        for series_id in series:
            if series_id not in valued:
                problem = f"the series {series_id!r} has no value"
                yield Fault(file, row.line, "series_ids", problem, "add a value to series.csv")


def _unasked_questions(rows: dict[str, list[Row]], schema: Schema) -> Iterator[Fault]:
    """A question needs a poll, and a poll a date."""
    asked = {row.values["question_id"] for row in rows["polls"]}
    for row in rows["questions"]:
        if row.values["question_id"] not in asked:
            problem = f"no poll asked {row.values['question_id']!r}"
            file = schema.tables["questions"].file
            yield Fault(file, row.line, "question_id", problem, "add its answers to polls.csv")
    for row in rows["polls"]:
        dates = ("fieldwork_start", "fieldwork_end", "published")
        if not any(row.values[name] for name in dates):
            file = schema.tables["polls"].file
            yield Fault(
                file, row.line, "published", "the poll has no date", "write one of its dates"
            )


def _empty_tours(rows: dict[str, list[Row]], schema: Schema) -> Iterator[Fault]:
    told = {row.values["tour_id"] for row in rows["scenes"]}
    for row in rows["tours"]:
        if row.values["tour_id"] not in told:
            file = schema.tables["tours"].file
            yield Fault(file, row.line, "tour_id", "the tour has no scene", "add one to scenes.csv")
