-- A late follow-up counts too: SV3 judges the three days.
{{
    kpi_of_rule(
        'complaint_followup_rate', 'SV3', ref('fct_rule_results'), kept='r.met_at is not null'
    )
}}
