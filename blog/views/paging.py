"""Long lists in pages with numbers; knows neither what is listed nor where."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404


def page_of(rows: QuerySet, number: int | str, size: int, *, count: int | None = None) -> Page:
    """One page of a list; a `count` that is known already saves a query.

    Raises:
        Http404: the number is none, or the list is not that long.
    """
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    try:
        return paginator.page(number)
    except InvalidPage as error:
        raise Http404("The list is not that long.") from error


def links(page: Page, address: Callable[[int], str]) -> list[dict[str, Any]]:
    """The numbers below a list: the first and last pages and those around this one, None where some are left out."""
    ellipsis = page.paginator.ELLIPSIS
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [
        {"number": None, "url": None} if number == ellipsis else {"number": number, "url": address(number)}
        for number in numbers
    ]
