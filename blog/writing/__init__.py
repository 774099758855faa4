"""What an author can write, shown by examples: the reference page of the admin and of `docs/`, in both languages.

Knows the renderer only. Each chapter is a file beside this one; every example in it is a test, so none can be wrong.
"""

from blog.writing.outcomes import Results, context, results
from blog.writing.reading import LANGUAGES, Chapter, Entry, chapters

__all__ = ["LANGUAGES", "Chapter", "Entry", "Results", "chapters", "context", "results"]
