-- The columns of the published satisfaction marts and of the analysis that the pages read.
create table marts.fct_surveys(survey_id varchar, survey_name varchar, project_name varchar,
    started_on date, ended_on date, reported_on date, is_closed boolean,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_survey_invites(survey_id varchar, project_name varchar, room_name varchar,
    building_name varchar, disposition varchar, mode varchar, answered_at timestamp,
    tenure varchar, has_arrears boolean, had_complaint boolean, is_eligible boolean,
    is_respondent boolean, source_file varchar, source_sheet varchar, source_row integer);
create table marts.fct_survey_answers(survey_id varchar, survey_name varchar, started_on date,
    project_name varchar, building_name varchar, room_name varchar, question_id varchar,
    question varchar, service_area varchar, satisfaction_grade varchar,
    satisfaction_score double, is_satisfied boolean, is_top2 boolean, is_valid boolean,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.survey_responses(survey_id varchar, survey_name varchar, started_on date,
    project_name varchar, dimension varchar, level varchar, invited_count bigint,
    ineligible_count bigint, completed_count bigint, partial_count bigint, refused_count bigint,
    not_reached_count bigint, household_count bigint, response_rate double, low double, high double,
    respondent_share double, household_share double, difference double, difference_low double,
    difference_high double, differs boolean);
create table marts.satisfaction_groups(instrument varchar, period_kind varchar,
    period_start_on date, survey_id varchar, project_name varchar, dimension varchar,
    level varchar, unit varchar, answer_count bigint, household_count bigint,
    satisfied_count bigint, top2_count bigint, satisfaction_rate double, low double,
    high double, population_count bigint, finite_low double, finite_high double,
    top2_rate double, scored_count bigint, satisfaction_score double, score_low double,
    score_high double, target double, verdict varchar, shown_as varchar, score_target double,
    score_verdict varchar, is_hidden boolean);
create table marts.survey_weighted(survey_id varchar, project_name varchar, weighted_by varchar,
    stratum_count bigint, pooled_building_count bigint, answer_count bigint, raw_rate double, weighted_rate double, weighted_low double,
    weighted_high double, raw_score double, weighted_score double, effective_n double,
    is_needed boolean);
create table if not exists marts.visits_owed(project_name varchar, room_name varchar, reason varchar,
    since_at timestamp, subject_id varchar, visited_at timestamp, is_owed boolean,
    source_file varchar, source_sheet varchar, source_row integer);
create table marts.kpi_control_limits(kpi_id varchar, period_kind varchar, period_start_on date,
    project_name varchar, department varchar, value double, numerator decimal(38,4),
    denominator decimal(38,4), centre double, lower_limit double, upper_limit double,
    signal varchar);
create table marts.kpi_changes(kpi_id varchar, period_kind varchar, period_start_on date,
    project_name varchar, department varchar, compared_with varchar, compared_start_on date,
    value double, compared_value double, change double, low double, high double,
    has_changed boolean);
create table marts.satisfaction_drivers(survey_id varchar, project_name varchar,
    service_area varchar, sheet_count bigint, method varchar, importance double,
    importance_low double, importance_high double, correlation double, correlation_low double,
    correlation_high double, performance_score double, quadrant varchar, r_squared double,
    answer_count bigint, left_out_reason varchar);
create table marts.satisfaction_changes(instrument varchar, project_name varchar,
    dimension varchar, level varchar, survey_id varchar, earlier_survey_id varchar, rate double,
    earlier_rate double, rate_change double, rate_low double, rate_high double,
    score_change double, score_low double, score_high double, has_changed_rate boolean,
    has_changed_score boolean, score double, earlier_score double, answer_count bigint,
    earlier_answer_count bigint, compared_count bigint);
create table marts.comment_topics(instrument varchar, period_kind varchar, period_start_on date,
    survey_id varchar, project_name varchar, topic varchar, topic_en varchar,
    comment_count bigint, total_comment_count bigint, share double, dissatisfied_count bigint,
    is_hidden boolean);
create table marts.fct_survey_tallies(survey_id varchar, survey_name varchar, started_on date,
    project_name varchar, question_id varchar, question varchar, service_area varchar,
    very_satisfied_count decimal(18,4), satisfied_count decimal(18,4),
    fairly_satisfied_count decimal(18,4), dissatisfied_count decimal(18,4),
    very_dissatisfied_count decimal(18,4), not_counted_count decimal(18,4),
    answer_count decimal(18,4), satisfied_answer_count decimal(18,4),
    fairly_counts_as_satisfied boolean, satisfaction_rate double, low double, high double,
    top2_rate double, satisfaction_score double, published_rate double, rate_difference double,
    is_within_rounding boolean, source_file varchar, source_sheet varchar, source_row integer);
