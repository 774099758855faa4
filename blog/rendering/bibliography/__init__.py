"""Citations: `[@key]` in a text, and the list of the works that it cites, from BibTeX entries kept in the article.

`citations` recognises them in the source, `placing` puts numbers and list into the tree; the others know no draft.
"""
