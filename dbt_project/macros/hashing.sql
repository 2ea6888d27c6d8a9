{# Keys and hashes: pseudonyms that the published files may carry. #}

{# A pseudonymous key: md5 of the parts joined with `|`, an absent part as nothing. #}
{% macro md5_key(parts) -%}
    md5(
        concat(
            {%- for part in parts %}
            coalesce({{ part }}, ''){{ ", '|'," if not loop.last }}
            {%- endfor %}
        )
    )
{%- endmacro %}

{# SHA-256 of a text as lower-case hexadecimal digits; null stays null. #}
{% macro sha256_hex(text) -%}
    {{ return(adapter.dispatch('sha256_hex')(text)) }}
{%- endmacro %}

{% macro default__sha256_hex(text) -%}sha256({{ text }}){%- endmacro %}

{% macro spark__sha256_hex(text) -%}sha2({{ text }}, 256){%- endmacro %}

{# What phones are matched by: the hash of the number without spaces and hyphens. #}
{% macro phone_hash(phone) -%}
    {{ sha256_hex("replace(replace(" ~ phone ~ ", ' ', ''), '-', '')") }}
{%- endmacro %}
