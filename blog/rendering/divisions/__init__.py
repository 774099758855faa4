"""What stands between `:::` lines: statements, boxes, figures."""
