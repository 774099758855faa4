"""Answers with a page, under the policy that its formulas need."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.headers import allow_formula_styles


def show(request: HttpRequest, template: str, context: dict[str, Any], *, has_formulas: bool = False) -> HttpResponse:
    """Render a template; only where there are formulas, KaTeX's sheet is linked and its style attributes pass."""
    response = render(request, template, {**context, "has_formulas": has_formulas})
    return allow_formula_styles(response) if has_formulas else response
