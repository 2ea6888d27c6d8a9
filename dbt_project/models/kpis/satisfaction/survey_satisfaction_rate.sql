{{ kpi_of_satisfied('survey_satisfaction_rate', 'survey', by_department=false) }}
