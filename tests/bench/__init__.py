"""Measurements. They print ratios within one run; nothing here passes or fails."""
