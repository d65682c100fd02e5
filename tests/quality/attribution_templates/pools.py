"""The words that vary in stories. All invented."""

CITIES = (
    "Bergen", "Tampere", "Gdynia", "Varna", "Novi Sad", "Kazan", "Tartu", "Leeds", "Swansea", "Nantes",
    "Bari", "Murcia", "Porto", "Izmir", "Basra", "Sfax", "Isfahan", "Peshawar", "Nagpur", "Kochi",
    "Chittagong", "Da Nang", "Davao", "Makassar", "Penang", "Busan", "Sapporo", "Wuxi", "Almaty", "Suva",
    "Apia", "Hobart", "Tamale", "Kano", "Kumasi", "Mombasa", "Gulu", "Arusha", "Ndola", "Durban",
    "Arequipa", "Cali", "Mendoza", "Natal", "Puebla", "Duluth", "Spokane", "Halifax", "Oaxaca",
)  # fmt: skip

POOLS: dict[str, tuple[str, ...]] = {
    "said": ("said", "said", "said", "said", "insisted", "argued", "explained", "noted", "warned"),
    "told": (
        "told reporters", "told a news conference", "told state television", "told journalists",
        "told the local radio station", "told a public meeting", "told parliament", "told Reuters",
    ),
    "when": (
        "on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "late on Sunday", "this week",
        "at the weekend",
    ),
    "Title": (
        "Mayor", "Governor", "Senator", "Health Minister", "Transport Minister", "Police Commissioner",
        "Councillor", "Deputy Prime Minister", "Bishop", "Colonel", "Inspector General",
    ),
    "job": (
        "a retired teacher", "a farmer", "the harbour master", "a market trader", "the district chief",
        "a lecturer in public law", "a paediatric nurse", "the head of the chamber of commerce",
        "a parent of three", "an opposition lawmaker", "a local historian", "the chief engineer",
    ),
    "news": ("the Coast Herald", "the daily Tribuna", "the Evening Post", "Radio Meridian", "Channel Nine"),
    "company": (
        "Northgate Minerals", "Belmar Systems", "Oriva Foods", "Kestrel Shipping", "Sundara Textiles",
        "Andes Copper", "Tamarind Airways", "Halden Energy", "Zambezi Cement", "Lakeshore Bank",
    ),
    "union": (
        "the United Dockers", "the National Teachers Union", "the Nurses Federation", "the Miners Alliance",
        "the Transport Workers League",
    ),
    "ngo": (
        "Clean Rivers Now", "the Migrant Aid Network", "Justice Watch", "the Forest Trust", "Open Courts",
    ),
    "acro": ("WHO", "IMF", "UNHCR", "OECD", "ICRC", "FAO", "UNICEF", "ECB"),
    "ministry": (
        "foreign ministry", "defence ministry", "trade ministry", "energy ministry",
        "health ministry",
    ),
    "deed": (
        "had paid witnesses", "had taken money from contractors", "had known about the leak",
        "had ordered the files destroyed", "had struck the student", "had promised the contract to a cousin",
        "had hidden the test results", "planned to step down",
    ),
    "scare": ("smart", "express", "independent", "luxury", "green", "free", "temporary", "historic"),
    "sage": ("expert", "scholar", "adviser"),
    "economist": ("analyst", "economist", "banker", "trader"),
    "party": ("the National Renewal Front", "the Green Alliance", "the Civic List", "the Farmers Union"),
    "body": (
        "Board of Trade and Shipping", "Court of Auditors", "Council of Elders", "Bureau of Land Management",
        "Ministry of Water and Energy", "Ministry of Trade and Industry",
        "Ministry of Labour and Social Affairs",
    ),
    "work": (
        "River Road", "The Long Summer", "Salt and Iron", "A House in the North", "Midnight Ferry",
        "Children of the Delta",
    ),
    "nick": ("Dutch", "Tiny", "Red", "Bull", "Lucky", "Slim", "Duke"),
    "country": (
        "Norway", "Ghana", "Peru", "Vietnam", "Kenya", "Jordan", "Poland", "Fiji", "India", "Chile", "Turkey",
    ),
}  # fmt: skip

SEXED: dict[str, tuple[str, str]] = {
    "he": ("he", "she"), "him": ("him", "her"), "his": ("his", "her"), "man": ("man", "woman"),
    "himself": ("himself", "herself"), "mr": ("Mr", "Ms"), "son": ("son", "daughter"),
    "spokesman": ("spokesman", "spokeswoman"), "wife": ("wife", "husband"), "widow": ("widow", "widower"),
    "brother": ("brother", "sister"), "father": ("father", "mother"), "chairman": ("chairman", "chairwoman"),
}  # fmt: skip
