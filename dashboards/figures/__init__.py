"""Figures by shape: lines, curves, bars, sparklines.

Belongs here: how a shape is drawn in a palette. Does not belong here: words (they are handed in)
and data (it comes from `queries`).
"""
