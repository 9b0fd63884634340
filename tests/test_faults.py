"""Deliberate faults in a copy of the data: each is refused at its file, line and column."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from components.dossier import DATA_FOLDER, DataError, Fault
from components.dossier.model import load_dossier
from tests.conftest import DataCopy

ROOT = DATA_FOLDER.parent
JOINT = "1956-10-19-joint-declaration,"
Place = tuple[str, int, str]


def _refused(copy: DataCopy) -> tuple[Fault, ...]:
    with pytest.raises(DataError) as refused:
        load_dossier(copy.folder)
    for fault in refused.value.faults:
        assert fault.problem.strip() and fault.mend.strip()
        # The message goes to a terminal and to a page, which take no broken characters.
        str(fault).encode("utf-8")
    return refused.value.faults


def _places(copy: DataCopy) -> list[Place]:
    return [(fault.file, fault.line, fault.column) for fault in _refused(copy)]


CELLS = [
    ("wrong month", "events.csv", JOINT, "start", "1956-13-01"),
    ("31 February", "events.csv", JOINT, "start", "1956-02-31"),
    ("date in words", "events.csv", JOINT, "start", "19 October 1956"),
    ("end before start", "events.csv", JOINT, "end", "1956-10-18"),
    ("dangling source", "events.csv", JOINT, "source_ids", "P1-158;ZZ-999"),
    ("unsourced row", "events.csv", JOINT, "source_ids", ""),
    ("two pages, one source", "events.csv", JOINT, "verified", "two-pages"),
    ("unknown degree of checking", "events.csv", JOINT, "verified", "three-pages"),
    ("unknown category", "events.csv", JOINT, "category", "treaties"),
    ("unknown island", "events.csv", JOINT, "islands", "etorofu;iturup"),
    ("empty required cell", "events.csv", JOINT, "title_en", ""),
    ("only spaces", "events.csv", JOINT, "summary_en", "   "),
    ("significance 7", "events.csv", JOINT, "significance", "7"),
    ("significance 0", "events.csv", JOINT, "significance", "0"),
    ("significance in words", "events.csv", JOINT, "significance", "high"),
    ("significance 1.5", "events.csv", JOINT, "significance", "1.5"),
    ("latitude 95", "events.csv", JOINT, "lat", "95"),
    ("longitude with a comma", "events.csv", JOINT, "lon", "37,6"),
    ("not a number", "events.csv", JOINT, "lon", "nan"),
    ("only a longitude", "events.csv", JOINT, "lat", ""),
    ("only a latitude", "events.csv", JOINT, "lon", ""),
    ("empty item", "events.csv", JOINT, "actors", "Japan;;Soviet Union"),
    ("repeated item", "events.csv", JOINT, "actors", "Japan;Soviet Union;Japan"),
    ("item after the last", "events.csv", JOINT, "islands", "shikotan;habomai;"),
    ("id of another form", "events.csv", JOINT, "event_id", "Joint Declaration"),
    ("hidden character", "events.csv", JOINT, "title_en", "Joint\x07Declaration"),
    ("dangling event", "quotes.csv", "qt-1713-kozyrevsky,", "event_ids", "1711-nobody"),
    ("unknown side", "quotes.csv", "qt-1713-kozyrevsky,", "side", "ussr"),
    ("address of a bad form", "sources.csv", "P1-002,", "url", "www.hoppou.go.jp"),
    ("address with a space", "sources.csv", "P1-002,", "url", "https://example.org/a b"),
    ("script as address", "sources.csv", "P1-002,", "url", "javascript:alert(1)"),
    ("language in words", "sources.csv", "P1-002,", "language", "English"),
    ("gap in control", "control.csv", "etorofu,Japan,japan,treaty,", "end", "1945-08-27"),
    ("overlap of control", "control.csv", "etorofu,Japan,japan,treaty,", "end", "1945-09-02"),
    ("nobody today", "control.csv", "etorofu,Russian Federation,", "end", "2030"),
    ("control by a stranger", "control.csv", "etorofu,USSR,", "party", "china"),
    ("gap between eras", "eras.csv", "war,", "end", "1945-09-04"),
    ("line of one point", "borders.csv", "1855-shimoda-kurils,", "path", "46.2 148.7"),
    ("line of words", "borders.csv", "1855-shimoda-kurils,", "path", "through the strait"),
    ("offer without answer", "offers.csv", "of-1998-kawana,", "answer_en", ""),
    ("chart of lines without series", "charts.csv", "kelp,", "series_ids", ""),
    ("chart of bars without series", "charts.csv", "visits-without-visa,", "series_ids", ""),
    ("chart of no such series", "charts.csv", "kelp,", "series_ids", "kelp-of-the-moon"),
    ("scene of no such tour", "scenes.csv", "news-shimoda-1855,", "tour_id", "nowhere"),
    ("scene of no such event", "scenes.csv", "news-shimoda-1855,", "event_id", "1855-nothing"),
    ("scene of no such quote", "scenes.csv", "news-shimoda-1855,", "quote_id", "qt-nobody"),
    ("scene without sources", "scenes.csv", "news-shimoda-1855,", "source_ids", ""),
    ("map of a scene on no day", "scenes.csv", "news-shimoda-1855,", "day", "1855-02-30"),
    ("camera of no such place", "scenes.csv", "news-shimoda-1855,", "focus", "mars"),
    ("lesson of no such level", "lessons.csv", "first-two-maps,", "level", "fourth"),
    ("lesson on another site", "lessons.csv", "first-two-maps,", "path", "https://example.org/"),
]


@pytest.mark.parametrize(
    ("file", "row", "column", "value"), [case[1:] for case in CELLS], ids=[c[0] for c in CELLS]
)
def test_a_bad_cell_is_refused_where_it_stands(
    data_copy: DataCopy, file: str, row: str, column: str, value: str
) -> None:
    line = data_copy.line_of(file, row)
    if value == "two-pages":
        only = data_copy.cell(file, line, "source_ids").split(";")[0]
        data_copy.set_cell(file, line, "source_ids", only)
    data_copy.set_cell(file, line, column, value)
    assert _places(data_copy) == [(file, line, column)]


def test_a_line_break_inside_a_cell_does_not_shift_later_lines(data_copy: DataCopy) -> None:
    line = data_copy.line_of("events.csv", JOINT)
    data_copy.set_cell("events.csv", line + 10, "start", "1956-13-01")
    data_copy.set_cell("events.csv", line, "title_en", "Joint\nDeclaration\r\nof 1956")
    assert _places(data_copy) == [
        ("events.csv", line, "title_en"),
        ("events.csv", line + 12, "start"),
    ]


def test_lines_are_counted_as_editors_do_whatever_ends_them(data_copy: DataCopy) -> None:
    line = data_copy.line_of("events.csv", JOINT)
    data_copy.set_cell("events.csv", line, "start", "1956-13-01")
    data_copy.write("events.csv", data_copy.text("events.csv").replace("\n", "\r\n"))
    assert _places(data_copy) == [("events.csv", line, "start")]


def test_an_empty_line_shifts_the_line_numbers_and_is_no_fault(data_copy: DataCopy) -> None:
    line = data_copy.line_of("events.csv", JOINT)
    data_copy.set_line("events.csv", line - 1, data_copy.text("events.csv").split("\n")[line - 2])
    data_copy.set_cell("events.csv", line, "start", "1956-13-01")
    lines = data_copy.text("events.csv").split("\n")
    data_copy.write("events.csv", "\n".join([*lines[:3], "", *lines[3:]]))
    assert _places(data_copy) == [("events.csv", line + 1, "start")]


def test_a_file_saved_with_a_byte_order_mark_is_good(data_copy: DataCopy) -> None:
    data_copy.write("events.csv", "\ufeff" + data_copy.text("events.csv"))
    assert load_dossier(data_copy.folder).row_counts()["events"] >= 300


def test_all_faults_are_listed_at_once(data_copy: DataCopy) -> None:
    line = data_copy.line_of("events.csv", JOINT)
    data_copy.set_cell("events.csv", line, "start", "1956-13-01")
    data_copy.set_cell("events.csv", line, "lat", "95")
    data_copy.set_cell("events.csv", line + 1, "category", "war")
    data_copy.set_cell("quotes.csv", 3, "side", "ussr")
    assert _places(data_copy) == [
        ("events.csv", line, "lat"),
        ("events.csv", line, "start"),
        ("events.csv", line + 1, "category"),
        ("quotes.csv", 3, "side"),
    ]


def test_dangling_ids_are_listed_in_every_table(data_copy: DataCopy) -> None:
    """Who renames a source sees all rows to mend, not one table at a time."""
    data_copy.set_cell("events.csv", 4, "source_ids", "ZZ-1")
    data_copy.set_cell("events.csv", 4, "verified", "page")
    data_copy.set_cell("quotes.csv", 3, "source_ids", "ZZ-1")
    data_copy.set_cell("quotes.csv", 3, "verified", "page")
    assert _places(data_copy) == [("events.csv", 4, "source_ids"), ("quotes.csv", 3, "source_ids")]


def _duplicate_id(copy: DataCopy) -> list[Place]:
    line = copy.line_of("events.csv", JOINT)
    text = copy.text("events.csv")
    copy.write("events.csv", text + text.split("\n")[line - 1] + "\n")
    return [("events.csv", text.count("\n") + 1, "event_id")]


def _duplicate_key_of_two_columns(copy: DataCopy) -> list[Place]:
    line = copy.line_of("control.csv", "etorofu,USSR,")
    text = copy.text("control.csv")
    copy.write("control.csv", text + text.split("\n")[line - 1] + "\n")
    return [("control.csv", text.count("\n") + 1, "start")]


def _missing_column(copy: DataCopy) -> list[Place]:
    copy.set_rows("quotes.csv", lambda row: row[:4] + row[5:])
    return [("quotes.csv", 1, "speaker_role_ja")]


def _unknown_column(copy: DataCopy) -> list[Place]:
    copy.set_rows("quotes.csv", lambda row: [*row, "note" if row[0] == "quote_id" else ""])
    return [("quotes.csv", 1, "note")]


def _misspelt_column(copy: DataCopy) -> list[Place]:
    header = copy.text("quotes.csv").split("\n")[0]
    copy.set_line("quotes.csv", 1, header.replace("speaker_role_en", "speaker_rol_en"))
    return [("quotes.csv", 1, "speaker_rol_en"), ("quotes.csv", 1, "speaker_role_en")]


def _doubled_column(copy: DataCopy) -> list[Place]:
    copy.set_rows("quotes.csv", lambda row: [*row, row[2]])
    return [("quotes.csv", 1, "speaker")]


def _latin_1(copy: DataCopy) -> list[Place]:
    line = copy.line_of("events.csv", JOINT)
    path = copy.folder / "events.csv"
    lines = path.read_bytes().split(b"\n")
    lines[line - 1] = lines[line - 1].replace(b"Declaration", b"D\xe9claration", 1)
    path.write_bytes(b"\n".join(lines))
    return [("events.csv", line, "title_en")]


def _latin_1_header(copy: DataCopy) -> list[Place]:
    path = copy.folder / "phrases.csv"
    path.write_bytes(path.read_bytes().replace(b"meaning_en", b"m\xe9aning_en", 1))
    return [("phrases.csv", 1, "meaning_en")]


def _too_many_cells(copy: DataCopy) -> list[Place]:
    line = copy.line_of("quotes.csv", "qt-1713-kozyrevsky,")
    copy.set_line("quotes.csv", line, copy.text("quotes.csv").split("\n")[line - 1] + ",more")
    return [("quotes.csv", line, "verified")]


def _too_few_cells(copy: DataCopy) -> list[Place]:
    line = copy.line_of("quotes.csv", "qt-1713-kozyrevsky,")
    copy.set_line("quotes.csv", line, "qt-1713-kozyrevsky,1713,Ivan Kozyrevsky")
    return [("quotes.csv", line, "speaker")]


def _unclosed_quote(copy: DataCopy) -> list[Place]:
    line = copy.line_of("eras.csv", "cold-war,")
    text = copy.text("eras.csv").split("\n")[line - 1]
    copy.set_line("eras.csv", line, text.replace('."', ".", 1))
    return [("eras.csv", line, "")]


def _missing_file(copy: DataCopy) -> list[Place]:
    (copy.folder / "eras.csv").unlink()
    return [("eras.csv", 0, "")]


def _empty_file(copy: DataCopy) -> list[Place]:
    copy.write("eras.csv", "")
    return [("eras.csv", 1, "")]


def _another_separator(copy: DataCopy) -> list[Place]:
    copy.write("phrases.csv", copy.text("phrases.csv").replace(",", ";"))
    header = copy.text("phrases.csv").split("\n")[0]
    names = header.split(";")
    return [("phrases.csv", 1, name) for name in sorted([*names, header])]


def _broken_descriptor(copy: DataCopy) -> list[Place]:
    text = copy.text("datapackage.json")
    copy.write("datapackage.json", text.replace(",\n", "\n", 1))
    return [("datapackage.json", 3, "")]


def _cut_descriptor(copy: DataCopy) -> list[Place]:
    text = copy.text("datapackage.json")[:5000]
    copy.write("datapackage.json", text)
    return [("datapackage.json", text.count("\n") + 1, "")]


def _no_descriptor(copy: DataCopy) -> list[Place]:
    (copy.folder / "datapackage.json").unlink()
    return [("datapackage.json", 0, "")]


def _no_resources(copy: DataCopy) -> list[Place]:
    copy.write("datapackage.json", '{"title": "", "version": "1", "created": ""}')
    return [("datapackage.json", 0, "")]


def _descriptor_of_another_shape(copy: DataCopy) -> list[Place]:
    copy.write("datapackage.json", "[]")
    return [("datapackage.json", 0, "")]


def _table_not_described(copy: DataCopy) -> list[Place]:
    text = copy.text("datapackage.json")
    copy.write("datapackage.json", re.sub(r'"name": "eras"', '"name": "periods"', text, count=1))
    return [("datapackage.json", 0, "")]


SPOILERS = [
    _duplicate_id,
    _duplicate_key_of_two_columns,
    _missing_column,
    _unknown_column,
    _misspelt_column,
    _doubled_column,
    _latin_1,
    _latin_1_header,
    _too_many_cells,
    _too_few_cells,
    _unclosed_quote,
    _missing_file,
    _empty_file,
    _another_separator,
    _broken_descriptor,
    _cut_descriptor,
    _no_descriptor,
    _no_resources,
    _descriptor_of_another_shape,
    _table_not_described,
]


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__.strip("_"))
def test_a_spoilt_file_is_refused_where_it_is_spoilt(
    data_copy: DataCopy, spoil: Callable[[DataCopy], list[Place]]
) -> None:
    expected = spoil(data_copy)
    found = _places(data_copy)
    if spoil is _latin_1_header:  # the name of the strange column holds the byte
        assert expected[0] in found and len(found) == 2
    else:
        assert found == expected


def _without(copy: DataCopy, file: str, beginning: str) -> None:
    """Take out all rows that begin so."""
    kept = [row for row in copy.text(file).split("\n") if not row.startswith(beginning)]
    assert len(kept) < copy.text(file).count("\n") + 1
    copy.write(file, "\n".join(kept))


def test_a_series_of_a_chart_without_values_is_refused(data_copy: DataCopy) -> None:
    line = data_copy.line_of("charts.csv", "kelp,")
    series = data_copy.cell("charts.csv", line, "series_ids")
    _without(data_copy, "series.csv", f"{series},")
    (fault,) = _refused(data_copy)
    assert (fault.file, fault.line, fault.column) == ("charts.csv", line, "series_ids")
    assert series in fault.problem and "series.csv" in fault.mend


def test_a_question_that_no_poll_asked_is_refused(data_copy: DataCopy) -> None:
    last = data_copy.text("questions.csv").rstrip("\n")
    data_copy.write(
        "questions.csv", f"{last}\nru-nobody-asked,Russia,Russia,,,Has anybody asked?,,\n"
    )
    line = data_copy.line_of("questions.csv", "ru-nobody-asked,")
    (fault,) = _refused(data_copy)
    assert (fault.file, fault.line, fault.column) == ("questions.csv", line, "question_id")
    assert "ru-nobody-asked" in fault.problem and "polls.csv" in fault.mend


def test_a_poll_without_any_date_is_refused_and_one_date_is_enough(data_copy: DataCopy) -> None:
    line = 2
    dates = ("fieldwork_start", "fieldwork_end", "published")
    for name in dates:
        data_copy.set_cell("polls.csv", line, name, "")
    assert _places(data_copy) == [("polls.csv", line, "published")]
    for name in dates:
        data_copy.set_cell("polls.csv", line, name, "2002")
        assert load_dossier(data_copy.folder)
        data_copy.set_cell("polls.csv", line, name, "")


def test_a_tour_without_a_scene_is_refused(data_copy: DataCopy) -> None:
    last = data_copy.text("tours.csv").rstrip("\n")
    data_copy.write("tours.csv", f"{last}\nempty,An empty tour,,,It tells nothing.,,\n")
    line = data_copy.line_of("tours.csv", "empty,")
    (fault,) = _refused(data_copy)
    assert (fault.file, fault.line, fault.column) == ("tours.csv", line, "tour_id")
    assert "scenes.csv" in fault.mend


def test_a_near_miss_is_offered_as_the_mend(data_copy: DataCopy) -> None:
    data_copy.set_cell("quotes.csv", 3, "event_ids", "1956-10-19-joint-declaratoin")
    (fault,) = _refused(data_copy)
    assert "1956-10-19-joint-declaration" in fault.mend
    assert "events.csv" in fault.mend


def test_an_unknown_choice_is_answered_with_the_choices(data_copy: DataCopy) -> None:
    line = data_copy.line_of("events.csv", JOINT)
    data_copy.set_cell("events.csv", line, "category", "treaties")
    (fault,) = _refused(data_copy)
    assert "treaties" in fault.problem
    assert "treaty" in fault.mend and "economy" in fault.mend


def _check(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "components.dossier", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_names_file_line_column_and_mend(data_copy: DataCopy) -> None:
    line = data_copy.line_of("events.csv", JOINT)
    data_copy.set_cell("events.csv", line, "start", "1956-13-01")
    done = _check(str(data_copy.folder))
    assert done.returncode == 1
    assert f"events.csv, line {line}, column start" in done.stderr
    assert "1956-13-01" in done.stderr and "Mend:" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("given", [True, False], ids=["folder given", "folder of the site"])
def test_the_command_counts_good_data(data_copy: DataCopy, given: bool) -> None:
    done = _check(*([str(data_copy.folder)] if given else []))
    assert done.returncode == 0, done.stderr
    events = re.search(r"^events +(\d+)$", done.stdout, re.MULTILINE)
    assert events and int(events[1]) == data_copy.text("events.csv").strip().count("\n")


def test_the_command_says_so_if_there_is_no_such_folder(data_copy: DataCopy) -> None:
    done = _check(str(data_copy.folder / "nowhere"))
    assert done.returncode == 1
    assert "datapackage.json" in done.stderr and "Traceback" not in done.stderr
