"""Which of our two languages the words that we add to a text are in."""


def spoken(language: str) -> str:
    """`zh` for texts in Chinese of any kind, `en` for all others.

    >>> spoken("zh-hans"), spoken("en-gb"), spoken("fr")
    ('zh', 'en', 'en')
    """
    return "zh" if language.startswith("zh") else "en"
