"""Other names that people write for a gemeente or woonplaats, as compiled for `aliassen.csv`."""

CUSTOM = "gangbare naam"
FRISIAN = "Friese naam"

GEMEENTE_ALIASES: tuple[tuple[str, str, str], ...] = (
    ("Den Haag", "GM0518", CUSTOM),
    ("The Hague", "GM0518", CUSTOM),
    ("Den Bosch", "GM0796", CUSTOM),
    ("Nuenen", "GM0820", CUSTOM),
    ("Hengelo (Overijssel)", "GM0164", CUSTOM),
    ("Hengelo Ov", "GM0164", CUSTOM),
    ("Bergen (Noord-Holland)", "GM0373", CUSTOM),
    ("Bergen NH", "GM0373", CUSTOM),
    ("Bergen (Limburg)", "GM0893", CUSTOM),
    ("Bergen L", "GM0893", CUSTOM),
    ("Laren (Noord-Holland)", "GM0417", CUSTOM),
    ("Rijswijk (Zuid-Holland)", "GM0603", CUSTOM),
    ("Middelburg (Zeeland)", "GM0687", CUSTOM),
    ("Beek (Limburg)", "GM0888", CUSTOM),
    ("Stein (Limburg)", "GM0971", CUSTOM),
    ("Súdwest Friesland", "GM1900", CUSTOM),
    ("Zuidwest-Friesland", "GM1900", CUSTOM),
    ("Noordoost-Friesland", "GM1970", CUSTOM),
    ("Tietjerksteradeel", "GM0737", CUSTOM),
    ("It Amelân", "GM0060", FRISIAN),
    ("Eaststellingwerf", "GM0085", FRISIAN),
    ("Flylân", "GM0096", FRISIAN),
    ("Harns", "GM0072", FRISIAN),
    ("It Hearrenfean", "GM0074", FRISIAN),
    ("Ljouwert", "GM0080", FRISIAN),
    ("Opsterlân", "GM0086", FRISIAN),
    ("Skiermûntseach", "GM0088", FRISIAN),
    ("Skylge", "GM0093", FRISIAN),
    ("Smellingerlân", "GM0090", FRISIAN),
)

# alias, woonplaats as in woonplaatsen.csv, gemeentecode
PLACE_ALIASES: tuple[tuple[str, str, str, str], ...] = (
    ("Den Haag", "'s-Gravenhage", "GM0518", CUSTOM),
    ("Den Bosch", "'s-Hertogenbosch", "GM0796", CUSTOM),
    ("Boalsert", "Bolsward", "GM1900", FRISIAN),
    ("De Lemmer", "Lemmer", "GM1940", FRISIAN),
    ("Drylts", "IJlst", "GM1900", FRISIAN),
    ("Frjentsjer", "Franeker", "GM1949", FRISIAN),
    ("Harns", "Harlingen", "GM0072", FRISIAN),
    ("It Hearrenfean", "Heerenveen", "GM0074", FRISIAN),
    ("Ljouwert", "Leeuwarden", "GM0080", FRISIAN),
    ("Snits", "Sneek", "GM1900", FRISIAN),
    ("Starum", "Stavoren", "GM1900", FRISIAN),
    ("Warkum", "Workum", "GM1900", FRISIAN),
)
