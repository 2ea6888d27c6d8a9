{{ kpi_of_rule('complaint_dispatch_rate', 'SV2', ref('fct_rule_results')) }}
