# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 5. Uw eigen blad
#
# Van een blad dat een coördinator bijhoudt naar een kaart met een oordeel: nieuw, controleren, bouwen, rapporteren.
# Alles wat hieronder op het blad staat is verzonnen; vervang het door uw eigen bestand.

# %%
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
from IPython.display import Markdown

import sociale_kaart as sk

werkmap = Path(tempfile.mkdtemp())
vandaag = date.today()

# %% [markdown]
# ## Stap 1. Een nieuwe map, met een blad om in te vullen
#
# Hebt u nog geen blad? `sociale-kaart new MAP` (hier `sk.new_kaart`) zet er een neer dat past, met verzonnen
# voorbeelden. U kunt het zo bouwen.

# %%
[pad.name for pad in sk.new_kaart(werkmap / "nieuw")]

# %%
voorbeeld = sk.build(sk.open_kaart(werkmap / "nieuw"), today=vandaag)
sk.plekken(voorbeeld)[["name", "gemeente", "pillar_computer", "pillar_training", "pillar_spreekuur"]]

# %% [markdown]
# ## Stap 2. Uw eigen blad, met uw eigen kolommen
#
# Hebt u al een blad, dan hoeft u niets over te typen. Dit is er een, zoals het vaak is: drie rijen goed, twee niet.

# %%
KOPPEN = ["Wie", "Soort", "Gemeente", "X", "Y", "Spreekuur?", "Wanneer", "Nagekeken"]
blad = pd.DataFrame(
    [
        ["Voorbeeldbieb Stad", "bibliotheek", "Zwolle", 202900, 502900, "ja", "di 10:00-12:00", "2026-10-12"],
        ["Voorbeeldbieb Rivier", "bibliotheek", "Kampen", 191300, 507600, "nee", "", "2026-10-12"],
        [
            "Voorbeeldhulp Hanze",
            "partner",
            "Deventer",
            207600,
            474100,
            "ja",
            "1e do 13.30-15.30",
            "2026-10-14",
        ],
        ["Voorbeeldhulp Land", "partner", "Raaltte", 215700, 489300, "ja", "wo 9-11", "2026-10-14"],
        ["Voorbeeldhulp Veld", "partner", "Raalte", 215700, 489300, "misschien", "vr 9-11", "2026-10-14"],
    ],
    columns=KOPPEN,
)
blad

# %% [markdown]
# In `kaart.toml` staat welke kolom wat is. Meer hoeft het programma niet te weten.

# %%
TOML = """
title = "Voorbeeld: spreekuren langs de IJssel"
example = true
publisher = { name = "Voorbeelduitgever" }
contact = { name = "Voorbeeldcoördinator" }
area = { gemeenten = ["Zwolle", "Kampen", "Deventer", "Raalte", "Olst-Wijhe"] }
pillars = [{ id = "spreekuur" }]

[[sources]]
id = "blad"
name = "Eigen blad (verzonnen)"
file = "blad.xlsx"
kind = "wide"
supplier = "Voorbeeldcoördinator"
licence = "CC0"
as_of = 2026-10-15
presence.spreekuur = "Spreekuur?"
schedules.spreekuur = "Wanneer"

[sources.columns]
organisation = "Wie"
organisation_kind = "Soort"
gemeente = "Gemeente"
x_rd = "X"
y_rd = "Y"
checked = "Nagekeken"
"""

# %%
MAP = werkmap / "ijssel"
MAP.mkdir()
blad.to_excel(MAP / "blad.xlsx", index=False)
(MAP / "kaart.toml").write_text(TOML, encoding="utf-8")
kaart = sk.open_kaart(MAP)

# %% [markdown]
# ## Stap 3. Controleren
#
# De controle zegt per rij en kolom wat er niet klopt, en wat u kunt schrijven.


# %%
def problemen():
    """Wat de controle vindt, als tabel."""
    return pd.DataFrame(
        {
            "ernst": een.severity,
            "rij": een.row,
            "kolom": een.column,
            "wat": een.message,
            "wat te doen": een.remedy,
        }
        for een in sk.check(kaart, vandaag).problems
    ).style.hide(axis="index")


problemen()

# %% [markdown]
# ## Stap 4. Verbeteren
#
# Dat doet u in uw eigen blad. Van wat u niet weet, maakt u `onbekend`: dat is een antwoord. Haal dan ook de tijden
# weg, want wie tijden opschrijft zegt dat er een spreekuur is.

# %%
beter = blad.copy()
beter.loc[3, "Gemeente"] = "Raalte"
beter.loc[4, ["Spreekuur?", "Wanneer"]] = ["onbekend", ""]
beter.to_excel(MAP / "blad.xlsx", index=False)
problemen()

# %% [markdown]
# ## Stap 5. Bouwen en kijken

# %%
data = sk.build(kaart, today=vandaag)
rapport = sk.report(data)
sk.coverage_maps(data, rapport, title="Figuur 1. Langs de IJssel; niemand verklaarde de lijst volledig")

# %% [markdown]
# In Olst-Wijhe staat niets op het blad. Toch is het geen gat: niemand heeft gezegd dat de lijst volledig is.
#
# ## Stap 6. Zeggen dat de lijst volledig is
#
# Dat doet een mens, met naam en datum, in `kaart.toml`. Pas dan kan de kaart zeggen wat er niet is.

# %%
VERKLARING = """
[[completeness]]
pillar = "spreekuur"
declared_by = "Voorbeeldcoördinator"
as_of = 2026-10-15
"""
(MAP / "kaart.toml").write_text(TOML + VERKLARING, encoding="utf-8")
verklaard = sk.build(sk.open_kaart(MAP), today=vandaag)
daarna = sk.report(verklaard)
sk.coverage_maps(verklaard, daarna, title="Figuur 2. Langs de IJssel; lijst volledig verklaard")

# %%
pd.DataFrame(
    {
        "gemeente": voor.area_name,
        "eerst": f"{voor.status} / {voor.reach}",
        "verklaard": f"{na.status} / {na.reach}",
        "inwoners binnen 5 km": f"{na.share_within_limit:.0%}",
    }
    for voor, na in zip(rapport.rows, daarna.rows, strict=True)
).style.hide(axis="index")

# %%
leeg = [rij.area_name for rij in daarna.rows if rij.status == "uncovered"]
open_gebleven = [rij.area_name for rij in daarna.rows if rij.places_unknown]
Markdown(
    f"Na de verklaring is van **{', '.join(leeg)}** zeker dat er geen spreekuur is. In **{', '.join(open_gebleven)}** "
    "staat nog een plek op *onbekend*: vraag die eerst."
)

# %% [markdown]
# ## Stap 7. Doorgeven
#
# Een kaart om te mailen, en een Excel met alle maten. Elke kolom staat in de woordenlijst (`docs/glossary.md`).

# %%
sk.folium_map(verklaard, "spreekuur", report=daarna, offline=True).save(werkmap / "ijssel.html")
pd.DataFrame(sk.plain_rows(daarna.rows)).to_excel(werkmap / "ijssel.xlsx", index=False)
sorted(pad.name for pad in werkmap.glob("ijssel.*"))
