"""The parts pages are made of.

Belongs here: what every page shares: frame, filters, tiles, charts with their tables, rows behind
a number, notices. Does not belong here: what one page asks or shows.
"""
