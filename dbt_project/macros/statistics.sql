{#
    Intervals, 95 %. The inputs are counts and sums; the results are doubles. A share's
    interval is Wilson's score interval, because the normal one fails near 100 %; with a
    population N its n becomes n(N-1)/(N-n) (reading "Interval: Wilson").
#}
{% macro z95() -%}1.959963984540054{%- endmacro %}

{# numerator / denominator as a double; null when there is nothing to divide by. #}
{% macro share(numerator, denominator) -%}
    (cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0))
{%- endmacro %}

{% macro wilson_bound(successes, trials, sign, effective_trials=none) -%}
    {%- set n = 'cast(' ~ (effective_trials or trials) ~ ' as double)' -%}
    {%- set p = share(successes, trials) -%}
    {%- set z = z95() -%}
    {%- set clamp = ('greatest', '0') if sign == '-' else ('least', '1') -%}
    case
        when {{ trials }} > 0
            then {{ clamp[0] }}(
                cast({{ clamp[1] }} as double),
                (
                    {{ p }} + {{ z }} * {{ z }} / (2 * {{ n }})
                    {{ sign }} {{ z }} * sqrt(
                        {{ p }} * (1 - {{ p }}) / {{ n }}
                        + {{ z }} * {{ z }} / (4 * {{ n }} * {{ n }})
                    )
                ) / (1 + {{ z }} * {{ z }} / {{ n }})
            )
    end
{%- endmacro %}

{% macro wilson_low(successes, trials) -%}{{ wilson_bound(successes, trials, '-') }}{%- endmacro %}

{% macro wilson_high(successes, trials) -%}{{ wilson_bound(successes, trials, '+') }}{%- endmacro %}

{# The same in a finite population: every member asked leaves no doubt. #}
{% macro wilson_bound_finite(successes, trials, population, sign) -%}
    case
        when {{ trials }} >= {{ population }} then {{ share(successes, trials) }}
        else {{
            wilson_bound(
                successes,
                trials,
                sign,
                '(' ~ trials ~ ') * (' ~ population ~ ' - 1) / nullif(cast(' ~ population
                ~ ' - ' ~ trials ~ ' as double), 0)',
            )
        }}
    end
{%- endmacro %}

{# Bound of a mean by the normal approximation, from n, the sum and the sum of squares, kept
   within the scale by `clamp` (greatest or least) and its end `limit`. #}
{% macro mean_bound(count, total, total_of_squares, sign, clamp, limit) -%}
    case
        when {{ count }} > 1
            then {{ clamp }}(
                cast({{ limit }} as double),
                {{ share(total, count) }} {{ sign }} {{ z95() }} * sqrt(
                    greatest(
                        cast(0 as double),
                        (
                            cast({{ total_of_squares }} as double)
                            - cast({{ total }} as double) * cast({{ total }} as double)
                            / {{ count }}
                        ) / ({{ count }} - 1)
                    ) / {{ count }}
                )
            )
    end
{%- endmacro %}

{# Student's t, 97.5 %, by its expansion around the normal quantile: within 0.001 from 4 degrees
   of freedom on. Null without any. #}
{% macro t975(degrees) -%}
    {%- set z = 1.959963984540054 -%}
    {%- set terms = [
        (z ** 3 + z) / 4,
        (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
        (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
        (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
    ] -%}
    {%- set inverse = '(1 / cast(nullif(' ~ degrees ~ ', 0) as double))' -%}
    (
        {{ z }} + {{ inverse }} * (
            {{ terms[0] }} + {{ inverse }} * (
                {{ terms[1] }} + {{ inverse }} * ({{ terms[2] }} + {{ inverse }} * {{ terms[3] }})
            )
        )
    )
{%- endmacro %}

{# Bound of a mean of answers that come in households (several of one household are no
   independent answers): t on households, from the number of households, the answers' sum and
   count, and over households the sums of (sum of scores) squared, (sum times count), (count)
   squared. With one answer each this is the usual interval of a mean. #}
{% macro clustered_mean_bound(
    households, total, count, sum_of_squares, sum_of_products, sum_of_count_squares, sign, clamp,
    limit
) -%}
    {%- set mean = share(total, count) -%}
    case
        when {{ households }} > 1
            then {{ clamp }}(
                cast({{ limit }} as double),
                {{ mean }} {{ sign }} {{ t975(households ~ ' - 1') }} * sqrt(
                    greatest(
                        cast(0 as double),
                        cast({{ sum_of_squares }} as double)
                        - 2 * {{ mean }} * cast({{ sum_of_products }} as double)
                        + {{ mean }} * {{ mean }} * cast({{ sum_of_count_squares }} as double)
                    )
                    * {{ households }} / (cast({{ households }} as double) - 1)
                ) / {{ count }}
            )
    end
{%- endmacro %}

{# Bound of the difference of two estimates from each one's own interval (MOVER); of two shares
   with Wilson's intervals it is Newcombe's hybrid score interval. Both must be independent. #}
{% macro difference_low(value, low, other_value, other_high) -%}
    {{ value }} - {{ other_value }} - sqrt(
        ({{ value }} - {{ low }}) * ({{ value }} - {{ low }})
        + ({{ other_high }} - {{ other_value }}) * ({{ other_high }} - {{ other_value }})
    )
{%- endmacro %}

{% macro difference_high(value, high, other_value, other_low) -%}
    {{ value }} - {{ other_value }} + sqrt(
        ({{ high }} - {{ value }}) * ({{ high }} - {{ value }})
        + ({{ other_value }} - {{ other_low }}) * ({{ other_value }} - {{ other_low }})
    )
{%- endmacro %}

{# 95 % point of the chi-square distribution (Wilson and Hilferty), from 1 degree of freedom on
   within 2 %. #}
{% macro chi_square95(degrees) -%}
    {%- set d = 'cast(nullif(' ~ degrees ~ ', 0) as double)' -%}
    ({{ d }} * power(1 - 2 / (9 * {{ d }}) + 1.6448536269514722 * sqrt(2 / (9 * {{ d }})), 3))
{%- endmacro %}

{# A sum of doubles taken in one order, whatever the threads do: the last digit is the same in
   every build. Nulls add nothing. #}
{% macro ordered_sum(expression, ordered_by) -%}
    {{ return(adapter.dispatch('ordered_sum')(expression, ordered_by)) }}
{%- endmacro %}

{% macro default__ordered_sum(expression, ordered_by) -%}
    sum({{ expression }} order by {{ ordered_by }})
{%- endmacro %}

{% macro spark__ordered_sum(expression, ordered_by) -%}
    aggregate(
        transform(
            array_sort(collect_list(struct({{ ordered_by }} as place, {{ expression }} as part))),
            item -> item.part
        ),
        cast(0 as double),
        (total, part) -> total + coalesce(part, cast(0 as double))
    )
{%- endmacro %}
