"""The last steps on the built site: what may be loaded, one script, one style sheet, nothing unused."""

import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.assets import Parts, named, slim_theirs
from lessons.finish import hashes, take_out, with_names, with_policy
from lessons.pictures import size_of, with_sizes
from lessons.slim import classes_asked_for, rules, slim, split

ROOT = Path(__file__).resolve().parent.parent
SITE = Path(os.environ.get("LESSON_SITE") or ROOT / "_build" / "html")
PAGE = '<html><head>\n    <meta charset="utf-8" />\n{}</head><body></body></html>'
# The example of the standard for content security policies, with its hash.
EXAMPLE = "<script>alert('Hello, world.');</script>"
HASH = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def policy_of(html):
    """Return the policy of a page as directives with their sources."""
    meta = BeautifulSoup(html, "html.parser").select_one("meta[http-equiv=Content-Security-Policy]")
    return {
        name: sources.split()
        for name, _, sources in (part.strip().partition(" ") for part in meta["content"].split(";"))
    }


def test_a_script_in_the_page_is_allowed_by_its_hash():
    assert hashes(EXAMPLE) == [HASH]
    assert HASH in policy_of(with_policy(PAGE.format(EXAMPLE)))["script-src"]


def test_a_script_that_is_served_or_that_is_data_needs_no_hash():
    assert hashes('<script src="a.js"></script><script type="application/json">{"a": 1}</script>') == []


def test_a_module_in_the_page_needs_its_hash():
    assert hashes(EXAMPLE.replace("<script>", '<script type="module">')) == [HASH]


def test_nothing_inline_and_nobody_else_may_run():
    policy = policy_of(with_policy(PAGE.format("")))
    assert set(policy["script-src"]) == {"'self'", "file:", "'wasm-unsafe-eval'"}
    assert policy["connect-src"] == ["'self'"] and policy["object-src"] == ["'none'"]
    hosts = [source for sources in policy.values() for source in sources if "//" in source]
    assert hosts == ["https://www.youtube-nocookie.com"] == policy["frame-src"]


def test_a_page_that_is_finished_twice_is_as_after_the_first_time():
    once = with_policy(PAGE.format(EXAMPLE))
    assert with_policy(once) == once
    names = {"course.js": "course.0123456789.js"}
    page = with_names('<script src="_static/course.js"></script>', names)
    assert page == '<script src="_static/course.0123456789.js"></script>' == with_names(page, names)


def test_a_page_of_an_earlier_build_gets_the_present_names():
    old = '<link href="../_static/course.aaaaaaaaaa.css">'
    assert with_names(old, {"course.css": "course.0123456789.css"}) == old.replace("aaaaaaaaaa", "0123456789")


def test_the_policy_comes_before_all_that_it_is_about():
    html = with_policy(PAGE.format(f"<title>T</title>{EXAMPLE}"))
    names = [tag.name for tag in BeautifulSoup(html, "html.parser").head.find_all()]
    assert names == ["meta", "meta", "title", "script"]


