"""Parts of pages that are the same for whoever asks: rendered once, and remembered as long as the map is served.

    {% call once("footer") %} … {% endcall %}
    {% call once("filters", query.when.choice, at.date()) %} … {% endcall %}

What a part says may depend on the map, on the language, on where the site lives, and on the values that it names:
on nothing else, and never on what a visitor typed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from flask import Flask
from markupsafe import Markup

from sociale_kaart.web import language
from sociale_kaart.web.memory import Memory

# A few kilobytes each.
MOST_PARTS = 500


def install(app: Flask) -> None:
    """Give templates `once`."""
    remembered: Memory[Hashable, Markup] = Memory(MOST_PARTS)

    def once(name: str, *depends_on: Hashable, caller: Callable[[], Markup]) -> Markup:
        return remembered.get((name, language.current(), language.root(), *depends_on), caller)

    app.jinja_env.globals["once"] = once
