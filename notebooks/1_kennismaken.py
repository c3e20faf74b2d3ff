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
# # 1. Kennismaken met de gegevens
#
# Dit notitieboek opent een kaart, bouwt haar, en laat zien wat erop staat en wat niemand weet. We nemen
# Overijssel: openbare bronnen, vooral over Twente. Er staat niets bij wat de bronnen niet zeggen.
#
# Alle notitieboeken bouwen hun kaart in een tijdelijke map. In uw eigen mappen verandert niets.

# %%
import shutil
import tempfile
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
from IPython.display import Markdown

import sociale_kaart as sk

werkmap = Path(tempfile.mkdtemp())
kaart = sk.open_kaart(shutil.copytree("../geodata/kaarten/overijssel", werkmap / "overijssel"))
data = sk.build(kaart, today=date.today())

# %% [markdown]
# ## Elke rij komt ergens terecht
#
# Wat een bron aanlevert staat op de kaart of in de lijst met problemen. Er verdwijnt niets.

# %%
tellingen = pd.DataFrame(data.counts).set_index("source")
assert (tellingen.rows_in == tellingen.rows_used + tellingen.rows_reported).all()
tellingen

# %% [markdown]
# Wat de controle opmerkte, met wat eraan te doen is:

# %%
pd.DataFrame(
    {"ernst": p.severity, "wat": p.message, "wat te doen": p.remedy} for p in data.problems
).style.hide(axis="index")

# %% [markdown]
# ## De plekken
#
# Elke plek is een rij met een punt (RD, meters). Per pijler staat er `yes`, `no` of `unknown`.

# %%
plekken = sk.plekken(data)
plekken[["name", "address", "gemeente", "categories", "match_level", "checked", "source"]].head(8)

# %%
pijlers = pd.DataFrame(
    {pijler.name: plekken[f"pillar_{pijler.id}"].value_counts() for pijler in data.pillars}
).reindex(["yes", "no", "unknown"])
pijlers.fillna(0).astype(int).T

# %%
nee, onbekend = (int(pijlers.loc[wat].fillna(0).sum()) for wat in ("no", "unknown"))
Markdown(
    "De bronnen noemen per plek een soort hulp. Wat een plek **niet** biedt, zegt geen enkele bron: "
    f"er staat {nee} keer *no* en {onbekend} keer *unknown*. "
    "Onbekend is hier dus het gewone antwoord. Het is nooit een *nee*."
)

# %% [markdown]
# ## Op de kaart
#
# Met `offline=True` zit alles in het bestand zelf: de kaart haalt nergens iets op, ook geen achtergrond.
# Klik op een plek of een gemeente.

# %%
op_de_kaart = sk.folium_map(data, "advies", offline=True)
op_de_kaart

# %% [markdown]
# De kaart is één bestand, om te mailen:

# %%
bestand = werkmap / "overijssel.html"
op_de_kaart.save(bestand)
Markdown(f"`{bestand.name}`: {bestand.stat().st_size / 1000:.0f} kB")

# %% [markdown]
# ## Open of dicht
#
# Tijden zijn gelezen zoals mensen ze schrijven. Wat niet helemaal begrepen is, staat erbij; er wordt niets aangevuld.

# %%
pd.DataFrame(
    {"tekst": uren.text, "gelezen als": uren.sentence_nl, "alles begrepen": uren.complete}
    for uren in data.hours
).style.hide(axis="index")

# %%
moment = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
standen = sk.map_hours(data).states(moment)
bekend = {plek: standen[plek].state for plek in data.listings if plek in standen}
open_nu = sorted(data.listings[plek].name for plek, stand in bekend.items() if stand == "open")
Markdown(
    f"Op dinsdag 24 november 2026 om half elf zijn zeker open: **{', '.join(open_nu)}**. "
    f"Van {len(data.listings) - len(bekend)} van de {len(data.listings)} plekken kent niemand de tijden. "
    "Of die open zijn, is onbekend: ze zijn niet 'dicht'."
)

# %% [markdown]
# ## Wat zegt de kaart over een gemeente?

# %%
oordeel = pd.Series([rij.status.value for rij in data.coverage if rij.pillar == "advies"]).value_counts()
oordeel.rename("gemeenten").to_frame()

# %%
wel, niet, weet_niet = (int(oordeel.get(status, 0)) for status in ("covered", "uncovered", "unknown"))
Markdown(
    f"Van de {len(data.gemeentecodes)} gemeenten is er in {wel} minstens één plek voor informatie en advies bekend. "
    f"Over de andere {weet_niet} kan deze kaart niets zeggen, want niemand heeft verklaard dat de lijst "
    f"volledig is. Daarom heet geen enkele gemeente ({niet}) een gat."
)

# %% [markdown]
# Verder: in [2. Gaten](2_gaten.ipynb) is een lijst wél volledig verklaard. Dan is er iets te
# besluiten.
