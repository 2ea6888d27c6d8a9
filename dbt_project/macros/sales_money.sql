{#
    Commission is counted in whole numbers: fen, parts of SHARE_WHOLE for a person's share of a
    contract, ten-thousandths for attainments, discounts and target factors, ten-millionths for
    rates. Their products are exact; a quotient is rounded once, where a line is made.
#}

{# What a share of 1 counts: divisible by every number of people up to 16 and by 10,000, so an
   equal share of up to 16 people and a share written with four decimals are whole. #}
{% macro sales_share_whole() -%}90090000{%- endmacro %}

{# How many people may share a contract. #}
{% macro sales_people_limit() -%}16{%- endmacro %}

{# A whole number wide enough for products of amounts, shares and rates (38 digits). #}
{% macro sales_whole(number) -%}
    {{ return(adapter.dispatch('sales_whole')(number)) }}
{%- endmacro %}

{% macro default__sales_whole(number) -%}cast({{ number }} as hugeint){%- endmacro %}

{% macro spark__sales_whole(number) -%}cast({{ number }} as decimal(38, 0)){%- endmacro %}

{# How often a positive whole number goes into one that is not negative. #}
{% macro sales_whole_times(number, divisor) -%}
    {{ return(adapter.dispatch('sales_whole_times')(number, divisor)) }}
{%- endmacro %}

{% macro default__sales_whole_times(number, divisor) -%}
    divide({{ number }}, {{ divisor }})
{%- endmacro %}

{% macro spark__sales_whole_times(number, divisor) -%}
    (({{ number }}) div ({{ divisor }}))
{%- endmacro %}

{# A quotient of whole numbers, the divisor positive, as the nearest whole number; a half goes
   away from zero. #}
{% macro sales_rounded_ratio(numerator, divisor) -%}
    cast(
        case when {{ numerator }} < 0 then -1 else 1 end
        * {{ sales_whole_times(
            '2 * abs(' ~ sales_whole(numerator) ~ ') + ' ~ sales_whole(divisor),
            '2 * ' ~ sales_whole(divisor),
        ) }} as bigint
    )
{%- endmacro %}

{# Whole fen as yuan. #}
{% macro sales_yuan(fen) -%}{{ fees_yuan(fen) }}{%- endmacro %}

{# Performance (fen times SHARE_WHOLE) over a target (fen times 10,000) in whole millionths, cut
   and never rounded up, so that what falls short by a yuan never reads as reached; null without
   a target. #}
{% macro sales_attainment_e6(performance_parts, target_fen_e4) -%}
    case
        when {{ target_fen_e4 }} > 0
            then cast(
                least(
                    {{ sales_whole_times(
                        sales_whole('greatest(' ~ performance_parts ~ ', 0)') ~ ' * 10000000000',
                        sales_whole(target_fen_e4) ~ ' * ' ~ sales_share_whole(),
                    ) }},
                    {{ sales_whole('999999999999999999') }}
                ) as bigint
            )
    end
{%- endmacro %}

{# Whole millionths as a decimal. #}
{% macro sales_millionths(number) -%}
    cast(
        cast({{ number }} as decimal(18, 0)) * cast(0.000001 as decimal(6, 6)) as decimal(18, 6)
    )
{%- endmacro %}

{# What has been added up of a contract's person `m` by the end of a month. #}
{% macro sales_running(amount) -%}
    sum(coalesce({{ amount }}, 0)) over (
        partition by m.contract_id, m.staff_id
        order by m.month nulls last
        rows between unbounded preceding and current row
    )
{%- endmacro %}
