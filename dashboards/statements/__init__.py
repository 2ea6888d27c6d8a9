"""The sales office's month on paper: pay statements with signature lines, and the payroll.

Belongs here: what a statement says about a person, its PDF and workbook, the payroll table. Does
not belong here: any amount (the warehouse made them), the words of a line (`statement_reading`).
"""
