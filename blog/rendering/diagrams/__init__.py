"""Diagrams: fenced `dot` becomes a drawing, made by Graphviz when a text is rendered."""
