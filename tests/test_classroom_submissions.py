"""What was handed in: folders, zip files and single files, of people in a hurry and of people with bad intentions."""

import io
import os
import stat
import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesson_code.classroom import files as files_module
from lesson_code.classroom.files import UnreadableError, read
from lesson_code.classroom.learners import find_learners
from lesson_code.classroom.roster import Person
from lesson_code.classroom.submission import defined, open_submission
from lesson_code.exercises import load
from lesson_code.grading.stubs import stub

NAMES = ("neuron_output", "xor_network")
NEURON = "def neuron_output(inputs, weights, bias):\n    return 1\n"
XOR = "def xor_network(x1, x2):\n    return 1\n"


def write(path, text=NEURON, modified=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if modified is not None:
        os.utime(path, (modified, modified))
    return path


def zipped(path, members, date=(2026, 2, 1, 12, 0, 0)):
    """Write a zip file: names or ready-made members, each with its content."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            info = member if isinstance(member, zipfile.ZipInfo) else zipfile.ZipInfo(member, date)
            info.compress_type = info.compress_type or zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


def opened(path, names=NAMES):
    return open_submission(path, path.name, names)


def content_of(submission, name):
    return read(submission.answers[name].file).decode()


def test_answers_are_found_at_any_reasonable_depth(tmp_path):
    write(tmp_path / "anna/homehanded-in/exercises/neuron_output.py")
    write(tmp_path / "anna/Xor_Network.PY", XOR)
    found = opened(tmp_path / "anna")
    assert {name: answer.shown for name, answer in found.answers.items()} == {
        "neuron_output": "homehanded-in/exercises/neuron_output.py",
        "xor_network": "Xor_Network.PY",
    }
    assert found.notes == ()


def test_a_zip_is_read_like_the_folder_in_it(tmp_path):
    zipped(
        tmp_path / "anna.zip",
        {
            "top/exercises/neuron_output.py": NEURON,
            "top/exercises/": "",
            "__MACOSX/top/exercises/._neuron_output.py": "junk",
            "top/.git/xor_network.py": "junk",
            "./top\\xor_network.py": XOR,
        },
    )
    found = opened(tmp_path / "anna.zip")
    assert (content_of(found, "neuron_output"), content_of(found, "xor_network")) == (NEURON, XOR)
    assert found.answers["xor_network"].shown == "./top/xor_network.py"
    assert found.notes == ()


def test_a_copy_of_the_whole_course_counts_with_its_exercises_alone(tmp_path):
    write(tmp_path / "anna/course/lesson_code/exercises/neuron_output.py", "the reference")
    write(tmp_path / "anna/course/exercises/neuron_output.py")
    zipped(tmp_path / "bo.zip", {"lesson_code/exercises/neuron_output.py": "the reference"})
    assert content_of(opened(tmp_path / "anna"), "neuron_output") == NEURON
    assert opened(tmp_path / "anna").notes == ()
    assert opened(tmp_path / "bo.zip").answers == {}


def test_of_several_files_the_one_in_exercises_counts_then_the_one_at_the_top(tmp_path):
    write(tmp_path / "anna/neuron_output.py", "top")
    write(tmp_path / "anna/old/neuron_output.py", "old")
    found = opened(tmp_path / "anna")
    assert content_of(found, "neuron_output") == "top"
    assert found.notes == ("old/neuron_output.py was not graded: neuron_output.py counts",)
    write(tmp_path / "anna/handed-in/exercises/neuron_output.py", "exercises")
    assert content_of(opened(tmp_path / "anna"), "neuron_output") == "exercises"


def test_of_two_zip_members_of_one_name_the_later_counts_as_when_unpacked(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = tmp_path / "anna.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("neuron_output.py", "first")
            archive.writestr("neuron_output.py", "second")
    assert content_of(opened(path), "neuron_output") == "second"


@pytest.mark.parametrize("name", ["anna.py", "anna/work.py"])
def test_a_file_of_another_name_answers_what_it_defines(tmp_path, name):
    write(tmp_path / name, f"import math\n{NEURON}\nxor_network = lambda a, b: 1\n")
    found = opened(tmp_path / name.split("/")[0])
    assert list(found.answers) == ["neuron_output", "xor_network"]


def test_a_platform_that_changes_names_does_not_lose_the_answer(tmp_path):
    write(tmp_path / "anna/lee_48123_neuron_output-2.py", "def broken(:\n")
    write(tmp_path / "anna/neuron_outputs.py", "x = 1\n")
    assert opened(tmp_path / "anna").answers["neuron_output"].shown == "lee_48123_neuron_output-2.py"


def test_the_only_file_answers_the_only_exercise(tmp_path):
    write(tmp_path / "anna.py", "def neuron_outptu(:\n")
    assert opened(tmp_path / "anna.py", ["neuron_output"]).answers["neuron_output"].shown == "anna.py"
    several = opened(tmp_path / "anna.py")
    assert several.answers == {}
    assert several.notes == ("anna.py holds no answer to what is graded, only anna.py",)


def test_a_helper_copied_into_the_answer_to_another_exercise_is_no_answer(tmp_path):
    write(tmp_path / "anna/xor_network.py", NEURON + XOR)
    assert list(opened(tmp_path / "anna").answers) == ["xor_network"]


def test_definitions_are_found_without_running_anything(tmp_path):
    assert defined(b"def a(): pass\nb = 1\nif b:\n    def c(): pass\n'''\ndef d(): pass\n'''\nf(e=1)\n") == {"a", "b"}
    assert defined(b"raise SystemExit\ndef a(): pass\n") == {"a"}
    assert defined(b"def a(): pass\ndef b(\n") >= {"a"}
    assert defined(b"\xef\xbb\xbfdef a(): pass\n# \xff\n") == {"a"}
    assert defined(b"") == defined(b"\0\0") == defined("def a(): pass\n".encode("utf-16")) == set()


@given(st.binary(max_size=200))
def test_no_content_stops_the_search_for_definitions(content):
    defined(content)


def test_deep_nests_do_not_stop_the_search_for_definitions():
    for text in ("-" * 100_000 + "1", "(" * 50_000, "a" + ".b" * 100_000, "not " * 100_000 + "a"):
        assert "neuron_output" in defined(f"{NEURON}x = {text}\n".encode())


def test_hidden_files_and_those_of_systems_are_no_work(tmp_path):
    for name in (".DS_Store", "__pycache__/neuron_output.py", ".venv/neuron_output.py", "Thumbs.db", "desktop.ini"):
        write(tmp_path / "anna" / name)
    found = opened(tmp_path / "anna")
    assert found.answers == {}
    assert found.notes == ("anna holds no answer to what is graded",)


class TestBadIntentions:
    """Nothing is followed, waited for, unpacked to disk, or read without a limit."""

    def test_links_are_not_followed(self, tmp_path):
        secret = write(tmp_path / "secret/neuron_output.py", "secret")
        (tmp_path / "anna").mkdir()
        (tmp_path / "anna/neuron_output.py").symlink_to(secret)
        (tmp_path / "anna/more").symlink_to(secret.parent)
        found = opened(tmp_path / "anna")
        assert found.answers == {}
        assert found.notes == (
            "more is a link and was not followed",
            "neuron_output.py is a link and was not followed",
            "anna holds no answer to what is graded",
        )
        (tmp_path / "bo").symlink_to(secret.parent)
        found = opened(tmp_path / "bo")
        assert found.answers["neuron_output"].trouble == "is a link and was not followed"
        assert found.answers["neuron_output"].digest is None

    def test_a_link_that_takes_a_files_place_is_not_followed(self, tmp_path):
        path = write(tmp_path / "anna/neuron_output.py")
        file = opened(tmp_path / "anna").answers["neuron_output"].file
        path.unlink()
        path.symlink_to(write(tmp_path / "secret"))
        with pytest.raises(UnreadableError):
            read(file)

    def test_pipes_are_not_waited_for(self, tmp_path):
        (tmp_path / "anna").mkdir()
        os.mkfifo(tmp_path / "anna/neuron_output.py")
        os.mkfifo(tmp_path / "bo.py")
        assert opened(tmp_path / "anna").notes[0] == "neuron_output.py is no file and was not opened"
        assert opened(tmp_path / "bo.py").notes == ("bo.py is no regular file and was not opened",)

    def test_a_huge_file_is_not_read(self, tmp_path, monkeypatch):
        path = write(tmp_path / "anna/neuron_output.py")
        with path.open("r+b") as stream:
            stream.truncate(10**12)
        monkeypatch.setattr(files_module, "_read_file", lambda path: pytest.fail("it was read"))
        assert opened(tmp_path / "anna").answers["neuron_output"].trouble == "is larger than 1 MB and was not run"

    def test_a_file_that_grows_is_read_to_the_limit_only(self, tmp_path):
        path = write(tmp_path / "anna/neuron_output.py")
        file = opened(tmp_path / "anna").answers["neuron_output"].file
        path.write_bytes(b"#" * 1_000_001)
        with pytest.raises(UnreadableError, match="is larger than 1 MB"):
            read(file)
        path.write_bytes(b"#" * 1_000_000)
        assert len(read(file)) == 1_000_000

    def test_a_folder_without_end_is_left(self, tmp_path, monkeypatch):
        monkeypatch.setattr(files_module, "FOLDER_FILES", 10)
        for number in range(20):
            write(tmp_path / f"anna/{number:02}.txt")
        write(tmp_path / "bo/1/2/3/4/5/6/7/8/neuron_output.py")
        write(tmp_path / "cy/1/2/3/4/5/6/7/neuron_output.py")
        assert "more than 10 files: the others were not looked at" in opened(tmp_path / "anna").notes
        assert opened(tmp_path / "bo").notes[0] == "folders in more than 8 folders were not looked into"
        assert opened(tmp_path / "bo").answers == {}
        assert list(opened(tmp_path / "cy").answers) == ["neuron_output"]

    @pytest.mark.parametrize(
        "name", ["../neuron_output.py", "/neuron_output.py", "a/../../neuron_output.py", "C:\\neuron_output.py"]
    )
    def test_a_path_outside_the_zip_is_not_read(self, tmp_path, name):
        path = zipped(tmp_path / "anna.zip", {name: NEURON, "xor_network.py": XOR})
        found = opened(path)
        assert list(found.answers) == ["xor_network"]
        assert found.notes == (f"{name.replace(chr(92), '/')} lies outside the zip file and was not read",)
        assert [entry.name for entry in tmp_path.iterdir()] == ["anna.zip"]

    def test_a_link_in_a_zip_is_not_followed(self, tmp_path):
        link = zipfile.ZipInfo("neuron_output.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        found = opened(zipped(tmp_path / "anna.zip", {link: "/etc/passwd"}))
        assert found.answers == {}
        assert found.notes[0] == "neuron_output.py is a link and was not followed"

    def test_a_locked_zip_is_told(self, tmp_path):
        path = zipped(tmp_path / "anna.zip", {"neuron_output.py": NEURON})
        content = bytearray(path.read_bytes())
        for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            start = content.index(mark) + place
            content[start] |= 1
        path.write_bytes(content)
        found = opened(path)
        assert found.answers["neuron_output"].trouble == "is locked with a password"

    def test_a_bomb_is_not_unpacked(self, tmp_path, monkeypatch):
        bomb = zipped(tmp_path / "anna.zip", {"neuron_output.py": b"\0" * 900_000})
        many = zipped(tmp_path / "bo.zip", {f"{i}": b"" for i in range(1001)})
        large = zipped(tmp_path / "cy.zip", {f"{i}": os.urandom(1000) * 50 for i in range(401)})
        with (tmp_path / "di.zip").open("wb") as stream:
            stream.truncate(10**10)
        monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
        assert opened(bomb).notes == ("anna.zip unpacks to more than 100 times its size: hand in the answers alone",)
        assert opened(many).notes == ("bo.zip holds 1001 files, more than 1000: hand in the answers alone",)
        assert opened(large).notes == ("cy.zip unpacks to more than 20 MB: hand in the answers alone",)
        assert opened(tmp_path / "di.zip").notes == ("di.zip is larger than 20 MB: hand in the answers alone",)

    def test_a_zip_that_lies_about_a_size_gives_no_more_than_the_limit(self, tmp_path):
        path = zipped(tmp_path / "anna.zip", {"neuron_output.py": os.urandom(1_100_000)})
        content = bytearray(path.read_bytes())
        for mark, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
            start = content.index(mark) + place
            content[start : start + 4] = struct.pack("<I", 900_000)
        path.write_bytes(content)
        answer = opened(path).answers["neuron_output"]
        assert answer.digest is None
        assert answer.trouble == "is damaged and cannot be unpacked"

    def test_a_large_answer_that_is_not_packed_is_read(self, tmp_path):
        info = zipfile.ZipInfo("neuron_output.py")
        info.compress_type = zipfile.ZIP_STORED
        with zipfile.ZipFile(tmp_path / "anna.zip", "w") as archive:
            archive.writestr(info, b"#" * 1_000_000)
        assert len(content_of(opened(tmp_path / "anna.zip"), "neuron_output")) == 1_000_000

    def test_a_list_of_a_million_members_is_not_read(self, tmp_path):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("a", "")
        raw = content.getvalue()
        entry = raw[raw.index(b"PK\1\2") : raw.index(b"PK\5\6")]
        n = 300_000
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, n & 0xFFFF, n & 0xFFFF, n * len(entry), raw.index(b"PK\1\2"), 0)
        (tmp_path / "anna.zip").write_bytes(raw[: raw.index(b"PK\1\2")] + entry * n + end)
        start = time.perf_counter()
        found = opened(tmp_path / "anna.zip")
        assert time.perf_counter() - start < 0.5
        assert found.notes == ("anna.zip holds more than 1000 files: hand in the answers alone",)

    def test_a_zip_in_a_zip_is_not_opened(self, tmp_path):
        inner = zipped(tmp_path / "inner.zip", {"neuron_output.py": NEURON}).read_bytes()
        found = opened(zipped(tmp_path / "anna.zip", {"inner.zip": inner}))
        assert found.answers == {}
        assert found.notes == ("anna.zip holds no answer to what is graded, only inner.zip",)

    @pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"PK\5\6" + b"\xff" * 18])
    def test_what_is_no_zip_is_told(self, tmp_path, content):
        (tmp_path / "anna.zip").write_bytes(content)
        found = opened(tmp_path / "anna.zip")
        assert (
            found.answers["neuron_output"].trouble == "cannot be opened: it is no zip file, or a part of it is missing"
        )

    @given(st.data())
    def test_a_damaged_zip_never_stops_the_run(self, tmp_path_factory, data):
        path = zipped(tmp_path_factory.mktemp("zip") / "anna.zip", {"neuron_output.py": NEURON, "b.txt": "b"})
        content = bytearray(path.read_bytes())
        for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
            content[place] = data.draw(st.integers(0, 255))
        path.write_bytes(content)
        found = opened(path)
        for answer in found.answers.values():
            assert (answer.digest is None) == (answer.trouble is not None)

    def test_unusual_packing_is_told(self, tmp_path):
        info = zipfile.ZipInfo("neuron_output.py")
        info.compress_type = zipfile.ZIP_LZMA
        found = opened(zipped(tmp_path / "anna.zip", {info: NEURON}))
        assert found.answers["neuron_output"].trouble == "is packed in an unusual way: use the zip of your system"

    def test_a_thousand_oddities_are_a_few_lines(self, tmp_path):
        found = opened(zipped(tmp_path / "anna.zip", {f"../{i}.py": "" for i in range(500)}))
        assert len(found.notes) == 11
        assert found.notes[-1] == "and 491 files more that were passed over"


class TestLearners:
    """Who gets a row."""

    def find(self, folder, people=None, due=None, not_work=()):
        return find_learners(folder, people, NAMES, due, not_work)

    def test_without_a_roster_each_entry_is_a_learner(self, tmp_path):
        for name in ("b.py", "Anna/neuron_output.py", "ÿ.zip", "b.c/neuron_output.py", "notes.txt", ".hidden.py"):
            write(tmp_path / name)
        learners = self.find(tmp_path)
        assert [learner.id for learner in learners] == ["Anna", "b", "b.c", "notes", "ÿ"]
        assert learners[3].notes == ("notes.txt is no folder, no .zip file and no .py file, and was not read",)

    def test_a_roster_gives_the_order_and_names_who_is_missing(self, tmp_path):
        people = {"zoë": Person("Zoë", "Zoë Z"), "anna": Person("anna", "Anna A")}
        write(tmp_path / "ZOE\u0308_55_work.py")
        write(tmp_path / "stranger.py")
        zoe, anna, stranger = self.find(tmp_path, people)
        assert (zoe.id, zoe.name, zoe.notes) == ("Zoë", "Zoë Z", ())
        assert (anna.submission, anna.notes) == (None, ("no work was handed in",))
        assert (stranger.id, stranger.name, stranger.notes) == ("stranger", "", ("not in the roster",))

    def test_the_newest_of_two_submissions_counts_and_the_other_is_named(self, tmp_path):
        write(tmp_path / "anna_1/neuron_output.py", "old", modified=1_000_000_000)
        write(tmp_path / "anna_2.py", NEURON, modified=1_000_000_001)
        (learner,) = self.find(tmp_path, {"anna": Person("anna")})
        assert learner.submission.name == "anna_2.py"
        assert learner.notes == ("anna_1 was not graded: anna_2.py is newer",)

    def test_without_a_roster_folder_and_zip_of_one_name_are_one_learner(self, tmp_path):
        write(tmp_path / "anna/neuron_output.py", modified=1_000_000_000)
        zipped(tmp_path / "Anna.zip", {"neuron_output.py": NEURON})
        assert len(self.find(tmp_path)) == 1

    def test_late_is_measured_from_the_newest_answer(self, tmp_path):
        due = 1_700_000_000
        write(tmp_path / "anna/neuron_output.py", modified=due - 50)
        write(tmp_path / "anna/xor_network.py", modified=due + 7500)
        write(tmp_path / "anna/readme.txt", modified=due + 999_999)
        write(tmp_path / "bo/neuron_output.py", modified=due)
        anna, bo = self.find(tmp_path, due=due)
        assert (anna.late, bo.late) == (7500, 0)

    @pytest.mark.parametrize(
        ("date", "from_member"),
        [((2025, 1, 1, 0, 0, 0), True), ((1980, 1, 1, 0, 0, 0), False), ((2099, 1, 1, 0, 0, 0), False)],
    )
    def test_dates_in_a_zip_count_when_they_make_sense(self, tmp_path, date, from_member):
        path = zipped(tmp_path / "anna.zip", {"neuron_output.py": NEURON}, date)
        written = time.mktime((2026, 2, 1, 0, 0, 0, 0, 0, -1))
        os.utime(path, (written, written))
        expected = time.mktime((*date, 0, 0, -1)) if from_member else written
        assert opened(path).modified == expected

    def test_roster_and_secret_in_the_folder_are_no_work(self, tmp_path):
        roster = write(tmp_path / "roster.csv")
        write(tmp_path / "anna.py")
        assert [learner.id for learner in self.find(tmp_path, not_work=[roster])] == ["anna"]

    def test_names_that_are_no_text_stay_apart(self, tmp_path):
        for name in (b"j\xfcrgen.py", b"j\xf6rgen.py", "e\u202evil\n.py".encode()):
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(NEURON)
        assert [learner.id for learner in self.find(tmp_path)] == ["e\\u202evil\\x0a", "j\\xf6rgen", "j\\xfcrgen"]


def test_a_finished_answer_counts_before_the_stub_that_lies_where_it_should(tmp_path):
    write(tmp_path / "ada" / "exercises" / "neuron_output.py", stub(load("neuron_output")))
    write(tmp_path / "ada" / "neuron_output.py")
    submission = opened(tmp_path / "ada")
    assert content_of(submission, "neuron_output") == NEURON
    assert submission.notes == ("exercises/neuron_output.py was not graded: neuron_output.py counts",)


def test_a_zip_whose_inner_name_is_spoilt_is_one_learners_trouble(tmp_path):
    path = tmp_path / "ada.zip"
    zipped(path, {"ä/neuron_output.py": NEURON})
    content = path.read_bytes()
    # The name stands at the file itself first, and in the directory at the end once more.
    path.write_bytes(content.replace("ä".encode(), b"\xff\xfe", 1))
    answer = opened(path).answers["neuron_output"]
    assert "is damaged and cannot be unpacked" in answer.trouble


def test_a_text_that_never_ends_is_searched_in_no_time():
    start = time.monotonic()
    defined(b"def f():\n    return 1\n" + b"x = " + b"'" + b"\\'" * 30_000 + b"\n")
    defined(b"'" + b"'\\" * 30_000)
    assert time.monotonic() - start < 5


def test_a_second_download_is_not_passed_over_without_a_word(tmp_path):
    write(tmp_path / "two" / "neuron_output.py")
    write(tmp_path / "two" / "neuron_output (1).py")
    assert opened(tmp_path / "two").notes == ("neuron_output (1).py was not graded: neuron_output.py counts",)
