"""The dashboards: `streamlit run dashboards/app.py`, or `wuye serve`.

Belongs here: the list of pages and how one moves between them. Does not belong here: anything a
page shows.
"""

from pathlib import Path

import streamlit as st

from dashboards.components.frame import reader_words

HERE = Path(__file__).parent
PAGES = (
    "overview",
    "promise_board",
    "complaint_desk",
    "complaint_turnaround",
    "satisfaction",
    "annual_satisfaction",
    "fee_collection",
    "data_intake",
)


def main() -> None:
    """Choose the page by the address and run it."""
    st.set_page_config(
        page_icon=str(HERE / "assets" / "icon.png"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    words = reader_words()
    st.logo(str(HERE / "assets" / "icon.png"), size="large")
    pages = [
        st.Page(
            HERE / "views" / f"{name}.py",
            title=words(f"page.{name}"),
            url_path=name,
            default=name == PAGES[0],
        )
        for name in PAGES
    ]
    st.navigation(pages, position="top").run()


main()
