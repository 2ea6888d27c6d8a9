{{ kpi_of_rule('complaint_promise_kept_rate', 'SV29K', ref('fct_rule_results')) }}
