"""Reads dates in the forms in which blogs write them."""

import re
from datetime import UTC, datetime, tzinfo

COMPUTED = {"today", "now", "last-modified"}  # of Quarto, by the clock or by the file
MOMENT = re.compile(
    r"""
    (?: (?P<year>\d{4}) (?P<separator>[-/.]) (?P<month>\d{1,2}) (?P=separator) (?P<day>\d{1,2})
      | (?P<first_month>\d{1,2}) (?P<mark>[-/]) (?P<second_day>\d{1,2}) (?P=mark) (?P<last_year>\d{4}) )  # American
    (?:[T\s]\s* (?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) \s* (?P<offset>Z|UTC|[+-]\d{2}:?\d{2})? )?
    """,
    re.VERBOSE,
)


def read(text: str, zone: tzinfo) -> datetime:
    """A date or a moment, in the forms that blogs use; without a zone, in the site's.

    Raises:
        ValueError: no known form, or no such day.
    """
    match = MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no date")
    clock, offset = match.group("clock", "offset")
    year, month, day = (
        match.group("year", "month", "day") if match["year"] else match.group("last_year", "first_month", "second_day")
    )
    hours, _, rest = (clock or "0:00").partition(":")
    offset = {"Z": "+00:00", "UTC": "+00:00"}.get(offset or "", offset or "")
    moment = datetime.fromisoformat(f"{year}-{int(month):02}-{int(day):02}T{int(hours):02}:{rest}{offset}")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(UTC).astimezone(moment.tzinfo)
    except OverflowError as error:
        raise ValueError(f"{text!r} lies outside the calendar") from error


def begins_with_month(text: str) -> bool:
    """Whether a date is read as Americans and Quarto write it, which others may have meant otherwise.

    >>> begins_with_month("7/8/2023"), begins_with_month("2023/7/8")
    (True, False)
    """
    match = MOMENT.fullmatch(text.strip())
    return bool(match and match["last_year"])