def test_a_name_changes_with_the_content_and_with_nothing_else():
    assert named("course.js", "a") == named("course.js", "a") != named("course.js", "b")
    assert re.fullmatch(r"course\.[0-9a-f]{10}\.js", named("course.js", "a"))


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{x:1}.b{x:2}", ".a{x:1}"),
        (".a .b, .a p{x:1}", ".a p{x:1}"),
        (":is(.a,.b){x:1}", ":is(.a,.b){x:1}"),
        ("p:not(.b){x:1}", "p:not(.b){x:1}"),
        ("#b p[class*=b]{x:1}", "#b p[class*=b]{x:1}"),
        ("@media print{.a{x:1}.b{x:2}}", "@media print{.a{x:1}}"),
        ("@media print{.b{x:2}}", ""),
        ("@supports (x:1){@media print{.a{x:1}.b{}}}", "@supports (x:1){@media print{.a{x:1}}}"),
        ("@font-face{font-family:'B';src:url(b)}", ""),
        ("@font-face{font-family:a;src:url(b)}", "@font-face{font-family:a;src:url(b)}"),
        ("@keyframes b{from{x:1}to{x:2}}", ""),
        ("@keyframes a{from{x:1}to{x:2}}", "@keyframes a{from{x:1}to{x:2}}"),
        ('.a{content:"}.b{"}.b{x:1}', '.a{content:"}.b{"}'),
        ("/* .a{ */.b{x:1}", ""),
        ("/*! licence */.b{x:1}", "/*! licence */"),
        ("@page{margin:1cm}", "@page{margin:1cm}"),
        ('@charset "utf-8";.a{x:1}', '@charset "utf-8";.a{x:1}'),
        (r".a\:b{x:1}.a\/c{x:1}", ""),
        (".a{background:url(data:image/svg+xml;utf8,x)}", ".a{background:url(data:image/svg+xml;utf8,x)}"),
    ],
)
def test_only_rules_that_ask_for_a_class_which_no_page_has_are_left_out(css, kept):
    slimmed = slim(css, {"a"}.__contains__, lambda kind, name: name.lower() == "a")
    assert slimmed.replace("\n", "") == kept


names = st.sampled_from(["a", "b-c", "d__e"])
selectors = st.lists(names.map(".{}".format), min_size=1, max_size=3).map(" > ".join)


@settings(deadline=None)  # a busy machine is not slow code
@given(st.lists(selectors, min_size=1, max_size=5))
def test_all_rules_are_read_whatever_their_selectors(found):
    css = "".join(f"{selector}{{x:1}}" for selector in found)
    assert list(rules(css)) == [(selector, "x:1") for selector in found]
    assert split(",".join(found)) == found
    assert [f".{name}" for name in classes_asked_for(found[0])] == found[0].split(" > ")


def test_the_icon_font_of_the_theme_is_left_out():
    css = '.fa-solid{x:1}.fabric{x:2}@font-face{font-family:"Font Awesome 6 Free";src:url(f.woff2)}'
    assert slim_theirs(css, {"fa-solid", "fabric"}).strip() == ".fabric{x:2}"


@pytest.fixture
def parts(tmp_path):
    """Return the parts of a tiny site."""
    theirs, ours = tmp_path / "theirs", tmp_path / "book" / "_static"
    for folder in (theirs / "scripts", theirs / "styles", ours):
        folder.mkdir(parents=True)
    scripts = ("doctools.js", "sphinx_highlight.js", "clipboard.min.js", "copybutton.js", "searchtools.js")
    for name in (*scripts, "scripts/sphinx-book-theme.js", "scripts/pydata-sphinx-theme.js"):
        (theirs / name).write_text(f"did('{name}');\n//# sourceMappingURL=x.map\n")
    (theirs / "documentation_options.js").write_text("const OPTIONS = {}")
    styles = ("basic.css", "pygments.css", "copybutton.css", "mystnb.12ab.css")
    for name in (*styles, "styles/pydata-sphinx-theme.css", "styles/sphinx-book-theme.css"):
        (theirs / name).write_text(f".used{{from:'{name}'}}.unused{{x:1}}")
    (ours / "b.js").write_text("ours('b')")
    (ours / "a.css").write_text(".ours{x:1}")
    return Parts(theirs, ours)


def test_the_parts_come_in_their_order_and_ours_after_those_of_others(parts):
    script = parts.script()
    found = re.findall(r"(?:did|ours)\('([^']*)'\)|const (\w+)", script)
    order = [one or other for one, other in found]
    assert order[0] == "OPTIONS" and len(order) == 8
    # The last one fails where storage is forbidden, and takes along what comes after it.
    assert order[-3:] == ["scripts/pydata-sphinx-theme.js", "b", "sphinx_highlight.js"]
    assert "sourceMappingURL" not in script
    styles = parts.styles({"used"})
    assert styles.count(".used{") == 6 and ".unused" not in styles and styles.endswith(".ours{x:1}")


