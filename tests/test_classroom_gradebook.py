"""What a run leaves behind: tables that no spreadsheet runs, pages that no browser runs, points that nobody lost."""

import csv
import html
import io
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from lesson_code.classroom.changes import Change
from lesson_code.classroom.gradebook import safe_cell, write_gradebook, write_import
from lesson_code.classroom.inputs import folded
from lesson_code.classroom.learners import Learner
from lesson_code.classroom.marks import Row, mark_of, notes_of
from lesson_code.classroom.pages import page_name, without_hidden, write_class_page, write_learner_page
from lesson_code.classroom.submission import Answer, Submission
from lesson_code.classroom.summary import Summary
from lesson_code.classroom.writing import replacing
from lesson_code.grading.report import FAILED, PASSED, SKIPPED, Line, Problem, Report, Result

EVIL = "<script>alert(1)</script>"


def report(exercise="neuron_output", earned=2, results=(), problem=None, **others):
    return Report(exercise, "a.py", "check", 6, earned, results=tuple(results), problem=problem, **others)


def learner(identity="anna", name="", notes=(), late=0.0, handed_in=True):
    submission = Submission(identity, {"neuron_output": Answer(None, "a.py")}, 0.0) if handed_in else None
    return Learner(identity, name, submission, late, notes)


def row(*marks, **of_learner):
    one = learner(**of_learner)
    return Row(one, marks or (mark_of(report(), FAILED, 6, None),), page_name(one.id))


def grader_error():
    problem = Problem("grader error", "our fault", detail="KeyError: 'x'")
    return mark_of(report(earned=0, problem=problem), "grader error", 6, None)


def table(path, encoding):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


class TestTables:
    """Gradebook and table to import."""

    def test_numbers_stay_numbers_and_texts_are_quoted(self, tmp_path):
        row_ = row(identity='a "b", c', name="Ünal; 小明", notes=("x", "y"), late=7500.0)
        write_gradebook(tmp_path / "g.csv", [row_], ["neuron_output"])
        assert (tmp_path / "g.csv").read_bytes().decode("utf-8-sig") == (
            "id,name,neuron_output,total,extra,of,late,notes,neuron_output outcome\r\n"
            '"a ""b"", c",Ünal; 小明,2,2,0,6,2 h 5 min,x; y; 2 h 5 min late,failed\r\n'
        )

    def test_a_fault_of_ours_is_empty_and_so_is_the_total(self, tmp_path):
        marks = (mark_of(report(), FAILED, 6, None), grader_error())
        write_gradebook(tmp_path / "g.csv", [row(*marks)], ["neuron_output", "xor_network"])
        write_import(tmp_path / "i.csv", [row(*marks)])
        (line,) = table(tmp_path / "g.csv", "utf-8-sig")
        assert (line["neuron_output"], line["xor_network"], line["total"]) == ("2", "", "")
        assert line["xor_network outcome"] == "grader error"
        assert "neuron_output: could not be checked, by our fault (KeyError: 'x')" in line["notes"]
        assert table(tmp_path / "i.csv", "utf-8") == [{"id": "anna", "name": "", "total": "", "percent": ""}]

    def test_points_by_hand_count_even_after_a_fault_of_ours(self, tmp_path):
        problem = Problem("grader error", "our fault", detail="x")
        mark = mark_of(report(earned=0, problem=problem), "grader error", 6, Change(2.5, "read it"))
        assert mark.note == "neuron_output: could not be checked, by our fault (x); 2.5 points by hand (read it)"
        write_import(tmp_path / "i.csv", [row(mark)])
        assert table(tmp_path / "i.csv", "utf-8")[0] == {"id": "anna", "name": "", "total": "2.5", "percent": "41.7"}
        changed = mark_of(report(), FAILED, 6, Change(6, ""))
        assert (changed.points, changed.note) == (6, "neuron_output: 6 points by hand instead of 2")

    @pytest.mark.parametrize(
        "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK()", "＝1", "x;=1", "x\n=1", "x\t@a"]
    )
    def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(self, tmp_path, text):
        assert "'" in safe_cell(text)
        write_gradebook(tmp_path / "g.csv", [row(identity=text, name=text)], ["neuron_output"])
        (line,) = table(tmp_path / "g.csv", "utf-8-sig")
        for cell in (line["id"], line["name"]):
            assert cell.replace("'", "") == text

    @given(st.text())
    def test_no_cell_begins_with_a_sign_that_is_run(self, text):
        cell = safe_cell(text)
        assert not re.match("[=+\\-@\t\r]", cell)
        assert not any(re.match("[=+\\-@]", part) for part in re.split("[;\t\r\n]", cell))
        assert cell.replace("'", "") == text.replace("'", "")

    def test_plain_cells_stay_as_they_are(self):
        for cell in (3, -3, 2.5, None, "", "anna", "a-b", "a=b", "O'Neil", "a; b"):
            assert safe_cell(cell) == cell

    def test_half_a_character_does_not_stop_the_gradebook(self, tmp_path):
        write_gradebook(tmp_path / "g.csv", [row(notes=("\ud800",))], ["neuron_output"])
        assert table(tmp_path / "g.csv", "utf-8-sig")[0]["notes"] == "\\ud800"


