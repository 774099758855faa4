"""Measurements, run by hand: ratios within one run, and what becomes of texts that others wrote."""
