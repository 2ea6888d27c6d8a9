{#
    Times and dates. All times are China local time without a zone, so a day is 24 hours and
    subtraction needs no calendar. What the engines spell differently stays in this file.
#}

{# An event later than as_of has not happened: null. The query must cross join the build
   parameters under the alias `build`. #}
{% macro known_at(column, build='build') -%}
    case when {{ column }} <= {{ build }}.as_of then {{ column }} end
{%- endmacro %}

{# Minutes from one time to another as a double, seconds and their fractions included. #}
{% macro minutes_between(earlier, later) -%}
    {{ return(adapter.dispatch('minutes_between')(earlier, later)) }}
{%- endmacro %}

{% macro default__minutes_between(earlier, later) -%}
    (date_diff('microsecond', {{ earlier }}, {{ later }}) / cast(60000000 as double))
{%- endmacro %}

{% macro spark__minutes_between(earlier, later) -%}
    ((unix_micros({{ later }}) - unix_micros({{ earlier }})) / cast(60000000 as double))
{%- endmacro %}

{# Whole days from one date to another; negative when the second is the earlier. #}
{% macro days_between(earlier, later) -%}
    {{ return(adapter.dispatch('days_between')(earlier, later)) }}
{%- endmacro %}

{% macro default__days_between(earlier, later) -%}
    date_diff('day', {{ earlier }}, {{ later }})
{%- endmacro %}

{% macro spark__days_between(earlier, later) -%}
    cast(datediff({{ later }}, {{ earlier }}) as bigint)
{%- endmacro %}

{# A date that lies a number of days after another, as a date. #}
{% macro add_days(date_on, days) -%}
    {{ return(adapter.dispatch('add_days')(date_on, days)) }}
{%- endmacro %}

{% macro default__add_days(date_on, days) -%}
    cast({{ date_on }} + cast({{ days }} as integer) as date)
{%- endmacro %}

{% macro spark__add_days(date_on, days) -%}
    date_add({{ date_on }}, cast({{ days }} as int))
{%- endmacro %}

{# A time that lies a number of minutes (whole or not) after another. #}
{% macro add_minutes(moment, minutes) -%}
    {{ return(adapter.dispatch('add_minutes')(moment, minutes)) }}
{%- endmacro %}

{% macro default__add_minutes(moment, minutes) -%}
    ({{ moment }} + to_microseconds(cast(({{ minutes }}) * cast(60000000 as bigint) as bigint)))
{%- endmacro %}

{% macro spark__add_minutes(moment, minutes) -%}
    timestamp_micros(unix_micros({{ moment }}) + cast(({{ minutes }}) * cast(60000000 as bigint) as bigint))
{%- endmacro %}

{# First day of the week (Monday), month, quarter or year that holds a date or time. #}
{% macro period_start(period_kind, moment) -%}
    cast({{ dbt.date_trunc(period_kind, moment) }} as date)
{%- endmacro %}

{% macro week_start(moment) -%}{{ period_start('week', moment) }}{%- endmacro %}

{% macro month_start(moment) -%}{{ period_start('month', moment) }}{%- endmacro %}

{% macro quarter_start(moment) -%}{{ period_start('quarter', moment) }}{%- endmacro %}

{% macro year_start(moment) -%}{{ period_start('year', moment) }}{%- endmacro %}

{# First day after a period, from two columns: its kind and its first day. #}
{% macro next_period_start(period_kind, period_start_on) -%}
    cast(
        case {{ period_kind }}
            when 'day' then {{ period_start_on }} + interval '1' day
            when 'week' then {{ period_start_on }} + interval '7' day
            when 'month' then {{ period_start_on }} + interval '1' month
            when 'quarter' then {{ period_start_on }} + interval '3' month
            when 'year' then {{ period_start_on }} + interval '1' year
        end as date
    )
{%- endmacro %}

{# A period is over when as_of has reached its last second. #}
{% macro is_period_complete(period_kind, period_start_on, as_of) -%}
    {{ as_of }} + interval '1' second
    >= cast({{ next_period_start(period_kind, period_start_on) }} as {{ dbt.type_timestamp() }})
{%- endmacro %}

{# One row per day, column date_on, both ends included; up to 100,000 days. #}
{% macro date_spine(first_on, last_on) %}
with digits as (
    {%- for digit in range(10) %}
    select {{ digit }} as digit{{ ' union all' if not loop.last }}
    {%- endfor %}
),

day_numbers as (
    select
        a.digit + 10 * b.digit + 100 * c.digit + 1000 * d.digit + 10000 * e.digit as day_number
    from digits as a
    cross join digits as b
    cross join digits as c
    cross join digits as d
    cross join digits as e
)

select {{ add_days(first_on, 'n.day_number') }} as date_on
from day_numbers as n
where n.day_number <= {{ days_between(first_on, last_on) }}
{% endmacro %}

{# A time without the fraction of its second. #}
{% macro whole_second(moment) -%}
    {{ dbt.date_trunc('second', moment) }}
{%- endmacro %}

{# A row of a seed with valid_from and valid_to (included, empty = still) holds on a date. #}
{% macro is_valid_on(alias, date_on) -%}
    {{ date_on }} >= {{ alias }}.valid_from
    and ({{ alias }}.valid_to is null or {{ date_on }} <= {{ alias }}.valid_to)
{%- endmacro %}
