"""The pages that the law asks for: accessibility, privacy, cookies and contact."""

from __future__ import annotations

from flask import Blueprint, render_template

from sociale_kaart.web.findings import read_findings

blueprint = Blueprint("legal", __name__)


@blueprint.get("/toegankelijkheid")
def accessibility() -> str:
    """What was tested, what was found, and what nobody has looked at."""
    return render_template("toegankelijkheid.html", run=read_findings())


@blueprint.get("/privacy")
def privacy() -> str:
    """What is not kept, and who else gets to see something."""
    return render_template("privacy.html")


@blueprint.get("/cookies")
def cookies() -> str:
    """None."""
    return render_template("cookies.html")


@blueprint.get("/contact")
def contact() -> str:
    """Whom to ask about the map, and how to tell that something is wrong."""
    return render_template("contact.html")
