"""One part of a page each: a heading, a chart or a table, and the way to its rows.

Belongs here: asking one question and drawing its answer. Does not belong here: which panels make
a page (`views`), how a shape is drawn (`figures`), any text (the catalogues).
"""
