"""The pages, each thin: it asks `queries`, draws with `figures` and `components`.

Belongs here: what a page shows and in which order. Does not belong here: SQL, arithmetic on
figures, or any text (the catalogues have it).
"""
