"""The words of hours, in Dutch and English: each entry is one kind of term, tried in this order."""

# ruff: noqa: E501  (a table: one kind of term a line)

from __future__ import annotations

from types import MappingProxyType

WEEKDAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTH_NAMES = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_DAYS = (
    ("maandag", "ma", "monday", "mon"),
    ("dinsdag", "di", "tuesday", "tues", "tue"),
    ("woensdag", "wo", "woe", "wednesday", "weds", "wed"),
    ("donderdag", "do", "don", "thursday", "thurs", "thur", "thu"),
    ("vrijdag", "vr", "vrij", "vrijd", "friday", "fri"),
    ("zaterdag", "za", "zat", "saturday", "sat"),
    ("zondag", "zo", "zon", "sunday", "sun"),
)
_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb", "febr"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
WEEKDAYS = MappingProxyType({word: at for at, words in enumerate(_DAYS) for word in words})
MONTHS = MappingProxyType({word: at + 1 for at, words in enumerate(_MONTHS) for word in words})
DAY_PARTS = MappingProxyType(
    {
        "ochtend": "am", "morgen": "am", "voormiddag": "am", "middag": "pm", "namiddag": "pm",
        "avond": "eve", "nacht": "am", "morning": "am", "afternoon": "pm", "evening": "eve",
    }
)  # fmt: skip
NUMBER_WORDS = MappingProxyType(
    {
        "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
        "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "two": 2, "three": 3, "four": 4,
    }
)  # fmt: skip
COUNT_WORDS = "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|two|three|four|five|six|eight|ten"
NTH_WORDS = MappingProxyType(
    {
        "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "laatste": -1,
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1,
    }
)  # fmt: skip


