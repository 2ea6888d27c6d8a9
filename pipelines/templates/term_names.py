"""What the numbers of a commission plan are called, in Chinese and English.

Belongs here: a name for each term of the plan that the product ships. Does not belong here: the
numbers, their units and clauses (the seeds of `dbt_project`).
"""

from __future__ import annotations

TERM_NAMES: dict[str, tuple[str, str]] = {
    "discount_rate_full": ("按原价成交的折扣提成比例", "Discount commission at list price"),
    "discount_rate_partial": ("权限内有折扣的折扣提成比例", "Discount commission within authority"),
    "unauthorised_fine": ("越权折扣每次罚款", "Fine for each unauthorised discount"),
    "mortgage_first_share": ("按揭首次发放比例", "Mortgage: share of the first release"),
    "instalment_first_at": ("分期、借款首次发放的收款比例", "Instalments: received before release"),
    "instalment_first_share": ("分期、借款首次发放比例", "Instalments: share of the first release"),
    "withheld_warning_share": (
        "当月扣减超过收入多少时提示",
        "Deducted share of income that is told",
    ),
    "award_first_deal": ("每月首单奖", "First deal of the month"),
    "award_last_deal": ("每月末单奖", "Last deal of the month"),
    "award_target": ("完成任务奖", "Task fulfilled"),
    "award_first_place": ("第一名奖", "First place"),
    "award_first_place_consultants": (
        "设第一名奖的最少顾问数",
        "Consultants needed for first place",
    ),
    "award_two_months": ("连续两月完成任务奖", "Task fulfilled two months in a row"),
    "override_rate": ("经理加提比例", "Manager's override"),
    "site_bonus": ("现场管理奖", "Site bonus"),
    "site_bonus_step_share": ("现场管理奖每超额多少加奖", "Site bonus: step beyond the task"),
    "site_bonus_step": ("每一步加奖", "Site bonus for each step"),
    "site_extra_at": ("额外加奖的超额比例", "Extra bonus: how far beyond the task"),
    "site_extra": ("额外加奖", "Extra bonus"),
    "site_shortfall": ("未完成任务扣款", "Deduction when the task is missed"),
    "manager_base_low": ("经理底薪下限", "Manager's base pay, lowest"),
    "manager_base_high": ("经理底薪上限", "Manager's base pay, highest"),
    "probation_base": ("试用期底薪", "Base pay on probation"),
    "regular_base_low": ("转正底薪下限", "Consultant's base pay, lowest"),
    "regular_base_high": ("转正底薪上限", "Consultant's base pay, highest"),
    "lunch_duty": ("午间值班每次补贴", "Each lunch duty"),
    "review_share": ("考核线：任务额的多少", "Review line, share of the task"),
    "late_fine": ("迟到每次扣款", "Fine for each lateness"),
    "late_absence_minutes": ("迟到超过多少分钟按旷工", "Minutes late that still are no absence"),
    "early_leave_fine": ("早退每次扣款", "Fine for each early leave"),
    "early_leave_absence_count": ("早退几次记旷工一天", "Early leaves that make a day of absence"),
    "absence_fine": ("旷工每天扣款（另扣当天工资）", "Fine for a day of absence, beside its pay"),
    "absence_warning_days": ("累计旷工几天提示", "Days of absence that are told"),
    "sick_days_free": ("每月不扣工资的病假天数", "Sick days a month without deduction"),
    "complaint_fine": ("核实投诉每次扣款", "Fine for each verified complaint"),
    "complaint_warning_count": ("月投诉几次提示", "Complaints in a month that are told"),
}

UNIT_WORDS = {
    "yuan": "元 yuan",
    "rate": "比率 share",
    "count": "次数、人数或分钟 count",
    "days": "天 days",
}
