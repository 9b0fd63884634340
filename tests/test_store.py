"""The store: notices edits, keeps the last good data, and is one for all threads."""

import os
import threading
from collections.abc import Callable

import pytest

from components.dossier import DataError, Dossier, Store
from tests.conftest import DataCopy

JOINT = "1956-10-19-joint-declaration"


@pytest.fixture
def store(data_copy: DataCopy) -> Store:
    return Store(data_copy.folder, look_every_s=0)


def _retitle(copy: DataCopy, title: str) -> None:
    copy.set_cell("events.csv", copy.line_of("events.csv", f"{JOINT},"), "title_en", title)


def test_unchanged_files_give_the_same_dossier(store: Store) -> None:
    assert store.current() is store.current()
    assert store.faults == ()


def test_an_edit_shows_without_a_restart(store: Store, data_copy: DataCopy) -> None:
    before = store.current()
    _retitle(data_copy, "A new title of the Declaration")
    assert store.current().event(JOINT).title_en == "A new title of the Declaration"
    assert before.event(JOINT).title_en != "A new title of the Declaration"


def test_an_edit_of_the_same_length_shows_too(store: Store, data_copy: DataCopy) -> None:
    _retitle(data_copy, "Title A")
    store.current()
    path = data_copy.folder / "events.csv"
    changed = path.stat().st_mtime_ns
    _retitle(data_copy, "Title B")
    os.utime(path, ns=(changed, changed + 1))
    assert store.current().event(JOINT).title_en == "Title B"


def _cell(copy: DataCopy) -> str:
    copy.set_cell("events.csv", copy.line_of("events.csv", f"{JOINT},"), "start", "1956-13-01")
    return "events.csv"


def _table_gone(copy: DataCopy) -> str:
    (copy.folder / "people.csv").unlink()
    return "people.csv"


def _descriptor_cut(copy: DataCopy) -> str:
    copy.write("datapackage.json", copy.text("datapackage.json")[:5000])
    return "datapackage.json"


def _descriptor_of_another_shape(copy: DataCopy) -> str:
    copy.write("datapackage.json", "[]")
    return "datapackage.json"


def _table_not_described(copy: DataCopy) -> str:
    text = copy.text("datapackage.json")
    copy.write("datapackage.json", text.replace('"name": "eras"', '"name": "periods"', 1))
    return "datapackage.json"


@pytest.mark.parametrize(
    "spoil",
    [_cell, _table_gone, _descriptor_cut, _descriptor_of_another_shape, _table_not_described],
    ids=lambda spoil: spoil.__name__.strip("_"),
)
def test_a_bad_edit_leaves_the_last_good_data_until_it_is_mended(
    store: Store, data_copy: DataCopy, spoil: Callable[[DataCopy], str]
) -> None:
    good = store.current()
    kept = {path: path.read_bytes() for path in data_copy.folder.iterdir()}
    file = spoil(data_copy)
    for _ in range(2):
        assert store.current() is good
        assert {fault.file for fault in store.faults} == {file}
    for path, content in kept.items():
        path.write_bytes(content)
    mended = store.current()
    assert store.faults == ()
    assert mended is not good
    assert mended.row_counts() == good.row_counts()


def test_a_second_bad_edit_is_told_instead_of_the_first(store: Store, data_copy: DataCopy) -> None:
    store.current()
    _cell(data_copy)
    store.current()
    line = data_copy.line_of("events.csv", f"{JOINT},")
    data_copy.set_cell("events.csv", line, "start", "1956-10-19")
    data_copy.set_cell("events.csv", line, "significance", "7")
    store.current()
    assert [(fault.line, fault.column) for fault in store.faults] == [(line, "significance")]


def test_bad_data_at_the_start_are_told_each_time_and_can_be_mended(
    store: Store, data_copy: DataCopy
) -> None:
    good = data_copy.text("events.csv")
    _cell(data_copy)
    for _ in range(2):
        with pytest.raises(DataError, match=r"events\.csv.*start"):
            store.current()
    data_copy.write("events.csv", good)
    assert store.current().event(JOINT) is not None


def test_between_two_looks_an_edit_waits(data_copy: DataCopy) -> None:
    patient = Store(data_copy.folder, look_every_s=3600)
    good = patient.current()
    _cell(data_copy)
    assert patient.current() is good
    assert patient.faults == ()


def test_threads_that_start_together_get_one_dossier(store: Store) -> None:
    barrier = threading.Barrier(4)
    got: list[Dossier] = []

    def ask() -> None:
        barrier.wait()
        got.append(store.current())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert len({id(dossier) for dossier in got}) == 1
