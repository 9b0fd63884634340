"""Dates: what each form covers, how it is said, and what is refused."""

import datetime as dt

import pytest

from components.dossier import Precision
from components.dossier.edtf import parse, span_words

DAY = dt.date


@pytest.mark.parametrize(
    ("text", "lower", "upper", "precision", "words"),
    [
        ("1956", DAY(1956, 1, 1), DAY(1956, 12, 31), Precision.YEAR, "1956"),
        ("1956-10", DAY(1956, 10, 1), DAY(1956, 10, 31), Precision.MONTH, "October 1956"),
        (
            "1956-10-19",
            DAY(1956, 10, 19),
            DAY(1956, 10, 19),
            Precision.DAY,
            "19 October 1956",
        ),
        ("1956-02", DAY(1956, 2, 1), DAY(1956, 2, 29), Precision.MONTH, "February 1956"),
        ("1900-02", DAY(1900, 2, 1), DAY(1900, 2, 28), Precision.MONTH, "February 1900"),
        ("1600~", DAY(1600, 1, 1), DAY(1600, 12, 31), Precision.YEAR, "about 1600"),
        ("1945-09~", DAY(1945, 9, 1), DAY(1945, 9, 30), Precision.MONTH, "about September 1945"),
        ("1945-09-03~", DAY(1945, 9, 3), DAY(1945, 9, 3), Precision.DAY, "about 3 September 1945"),
    ],
)
def test_a_date_covers_its_days_and_is_said_in_words(
    text: str, lower: dt.date, upper: dt.date, precision: Precision, words: str
) -> None:
    stretch = parse(text)
    assert (stretch.lower, stretch.upper) == (lower, upper)
    assert stretch.precision is precision
    assert stretch.approximate == text.endswith("~")
    assert stretch.words == words
    assert stretch.text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "56",
        "1956-13",
        "1956-00",
        "1956-13-01",
        "1956-02-30",
        "1956-02-31",
        "1955-02-29",
        "0000",
        "1956-1",
        "1956-10-9",
        "1956/10/19",
        "19 October 1956",
        "1956-10-19T00:00",
        "1956..1957",
        "195X",
        "~1956",
        "1956~~",
        " 1956",
        "1956\n",
        "-1956",
        "12026-01-01",
    ],
)
def test_another_form_or_a_day_that_is_not_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"1956|calendar"):
        parse(text)


@pytest.mark.parametrize("text", ["１９５６", "1956-１０-19", "١٩٥٦"])
def test_digits_of_other_scripts_are_refused(text: str) -> None:
    """A Japanese keyboard types them, and no other reader of the files takes them for a date."""
    with pytest.raises(ValueError, match=r"1956|calendar"):
        parse(text)


def test_the_middle_lies_halfway() -> None:
    assert parse("1956-10-19").middle == DAY(1956, 10, 19)
    assert parse("1956-10").middle == DAY(1956, 10, 16)
    assert parse("1957").middle == DAY(1957, 7, 2)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("1956-10-19", None, "19 October 1956"),
        ("1991-04-16", "1991-04-19", "16 to 19 April 1991"),
        ("1945-08-18", "1945-09-05", "18 August to 5 September 1945"),
        ("1904-02-08", "1905-09-05", "8 February 1904 to 5 September 1905"),
        ("1799", "1800", "1799 to 1800"),
        ("1955-06", "1956-10-19", "June 1955 to 19 October 1956"),
        ("1945-09-01~", "1945-09-04", "about 1 September 1945 to 4 September 1945"),
        ("1600~", "1643", "about 1600 to 1643"),
    ],
)
def test_a_span_is_said_without_repeating_itself(start: str, end: str | None, words: str) -> None:
    assert span_words(parse(start), parse(end) if end else None) == words
