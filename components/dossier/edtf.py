"""Dates as the data write them: EDTF level 0, with '~' for 'about' (level 1).

https://www.loc.gov/standards/datetime/ defines the strings. Only the forms that
the tables use are read: `1956`, `1956-10`, `1956-10-19`, and each with `~`.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~)?", re.ASCII)


class Precision(StrEnum):
    """How finely a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that a date string covers, both ends included."""

    text: str
    lower: dt.date
    upper: dt.date
    precision: Precision
    approximate: bool

    @property
    def middle(self) -> dt.date:
        """The day halfway, for plotting and sorting."""
        return self.lower + (self.upper - self.lower) / 2

    @property
    def words(self) -> str:
        """The date as a reader says it: '19 October 1956', 'October 1956', 'about 1956'."""
        day = self.lower
        said = {
            Precision.YEAR: f"{day.year}",
            Precision.MONTH: f"{day:%B} {day.year}",
            Precision.DAY: f"{day.day} {day:%B} {day.year}",
        }[self.precision]
        return f"about {said}" if self.approximate else said


@lru_cache(maxsize=8192)
def parse(text: str) -> Stretch:
    """Read an EDTF string.

    Args:
        text: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, optionally followed by `~`.

    Returns:
        The stretch of days it covers.

    Raises:
        ValueError: the string has another form, or names no day of the calendar.
    """
    form = _FORM.fullmatch(text)
    if form is None:
        raise ValueError(f"{text!r} is not a date of the form 1956, 1956-10 or 1956-10-19")
    year, month, day = (int(part) if part else None for part in form.groups()[:3])
    approximate = form.group(4) is not None
    try:
        if day is not None:
            lower = upper = dt.date(year, month, day)
            precision = Precision.DAY
        elif month is not None:
            lower = dt.date(year, month, 1)
            upper = dt.date(year, month, calendar.monthrange(year, month)[1])
            precision = Precision.MONTH
        else:
            lower, upper = dt.date(year, 1, 1), dt.date(year, 12, 31)
            precision = Precision.YEAR
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"{text!r} names no day of the calendar") from error
    return Stretch(text, lower, upper, precision, approximate)


def span_words(start: Stretch, end: Stretch | None) -> str:
    """A span as a reader says it: '16 to 19 April 1991', '1799 to 1800'.

    Args:
        start: the first date.
        end: the last date, or None for a single date.
    """
    if end is None:
        return start.words
    both_days = start.precision is end.precision is Precision.DAY
    plain = not (start.approximate or end.approximate)
    if both_days and plain and start.lower.year == end.lower.year:
        if start.lower.month == end.lower.month:
            return f"{start.lower.day} to {end.words}"
        return f"{start.lower.day} {start.lower:%B} to {end.words}"
    return f"{start.words} to {end.words}"
