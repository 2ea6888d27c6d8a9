"""The tables of the file ledger (SQLite).

Belongs here: their definition and version. Does not belong here: reading or writing them.
"""

SCHEMA_VERSION = 1

SCHEMA = """
create table if not exists files (          -- one row per distinct bytes ever received
    sha256 text primary key,
    arrival integer not null unique,
    file_name text not null,
    extension text not null,
    size_bytes integer not null,
    project_hint text,
    exported_at text not null,
    same_time_number integer not null,
    landed_at text not null,                -- wall clock, for audit only, never published
    seconds real not null default 0,        -- time spent reading, for the report only
    status text not null,
    accepted_by_hand integer not null default 0,
    workbook_due integer not null default 0, -- its correction workbook is to be written anew
    is_bug integer not null default 0,
    message_zh text not null default '',
    message_en text not null default ''
);
create index if not exists files_by_name on files (file_name);
create table if not exists paths (          -- what each inbox path held when last hashed
    path text primary key,
    size_bytes integer not null,
    modified_ns integer not null,
    changed_ns integer not null,
    sha256 text not null
);
create table if not exists deliveries (     -- the same bytes once more
    sha256 text not null,
    path text not null,
    file_name text not null,
    modified_ns integer not null,
    exported_at text not null,
    noted_at text not null,                 -- wall clock, for audit only, never published
    primary key (sha256, path, modified_ns)
);
create table if not exists batches (        -- one row per file and export found in it
    sha256 text not null references files (sha256),
    export text not null,
    profile text,
    status text not null,
    rows_in integer not null,
    rows_accepted integer not null,
    rows_quarantined integer not null,
    rows_ignored integer not null,
    content_key text not null,
    duplicate_of text,
    project_names text not null,            -- JSON list of the accepted rows' projects
    refund_rows integer not null,
    message_zh text not null,
    message_en text not null,
    primary key (sha256, export)
);
create index if not exists batches_by_content on batches (content_key);
create table if not exists control_totals ( -- integer fen, one row per money field
    sha256 text not null,
    export text not null,
    field text not null,
    fen_in integer not null,
    fen_accepted integer not null,
    fen_quarantined integer not null,
    fen_ignored integer not null,
    primary key (sha256, export, field)
);
create table if not exists sheets (         -- where each field of a batch stood in the file
    sha256 text not null,
    export text not null,
    sheet text not null,
    position integer not null,
    header_row integer not null,
    headers text not null,                  -- JSON list
    positions text not null,                -- JSON field -> position among the headers
    first_column integer not null,
    missing_fields text not null,           -- JSON list
    rows_in integer not null,
    primary key (sha256, export, sheet)
);
create table if not exists notes (          -- findings about a file as a whole
    sha256 text not null,
    number integer not null,
    finding text not null,                  -- JSON of parsing's Finding
    primary key (sha256, number)
);
create table if not exists closings (       -- quarantine lines mended by a correction
    line_key text not null,
    sha256 text not null,
    mended_by text not null,
    primary key (line_key, sha256)
);
create table if not exists correction_workbooks (
    sha256 text primary key,
    workbook_name text not null unique,
    reference_key text not null default ''  -- which reference lines it was written with
);
"""

# What reading a file again replaces; the file itself and its deliveries stay.
READ_RESULT_TABLES = ("batches", "control_totals", "sheets", "notes", "closings")

_OF_KNOWN_FILES = "(select * from files where exported_at <= ?) f using (sha256) order by f.arrival"
STATE_QUERIES = (
    "select sha256, arrival, file_name, exported_at, same_time_number, status, message_en"
    " from files where exported_at <= ? order by arrival",
    f"select b.* from batches b join {_OF_KNOWN_FILES}, b.export",
    f"select t.* from control_totals t join {_OF_KNOWN_FILES}, t.export, t.field",
    f"select c.* from closings c join {_OF_KNOWN_FILES}, c.line_key",
    f"select n.* from notes n join {_OF_KNOWN_FILES}, n.number",
    "select distinct sha256, file_name, exported_at from deliveries where exported_at <= ?"
    " order by 1, 2, 3",
)
