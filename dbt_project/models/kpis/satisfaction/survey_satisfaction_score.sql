{{ kpi_of_scores('survey_satisfaction_score', 'survey', by_department=false) }}
