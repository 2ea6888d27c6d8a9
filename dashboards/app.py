"""The dashboards: `streamlit run dashboards/app.py`, or `wuye serve`.

Belongs here: the list of pages and how one moves between them. Does not belong here: anything a
page shows.
"""

from pathlib import Path

import streamlit as st

from dashboards.components.frame import reader_words
from dashboards.queries.scope import local_reader

HERE = Path(__file__).parent
# Pages under the heading of their menu; those without one stand in the bar itself.
MENUS = {
    "": ("overview",),
    "service": ("promise_board", "complaint_desk", "complaint_turnaround"),
    "satisfaction": ("satisfaction", "annual_satisfaction"),
    "money": ("fee_collection", "sales_overview"),
    "pay": (
        "month_statement",
        "commission_held",
        "commission_cliff",
        "commission_readings",
        "sales_review",
    ),
    "data": ("data_intake",),
}


def main() -> None:
    """Choose the page by the address and run it.

    Pages on pay are in the menus of who may see pay only; by their address they open for anybody,
    and say why they show nothing.
    """
    st.set_page_config(
        page_icon=str(HERE / "assets" / "icon.png"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    words = reader_words()
    st.logo(str(HERE / "assets" / "icon.png"), size="large")
    sees_pay = local_reader().sees_pay
    pages = {
        words(f"menu.{menu}") if menu else "": [
            st.Page(
                HERE / "views" / f"{name}.py",
                title=words(f"page.{name}"),
                url_path=name,
                default=name == "overview",
                visibility="visible" if menu != "pay" or sees_pay else "hidden",
            )
            for name in names
        ]
        for menu, names in MENUS.items()
    }
    st.navigation(pages, position="top").run()


main()
