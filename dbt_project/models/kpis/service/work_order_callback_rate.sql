-- A late call counts too: SV14 judges the day.
{{
    kpi_of_rule(
        'work_order_callback_rate', 'SV14', ref('fct_rule_results'), kept='r.met_at is not null'
    )
}}
