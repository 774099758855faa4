"""Pictures, figures, recordings, and posters of what lies elsewhere."""
