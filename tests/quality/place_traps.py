"""Invented copy with every kind of place that is easily taken for another: kinds x templates x names.

A row has the names of one piece of copy, "|" between, each with what it is: ``Texas>US-TX`` a region,
``Georgia>GE`` a country, ``Paris>US-TX:paris`` the town of that name in that region or country, ``turkey>-``
what gets no id. Each row goes into one template, in turn. Rows with odd numbers are the half that rules are
not tried on.
"""

from collections.abc import Iterator
from typing import NamedTuple

KINDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "town, US state",
        (
            "Police in {0}, {1}, arrested two people on Friday. Schools in {0} stayed shut.",
            "A school bus overturned near {0}, {1}, on Tuesday, killing two pupils, officials said.",
            "Fire crews from {0} in {1} worked all night, said Dana Whitlock, a spokeswoman.",
            "The plant in {0}, {1}, will close in May, the company said. It employs 300 people in {0}.",
        ),
        """Paris>US-TX:paris|Texas>US-TX
        Athens>US-GA:athens|Georgia>US-GA
        Athens>US-OH:athens|Ohio>US-OH
        Moscow>US-ID:moscow|Idaho>US-ID
        Vienna>US-VA:vienna|Virginia>US-VA
        Birmingham>US-AL:birmingham|Alabama>US-AL
        Rome>US-GA:rome|Georgia>US-GA
        Dublin>US-OH:dublin|Ohio>US-OH
        Florence>US-SC:florence|South Carolina>US-SC
        Manchester>US-NH:manchester|New Hampshire>US-NH
        Lebanon>US-PA:lebanon|Pennsylvania>US-PA
        Melbourne>US-FL:melbourne|Florida>US-FL
        Toledo>US-OH:toledo|Ohio>US-OH
        Peru>US-IN:peru|Indiana>US-IN
        Mexico>US-MO:mexico|Missouri>US-MO
        Warsaw>US-IN:warsaw|Indiana>US-IN
        Odessa>US-TX:odessa|Texas>US-TX
        Palestine>US-TX:palestine|Texas>US-TX
        Cuba>US-MO:cuba|Missouri>US-MO
        Cambridge>US-MA:cambridge|Massachusetts>US-MA
        Portland>US-ME:portland|Maine>US-ME
        Springfield>US-IL:springfield|Illinois>US-IL
        Richmond>US-CA:richmond|California>US-CA
        Aurora>US-CO:aurora|Colorado>US-CO""",
    ),
    (
        "town, short state",
        (
            "Police in {0}, {1}, arrested two people on Friday. Schools in {0} stayed shut.",
            "{0}, {1} (Wire) - A bridge fell into the river on Sunday, police said.",
            "She moved to {0}, {1}, in March and opened a bakery there.",
        ),
        """Paris>US-TX:paris|Tex.>US-TX
        Altoona>US-PA:altoona|Pa.>US-PA
        Savannah>US-GA:savannah|Ga.>US-GA
        Portland>US-OR:portland|Ore.>US-OR
        Naples>US-FL:naples|Fla.>US-FL
        Augusta>US-ME:augusta|Maine>US-ME
        Gary>US-IN:gary|Ind.>US-IN
        Erie>US-PA:erie|Pa.>US-PA
        Vancouver>US-WA:vancouver|Wash.>US-WA
        Oxford>US-MS:oxford|Miss.>US-MS
        Worcester>US-MA:worcester|Mass.>US-MA
        Kansas City>US-MO:kansas city|Mo.>US-MO
        Dover>US-DE:dover|Del.>US-DE
        Monroe>US-LA:monroe|La.>US-LA
        Troy>US-NY:troy|N.Y.>US-NY
        Durham>US-NC:durham|N.C.>US-NC
        Athens>US-GA:athens|GA>US-GA
        Pasadena>US-CA:pasadena|CA>US-CA
        Peoria>US-IL:peoria|IL>US-IL
        Bangor>US-ME:bangor|ME>US-ME""",
    ),
    (
        "dateline",
        (
            "{0}, {1} (Wire) - A bull escaped from a rodeo in {2} on Saturday and was caught on Main Street.",
            "{0}, {1}, April 3 (Wire) - The {2} school board voted on Thursday to close two schools.",
            "{0}, {1} - Voters in {2} turned down a new tax on Tuesday, officials said.",
        ),
        """PARIS>US-TX:paris|Texas>US-TX|Paris>US-TX:paris
        ROME>US-GA:rome|Georgia>US-GA|Rome>US-GA:rome
        LONDON>CA-ON:london|Ontario>CA-ON|London>CA-ON:london
        SAN JOSE>CR:san jose|Costa Rica>CR|San Jose>CR:san jose
        VALENCIA>VE:valencia|Venezuela>VE|Valencia>VE:valencia
        BIRMINGHAM>US-AL:birmingham|Ala.>US-AL|Birmingham>US-AL:birmingham
        PERTH>AU-WA:perth|Western Australia>AU-WA|Perth>AU-WA:perth
        HYDERABAD>PK-SD:hyderabad|Pakistan>PK|Hyderabad>PK-SD:hyderabad
        TRIPOLI>LB:tripoli|Lebanon>LB|Tripoli>LB:tripoli
        CORDOBA>AR-X:cordoba|Argentina>AR|Cordoba>AR-X:cordoba
        HAMILTON>NZ:hamilton|New Zealand>NZ|Hamilton>NZ:hamilton
        GEORGETOWN>GY:georgetown|Guyana>GY|Georgetown>GY:georgetown""",
    ),
    (
        "dateline of a month",
        (
            "{0}, Mar 3 (Wire) - Thousands of people marched through {0} on Sunday, police said.",
            "{0}, May 14 - The mayor of {0} resigned on Thursday after a vote.",
            "{0}, Dec. 3 (Wire) - Rain flooded the underground railway of {0} on Monday.",
        ),
        """PARIS>FR:paris
        ATHENS>GR:athens
        MOSCOW>RU:moscow
        VIENNA>AT:vienna
        ATLANTA>US-GA:atlanta
        NAIROBI>KE:nairobi
        LIMA>PE:lima
        MANILA>PH:manila""",
    ),
    (
        "brackets",
        (
            "The car was found in {0} ({1}) on Wednesday, prosecutors said.",
            "Runners from {0} ({1}) won both races, the organisers said on Sunday.",
        ),
        """Valencia>ES:valencia|Spain>ES
        Cordoba>AR-X:cordoba|Argentina>AR
        Paris>US-TX:paris|Texas>US-TX
        Merida>MX-YUC:merida|Mexico>MX
        Newcastle>AU-NSW:newcastle|New South Wales>AU-NSW
        Alexandria>US-VA:alexandria|Virginia>US-VA
        Trujillo>PE:trujillo|Peru>PE
        Cambridge>CA-ON:cambridge|Ontario>CA-ON""",
    ),
    (
        "Canada",
        (
            "Police in {0}, {1}, said the driver was 45. A court in {0} will hear the case in June.",
            "Firefighters from {0}, {1}, joined the search on Saturday.",
        ),
        """London>CA-ON:london|Ontario>CA-ON
        Hamilton>CA-ON:hamilton|Ont.>CA-ON
        Kingston>CA-ON:kingston|Ontario>CA-ON
        Windsor>CA-ON:windsor|Ontario>CA-ON
        Victoria>CA-BC:victoria|British Columbia>CA-BC
        Halifax>CA-NS:halifax|Nova Scotia>CA-NS
        Sydney>CA-NS:sydney|Nova Scotia>CA-NS
        Richmond>CA-BC:richmond|B.C.>CA-BC
        Sherbrooke>CA-QC:sherbrooke|Que.>CA-QC
        Moncton>CA-NB:moncton|New Brunswick>CA-NB
        Regina>CA-SK:regina|Saskatchewan>CA-SK
        Brandon>CA-MB:brandon|Manitoba>CA-MB""",
    ),
    (
        "Australia and New Zealand",
        (
            "A bushfire near {0}, {1}, burned six homes on Tuesday, the fire service said.",
            "The ferry from {0} in {1} was cancelled on Monday.",
        ),
        """Newcastle>AU-NSW:newcastle|New South Wales>AU-NSW
        Perth>AU-WA:perth|Western Australia>AU-WA
        Ipswich>AU-QLD:ipswich|Queensland>AU-QLD
        Launceston>AU-TAS:launceston|Tasmania>AU-TAS
        Darwin>AU-NT:darwin|Northern Territory>AU-NT
        Geelong>AU-VIC:geelong|Victoria>AU-VIC
        Newcastle>AU-NSW:newcastle|NSW>AU-NSW
        Wellington>NZ:wellington|New Zealand>NZ
        Christchurch>NZ:christchurch|New Zealand>NZ
        Nelson>NZ:nelson|New Zealand>NZ""",
    ),
    (
        "countries of the UK",
        (
            "Voters in {0}, {1}, queued on Thursday.",
            "A man from {0} in {1} was charged on Friday. {1} has strict laws on it.",
        ),
        """Belfast>GB-NIR:belfast|Northern Ireland>GB-NIR
        Perth>GB-SCT:perth|Scotland>GB-SCT
        Newport>GB-WLS:newport|Wales>GB-WLS
        Newcastle>GB-ENG:newcastle upon tyne|England>GB-ENG
        Hamilton>GB-SCT:hamilton|Scotland>GB-SCT
        Lincoln>GB-ENG:lincoln|England>GB-ENG
        Bangor>GB-WLS:bangor|Wales>GB-WLS
        Durham>GB-ENG:durham|England>GB-ENG""",
    ),
    (
        "town, country",
        (
            "Rain flooded 200 homes in {0}, {1}, on Sunday, officials said. Schools in {0} stayed shut.",
            "The team travels to {0}, {1}, next week, its coach said.",
            "A factory in {0} in {1} caught fire on Friday, the mayor said.",
        ),
        """San Jose>CR:san jose|Costa Rica>CR
        Valencia>VE:valencia|Venezuela>VE
        Valencia>ES:valencia|Spain>ES
        Cordoba>ES:cordoba|Spain>ES
        Merida>VE:merida|Venezuela>VE
        Hyderabad>PK-SD:hyderabad|Pakistan>PK
        Hyderabad>IN:hyderabad|India>IN
        Tripoli>LB:tripoli|Lebanon>LB
        Cartagena>CO:cartagena|Colombia>CO
        Guadalajara>ES:guadalajara|Spain>ES
        Leon>NI:leon|Nicaragua>NI
        Granada>NI:granada|Nicaragua>NI
        Trujillo>PE:trujillo|Peru>PE
        San Lorenzo>PY:san lorenzo|Paraguay>PY
        Concepcion>CL:concepcion|Chile>CL
        Los Angeles>CL:los angeles|Chile>CL
        Newcastle>ZA:newcastle|South Africa>ZA
        East London>ZA:east london|South Africa>ZA
        Barcelona>VE:barcelona|Venezuela>VE
        Santiago>CL:santiago|Chile>CL
        Kingston>JM:kingston|Jamaica>JM
        Tbilisi>GE:tbilisi|Georgia>GE
        Batumi>GE:batumi|Georgia>GE
        Salem>IN-TN:salem|India>IN
        Suez>EG:suez|Egypt>EG
        Alexandria>EG:alexandria|Egypt>EG""",
    ),
    (
        "Georgia, the state",
        (
            "A tornado killed two people in rural {1} on Monday, the sheriff said. {0} sent crews.",
            "{1} voters go to the polls on Tuesday. In {0}, lines were long, officials said.",
            "Lawmakers in {0} passed a budget on Friday. {1} will hire 200 teachers.",
        ),
        """Atlanta>US-GA:atlanta|Georgia>US-GA
        Savannah>US-GA:savannah|Georgia>US-GA
        Alabama>US-AL|Georgia>US-GA
        South Carolina>US-SC|Georgia>US-GA
        Tennessee>US-TN|Georgia>US-GA
        Florida>US-FL|Georgia>US-GA""",
    ),
    (
        "Georgia, the country",
        (
            "A mudslide killed two people in western {1} on Monday, rescuers said. {0} sent crews.",
            "{1} votes on Saturday. In {0}, lines were long, officials said.",
            "Lawmakers in {0} passed a law on Friday. {1} wants to join the European Union.",
        ),
        """Tbilisi>GE:tbilisi|Georgia>GE
        Armenia>AM|Georgia>GE
        Batumi>GE:batumi|Georgia>GE
        Azerbaijan>AZ|Georgia>GE
        Kutaisi>GE:kutaisi|Georgia>GE
        Russia>RU|Georgia>GE""",
    ),
    (
        "countries that are alike",
        (
            "The president of {0} flew to {1} on Monday for talks on trade.",
            "{0} beat {1} 2-1 on Saturday.",
            "Soldiers from {0} crossed into {1} on Tuesday, witnesses said.",
        ),
        """Guinea>GN|Guinea-Bissau>GW
        Equatorial Guinea>GQ|Gabon>GA
        Papua New Guinea>PG|Fiji>FJ
        Guinea-Bissau>GW|Senegal>SN
        Guinea>GN|Papua New Guinea>PG
        North Korea>KP|South Korea>KR
        South Korea>KR|Japan>JP
        the Republic of Congo>CG|Angola>AO
        the Democratic Republic of Congo>CD|Rwanda>RW
        Congo-Brazzaville>CG|Cameroon>CM
        DR Congo>CD|the Republic of Congo>CG
        Niger>NE|Nigeria>NG
        Dominica>DM|the Dominican Republic>DO
        South Sudan>SS|Sudan>SD
        Samoa>WS|American Samoa>AS
        Ireland>IE|Northern Ireland>GB-NIR
        North Macedonia>MK|Greece>GR
        East Timor>TL|Indonesia>ID
        Austria>AT|Australia>AU
        Slovakia>SK|Slovenia>SI
        Mauritania>MR|Mauritius>MU
        Mali>ML|Malawi>MW
        Gambia>GM|Zambia>ZM
        Eswatini>SZ|Lesotho>LS""",
    ),
    (
        "first-level regions",
        (
            "The {0} governor signed the bill on Friday, and {0} lawmakers cheered.",
            "Floods in {0} killed nine people on Sunday, officials said.",
            "Farmers in {0} blocked roads on Monday to demand lower taxes.",
        ),
        """Arizona>US-AZ
        Ontario>CA-ON
        Quebec>CA-QC
        Virginia>US-VA
        Queensland>AU-QLD
        Bavaria>DE-BY
        Catalonia>ES-CT
        Tuscany>IT-52
        Sicily>IT-82
        Uttar Pradesh>IN-UP
        Kerala>IN-KL
        Sichuan>CN-SC
        Xinjiang>CN-XJ
        Gauteng>ZA-GP
        KwaZulu-Natal>ZA-KZN
        Balochistan>PK-BA
        Jalisco>MX-JAL
        Chiapas>MX-CHP
        Kaduna State>NG-KD
        Bahia>BR-BA
        Mato Grosso>BR-MT
        Hokkaido>JP-01
        Donetsk region>UA-14
        Punjab province>PK-PB
        Montana>US-MT
        Nevada>US-NV
        New South Wales>AU-NSW
        Alberta>CA-AB
        Lower Saxony>DE-NI
        Normandy>FR-NOR
        Corsica>FR-20R
        Andalusia>ES-AN
        Lombardy>IT-25
        Bihar>IN-BR
        Tamil Nadu>IN-TN
        Guangdong>CN-GD
        Tibet>CN-XZ
        Sindh>PK-SD
        Sinaloa>MX-SIN
        Aceh>ID-AC
        Sarawak>MY-13
        Tigray>ET-TI
        Benue State>NG-BE
        Mpumalanga>ZA-MP""",
    ),
    (
        "the same region in two countries",
        (
            "Farmers in {0} burned straw on Sunday, {1} officials said.",
            "{1} police arrested six people in {0} on Friday.",
        ),
        """Punjab>IN-PB|Indian>nation:IN
        Punjab>PK-PB|Pakistani>nation:PK
        Amazonas>BR-AM|Brazilian>nation:BR
        Victoria>AU-VIC|Australian>nation:AU
        Limburg>NL-LI|Dutch>nation:NL
        La Rioja>AR-F|Argentine>nation:AR""",
    ),
    (
        "town by its people",
        (
            "{1} police arrested six people in {0} on Friday.",
            "Doctors in {0} went on strike on Monday, {1} television said.",
        ),
        """Valencia>ES:valencia|Spanish>nation:ES
        Valencia>VE:valencia|Venezuelan>nation:VE
        Tripoli>LY:tripoli|Libyan>nation:LY
        Tripoli>LB:tripoli|Lebanese>nation:LB
        Hyderabad>IN:hyderabad|Indian>nation:IN
        Hyderabad>PK-SD:hyderabad|Pakistani>nation:PK
        Cordoba>AR-X:cordoba|Argentine>nation:AR
        Cordoba>ES:cordoba|Spanish>nation:ES
        Guadalajara>MX:guadalajara|Mexican>nation:MX
        Leon>MX-GUA:leon|Mexican>nation:MX
        Alexandria>EG:alexandria|Egyptian>nation:EG
        Santa Cruz>BO:santa cruz de la sierra|Bolivian>nation:BO""",
    ),
    (
        "Washington",
        (
            "A ferry ran aground off {0} on Monday, the coast guard said.",
            "Actor Dennis Holm lives in {0}, his agent said.",
        ),
        """Washington state>US-WA
        Washington, D.C.>US:washington
        Washington>US:washington
        New York state>US-NY
        New York City>US:new york city
        New York>US:new york city""",
    ),
    (
        "no town of that name is there",
        (
            "Fire reached {0}, {1}, on Monday, its mayor said.",
            "The school in {0} in {1} will open in June.",
        ),
        """Kalama>-|Greece>GR
        Boston>-|Zambia>ZM
        Hamburg>-|Namibia>NA
        Lisbon>-|Angola>AO
        Milan>-|Kenya>KE
        Phoenix>-|Norway>NO
        Denver>-|Vermont>US-VT
        Seattle>-|Ohio>US-OH""",
    ),
    (
        "nobody can tell which",
        (
            "Officials in {0} said the road would stay shut until Friday.",
            "A fire destroyed a warehouse in {0} on Tuesday.",
        ),
        """Springfield>-
        Clinton>-
        Georgetown>-
        Franklin>-
        Salem>-
        Greenville>-
        Santa Cruz>-
        San Antonio>US-TX:san antonio""",
    ),
    (
        "well-known towns",
        (
            "A fire destroyed a warehouse in {0} on Tuesday, killing four people.",
            "The talks in {0} ended without a deal on Friday, diplomats said.",
            "{0} police said the man was 34.",
        ),
        """London>GB:london
        Paris>FR:paris
        Boston>US-MA:boston
        Nairobi>KE:nairobi
        Lagos>NG:lagos
        Cairo>EG:cairo
        Mumbai>IN:mumbai
        Kyiv>UA:kyiv
        Kiev>UA:kyiv
        Beijing>CN:beijing
        Sydney>AU:sydney
        Melbourne>AU:melbourne
        Rome>IT:rome
        Athens>GR:athens
        Buenos Aires>AR:buenos aires
        Bogota>CO:bogota
        Lima>PE:lima
        Geneva>CH:geneva
        St. Petersburg>RU:saint petersburg
        Birmingham>GB:birmingham
        Toronto>CA:toronto
        Vancouver>CA:vancouver
        Johannesburg>ZA:johannesburg
        Accra>GH:accra
        Kinshasa>CD:kinshasa
        Brazzaville>CG:brazzaville
        Baghdad>IQ:baghdad
        Jerusalem>IL:jerusalem
        Auckland>NZ:auckland
        Suva>FJ:suva
        Port Moresby>PG:port moresby
        Jakarta>ID:jakarta""",
    ),
    (
        "birds, people and things",
        (
            "{0} prices rose by nine percent ahead of Thanksgiving, farmers said. A frozen turkey costs $21.",
            "{0}\n\nShe won the race on Sunday and thanked her coach, {0} said. Her mother was there.",
        ),
        """Turkey>-
        Georgia Whitlock>-
        Roast Turkey>-
        Paris Holloway>-
        Frozen Turkey>-
        Jordan Pickett>-
        Wild Turkey>-
        Chad Kessler>-""",
    ),
)


class Trap(NamedTuple):
    """A piece of copy, and what its names are: where each mention begins and ends -> what it is."""

    kind: str
    text: str
    gold: dict[tuple[int, int], str]
    unseen: bool


def traps() -> Iterator[Trap]:
    """Yield all pieces of copy, kind by kind."""
    for kind, templates, rows in KINDS:
        for number, row in enumerate(rows.splitlines()):
            names = [name.strip().partition(">") for name in row.split("|")]
            template = templates[(number // 2) % len(templates)]
            text, gold = "", {}
            for piece in template.split("{"):
                slot, closed, rest = piece.partition("}")
                if closed:
                    name, _, what = names[int(slot)]
                    lead = "the " * name.startswith("the ")
                    gold[len(text) + len(lead), len(text) + len(name)] = what
                    text += name
                text += rest if closed else piece
            yield Trap(kind, text, gold, bool(number % 2))
