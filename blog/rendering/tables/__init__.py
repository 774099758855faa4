"""Tables: their boxes, captions, and those made of values."""
