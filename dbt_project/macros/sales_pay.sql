{#
    What the lines of a monthly statement share: the base pay of a month and one day of it.
#}

{# The base pay of a month in fen, from int_sales_people, int_sales_base_pay and the settings of
   that month: what the register says, the plan's on probation, otherwise nothing (a gate names
   the person). #}
{% macro sales_base_fen(person, base_pay, settings) -%}
    case
        when {{ person }}.is_employed and {{ person }}.sales_role <> 'none'
            then coalesce(
                {{ base_pay }}.base_fen,
                case when {{ person }}.is_on_probation then {{ settings }}.probation_base_fen end,
                0
            )
        else 0
    end
{%- endmacro %}

{# By how many hundredths of a day a month's base pay is divided for one day of it (C13). #}
{% macro sales_day_divisor_e2(settings, month, month_end_on) -%}
    case {{ settings }}.day_rate
        when '26' then 2600
        when '21.75' then 2175
        when 'calendar'
            then 100 * cast({{ days_between(month, month_end_on) }} + 1 as integer)
    end
{%- endmacro %}

{# A number with four decimals as whole ten-thousandths. #}
{% macro sales_e4(number) -%}
    cast(round(({{ number }}) * 10000, 0) as bigint)
{%- endmacro %}

{# Months as consecutive numbers. #}
{% macro sales_month_number(month) -%}
    cast(extract(year from {{ month }}) * 12 + extract(month from {{ month }}) as bigint)
{%- endmacro %}
