"""The pages of the site: each has a file, a name, an address and a sentence of its own."""

from components.site import FOLDER, PAGES, words_about


def test_every_page_has_a_file_and_every_file_is_a_page() -> None:
    assert {page.name for page in PAGES} == {path.stem for path in FOLDER.glob("*.py")}


def test_no_two_pages_are_called_or_described_alike() -> None:
    for told in ("name", "title", "icon", "words"):
        values = [getattr(page, told) for page in PAGES]
        assert all(values) and len(set(values)) == len(values)


def test_the_timeline_is_at_the_root() -> None:
    assert PAGES[0].name == "timeline"
    assert words_about("") == PAGES[0].words


def test_each_address_has_the_words_of_its_page() -> None:
    for page in PAGES:
        assert words_about(page.name) == page.words
    assert words_about("no-such-page") == PAGES[0].words


def test_what_a_page_is_stands_in_whole_sentences() -> None:
    for page in PAGES:
        assert page.words[0].isupper() and page.words.endswith(".")
