"""What was published stays: lost names, aliases, corrections, and `make publish`."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from components.dossier import DataError, Fault
from components.dossier.model import load_dossier
from components.dossier.publish import main, unpublished
from tests.conftest import DataCopy
from tests.serving import ROOT

NEWCOMER = "zz-a-new-term"


def _refused(copy: DataCopy) -> tuple[Fault, ...]:
    with pytest.raises(DataError) as refused:
        load_dossier(copy.folder)
    return refused.value.faults


def _places(faults: tuple[Fault, ...]) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.column) for fault in faults]


def _append(copy: DataCopy, file: str, line: str) -> int:
    """Add a row at the end of a table and tell its line."""
    text = copy.text(file)
    assert text.endswith("\n")
    copy.write(file, f"{text}{line}\n")
    return text.count("\n") + 1


def _rename(copy: DataCopy, table: str, column: str, line: int = 3) -> tuple[str, str]:
    """Give a row another identifier: the old one, and the new one."""
    old = copy.cell(f"{table}.csv", line, column)
    new = f"{old}-renamed"
    copy.set_cell(f"{table}.csv", line, column, new)
    return old, new


def _published(copy: DataCopy) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(copy.text("published.csv").splitlines())]


TABLES = [
    ("glossary", "term_id"),
    ("visits", "visit_id"),
    ("statements", "statement_id"),
    ("arguments", "argument_id"),
]
"""Tables whose rows no other row names, so that nothing but their own name is lost."""


@pytest.mark.parametrize(("table", "column"), TABLES)
def test_a_published_name_that_is_gone_is_refused_where_it_was_published(
    data_copy: DataCopy, table: str, column: str
) -> None:
    old, _ = _rename(data_copy, table, column)
    line = data_copy.line_of("published.csv", f"{table},{old},")
    faults = _refused(data_copy)
    assert _places(faults) == [("published.csv", line, "row_id")]
    assert repr(old) in faults[0].problem and f"table {table}" in faults[0].problem
    assert "aliases.csv" in faults[0].mend and "put the row back" in faults[0].mend
    assert f"published.csv, line {line}, column row_id:" in str(faults[0])


@pytest.mark.parametrize(("table", "column"), TABLES)
def test_with_an_alias_the_new_name_is_accepted_and_the_old_one_leads_on(
    data_copy: DataCopy, table: str, column: str
) -> None:
    old, new = _rename(data_copy, table, column)
    _append(data_copy, "aliases.csv", f"{table},{old},{new}")
    provenance = load_dossier(data_copy.folder).provenance
    assert provenance.current_id(table, old) == new
    assert provenance.current_id(table, new) == new
    other = next(name for name, _ in TABLES if name != table)
    assert provenance.current_id(other, old) == old


def test_an_alias_in_another_table_does_not_help(data_copy: DataCopy) -> None:
    old, _ = _rename(data_copy, "glossary", "term_id")
    other = data_copy.cell("visits.csv", 2, "visit_id")
    _append(data_copy, "aliases.csv", f"visits,{old},{other}")
    line = data_copy.line_of("published.csv", f"glossary,{old},")
    assert _places(_refused(data_copy)) == [("published.csv", line, "row_id")]


def test_a_row_that_is_taken_out_needs_an_alias_without_a_successor(data_copy: DataCopy) -> None:
    rows = data_copy.text("glossary.csv").splitlines(keepends=True)
    gone = rows.pop(4).split(",")[0]
    data_copy.write("glossary.csv", "".join(rows))
    line = data_copy.line_of("published.csv", f"glossary,{gone},")
    assert _places(_refused(data_copy)) == [("published.csv", line, "row_id")]
    _append(data_copy, "aliases.csv", f"glossary,{gone},")
    provenance = load_dossier(data_copy.folder).provenance
    assert provenance.current_id("glossary", gone) == gone


def test_all_lost_names_are_listed_at_once(data_copy: DataCopy) -> None:
    lost = [_rename(data_copy, table, column)[0] for table, column in TABLES]
    lines = {
        data_copy.line_of("published.csv", f"{table},{old},")
        for (table, _), old in zip(TABLES, lost, strict=True)
    }
    faults = _refused(data_copy)
    assert {fault.line for fault in faults} == lines and len(faults) == len(TABLES)


def test_a_name_that_was_never_published_may_change(data_copy: DataCopy) -> None:
    _add_term(data_copy)
    load_dossier(data_copy.folder)
    data_copy.write("glossary.csv", data_copy.text("glossary.csv").replace(NEWCOMER, "zz-another"))
    assert load_dossier(data_copy.folder).rows("glossary")[-1].values["term_id"] == "zz-another"


def test_an_alias_to_nowhere_is_refused(data_copy: DataCopy) -> None:
    line = _append(data_copy, "aliases.csv", "glossary,zz-old,zz-nowhere")
    (fault,) = _refused(data_copy)
    assert _places((fault,)) == [("aliases.csv", line, "new_id")]
    assert "'zz-nowhere'" in fault.problem and "glossary" in fault.problem and fault.mend


def test_an_alias_to_a_row_of_another_table_is_refused(data_copy: DataCopy) -> None:
    visit = data_copy.cell("visits.csv", 2, "visit_id")
    line = _append(data_copy, "aliases.csv", f"glossary,zz-old,{visit}")
    assert _places(_refused(data_copy)) == [("aliases.csv", line, "new_id")]


def test_an_alias_in_a_table_that_does_not_exist_is_refused(data_copy: DataCopy) -> None:
    line = _append(data_copy, "aliases.csv", "glosary,zz-old,kuril-islands")
    assert _places(_refused(data_copy)) == [("aliases.csv", line, "new_id")]


def test_an_alias_of_a_row_that_is_still_there_is_refused(data_copy: DataCopy) -> None:
    one, two = (data_copy.cell("glossary.csv", line, "term_id") for line in (2, 3))
    line = _append(data_copy, "aliases.csv", f"glossary,{one},{two}")
    (fault,) = _refused(data_copy)
    assert _places((fault,)) == [("aliases.csv", line, "old_id")]
    assert repr(one) in fault.problem and "rename" in fault.mend


def test_two_aliases_of_one_name_are_refused(data_copy: DataCopy) -> None:
    one, two = (data_copy.cell("glossary.csv", line, "term_id") for line in (2, 3))
    _append(data_copy, "aliases.csv", f"glossary,zz-old,{one}")
    line = _append(data_copy, "aliases.csv", f"glossary,zz-old,{two}")
    assert [fault.line for fault in _refused(data_copy)] == [line]


@pytest.mark.parametrize(
    ("table", "row_id"),
    [("glossary", "zz-nobody"), ("glosary", "kuril-islands"), ("control", "etorofu")],
    ids=["no such row", "no such table", "a table without names"],
)
def test_a_correction_of_a_row_that_does_not_exist_is_refused(
    data_copy: DataCopy, table: str, row_id: str
) -> None:
    release = data_copy.cell("releases.csv", 2, "release")
    row = f"c-zz-1,{table},{row_id},Was.,Now.,a reader,2026-11-25,{release}"
    line = _append(data_copy, "corrections.csv", row)
    (fault,) = _refused(data_copy)
    assert _places((fault,)) == [("corrections.csv", line, "row_id")]
    assert repr(row_id) in fault.problem and fault.mend


def test_a_correction_of_a_release_that_does_not_exist_is_refused(data_copy: DataCopy) -> None:
    term = data_copy.cell("glossary.csv", 2, "term_id")
    row = f"c-zz-1,glossary,{term},Was.,Now.,a reader,2026-11-25,9.9.9"
    line = _append(data_copy, "corrections.csv", row)
    assert _places(_refused(data_copy)) == [("corrections.csv", line, "release")]


# Writing down what a release publishes


def _add_term(copy: DataCopy, term: str = NEWCOMER) -> None:
    line = copy.text("glossary.csv").split("\n")[1]
    _append(copy, "glossary.csv", term + line[line.index(",") :])


def _version(copy: DataCopy) -> str:
    return json.loads(copy.text("datapackage.json"))["version"]


@pytest.fixture
def settled(data_copy: DataCopy) -> DataCopy:
    """Data of which all names are published."""
    assert main(data_copy.folder) == 0
    assert unpublished(load_dossier(data_copy.folder)) == []
    return data_copy


def test_publishing_adds_exactly_the_new_names_under_the_version(settled: DataCopy) -> None:
    before = settled.text("published.csv")
    _add_term(settled)
    _add_term(settled, "zz-one-more")
    event = settled.text("events.csv").rstrip("\n").split("\n")[-1]
    _append(settled, "events.csv", "zz-new-event" + event[event.index(",") :])
    assert main(settled.folder) == 0
    after = settled.text("published.csv")
    assert after.startswith(before)
    added = sorted(after.removeprefix(before).splitlines())
    version = _version(settled)
    assert added == sorted(
        [
            f"events,zz-new-event,{version}",
            f"glossary,{NEWCOMER},{version}",
            f"glossary,zz-one-more,{version}",
        ]
    )
    dossier = load_dossier(settled.folder)
    assert unpublished(dossier) == []
    assert ("events", "zz-new-event") in {
        (row.table, row.row_id) for row in dossier.provenance.added_in(version)
    }


def test_publishing_twice_adds_nothing(settled: DataCopy) -> None:
    _add_term(settled)
    assert main(settled.folder) == 0
    once = settled.text("published.csv")
    assert main(settled.folder) == 0
    assert settled.text("published.csv") == once


def test_every_row_with_a_name_of_its_own_is_published(settled: DataCopy) -> None:
    dossier = load_dossier(settled.folder)
    published = {row[:2] for row in _published(settled)}
    for name, table in dossier.schema.tables.items():
        if len(table.primary_key) == 1:
            for row in dossier.rows(name):
                assert (name, row.values[table.primary_key[0]]) in published


def test_publishing_a_renamed_row_adds_its_new_name_and_keeps_the_old(settled: DataCopy) -> None:
    old, new = _rename(settled, "glossary", "term_id")
    _append(settled, "aliases.csv", f"glossary,{old},{new}")
    assert main(settled.folder) == 0
    names = [row_id for table, row_id, _ in _published(settled) if table == "glossary"]
    assert old in names and names[-1] == new


def test_publishing_waits_for_the_row_of_the_release(
    settled: DataCopy, capsys: pytest.CaptureFixture[str]
) -> None:
    before = settled.text("published.csv")
    _add_term(settled)
    version = _version(settled)
    descriptor = settled.text("datapackage.json")
    settled.write(
        "datapackage.json", re.sub(rf'"version": "{version}"', '"version": "9.9.9"', descriptor)
    )
    assert main(settled.folder) == 1
    said = capsys.readouterr().err
    assert "releases.csv" in said and "9.9.9" in said and "Mend" in said
    assert settled.text("published.csv") == before
    _append(settled, "releases.csv", "9.9.9,2027-01-01,A release of the test.")
    assert main(settled.folder) == 0
    assert f"glossary,{NEWCOMER},9.9.9\n" in settled.text("published.csv")
    assert "releases,9.9.9,9.9.9\n" in settled.text("published.csv")


def test_data_with_faults_are_not_published(
    settled: DataCopy, capsys: pytest.CaptureFixture[str]
) -> None:
    before = settled.text("published.csv")
    _add_term(settled)
    settled.set_cell("events.csv", 2, "start", "1956-13-01")
    assert main(settled.folder) == 1
    assert "events.csv, line 2, column start" in capsys.readouterr().err
    assert settled.text("published.csv") == before


def _command(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "components.dossier.publish", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_says_how_many_names_it_published(settled: DataCopy) -> None:
    _add_term(settled)
    done = _command(settled.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 identifier")
    assert f"release {_version(settled)}." in done.stdout
    settled.set_cell("events.csv", 2, "start", "1956-13-01")
    refused = _command(settled.folder)
    assert refused.returncode == 1 and refused.stdout == ""
    assert "Traceback" not in refused.stderr
