"""One satisfaction survey as a report: the page, the PDF and the workbook say the same.

Belongs here: what the report says, section by section, and writing it as PDF and workbook. Does
not belong here: any figure (the marts and the analysis have them), the page (`views`, `panels`).
"""
