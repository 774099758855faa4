"""What authors upload: judged by its content, freed of what nobody should see, made small for phones.

Bytes in, bytes out; knows no model and no store. Nothing else of this package is used from outside.
"""

from blog.media.pictures import Picture, prepare, remembering
from blog.media.recognising import FORMS, Form, recognise
from blog.media.smaller import WIDTHS, Smaller

__all__ = ["FORMS", "WIDTHS", "Form", "Picture", "Smaller", "prepare", "recognise", "remembering"]
