"""What an instructor gives beside the answers: each mistake in it is one clear sentence."""

import os
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_code.classroom.changes import read_changes
from lesson_code.classroom.inputs import InputError, folded, read_due, read_secret, read_table, shown_text
from lesson_code.classroom.progress import duration
from lesson_code.classroom.roster import owner, read_roster


def table(folder, content, name="table.csv"):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_as_any_spreadsheet_saves_it(tmp_path, separator, start, end):
    text = end.join(["ID ,Name", ' a1 ,"Ada ""L"""', "", ",", "b2,Bo"]).replace(",", separator)
    rows = read_table(table(tmp_path, start + text.encode()), ["id"])
    assert [row.cells for row in rows] == [{"id": "a1", "name": 'Ada "L"'}, {"id": "b2", "name": "Bo"}]
    assert [row.line for row in rows] == [2, 5]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id,name\na,J\xfcrgen\n", "is not written in UTF-8 (line 2)"),
        ("id,name\na,b".encode("utf-16"), "is not written in UTF-8 (line 1)"),
        (b"number,name\n1,a\n", "has no column called id in its first line; its columns: number, name"),
        (b"", "has no column called id in its first line; its columns: none"),
        (b'id\n"a\n', "is not a table that can be read"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_with_its_place(tmp_path, content, words):
    path = table(tmp_path, content)
    with pytest.raises(InputError) as told:
        read_table(path, ["id"])
    assert str(told.value).startswith(str(path))
    assert words in str(told.value)


def test_a_table_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read: no such file"):
        read_table(tmp_path / "none.csv", ["id"])
    with pytest.raises(InputError, match="cannot be read: is a directory"):
        read_table(tmp_path, ["id"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id\nanna\nAnna\n", "the id Anna is in {path} twice: in line 2 and in line 3"),
        ("id\ncafe\u0301\ncaf\u00e9\n", "twice: in line 2 and in line 3"),
        ("id,name\na,A\n,B\n", "line 3 of {path} has no id"),
        ("id,name\n", "{path} holds nobody"),
    ],
)
def test_a_roster_names_everybody_once(tmp_path, content, words):
    path = table(tmp_path, content)
    with pytest.raises(InputError) as told:
        read_roster(path)
    assert words.format(path=path) in str(told.value)


def test_columns_that_are_not_needed_are_not_looked_at(tmp_path):
    people = read_roster(table(tmp_path, "mark,id,e-mail\n1,b,x\n2,a,y\n"))
    assert [(person.id, person.name) for person in people.values()] == [("b", ""), ("a", "")]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("ana", "ana"),
        ("ANA", "ana"),
        ("ana_12345_homework", "ana"),
        ("ana (2)", "ana"),
        ("ana-maria", "ana-maria"),
        ("ana-maria_7", "ana-maria"),
        ("ana.maria", "ana"),
        ("anamaria", None),
        ("xana", None),
        ("ZOE\u0308 9", "zoë"),
        ("", None),
    ],
)
def test_an_entry_belongs_to_the_longest_id_it_begins_with(tmp_path, entry, expected):
    people = read_roster(table(tmp_path, "id\nana\nana-maria\nzoë\n"))
    person = owner(entry, people)
    assert (person and person.id) == expected


@given(st.text(), st.sampled_from(" _-.("), st.text())
def test_an_id_followed_by_a_separator_is_found_whatever_comes_after(name, separator, rest):
    if not folded(name):
        return
    assert owner(name + separator + rest, {folded(name): name, folded(name + "x"): None}) is not None


def test_a_secret_has_at_least_sixteen_bytes(tmp_path):
    assert read_secret(table(tmp_path, b" 0123456789abcdef\n")) == b"0123456789abcdef"
    with pytest.raises(InputError, match="has 15 bytes, and must have at least 16"):
        read_secret(table(tmp_path, b"0123456789abcde\n\n"))
    with pytest.raises(InputError, match="cannot be read: no such file"):
        read_secret(tmp_path / "none")


