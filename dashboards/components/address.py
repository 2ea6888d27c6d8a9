"""What the address of a page says, and what this reader chose before.

Belongs here: reading and writing `?lang=&period=&project=&department=`; a page opened from the
navigation comes without them and gets the reader's last choice. Does not belong here: what the
values mean.
"""

from __future__ import annotations

import streamlit as st

_STORE = "address"


def chosen(key: str) -> str | None:
    """The value of `key` in the address, else the reader's last choice, else None."""
    store = st.session_state.setdefault(_STORE, {})
    if key in st.query_params:
        store[key] = st.query_params[key]
    value = store.get(key)
    return str(value) if value else None


def choose(key: str, value: str) -> None:
    """Remember `value` and put it into the address."""
    st.session_state.setdefault(_STORE, {})[key] = value
    if st.query_params.get(key) != value:
        st.query_params[key] = value


def chosen_in_widget(key: str, widget: str) -> None:
    """What a widget's `on_change` calls: its new value becomes the choice of `key`."""
    value = st.session_state.get(widget)
    if value is not None:
        choose(key, str(value))