def test_a_file_is_replaced_as_a_whole_or_not_at_all(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(path) as stream:
        stream.write("new")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    with replacing(path) as stream:
        stream.write("new")
    assert path.read_text() == "new"


def test_notes_tell_what_is_unusual_and_nothing_else():
    assert notes_of(row()) == []
    problems = {"empty": "the file is empty", "encoding": "not UTF-8", "too large": "too large", "unreadable": "no zip"}
    for kind, message in problems.items():
        mark = mark_of(report(problem=Problem(kind, message)), "error", 6, None)
        assert notes_of(row(mark)) == [f"neuron_output: {message}"]
    missing = mark_of(report(problem=Problem("missing", "there is no neuron_output.py")), "missing", 6, None)
    assert notes_of(row(missing)) == ["no answer to neuron_output"]
    assert notes_of(row(missing, handed_in=False, notes=("no work was handed in",))) == ["no work was handed in"]
    assert notes_of(row(mark_of(report(), "flagged", 6, None))) == [
        "neuron_output: flagged, look at this answer yourself"
    ]
    assert notes_of(row(late=60.0)) == ["1 min late"]


class TestSummary:
    """What the class did as a whole."""

    def reports(self):
        hint = "think of the bias"
        wrong = Result("adds the bias", FAILED, hint=hint)
        yield report(results=[wrong, replace(wrong, sentence="is never negative")])
        yield report(results=[wrong, Result("is never negative", PASSED)])
        yield report(results=[Result("adds the bias", PASSED), Result("is never negative", SKIPPED)], earned=6)
        yield report(problem=Problem("syntax", "…"), earned=0)

    def summary(self):
        summary = Summary({"neuron_output": 6})
        for one, outcome in zip(self.reports(), (FAILED, FAILED, PASSED, "error"), strict=True):
            summary.add(row(mark_of(one, outcome, 6, None)), [one])
        return summary

    def test_means_and_outcomes_are_counted(self):
        (exercise,) = self.summary().exercises
        assert exercise.mean == (2 + 2 + 6 + 0) / 4
        assert exercise.outcomes == {FAILED: 2, PASSED: 1, "error": 1}
        assert self.summary().bins == [1, 0, 0, 2, 0, 0, 0, 0, 0, 1]
        assert self.summary().mean_percent == pytest.approx(100 * (2 + 2 + 6) / 24)

    def test_checks_are_counted_where_they_judged_and_misconceptions_once_a_learner(self):
        summary = self.summary()
        assert [(c.sentence, c.n_failed, c.n_judged) for c in summary.hardest()] == [
            ("adds the bias", 2, 3),
            ("is never negative", 1, 2),
        ]
        assert [(hint.words, hint.n_learners) for hint in summary.hints()] == [("think of the bias", 2)]

    def test_what_is_not_known_counts_in_no_mean(self):
        summary = self.summary()
        summary.add(row(grader_error()), [report(earned=0)])
        assert (summary.n_learners, summary.n_known, summary.n_grader_errors) == (5, 4, 1)
        assert summary.exercises[0].mean == 2.5


class TestPages:
    """The report for the class and the pages of learners."""

    def class_page(self, tmp_path, rows, reports):
        summary = Summary({"neuron_output": 6})
        for one, its in zip(rows, reports, strict=True):
            summary.add(one, [its])
        write_class_page(tmp_path / "report.html", summary, rows, any_hidden=False)
        return (tmp_path / "report.html").read_text(encoding="utf-8")

    def test_everything_from_outside_is_escaped(self, tmp_path):
        evil = report(
            results=[Result(EVIL, FAILED, call=EVIL, got=EVIL, difference=EVIL, hint=EVIL, line=Line(1, EVIL))],
            printed=EVIL,
        )
        mark = mark_of(evil, FAILED, 6, Change(1, EVIL))
        one = row(mark, identity=EVIL, name=EVIL, notes=(EVIL,))
        write_learner_page(tmp_path / "learner.html", one, [evil], any_hidden=False)
        page = (tmp_path / "learner.html").read_text(encoding="utf-8")
        whole = self.class_page(tmp_path, [one], [evil])
        for text in (page, whole):
            assert "<script" not in text
            assert html.escape(EVIL) in text
            assert BeautifulSoup(text, "html.parser").find("script") is None

    def test_a_page_may_load_and_run_nothing(self, tmp_path):
        page = self.class_page(tmp_path, [row()], [report()])
        soup = BeautifulSoup(page, "html.parser")
        policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert not re.search(r"\bon[a-z]+=|javascript:|https?://(?!www\.w3\.org/)", page)
        assert [link["href"] for link in soup.find_all("a")] == [f"learners/{page_name('anna')}"]

    def test_every_figure_says_what_is_to_be_seen(self, tmp_path):
        soup = BeautifulSoup(self.class_page(tmp_path, [row()], [report()]), "html.parser")
        pictures = soup.find_all(attrs={"role": "img"})
        assert [bool(picture.svg and picture.svg["aria-hidden"]) for picture in pictures] == [True, True]
        assert pictures[0]["aria-label"] == "Learners by their share of the points. 30 to 40 %: 1."
        assert pictures[1]["aria-label"] == "Outcomes of each exercise as bars. Passed, neuron_output: 0 of 1."
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids))

    def test_the_same_class_gives_the_same_page(self, tmp_path):
        assert self.class_page(tmp_path, [row()], [report()]) == self.class_page(tmp_path, [row()], [report()])

    def test_a_learners_page_has_the_words_of_the_prompt(self, tmp_path):
        result = Result("adds the bias", FAILED, call="neuron_output([2], [3], 1)", expected="7", got="6")
        its = report(results=[result])
        write_learner_page(tmp_path / "l.html", row(mark_of(its, FAILED, 6, None)), [its], any_hidden=False)
        soup = BeautifulSoup((tmp_path / "l.html").read_text(encoding="utf-8"), "html.parser")
        assert soup.pre.text == repr(its)

    def test_hidden_checks_show_their_sentence_and_outcome_alone(self):
        shown = Result("adds the bias", FAILED, call="f(1)", expected="7", got="6", hint="h")
        hidden = Result("works", FAILED, call="f(99)", reason="r", expected="8", got="9", difference="d", hint="i")
        hidden = replace(hidden, line=Line(3, "raise ValueError(x)"))
        seen = without_hidden(report(results=[shown, hidden], printed="99", printed_more=5), [1])
        assert seen.results == (shown, Result("works", FAILED))
        assert (seen.printed, seen.printed_more) == ("", 0)
        untouched = report(results=[shown], printed="1")
        assert without_hidden(untouched, []) == untouched

    def test_a_total_that_is_not_known_is_not_shown_as_zero(self, tmp_path):
        one = row(grader_error())
        write_learner_page(tmp_path / "l.html", one, [report(earned=0)], any_hidden=False)
        soup = BeautifulSoup((tmp_path / "l.html").read_text(encoding="utf-8"), "html.parser")
        assert "not known yet" in soup.dl.text
        assert "0 of" not in soup.text
        assert "1 answer could not be checked by our own fault" in self.class_page(tmp_path, [one], [report(earned=0)])


@given(st.text(), st.text())
def test_names_of_pages_are_plain_and_never_meet(one, other):
    first, second = page_name(one), page_name(other)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{12}\.html", first)
    assert len(first) <= 60
    assert first != second or folded(one) == folded(other)


def test_names_of_pages_differ_where_ids_do():
    ids = ["anna", "anna.", "../anna", "con", "دانا", "小明", "小红", "a" * 300, "a" * 301, "👩\u200d💻", "=cmd"]
    assert len({page_name(identity) for identity in ids}) == len(ids)