def test_a_date_alone_means_the_end_of_that_day(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert read_due("2026-03-01 18:00") == datetime(2026, 3, 1, 9, tzinfo=UTC).timestamp()
        assert read_due("2026-03-01") == datetime(2026, 3, 1, 15, tzinfo=UTC).timestamp()
        assert read_due("2026-03-01T18:00+01:00") == datetime(2026, 3, 1, 17, tzinfo=UTC).timestamp()
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("text", ["", "tomorrow", "1.3.2026", "2026-02-30 10:00", "9999-12-31"])
def test_what_is_no_date_is_told(text):
    with pytest.raises(InputError, match="is no date: write it as in"):
        read_due(text)


@given(st.text(st.characters(exclude_categories=())))
def test_a_name_from_outside_is_one_harmless_line(text):
    shown = shown_text(text)
    assert all(character.isprintable() or character in "\u200c\u200d\u200e\u200f" for character in shown)
    shown.encode("utf-8")


def test_names_in_any_script_stay_as_they_are():
    for name in ("دانا", "小明", "👩\u200d💻", "می\u200cخواهم", "José", "O'Neil"):
        assert shown_text(name) == name
    assert shown_text("a\x1b[31m\nb\u202ec") == "a\\x1b[31m\\x0ab\\u202ec"
    assert shown_text(os.fsdecode(b"j\xfcrgen")) == "j\\xfcrgen"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (59.4, "59 s"), (60, "1 min"), (3600, "1 h"), (7500, "2 h 5 min"), (90_000, "1 day 1 h")],
)
def test_durations_are_said_in_their_two_largest_units(seconds, words):
    assert duration(seconds) == words
    assert duration(2 * 86_400 + 60) == "2 days"


class TestChanges:
    """The table of points by hand."""

    def read(self, path):
        return read_changes(path, {"anna": "Anna", "=cmd": "=cmd"}, {"neuron_output": 6})

    def test_it_is_made_once_and_never_written_again(self, tmp_path):
        path = tmp_path / "changes.csv"
        assert self.read(path) == ({}, [])
        assert path.read_text() == "id,exercise,points,reason\n"
        path.write_text("id,exercise,points,reason\nanna,neuron_output,2.5,talked\n")
        changes, notes = self.read(path)
        assert (changes["Anna", "neuron_output"].points, changes["Anna", "neuron_output"].reason) == (2.5, "talked")
        assert notes == []
        assert path.read_text().endswith("talked\n")

    def test_an_id_may_be_copied_from_the_gradebook(self, tmp_path):
        path = table(tmp_path, "id,exercise,points\n'=cmd,neuron_output,1\n", "changes.csv")
        assert list(self.read(path)[0]) == [("=cmd", "neuron_output")]

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("bob,neuron_output,1", "there is no learner bob"),
            (",neuron_output,1", "there is no learner without an id"),
            ("anna,xor_network,1", "xor_network is not graded in this run"),
            ("anna,,1", "an exercise without a name is not graded in this run"),
            ("anna,neuron_output,", "nothing is no number of points, write it as in 2 or 2.5"),
            ('anna,neuron_output,"2,5"', "2,5 is no number of points, write it as in 2 or 2.5"),
            ("anna,neuron_output,-1", "-1 is no number of points that can be given"),
            ("anna,neuron_output,nan", "nan is no number of points that can be given"),
            ("anna,neuron_output,inf", "inf is no number of points that can be given"),
            ("anna", "an exercise without a name is not graded in this run"),
            (
                "anna,neuron_output,2,5,talked",
                "it has more cells than the first line: put a reason with a comma between quotation marks, "
                "and write 2.5",
            ),
        ],
    )
    def test_a_row_that_cannot_be_used_is_a_line_and_the_others_count(self, tmp_path, row, words):
        path = table(tmp_path, f"id,exercise,points,reason\n{row}\nAnna,neuron_output,0,x\n", "changes.csv")
        changes, notes = self.read(path)
        assert notes == [f"line 2 of changes.csv was not used: {words}"]
        assert [change.points for change in changes.values()] == [0]

    def test_of_two_rows_the_last_counts_and_too_many_points_are_told(self, tmp_path):
        path = table(tmp_path, "id,exercise,points\nanna,neuron_output,1\nanna,neuron_output,7\n", "changes.csv")
        changes, notes = self.read(path)
        assert changes["Anna", "neuron_output"].points == 7
        assert notes == [
            "line 3 of changes.csv counts instead of an earlier line on Anna and neuron_output",
            "line 3 of changes.csv gives 7 points for neuron_output, which has 6",
        ]

    def test_a_table_without_its_columns_stops_the_run(self, tmp_path):
        with pytest.raises(InputError, match="has no column called points"):
            self.read(table(tmp_path, "id,exercise\n", "changes.csv"))


def test_a_roster_with_more_cells_than_columns_stops_the_run(tmp_path):
    with pytest.raises(InputError, match=r"line 2 of .* has more cells than its first line: put a name with a comma"):
        read_roster(table(tmp_path, "id,name\nada,Lovelace, Ada\n"))
