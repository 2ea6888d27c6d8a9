"""dbt's cross-database macros, as far as the models call them."""


def type_string() -> str:
    return "varchar"


def type_timestamp() -> str:
    return "timestamp"


def date_trunc(part: str, moment: str) -> str:
    return f"date_trunc('{part}', {moment})"


def position(part: str, text: str) -> str:
    return f"position({part} in {text})"


def split_part(text: str, delimiter: str, number: int) -> str:
    return f"split_part({text}, {delimiter}, {number})"


def safe_cast(text: str, type_name: str) -> str:
    return f"try_cast({text} as {type_name})"
