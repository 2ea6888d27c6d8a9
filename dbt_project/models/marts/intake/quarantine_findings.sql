{{ quarantine_columns() }}
order by q.export, q.file, q.sheet, q.row, q.finding_place
