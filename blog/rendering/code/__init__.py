"""Fenced code: where it is, what stands behind its fence, its colours and lines."""
