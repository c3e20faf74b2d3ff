"""Templates of ours call as Jinja's own do."""

from __future__ import annotations

import pytest
from flask import Flask
from jinja2 import Environment, pass_context, pass_environment
from jinja2.runtime import Context

from sociale_kaart.web import calls


class _Told:
    """An object that is called, and asks for the context then."""

    @pass_context
    def __call__(self, context: Context, name: str) -> str:
        return str(context[name])


@pass_context
def _known(context: Context, name: str) -> str:
    return str(context.resolve(name))


@pass_environment
def _is_trimmed(environment: Environment) -> bool:
    return environment.trim_blocks


def _nothing() -> str:
    return next(iter(()))


# Every way in which a template may call, each within a loop, where Jinja hands over what the loop knows.
TEMPLATE = """
{%- macro greet(name, mark="!") %}{{ name }}{{ mark }}{% if caller %} {{ caller() }}{% endif %}{% endmacro -%}
{% for one in names %}{% set here = one %}
{{ greet(one) }} {{ greet(one, mark="?") }} {% call greet(one) %}(from {{ one }}){% endcall %}
{{ one.upper() }} {{ plain(one, end=".") }} {{ known("names") }} {{ known("here") }} {{ told("mine") }} {{ trimmed() }}
{{ nothing() }}{{ dict(name=one).name }} {{ loop.cycle("even", "odd") }}
{% endfor %}"""


@pytest.fixture
def app() -> Flask:
    """A site with such a template, that calls in Jinja's own way."""
    app = Flask(__name__)
    app.jinja_env.globals.update(
        plain=lambda name, end: name + end,
        known=_known,
        told=_Told(),
        trimmed=_is_trimmed,
        nothing=_nothing,
    )
    return app


def _said(app: Flask) -> str:
    with app.app_context():
        return app.jinja_env.from_string(TEMPLATE).render(names=["<a>", "b"], mine="ours")


def test_a_template_calls_everything_as_jinja_does(app: Flask) -> None:
    as_jinja = _said(app)
    calls.install(app)
    assert _said(app) == as_jinja
    assert "(from b)" in as_jinja
    assert "ours" in as_jinja
