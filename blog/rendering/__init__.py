"""Turns an author's Markdown with formulas into everything that is stored of it.

Pure: text and facts in, a Document out. Knows no model, no request and no database. Nothing else of this package is
used from outside.
"""

import hashlib

from blog.rendering import guard
from blog.rendering.batches import render_each
from blog.rendering.cleaning import drop_unusable
from blog.rendering.code.fences import fence_places
from blog.rendering.comments import drop_comments
from blog.rendering.documents import (
    ADDRESS,
    LABEL_LENGTH,
    Document,
    Heading,
    ImageFacts,
    LabelledThing,
    OutsideReference,
    PrintedReference,
    ReferenceTarget,
    RenderContext,
    RenderError,
    RenderWarning,
)
from blog.rendering.formulas import katex
from blog.rendering.formulas.mathml import as_tex
from blog.rendering.formulas.places import formula_places
from blog.rendering.kinds import printed_name
from blog.rendering.notes.callouts import TITLES as CALLOUT_TITLES
from blog.rendering.pictures.images import image_sources, replace_image_sources
from blog.rendering.references import outside_references
from blog.rendering.sanitizing import DROPPED_TAGS, sanitize

PIPELINE_VERSION = "9"  # raise it when the same text comes out differently, then run manage.py rerender

__all__ = [
    "ADDRESS",
    "CALLOUT_TITLES",
    "DROPPED_TAGS",
    "LABEL_LENGTH",
    "Document",
    "Heading",
    "ImageFacts",
    "LabelledThing",
    "OutsideReference",
    "PrintedReference",
    "ReferenceTarget",
    "RenderContext",
    "RenderError",
    "RenderWarning",
    "as_tex",
    "drop_comments",
    "drop_unusable",
    "fence_places",
    "formula_places",
    "image_sources",
    "katex",
    "outside_references",
    "printed_name",
    "render",
    "render_each",
    "rendering_version",
    "replace_image_sources",
    "sanitize",
]


def render(source: str, context: RenderContext | None = None, *, seconds: float | None = None) -> Document:
    """Render Markdown with formulas; see `Document` for what comes out.

    It happens in a process of its own, which is ended when it takes too much time or memory; see `guard`. Wrong
    formulas, unknown labels and the like never stop it: they become warnings with their line and column.

    Args:
        source: the author's text, Unicode, any line ends.
        context: language, site-wide macros, known images, prefix of ids; defaults to a Chinese article.
        seconds: of wall time, from when a process is free for the text; `guard.SECONDS` unless said otherwise.

    Raises:
        RenderError: the text is too long, nested too deeply or too costly to be rendered, or too many are at once.
        blog.rendering.formulas.katex.EngineError: KaTeX's script is not installed.
    """
    return guard.render(source, context or RenderContext(), guard.SECONDS if seconds is None else seconds)


def rendering_version(macros: str = "") -> str:
    """What a stored rendition was made with: the pipeline's version, the formula engine's, and the site-wide macros."""
    digest = hashlib.sha256(macros.encode()).hexdigest()[:8]
    return f"{PIPELINE_VERSION}/katex-{katex.version()}/macros-{digest}"
