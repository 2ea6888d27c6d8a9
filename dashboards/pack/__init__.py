"""The Friday pack: one week for one meeting, as PDF, workbook and web page.

Belongs here: choosing what the 16:00 meeting reads and writing it in three forms. Does not
belong here: any figure; the pack reads the rows that the pages read.
"""
