"""dbt's adapter: a dispatched macro is linted as a call of a function of its name."""

from collections.abc import Callable


def dispatch(macro_name: str) -> Callable[..., str]:
    return lambda *arguments: f"{macro_name}({', '.join(str(a) for a in arguments)})"
