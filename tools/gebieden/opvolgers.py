"""Gemeenten that ceased to exist since 2009, by the date they did, as compiled for `opvolgers.csv`.

Source: CBS, "Gemeentelijke indelingen per jaar" (2009-2023), compiled by hand and checked three ways: no old code may
be in force in the boundaries, every successor must be, and the codes of 2021 must be those of CBS 85039NED. A gemeente
that was divided has several successors, and whoever asks for it is told so rather than sent to one of them.
"""

CHANGES: tuple[tuple[str, str, str, str, str], ...] = (
    # valid from, change, successor, successor code, old gemeenten
    ("2009-01-01", "renamed", "Dantumadiel", "GM1891", "GM0065 Dantumadeel"),
    ("2009-01-01", "merged", "Bloemendaal", "GM0377", "GM0372 Bennebroek"),
    ("2009-01-01", "merged", "Kaag en Braassem", "GM1884", "GM0483 Alkemade, GM0645 Jacobswoude"),
    ("2010-01-01", "merged", "Venlo", "GM0983", "GM0885 Arcen en Velden"),
    ("2010-01-01", "merged", "Horst aan de Maas", "GM1507", "GM0964 Sevenum"),
    ("2010-01-01", "split", "Horst aan de Maas", "GM1507", "GM0993 Meerlo-Wanssum"),
    ("2010-01-01", "split", "Venray", "GM0984", "GM0993 Meerlo-Wanssum"),
    ("2010-01-01", "merged", "Peel en Maas", "GM1894",
     "GM0918 Helden, GM0929 Kessel, GM0934 Maasbree, GM0941 Meijel"),
    ("2010-01-01", "merged", "Rotterdam", "GM0599", "GM0600 Rozenburg"),
    ("2010-01-01", "merged", "Oldambt", "GM1895", "GM1661 Reiderland, GM0039 Scheemda, GM0052 Winschoten"),
    ("2010-01-01", "merged", "Zuidplas", "GM1892",
     "GM0563 Moordrecht, GM0567 Nieuwerkerk aan den IJssel, GM1666 Zevenhuizen-Moerkapelle"),
    ("2011-01-01", "merged", "Medemblik", "GM0420", "GM0364 Andijk, GM0459 Wervershoof"),
    ("2011-01-01", "merged", "De Ronde Venen", "GM0736", "GM0305 Abcoude"),
    ("2011-01-01", "merged", "Stichtse Vecht", "GM1904", "GM0311 Breukelen, GM0329 Loenen, GM0333 Maarssen"),
    ("2011-01-01", "merged", "Bodegraven-Reeuwijk", "GM1901", "GM0497 Bodegraven, GM0595 Reeuwijk"),
    ("2011-01-01", "merged", "Oss", "GM0828", "GM0808 Lith"),
    ("2011-01-01", "merged", "Súdwest-Fryslân", "GM1900",
     "GM0064 Bolsward, GM0104 Nijefurd, GM0091 Sneek, GM0710 Wûnseradiel, GM0683 Wymbritseradiel"),
    ("2011-01-01", "merged", "Eijsden-Margraten", "GM1903", "GM0905 Eijsden, GM0936 Margraten"),
    ("2012-01-01", "merged", "Hollands Kroon", "GM1911",
     "GM0366 Anna Paulowna, GM0412 Niedorp, GM0462 Wieringen, GM0463 Wieringermeer"),
    ("2013-01-01", "merged", "Goeree-Overflakkee", "GM1924",
     "GM0504 Dirksland, GM0511 Goedereede, GM0559 Middelharnis, GM0580 Oostflakkee"),
    ("2013-01-01", "merged", "Schagen", "GM0441", "GM0395 Harenkarspel, GM0476 Zijpe"),
    # by way of Molenwaard (GM1927), which merged on in 2019
    ("2013-01-01", "merged", "Molenlanden", "GM1978", "GM0693 Graafstroom, GM0694 Liesveld, GM0571 Nieuw-Lekkerland"),
    ("2014-01-01", "merged", "Alphen aan den Rijn", "GM0484", "GM0499 Boskoop, GM1672 Rijnwoude"),
    # by way of De Friese Meren (GM1921), renamed in 2015
    ("2014-01-01", "merged", "De Fryske Marren", "GM1940", "GM0653 Gaasterlân-Sleat, GM0082 Lemsterland"),
    # Haskerdijken and Nieuwebrug went to Heerenveen
    ("2014-01-01", "split", "De Fryske Marren", "GM1940", "GM0051 Skarsterlân, GM0055 Boarnsterhim"),
    ("2014-01-01", "split", "Heerenveen", "GM0074", "GM0051 Skarsterlân, GM0055 Boarnsterhim"),
    ("2014-01-01", "split", "Leeuwarden", "GM0080", "GM0055 Boarnsterhim"),
    ("2014-01-01", "split", "Súdwest-Fryslân", "GM1900", "GM0055 Boarnsterhim"),
    ("2015-01-01", "merged", "Alkmaar", "GM0361", "GM0365 Graft-De Rijp, GM0458 Schermer"),
    ("2015-01-01", "merged", "Krimpenerwaard", "GM1931",
     "GM0491 Bergambacht, GM0643 Nederlek, GM0644 Ouderkerk, GM0608 Schoonhoven, GM0623 Vlist"),
    ("2015-01-01", "merged", "Nissewaard", "GM1930", "GM0568 Bernisse, GM0612 Spijkenisse"),
    ("2015-01-01", "merged", "Berg en Dal", "GM1945", "GM0265 Millingen aan de Rijn, GM0282 Ubbergen"),
    ("2015-01-01", "split", "'s-Hertogenbosch", "GM0796", "GM1671 Maasdonk"),
    ("2015-01-01", "split", "Oss", "GM0828", "GM1671 Maasdonk"),
    ("2015-07-01", "renamed", "De Fryske Marren", "GM1940", "GM1921 De Friese Meren"),
    ("2016-01-01", "renamed", "Berg en Dal", "GM1945", "GM0241 Groesbeek"),
    ("2016-01-01", "merged", "Gooise Meren", "GM1942", "GM0381 Bussum, GM0424 Muiden, GM0425 Naarden"),
    ("2016-01-01", "merged", "Edam-Volendam", "GM0385", "GM0478 Zeevang"),
    ("2017-01-01", "merged", "Meierijstad", "GM1948", "GM0844 Schijndel, GM0846 Sint-Oedenrode, GM0860 Veghel"),
    ("2018-01-01", "merged", "Midden-Groningen", "GM1952",
     "GM1987 Menterwolde, GM0018 Hoogezand-Sappemeer, GM0040 Slochteren"),
    ("2018-01-01", "merged", "Westerwolde", "GM1950", "GM0007 Bellingwedde, GM0048 Vlagtwedde"),
    # Menaldumadeel became Menameradiel in 2011
    ("2018-01-01", "merged", "Waadhoeke", "GM1949",
     "GM0063 het Bildt, GM0070 Franekeradeel, GM1908 Menameradiel, GM0083 Menaldumadeel"),
    ("2018-01-01", "merged", "Leeuwarden", "GM0080", "GM0081 Leeuwarderadeel"),
    ("2018-01-01", "split", "Leeuwarden", "GM0080", "GM0140 Littenseradiel"),
    ("2018-01-01", "split", "Súdwest-Fryslân", "GM1900", "GM0140 Littenseradiel"),
    ("2018-01-01", "split", "Waadhoeke", "GM1949", "GM0140 Littenseradiel"),
    ("2018-01-01", "merged", "Zevenaar", "GM0299", "GM0196 Rijnwaarden"),
    ("2019-01-01", "merged", "Altena", "GM1959", "GM0738 Aalburg, GM0870 Werkendam, GM0874 Woudrichem"),
    ("2019-01-01", "merged", "Het Hogeland", "GM1966", "GM0005 Bedum, GM1663 De Marne, GM1651 Eemsmond"),
    ("2019-01-01", "split", "Het Hogeland", "GM1966", "GM0053 Winsum"),
    ("2019-01-01", "split", "Westerkwartier", "GM1969", "GM0053 Winsum"),
    ("2019-01-01", "merged", "Westerkwartier", "GM1969", "GM0015 Grootegast, GM0022 Leek, GM0025 Marum, GM0056 Zuidhorn"),
    ("2019-01-01", "merged", "Groningen", "GM0014", "GM0009 Ten Boer, GM0017 Haren"),
    ("2019-01-01", "merged", "Noardeast-Fryslân", "GM1970",
     "GM0058 Dongeradeel, GM1722 Ferwerderadiel, GM0079 Kollumerland en Nieuwkruisland"),
    ("2019-01-01", "merged", "West Betuwe", "GM1960", "GM0236 Geldermalsen, GM0304 Neerijnen, GM0733 Lingewaal"),
    ("2019-01-01", "merged", "Molenlanden", "GM1978", "GM0689 Giessenlanden, GM1927 Molenwaard"),
    ("2019-01-01", "merged", "Haarlemmermeer", "GM0394", "GM0393 Haarlemmerliede en Spaarnwoude"),
    ("2019-01-01", "merged", "Vijfheerenlanden", "GM1961", "GM0545 Leerdam, GM0707 Zederik, GM0620 Vianen"),
    ("2019-01-01", "merged", "Beekdaelen", "GM1954", "GM0951 Nuth, GM0881 Onderbanken, GM0962 Schinnen"),
    ("2019-01-01", "merged", "Noordwijk", "GM0575", "GM0576 Noordwijkerhout"),
    ("2019-01-01", "merged", "Hoeksche Waard", "GM1963",
     "GM0584 Oud-Beijerland, GM0585 Binnenmaas, GM0588 Korendijk, GM0611 Cromstrijen, GM0617 Strijen"),
    ("2021-01-01", "merged", "Eemsdelta", "GM1979", "GM0003 Appingedam, GM0010 Delfzijl, GM0024 Loppersum"),
    ("2021-01-01", "split", "Boxtel", "GM0757", "GM0788 Haaren"),
    ("2021-01-01", "split", "Oisterwijk", "GM0824", "GM0788 Haaren"),
    ("2021-01-01", "split", "Tilburg", "GM0855", "GM0788 Haaren"),
    ("2021-01-01", "split", "Vught", "GM0865", "GM0788 Haaren"),
    ("2022-01-01", "merged", "Purmerend", "GM0439", "GM0370 Beemster"),
    ("2022-01-01", "merged", "Dijk en Waard", "GM1980", "GM0398 Heerhugowaard, GM0416 Langedijk"),
    ("2022-01-01", "merged", "Land van Cuijk", "GM1982",
     "GM0756 Boxmeer, GM1684 Cuijk, GM1702 Sint Anthonis, GM0815 Mill en Sint Hubert, GM0786 Grave"),
    ("2022-01-01", "merged", "Maashorst", "GM1991", "GM1685 Landerd, GM0856 Uden"),
    ("2022-03-24", "merged", "Amsterdam", "GM0363", "GM0457 Weesp"),
    ("2023-01-01", "merged", "Voorne aan Zee", "GM1992", "GM0501 Brielle, GM0530 Hellevoetsluis, GM0614 Westvoorne"),
)  # fmt: skip


def rows() -> list[dict[str, str]]:
    """One row per old gemeente and successor, as `opvolgers.csv` has them."""
    return [
        {
            "gemeentecode": old.split(" ", 1)[0],
            "naam": old.split(" ", 1)[1],
            "successor_code": code,
            "valid_from": valid_from,
            "change": change,
            "source": "CBS Gemeentelijke indelingen per jaar",
        }
        for valid_from, change, _, code, gemeenten in CHANGES
        for old in gemeenten.split(", ")
    ]
