-- The columns of the marts of turnaround.
create table marts.ticket_turnaround_curves(ticket_kind varchar, stage varchar,
    ticket_class varchar, period_kind varchar, period_start_on date, project_name varchar,
    department varchar, elapsed_hours double, ticket_count bigint, at_risk_count bigint,
    event_count bigint, survival_share double, low double, high double);
create table marts.ticket_turnaround_quantiles(ticket_kind varchar, stage varchar,
    ticket_class varchar, period_kind varchar, period_start_on date, project_name varchar,
    department varchar, ticket_count bigint, event_count bigint, open_count bigint,
    withdrawn_count bigint, not_recorded_count bigint, median_hours double, median_low double,
    median_high double, p75_hours double, p75_low double, p75_high double, p90_hours double,
    p90_low double, p90_high double);
create table marts.ticket_backlog_daily(day_on date, project_name varchar, department varchar,
    ticket_kind varchar, age_bucket varchar, age_bucket_order integer, ticket_count bigint);
create table marts.ticket_cohorts_weekly(week_start_on date, project_name varchar,
    department varchar, ticket_kind varchar, received_count bigint, withdrawn_count bigint,
    resolved_within_1d bigint, resolved_within_3d bigint, resolved_within_7d bigint,
    resolved_count bigint, open_count bigint, resolved_share_1d double,
    resolved_share_3d double, resolved_share_7d double, is_mature_1d boolean,
    is_mature_3d boolean, is_mature_7d boolean);
create table marts.turnaround_comparisons(ticket_kind varchar, stage varchar,
    period_kind varchar, period_start_on date, project_name varchar, compared_by varchar,
    group_name varchar, ticket_count bigint, event_count bigint, median_hours double,
    expected_events double, chi_square double, degrees_of_freedom bigint, p_value double,
    adjusted_p_value double, differs boolean, slower boolean);
