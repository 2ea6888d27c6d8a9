{#
    What a statement's lines are called in the words that the product keeps with a line (the
    cause of an adjustment). Pages have their own words.
#}
{%- macro line_kind_words(line_kind, language) -%}
    {%- set words = {
        'base_pay': ('底薪', 'base pay'),
        'release': ('提成发放', 'commission released'),
        'clawback': ('退房扣回', 'clawback'),
        'first_deal': ('首单奖', 'first deal'),
        'last_deal': ('末单奖', 'last deal'),
        'target_met': ('完成任务奖', 'target met'),
        'first_place': ('第一名奖', 'first place'),
        'two_months': ('连续两月奖', 'two months in a row'),
        'override': ('经理提成', 'override'),
        'site_bonus': ('现场管理奖', 'site bonus'),
        'lunch_duty': ('午间值班', 'lunch duty'),
        'late_fine': ('迟到', 'late'),
        'early_leave_fine': ('早退', 'left early'),
        'absence': ('旷工', 'absence'),
        'sick_leave': ('病假', 'sick leave'),
        'personal_leave': ('事假', 'personal leave'),
        'complaint': ('投诉', 'complaint'),
        'other_deduction': ('其他扣款', 'other deduction'),
        'unauthorised_compensation': ('超权限折扣赔偿', 'compensation for a discount'),
        'unauthorised_fine': ('超权限折扣罚款', 'fine for a discount'),
        'forfeited': ('擅自离岗不发', 'forfeited on leaving'),
    } -%}
    case {{ line_kind }}
        {%- for kind, (zh, en) in words.items() %}
        when '{{ kind }}' then '{{ zh if language == 'zh' else en }}'
        {%- endfor %}
        else {{ line_kind }}
    end
{%- endmacro -%}
