from pathlib import Path

import pytest
from jinja2.ext import babel_extract

from site_builder.errors import RenderError
from site_builder.i18n import translations
from site_builder.render.theme import Theme
from site_builder.resources import theme_folder


def write(folder: Path, **templates: str) -> Path:
    for name, source in templates.items():
        (folder / f"{name}.html").write_text(source, "utf-8")
    return folder


def test_a_site_overrides_a_template_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "components").mkdir()
    (tmp_path / "components" / "status_tag.html").write_text("ours", "utf-8")
    assert Theme(tmp_path).render("components/status_tag.html", {}) == "ours"


def test_values_are_escaped(tmp_path: Path) -> None:
    theme = Theme(write(tmp_path, page="{{ name }}"))
    assert theme.render("page.html", {"name": "<b>"}) == "&lt;b&gt;"


def test_sentences_are_chinese_with_and_without_values(tmp_path: Path) -> None:
    source = '{{ _("Home") }} {{ _("As of %(day)s", day=day) }} {{ _ ("Home") ~ "!" }}'
    theme = Theme(write(tmp_path, page=source))
    assert theme.render("page.html", {"day": "<今天>"}) == "首页 截至&lt;今天&gt; 首页!"


def test_a_missing_value_names_the_template_and_line(tmp_path: Path) -> None:
    theme = Theme(write(tmp_path, outer='\n{% include "inner.html" %}', inner="\n\n{{ missing }}"))
    with pytest.raises(RenderError) as raised:
        theme.render("outer.html", {})
    assert (raised.value.template, raised.value.line) == ("inner.html", 3)
    assert str(raised.value) == "expected a sound template, found: 'missing' is undefined"


def test_a_fault_of_python_does_not_quote_what_a_record_says(tmp_path: Path) -> None:
    theme = Theme(write(tmp_path, page="{{ name % 1 }}"))
    with pytest.raises(RenderError) as raised:
        theme.render("page.html", {"name": "张三"})
    assert str(raised.value) == "expected a sound template, found: TypeError"


def test_a_broken_override_is_a_problem_at_its_line(tmp_path: Path) -> None:
    theme = Theme(write(tmp_path, good="{{ 1 }}", bad="\n{% if %}"))
    (problem,) = theme.problems()
    assert problem.text("en") == (
        "templates/bad.html:2: expected a sound template, found: "
        "Expected an expression, got 'end of statement block'"
    )


@pytest.mark.parametrize("chance", ["{{ [1, 2]|random }}", "{{ lipsum() }}"])
def test_no_template_leaves_anything_to_chance(tmp_path: Path, chance: str) -> None:
    with pytest.raises(RenderError):
        Theme(write(tmp_path, page=chance)).render("page.html", {})


def test_an_override_that_extends_nothing_is_a_problem(tmp_path: Path) -> None:
    theme = Theme(write(tmp_path, page='{% extends "nowhere.html" %}'))
    assert [(p.code, p.path, str(p.message)) for p in theme.problems()] == [
        (
            "broken-template",
            "templates/page.html",
            "expected a sound template, found: nowhere.html",
        )
    ]


def test_the_shipped_theme_is_sound() -> None:
    assert Theme(theme_folder()).problems() == []


def test_a_closure_changes_with_what_the_template_uses(tmp_path: Path) -> None:
    write(tmp_path, page='{% from "part.html" import m %}', part="{% macro m() %}{% endmacro %}")
    write(tmp_path, other="")
    before = {name: Theme(tmp_path).closure(name) for name in ("page.html", "other.html")}
    write(tmp_path, part="{% macro m() %}new{% endmacro %}")
    after = {name: Theme(tmp_path).closure(name) for name in ("page.html", "other.html")}
    assert before["page.html"] != after["page.html"]
    assert before["other.html"] == after["other.html"]


def test_a_template_says_which_assets_it_asks_for(tmp_path: Path) -> None:
    write(tmp_path, page='{% include "part.html" %}', part='{{ asset("icon.svg") }}')
    assert Theme(tmp_path).assets_used("page.html") == ("icon.svg",)


@pytest.mark.parametrize(
    "text",
    [
        '{{ asset("icon" ~ ".svg") }}',
        "{% set file = asset %}",
        '{% include "part" ~ ".html" %}',
        "{% extends layout %}",
    ],
)
def test_what_is_named_only_as_it_is_rendered_may_be_any(tmp_path: Path, text: str) -> None:
    assert Theme(write(tmp_path, page=text)).assets_used("page.html") is None


def test_every_template_of_the_product_names_what_it_uses() -> None:
    theme = Theme(theme_folder())
    names = (file.relative_to(theme_folder()).as_posix() for file in theme_folder().rglob("*.html"))
    assert [name for name in names if theme.assets_used(name) is None] == []


def test_every_sentence_of_the_theme_is_in_the_catalog() -> None:
    options = {"trimmed": "true"}
    said = set()
    for file in theme_folder().rglob("*.html"):
        with file.open("rb") as stream:
            for _line, _function, message, _comments in babel_extract(stream, ("_",), (), options):
                said.add(message[0] if isinstance(message, tuple) else message)
    catalog = translations("zh")
    assert sorted(msgid for msgid in said if msgid and catalog.gettext(msgid) == msgid) == []
