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
