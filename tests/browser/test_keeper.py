"""The keeper edits the data of a running site: good edits show, bad ones never take it down."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import CARD, Visitor
from tests.serving import ROOT, serve

pytestmark = pytest.mark.browser

LINK = "/?event=1956-10-19-joint-declaration"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "data", tmp_path / "data")


@pytest.fixture
def keeper(browser: Browser, folder: Path) -> Iterator[Visitor]:
    with serve(ROOT / "app.py", UNFINISHED_PEACE_DATA=str(folder)) as address:
        someone = Visitor(browser, address)
        yield someone
        someone.leaves()
        assert someone.troubles == []


def test_a_bad_edit_leaves_the_last_good_data_and_names_the_fault(
    keeper: Visitor, folder: Path
) -> None:
    page = keeper.opens(LINK)
    events = folder / "events.csv"
    good = events.read_text(encoding="utf-8")
    line = next(i for i, row in enumerate(good.splitlines(), 1) if row.startswith(LINK[8:]))
    events.write_text(
        good.replace("1956-10-19-joint-declaration,1956-10-19", LINK[8:] + ",1956-13-19")
    )
    page.wait_for_timeout(1500)
    page.reload()
    banner = page.get_by_test_id("stAlert")
    expect(banner).to_contain_text(f"events.csv, line {line}, column start")
    expect(banner).to_contain_text("Mend:")
    expect(page.locator(CARD)).to_contain_text("19 October 1956")

    events.write_text(
        good.replace("Soviet-Japanese Joint Declaration", "A new title of the Declaration")
    )
    page.wait_for_timeout(1500)
    page.reload()
    expect(page.locator(CARD)).to_contain_text("A new title of the Declaration")
    expect(banner).to_have_count(0)


def test_bad_data_stop_the_first_start_with_the_same_message(folder: Path) -> None:
    (folder / "quotes.csv").write_bytes(b"quote_id\n")
    with (
        pytest.raises(RuntimeError) as refused,
        serve(ROOT / "app.py", UNFINISHED_PEACE_DATA=str(folder)),
    ):
        pass
    said = str(refused.value)
    assert "quotes.csv, line 1, column date: the column is missing" in said
    assert "Traceback" not in said


def test_the_check_says_what_the_site_would_say(folder: Path) -> None:
    (folder / "quotes.csv").write_bytes(b"quote_id\n")
    command = [sys.executable, "-m", "components.dossier", str(folder)]
    check = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert check.returncode == 1
    assert "quotes.csv, line 1, column date: the column is missing" in check.stderr
