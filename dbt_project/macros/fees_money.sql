{#
    Money inside the settlement is counted in fen, as whole numbers: running sums and
    comparisons are then exact and quick. Yuan as decimal(18, 2) goes in and comes out.
#}

{# Yuan, decimal with two places, as whole fen. #}
{% macro fees_fen(amount) -%}
    cast(round(({{ amount }}) * 100, 0) as bigint)
{%- endmacro %}

{# Whole fen as yuan. A multiplication, because dividing decimals gives a double. #}
{% macro fees_yuan(fen) -%}
    cast(cast({{ fen }} as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2))
{%- endmacro %}

{# What a bill asks for, in fen, from its columns: receivable less concession. A credit note, or a
   concession above the receivable, asks for nothing. #}
{% macro fees_due_fen(bill) -%}
    greatest({{ fees_fen(bill ~ '.receivable_amount - ' ~ bill ~ '.concession_amount') }}, 0)
{%- endmacro %}
