"""Templates say what they are told, escaped, and say it anew where it may be something else."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment
from markupsafe import Markup

from generator.engine.templates import Templates, shown


def templates(folder: Path, **texts: str) -> Templates:
    """Templates of these texts by name, which keep what is compiled beside them."""
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text)
    return Templates([folder], folder / "compiled")


@pytest.mark.parametrize(
    ("value", "html"),
    [("a<b>", "a&lt;b&gt;"), (Markup("<b>"), "<b>"), (Markup("<i>") + "<", "<i>&lt;"), (3, "3")],
)
def test_a_value_is_shown_as_text_unless_it_is_html(value: object, html: str) -> None:
    assert [str(shown(value)), str(shown(value))] == [html, html]  # the second time it is known


def test_a_row_is_rendered_once_for_each_record_even_if_they_are_equal(tmp_path: Path) -> None:
    page = "{% macro row(one) %}{{ one.name() }}{% endmacro %}{{ once(row, a) }}{{ once(row, b) }}"
    made = templates(tmp_path, page=f"{page}{{{{ once(row, a) }}}}")
    calls = []

    def name() -> str:
        calls.append("<")
        return "<"

    a, b = SimpleNamespace(name=name), SimpleNamespace(name=name)
    assert a == b
    assert made.html("page.html", {"a": a, "b": b}) == "&lt;" * 3
    assert len(calls) == 2


def test_a_compiled_template_applies_the_filters_of_whoever_renders_it(tmp_path: Path) -> None:
    said = []
    for word in ("kites", "boats"):
        made = templates(
            tmp_path, page='{{ "x" | of }}, {% if "x" | of == "boats" %}yes{% endif %}'
        )
        made.add_filters({"of": lambda _, word=word: word})
        said.append(made.html("page.html", {}))
    assert said == ["kites, ", "boats, yes"]
    assert len([*(tmp_path / "compiled").iterdir()]) == 1


def test_values_in_a_message_are_escaped_and_a_percent_sign_is_written_twice(
    tmp_path: Path,
) -> None:
    text = '{{ _("<b>%(name)s</b> 5%%", name=name) }} {{ _("5%%") }}'
    text += (
        "{% trans count=2, name %} {{ count }} {{ name }}{% pluralize %} {{ name }}s{% endtrans %}"
    )
    made = templates(tmp_path, page=text)
    assert made.html("page.html", {"name": "<i>"}) == "<b>&lt;i&gt;</b> 5% 5%&lt;i&gt;s"


MACROS = """
{% macro plain(a, b="<i>", c=none) %}{{ a }}{{ b }}{{ c }}{% endmacro %}
{% macro around(a) %}<{{ a }} {{ caller() }}>{% endmacro %}
{% macro many(a) %}{{ a }}{{ varargs | join }}{{ kwargs | length }}{% endmacro %}
{% for x in "<&" %}
{{ plain(x) }} {{ plain(x, "2", 3) }} {{ plain(c=x, a=1) }} {{ plain(x, c=2) }}
{% call around(x) %}in {{ x }}{% endcall %} {{ many(1) }} {{ many(1, 2, 3) }} {{ many(a=1, z=2) }}
{{ "{} of {}".format(x, loop.index) }} {{ x | replace("<", "lt") }}
{% endfor %}
"""


def test_macros_and_calls_do_what_those_of_jinja_do(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(MACROS, "utf-8")
    theirs = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    shown = Templates([tmp_path]).html("x.html", {})
    assert shown.split() == theirs.from_string(MACROS).render().split()
    assert "&lt;&lt;i&gt;None" in shown
    (tmp_path / "y.html").write_text("{% macro one(a) %}{% endmacro %}{{ one(1, 2) }}", "utf-8")
    with pytest.raises(TypeError, match="takes not more than 1 argument"):
        Templates([tmp_path]).html("y.html", {})