_STEMS = {"maan": 0, "dins": 1, "woens": 2, "donder": 3, "vrij": 4, "zater": 5, "zon": 6}
NTH_NAMES = MappingProxyType({1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", 5: "vijfde", -1: "laatste"})
DAY_STEMS = MappingProxyType(_STEMS)  # as in "dins- en donderdag"


def _either(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


DAY = _either(WEEKDAYS)
# The dot of an abbreviation; after a whole name it ends the sentence.
_DOT = r"(?:(?<!dag)(?<!day)\.)?"
_MONTH_DOT = r"(?:(?<![a-z]{4})\.|(?<=sept)\.)?"
MONTH = _either(MONTHS)
PART = _either(DAY_PARTS)
_HOURS = _either(word for word in NUMBER_WORDS if word not in ("een", "two", "three", "four"))
_NTH = _either(NTH_WORDS)
_WEEK = r"(?:weken|week(?:nummers?)?|wkn?\.?|weeks)"
_SCHOOL = r"school\s?vakanties?|schoolholidays|school holidays?|vakanties|sh"
_SCHOOL_NAME = r"herfst|kerst|voorjaars|krokus|mei|zomer"
_SCHOOL_NAME_EN = r"(?:the )?(?:autumn|christmas|spring|may|summer) holidays?"
_TO = r"(?:t/m|t\.e\.m\.|tm|tot en met|tot|to|through|until|-)"
_YEAR = r"(?:\s*(?P<{0}>(?:19|20)\d\d)(?!\d))?"
_ONCE = r"(?:eens|1 ?x|één ?(?:keer|maal)|een ?(?:keer|maal)) (?:in|per)"
_BUILDING = (
    r"bibliotheek|bieb|locatie|buurthuis|wijkcentrum|gebouw|gemeentehuis|stadhuis|buurtcentrum|dorpshuis|wijkgebouw|"
    r"gemeenschapshuis|kulturhus|library"
)
_PUBLIC = r"(?:(?:nationale|erkende|officiële|alle|public|bank) )?(?:feestdag(?:en)?|holidays?|ph)"
_NAMED_DAYS = (
    r"nieuwjaarsdag|nieuwjaar|goede vrijdag|(?:eerste|1e) paasdag|(?:tweede|2e) paasdag|paasmaandag|pasen|"
    r"koningsdag|bevrijdingsdag|hemelvaart(?:sdag)?|(?:eerste|1e) pinksterdag|(?:tweede|2e) pinksterdag|pinksteren|"
    r"(?:eerste|1e|tweede|2e) (?:kerst|paas|pinkster)- en (?:kerst|paas|pinkster)dag|(?:eerste|1e) en (?:tweede|2e) (?:kerst|paas|pinkster)dag|beide (?:kerst|paas|pinkster)dagen|(?:eerste|1e) kerstdag|(?:tweede|2e) kerstdag|"
    r"kerstmis|kerst(?![- ]?(?:vakantie|avond|,| en|-))|kerst(?=$|[ .)]*$| gesloten)|"
    r"oudejaarsdag|oudjaar|kerstavond|new year'?s day|good friday|king'?s day|christmas day|boxing day|"
    r"easter (?:sunday|monday)|whit (?:sunday|monday)|ascension day|liberation day"
)
APPOINTMENT_POSSIBLE = (
    r"(?:en/of|en / of|of)(?: (?:anders|ook|eventueel|alleen))? op (?:telefonische )?afspraak|(?:vrije )?inloop(?:spreekuur)?,? ?(?:en/of|en|of|/|&|\+) (?:ook )?op afspraak(?! (?:op )?(?:"
    + DAY
    + r")(?![a-z]))(?!\s*\d)|"
    r"op afspraak,? ?(?:en/of|en|of|/|&|\+) (?:vrije |via )?inloop(?:spreekuur)?(?! (?:op )?(?:"
    + DAY
    + r")(?![a-z]))(?!\s*\d)|op afspraak ook (?:op|buiten) [^.;,\n]{0,30}(?:tijden|dagen|uren|momenten)|(?:zo nodig|indien nodig|desgewenst|eventueel) op afspraak|op afspraak (?:is )?(?:ook )?mogelijk|(?:by appointment or|by appointment and) (?:walk|drop)-?in|(?:walk|drop)-?in or by appointment|or by appointment|"
    r"aanmelden (?:kan|mag),? maar (?:hoeft|is) niet(?: verplicht| nodig)?|inloop of op afspraak|ook op afspraak(?: mogelijk)?|(?:bij|met) voorkeur op afspraak|"
    r"u kunt (?:ook |wel |eventueel |desgewenst )?(?:telefonisch |online )?een afspraak maken|"
    r"(?:een )?afspraak (?:maken )?(?:kan|mag)(?: ook| wel| altijd)?(?:,? (?:maar )?(?:het |dit )?hoeft niet)?(?! (?:ook |alleen )?(?:via|bij|op|door|telefonisch|online|met|aan|per|tijdens|van|worden))|"
    r"you can make an appointment[^.;\n]{0,40}|met of zonder afspraak|(?:een )?afspraak (?:maken )?is mogelijk"
)
APPOINTMENT_NONE = (
    r"(?:het is )?niet nodig om een afspraak te maken|u hoeft (?:zich )?niet aan te melden|"
    r"u hoeft geen afspraak te maken|(?:een )?afspraak (?:maken )?hoeft niet|zonder (?:een )?afspraak|geen afspraak nodig|afspraak (?:is )?niet nodig|"
    r"(?:vooraf )?(?:aanmelden|aanmelding|reserveren|reservering|(?:een )?afspraak(?: maken)?)(?: vooraf)?(?: is)?(?: vooraf)? niet (?:nodig|noodzakelijk|verplicht)|no (?:appointment|booking) (?:needed|necessary|required)|no need to book|without appointment|"
    r"vrije inloop|inloop\w*|loop gerust binnen|binnenlopen|walk-?in|drop-?in"
)
APPOINTMENT_NEEDED = (
    r"neem contact op voor een afspraak|(?:een )?afspraak maken kan (?:ook |alleen )?telefonisch|niet zonder (?:een )?afspraak|(?<=\()(?:een |wel )?afspraak(?=\))|in overleg / op afspraak|"
    r"(?:alleen|uitsluitend|enkel|only|solely)? ?(?:op|met|na|volgens) (?:telefonische )?afspraak|"
    r"(?:solely |only )?(?:on|by) appointment(?: only)?|open for appointments|(?:please )?(?:book|make) an appointment|booking (?:is )?(?:required|necessary|essential)|by arrangement|appointment (?:is )?(?:required|needed)|"
    r"u moet (?:wel )?een afspraak maken|maak (?:vooraf )?een afspraak|(?:een )?afspraak (?:maken )?(?:is )?(?:verplicht|nodig|noodzakelijk)|"
    r"(?:vooraf )?(?:aanmelden|reserveren|aanmelding|reservering)(?: is)?(?: vooraf)? (?:verplicht|noodzakelijk|nodig)|"
    r"aanmelden via|op aanvraag|op verzoek|in overleg|afspraak maken|na aanmelding"
)

# Name of the term, and what it looks like; letters are lower case, dashes and apostrophes plain.
PATTERNS: tuple[tuple[str, str], ...] = (
    ("mail", r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,30}"),
    ("tariff", r"€\s*\d{1,7}(?:,(?:\d\d|-))?|\d{1,7}(?:,\d\d)? euro"),
    ("counted", r"\d{1,7}(?:\s*(?:minuten|lessen|personen|jaar|km|deelnemers|min\.?)\b|-plus\w*|\+\)|\+(?=\s*\)))"),
    ("numbered", r"\b(?:zaal|kamer|lokaal|ruimte|nr\.?|nummer|verdieping)\s+\d[\d.]*"),
    ("address", r"\b\w*(?:straat|weg|laan|plein|gracht|kade|singel|dijk)\s+\d+(?:\s?-\s?\d+)?"),
    ("schoolyear", r"(?:seizoen|schooljaar)\s*20\d\d\s*[/-]\s*(?:20)?\d\d"),
    ("allday", r"24 uur per dag|24/7|24 hours(?: a day)?|dag en nacht|altijd open(?! als)|24 uur"),
    ("every", r"(?:" + _ONCE + r"|om|elke|iedere|per) (?:de )?(?P<ev_n>twee|drie|vier|vijf|zes|[2-9]) weken|every (?P<ev_en>two|three|four|[2-9]) weeks|(?P<ev_two>om de week|om de andere week|(?:twee|2)-?wekelijks|(?:" + _ONCE + r"|elke|iedere|om de|per) (?:de )?(?:14|veertien) dagen|every other week|every second week|every other|fortnightly|bi-?weekly)|(?P<ev_three>driewekelijks)"),
    ("xmonth", r"(?:om de maand(?= \())|(?P<xm_n>\d|één|een|eens|twee|drie) ?(?:x|keer|maal) (?:per|in de) maand|(?P<xm_one>maandelijks|eens per maand|monthly|once a month)"),
    ("onceaweek", r"(?:1 ?x|één ?keer|eenmaal|een ?keer|eens) per week"),
    ("otherholidays", r"(?:in|tijdens) (?:de )?(?:andere|overige) (?:school)?vakanties wel(?: open| geopend)?"),
    ("iso", r"(?P<iso_y>20\d\d|19\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?!\d)"),
    ("numeric", r"(?<![\d.])(?P<num_d>\d{1,2})(?P<num_sep>[-/.])(?P<num_m>\d{1,2})(?P=num_sep)(?P<num_y>20\d\d|19\d\d|(?<!\.)\d\d)(?!\d)"),
    ("compact", r"(?<!\d)(?!0[89]00\s?-\s?\d\d(?!00|15|30|45)\d\d)(?:(?!0[89]00)|(?<!\()(?<!via )(?<!bel )(?<!tel )(?<!tel\. )(?<!tel: )(?<!nummer )(?<!foon )(?<!foon: )(?<!naar ))(?P<c1>[0-2]\d)(?P<c2>[0-5]\d)\s*-\s*(?P<c3>[0-2]\d)(?P<c4>[0-5]\d)(?!\d)"),
    ("telephone", r"(?<![\d.,:])0\d{2,3}\s-\s\d[\d ]{4,10}\d(?!\d)|(?<![\d.,:])(?!0\d\s?-\s?\d\d,? \d\d?\s?-\s?\d\d(?!\d))0\d{1,3}[- ]?\d[\d -]{2,14}\d(?!\d)|(?<!\d)00 000"),
    ("slashdate", r"(?<![\d\-.:])(?P<sl_d>\d{1,2})/(?P<sl_m>0?[1-9]|1[0-2])(?![\d/.:]|\s*-\s*\d|-)"),
    ("daysofmonth", r"(?<![\d.:-])(?P<dl>\d{1,2}(?:\s*(?:,|en|&|and|of)\s*\d{1,2}){1,12})\s+(?P<dl_m>" + MONTH + r")(?![a-z])" + _MONTH_DOT + _YEAR.format("dl_y")),
    ("rangeofmonth", r"(?<![\d.:])(?<!\d-)(?<!\d - )(?P<dr_a>\d{1,2})\s*" + _TO.replace("(?:", "(?P<dr_to>", 1) + r"\s*(?P<dr_b>\d{1,2})\s+(?P<dr_m>" + MONTH + r")(?![a-z])" + _MONTH_DOT + _YEAR.format("dr_y")),
    ("daymonth", r"(?<![\d.:])(?P<dm_d>\d{1,2})(?:e|ste|de|st|nd|rd|th)?\s+(?P<dm_m>" + MONTH + r")(?![a-z])" + _MONTH_DOT + _YEAR.format("dm_y")),
    ("monthday", r"(?P<md_m>january|february|march|april|may|june|july|august|september|october|november|december)\s+(?P<md_d>\d{1,2})(?:st|nd|rd|th)?(?![\d:.])(?!\s*(?:-|tot|t/m|uur)\s*\d?)(?:,?\s*(?P<md_y>20\d\d))?"),
    ("sevendays", r"7 dagen per week|365 dagen per jaar"),
    ("nthword", r"(?<![\w.])(?P<nth_n>\d{1,2})(?:e|ste|de|st|nd|rd|th)(?![a-z])(?! ?(?:kerst|paas|pinkster)(?:dag|-))"),
    ("noon", r"(?:12 )?(?:noon|midday)"),
    ("clock", r"(?<![\d])(?!\d(?:e|ste) (?:en |kerst|paas|pinkster))(?P<ck_h>\d{1,2})(?:(?:[.:]|[ ]?[uh](?=\d))(?P<ck_m>\d\d))?(?!\d)(?:\s*(?P<ck_ap>[ap]\.m\.|[ap]m|[ap](?![a-z])))?(?P<ck_u>\s*(?:uur|hrs|[uh])(?![a-z])(?:(?<=[uh])\.(?=\s*(?:-|t/m|tot|en\b|,|/|\d)))?)?(?!\d)"),
    ("weekslong", r"(?:\w+|\d+) weken lang|begint elke maand"),
    ("evenmonths", r"(?P<em>oneven|even) maanden"),
    ("parity", r"(?P<pa>oneven|even|odd)(?: | kalender)(?:kalender)?" + _WEEK),
    ("ofquarter", r"(?:elk|ieder|van het|per) kwartaal|kwartaal"),
    ("ofmonth", r"(?:v\.?/?d\.?|van|van de|of|in)? ?(?:the|each|every|de|elke|iedere)? ?(?:maand|mnd\.?|month)(?: is)?"),
    ("weekly", r"once a week|every week|elke week|iedere week|wekelijks|weekly|telkens"),
    ("restyear", r"(?:de )?rest van het jaar|buiten (?:de |die )?(?:aangifteperiode|periode)"),
    ("tax", r"(?:belasting)?aangifte-?(?:periode|seizoen|tijd|campagne)|tax season"),
    ("shifted", r"(?:(?:valt|als|indien)\b[^.;\n()]{0,40} )?(?:op|bij|on) (?:een )?(?:nationale |public )?(?:feestdag(?:en)?|holidays?)(?: valt)?,?(?: dan)?(?: is| schuift| gaat| wordt| vindt)?(?: het| de| dit| deze)?(?: spreekuur| inloop(?:spreekuur)?| \w*dag)?(?: is| plaats| door| verplaatst)*(?: (?P<sh_way2>vooruit))?(?: naar)? (?:(?:een|1|one) da[gy] (?P<sh_way>later|eerder|earlier)|(?:op |naar |dan )?(?:de )?(?P<sh_day>" + _either(WEEKDAY_NAMES) + r"))"),
    ("notholiday", r"(?:tenzij|behalve als) (?:dit|dat|het|de \w+|deze)(?: dag)? (?:op )?een (?:nationale )?feestdag (?:is|valt)|(?:indien|als) (?:dit|dat|het|de \w+|deze)(?: dag)? (?:op )?een (?:nationale )?feestdag (?:is|valt),? (?:dan )?(?:vervalt|is er geen) (?:het |dit )?(?:spreekuur|inloop)"),
    ("changedholidays", r"(?:(?:niet|gesloten|dicht) )?(?:tussen|rond|met) (?:de )?(?:kerst en (?:oud en )?nieuw(?:jaar)?|oud en nieuw|kerstdagen|jaarwisseling)|(?:op|bij) (?:een )?feestdag(?:en)? een week (?:later|eerder)|(?:met )?(?:aangepaste|andere) tijden op feestdagen|rond de feestdagen[^.;\n)]{0,60}"),
    ("libraryhours", r"(?:tijdens|binnen|gedurende|zie|conform|volgens|gelijk aan|zelfde als) (?:de |onze )?opening(?:s?tijden|s?uren)(?: van)?(?: (?:de|het|onze) \w+| (?:" + _BUILDING + r"))?(?!\w)|(?:de )?opening(?:s?tijden|s?uren) (?:van )?(?:(?:de|het|onze) )?(?:" + _BUILDING + r")(?!\s*:)(?!\w)|(?:de)?zelfde (?:openings)?tijden als (?:de|het) \w+|(?:altijd )?(?:open )?als (?:de|het) \w+ open is|(?:during )?(?:the )?library(?:'s)? opening hours|(?:during )?the opening hours of the (?:library|building)|tijdens openingstijden"),
    ("elsewhere", r"(?:zie|kijk|check|raadpleeg|see)(?: (?:ook|onze|de|the|our|voor|op|actuele|juiste|openingstijden|tijden|data|dagen|en|in)){0,6} (?:website|site|www\.[\w./-]{1,80}|agenda|facebook|https?://\S{1,80})(?: for opening times)?|voor actuele tijden:?"),
    ("varying", r"nog in te vullen|volgt later|(?:dagen en |openings)?tijden wisselen|dagen en tijden wisselen|(?:tijdens |op |binnen )?kantoor(?:uren|tijden)|wisselende? ?(?:dagen en tijden|tijden en dagen|tijden|dagen)?|variabel|onregelmatig|afwisselend|tijden (?:volgen|nog niet bekend|onbekend|wisselen)|(?:nog )?(?:niet bekend|onbekend)|(?:tijden )?volgt(?: nog)?|n\.?v\.?t\.?|n\.?[nt]\.?b\.?|nader te bepalen|wordt nog bekend ?gemaakt|varies|to be announced|tba|(?:the )?(?:other )?times (?:on other days )?are not known"),
    ("rest", r"(?:op |voor )?(?:de )?(?:overige|andere|rest van de) (?:dagen|tijden|momenten|maanden|weken)|(?:on|at) other (?:days|times)|op een ander moment|ander moment|en(?= op afspraak)|daarbuiten"),
    ("otherdays", r"(?:alle )?(?:overige|andere)(?= (?:" + DAY + r"))"),
    ("possible", r" ?(?:" + APPOINTMENT_POSSIBLE + r")"),
    ("none", APPOINTMENT_NONE),
    ("needed", APPOINTMENT_NEEDED),
    ("after", r"daarna|vervolgens|thereafter"),
    ("schoolweeks", r"(?:alleen )?(?:tijdens|in) (?:de )?schoolweken|schoolweken|(?:only )?(?:in |during )?(?:school )?term[- ]?time(?: only)?"),
    ("schoolnames", r"(?P<sn>(?:" + _SCHOOL_NAME + r")-?(?:(?:,| en|, en)\s*(?:" + _SCHOOL_NAME + r")-?){0,4}\s?vakanties?|" + _SCHOOL_NAME_EN + r"(?:(?:,| and) " + _SCHOOL_NAME_EN + r"){0,4})"),
    ("school", _SCHOOL),
    ("zonen", r"zon- en feestdagen|zon- & feestdagen|zon-en feestdagen"),
    ("named", _NAMED_DAYS),
    ("public", _PUBLIC),
    ("except", r"excluding|excl\.?|behalve|m\.?u\.?v\.?|met uitzondering van|uitgezonderd|except(?: on)?|buiten|vervalt(?: op)?"),
    ("closed", r"(?:tijdelijk |momenteel |temporarily )?(?:gesloten|closed)|gesloten|dicht|closed|off|geen (?:\w+ )?(?:spreekuur|inloop)|(?:er )?is er geen \w+|sluit de deuren|vervalt"),
    ("not", r"niet|not|geen"),
    ("bothand", r"(?<=dag )als(?= (?:op )?(?:" + DAY + r")(?![a-z]))"),
    ("fifth", r"als er een(?= (?:vijfde|5e)\b)"),
    ("limit", r"koop(?:zon|zater)dag(?:en)?|koopavond(?:en)?|(?:lunch|middag)?pauze|lunch|als|dan|tenzij|mits|indien|zolang|na de|na het|korter|langer|tot nader order|onder voorbehoud|bij (?:voldoende|genoeg|mooi|goed|slecht|grote|veel|weinig)|afhankelijk|meestal|soms|doorgaans|gewoonlijk|regelmatig|af en toe|incidenteel|in principe|'s (?:zomers|winters)|(?:in|gedurende|tijdens) de (?:zomer|winter|lente|herfst)(?:maanden|periode|tijd|seizoen)?(?! ?\()(?![-\w])|unless|weather permitting|usually|sometimes|in (?:summer|winter)|weer"),
    ("only", r"alleen|uitsluitend|enkel|only|solely"),
    ("also", r"ook|tevens|daarnaast|extra|also|verder"),
    ("tocall", r"voor (?:het maken van )?een afspraak|for an appointment"),
    ("visiting", r"spreekuur|bezoek|langskomen"),
    ("bothways", r"telefonisch(?:e)?(?: bereikbaar)?(?: en|,? of| &| \+|/|,? alsook|,? maar ook)(?= (?:op (?:de |onze )?locatie|aan (?:de|het) (?:balie|loket)|in (?:het|de) \w+|op kantoor|fysiek|persoonlijk|op bezoek|bezoek|langs|balie|loket))|(?:en|of|&|/) telefonisch(?= (?:van|op|ma|di|wo|do|vr))|(?<=balie )(?:en|of|&) telefonisch(?: bereikbaar)?|(?<=locatie )(?:en|of|&) telefonisch(?: bereikbaar)?"),
    ("phoning", r"telefonisch(?:e)?(?: spreekuur| bereikbaar)?(?! een afspraak)|bellen|bel|telefoonnummer|te bereiken"),
    ("start", r"(?:eerste|eerstvolgende) keer:?|te beginnen op|start(?:end)?(?: op)?|beginnend op|voor het eerst op"),
    ("from", r"vanaf|met ingang van|m\.?i\.?v\.?|ingaande|from|starting|per(?= \d)"),
    ("between", r"tussen|between"),
    ("upto", r"tot en met|tot-en-met|t\.?/?e?\.?/?m\.?(?![a-z])|tm|through"),
    ("until", r"tot|until|till|to"),
    ("days", r"werkdag(?:en)?|weekdag(?:en)?|weekdays|doordeweeks|door de week|weekend(?:en|s)?|dagelijks|elke dag|iedere dag|alle dagen|daily|every day"),
    ("partword", r"(?:'s |in de )?(?P<pw>" + PART + r")(?:s|en)?"),
    ("wholeday", r"(?:de )?hele dag"),
    ("noday", r"(?<=de )(?:zon|vrij|don)\b(?!-)|(?<=toegang )vrij|(?<=entree )vrij|(?<=inloop )vrij(?=$|[.,;)\n])|vrij(?= (?:inloop|toegang|entree|parkeren|toegankelijk|te |in te))|zo'n|zo (?:nodig|mogelijk|snel|veel|lang|gewenst|nu en dan|goed)|(?:" + DAY + r")-(?!(?:" + DAY + r"|" + PART + r"|en|tot|to)(?![a-z]))[a-z]{2,}\w*|(?<=hours )may|(?<=times )may|(?<=you )may|may (?=vary|change|be |differ)|(?<=you can )mon"),
    ("day", r"(?P<dy_stem>" + _either(_STEMS) + r")-(?=\s*(?:en|,|&|t/m|tot)(?![a-z]))|(?:'s )?(?P<dy>" + DAY + r")(?P<dy_pl>en|s)?(?:-?(?P<dy_part>" + PART + r")(?:en|s)?)?(?:-(?=\s*(?:en|,|&))|" + _DOT + r"(?![^\W\d_]))"),
    ("saidtime", r"(?P<st_half>half) (?P<st_h>" + _HOURS + r"|een|1[0-2]|[1-9])|kwart (?P<st_kw>over|voor) (?P<st_q>" + _HOURS + r"|een|1[0-2]|[1-9])|(?P<st_w>" + _HOURS + r")(?: uur)?(?! (?:weken|keer|vrijwilligers|maanden|dagen))"),
    ("nth", r"(?P<nw>" + _NTH + r")"),
    ("months", r"(?P<mo>" + MONTH + r")" + _MONTH_DOT + _YEAR.format("mo_y")),
    ("and", r"en|and|als|plus|of|or"),
    ("noise", r"(?:wegens|vanwege|i\.?v\.?m\.?|in verband met) (?:de )?vakantie|op|van|de|het|elke?|ieder|iedere|every|om|in|on|at|uur|u|tijdens|the|is|zijn|wij|open|geopend|zowel|maand(?:en)?|periode|met|een|m\.a\.w\.|doet|during|each|jaar|dag"),
    ("empty", r"x(?=\s*(?:$|[|;,\n]))"),
    ("word", r"[^\W\d_][\w']{0,60}"),
    ("comma", r","),
    ("semi", r";"),
    ("colon", r"[:=]"),
    ("newline", r"[ \t]*\n\s*"),
    ("pipe", r"\||\t"),
    ("stop", r"[.?!](?=\s|$)"),
    ("open", r"[(\[]"),
    ("close", r"[)\]]"),
    ("join", r"[&+]"),
    ("slash", r"/"),
    ("dash", r"-"),
    ("bullet", r"[•*]"),
)  # fmt: skip