def test_styles_are_slimmed_again_when_a_page_has_a_new_class(parts):
    assert ".unused" not in parts.styles({"used"})
    assert ".unused" in parts.styles({"used", "unused"})
    assert ".unused" not in parts.styles({"used"})


def test_a_class_that_only_a_script_gives_keeps_its_rules(parts):
    (parts.ours / "b.js").write_text("node.classList.add('unused')")
    assert ".unused" in parts.styles({"used"})


def test_what_is_bundled_leaves_the_site_and_can_be_bundled_again(parts, tmp_path):
    static = tmp_path / "html" / "_static"
    (parts.theirs).rename(tmp_path / "html")
    (tmp_path / "html" / "scripts" / "fontawesome.js").touch()
    (tmp_path / "site").mkdir()
    (tmp_path / "html").rename(tmp_path / "site" / "_static")
    static = tmp_path / "site" / "_static"
    for name in ("b.js", "a.css", "kept.svg"):
        (static / name).touch()
    # The course may have a folder of a name that the theme uses as well.
    for folder in (static / "images", static / "locales", parts.ours / "images"):
        folder.mkdir()
    take_out(static, parts)
    assert sorted(path.name for path in static.iterdir()) == ["images", "kept.svg", "searchtools.js"]
    once = parts.script()
    take_out(static, parts)
    assert parts.script() == once


@pytest.fixture
def pictures(tmp_path):
    """Return a site with a picture of each kind, drawn by Matplotlib and 2 by 1 inches large."""
    from matplotlib.figure import Figure

    (tmp_path / "_images").mkdir()
    for kind in ("svg", "png", "pdf"):
        Figure(figsize=(2, 1)).savefig(tmp_path / "_images" / f"a.{kind}", dpi=80)
    return tmp_path


def test_the_size_of_a_picture_is_what_it_was_drawn_with(pictures):
    sizes = {kind: size_of(pictures / "_images" / f"a.{kind}") for kind in ("svg", "png", "pdf", "none")}
    # A picture made of lines is measured in inches of 96 pixels.
    assert sizes == {"svg": (192, 96), "png": (160, 80), "pdf": None, "none": None}


def test_a_picture_says_its_size_and_waits(pictures):
    html = '<p><img alt="A" src="_images/a.svg" /><img alt="B" src="_images/a.png"/><img src="_images/a.pdf"></p>'
    done = with_sizes(html, pictures)
    first, second, third = BeautifulSoup(done, "html.parser").select("img")
    assert first.attrs == {"alt": "A", "src": "_images/a.svg", "width": "192", "height": "96", "loading": "lazy"}
    assert second.attrs == {"alt": "B", "src": "_images/a.png", "width": "160", "height": "80", "loading": "lazy"}
    assert third.attrs == {"src": "_images/a.pdf"}
    assert with_sizes(done, pictures) == done


def test_a_size_that_an_author_has_chosen_stays(pictures):
    html = '<img src="_images/a.svg" width="50%" />'
    assert with_sizes(html, pictures) == html


@pytest.mark.site
def test_every_page_has_a_policy_and_scripts_only_of_the_site():
    for file in SITE.glob("*.html"):
        soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        assert soup.select_one("head meta[http-equiv=Content-Security-Policy]"), file.name
        loaded = [*soup.select("script[src], img[src], iframe[src]"), *soup.select("link[href]:not([rel=canonical])")]
        assert not [tag for tag in loaded if (tag.get("src") or tag.get("href")).startswith(("http", "//"))], file.name
        assert not [tag for tag in soup.find_all() if any(name.startswith("on") for name in tag.attrs)], file.name


@pytest.mark.site
def test_no_file_of_the_site_is_big_without_need():
    big = [file for file in (SITE / "_static").rglob("*") if file.is_file() and file.stat().st_size > 200_000]
    assert not big
    assert not list(SITE.rglob("*.map"))
