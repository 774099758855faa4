"""Widemargin's one app: what is stored, how it is rendered, read and written."""
