{{ quarantine_columns() }} -- noqa: PRS
order by q.export, q.file, q.sheet, q.row, q.finding_place
