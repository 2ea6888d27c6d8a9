from pipelines.intake.take_inbox import take_inbox
from pipelines.intake.why import as_text, why
from pipelines.settings import Home
from tests.intake.files import payment, write_payments, write_projects, write_text


def test_a_file_never_received_is_said_to_be_so(home: Home) -> None:
    assert why(home, "nothing.csv") == []
    assert "从未收到" in as_text([])[0]


def test_why_tells_rows_findings_and_copies(home: Home) -> None:
    write_projects(home.inbox, "projects_20260401.csv", ["翠湖花园"])
    rows = [payment("P1"), payment("P2", "x"), payment("P3", project="金桂苑")]
    path = write_payments(home.inbox, "pay_20260405.csv", rows)
    take_inbox(home, home.inbox)
    (home.inbox / "copy.csv").write_bytes(path.read_bytes())
    take_inbox(home, home.inbox)
    (history,) = why(home, "/some/where/pay_20260405.csv")
    (export,) = history.exports
    assert (export.rows_in, export.rows_accepted, export.rows_quarantined) == (3, 2, 1)
    assert [(p.row, p.code, p.state) for p in history.problems] == [
        (3, "E203", "open"),
        (4, "E301", "open"),
    ]
    assert [name for name, _ in history.delivered_again_as] == ["copy.csv"]
    assert why(home, "copy.csv") == [history], "a copy answers with the file it is a copy of"
    text = "\n".join(as_text([history]))
    assert "F3" in text
    assert "再次交来" in text
    assert "delivered again" in text


def test_why_tells_why_a_file_was_rejected_and_of_every_version_of_a_name(home: Home) -> None:
    write_text(home.inbox / "pay_20260405.csv", "no export")
    take_inbox(home, home.inbox)
    write_payments(home.inbox, "pay_20260405.csv", [payment("P1")])
    take_inbox(home, home.inbox)
    first, second = why(home, "pay_20260405.csv")
    assert (first.status, second.status) == ("rejected", "accepted")
    assert "E1" in "\n".join(as_text([first]))


def test_many_findings_are_cut_on_screen_but_all_in_the_answer(home: Home) -> None:
    rows = [payment(f"P{n}", "x") for n in range(50)]
    write_payments(home.inbox, "pay_20260405.csv", rows)
    take_inbox(home, home.inbox)
    histories = why(home, "pay_20260405.csv")
    assert len(histories[0].problems) == 50
    assert "30" in as_text(histories)[-1]
