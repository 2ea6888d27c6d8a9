"""What the address of a page says, and what this reader chose before.

Belongs here: reading and writing `?lang=&period=&project=&department=`; a page opened from the
navigation comes without them and gets the reader's last choice. What a page has opened (`rule`,
`ticket`) stands in the address only. Does not belong here: what the values mean.
"""

from __future__ import annotations

from urllib.parse import urlencode

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


def opened(key: str) -> str | None:
    """What the address itself says of `key`: a thing opened on this page, not a lasting choice."""
    return st.query_params.get(key) or None


def open_in_address(key: str, value: str | None) -> None:
    """Open `value`, or close what is open when there is none."""
    if value:
        st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]


def open_from_widget(key: str, widget: str) -> None:
    """What a widget's `on_change` calls: its new value is opened."""
    value = st.session_state.get(widget)
    open_in_address(key, None if value is None else str(value))


def link_to(key: str, value: str) -> str:
    """The address of this page as it is, with `value` opened."""
    return "?" + urlencode({**st.query_params.to_dict(), key: value})
