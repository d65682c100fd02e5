"""Invented people of all regions: how each is named in full, how at the second mention, and of which sex."""

from dataclasses import dataclass
from random import Random

# region: men, women, family names; "family first" regions are named in that order
REGIONS: dict[str, tuple[str, str, str]] = {
    "chinese": (
        "Weiming Jianguo Haoran Zhiyong",
        "Xiulan Meiling Yuhan Lihua",
        "Zhao|Feng|Xu|Lin|Luo|Deng",
    ),
    "korean": (
        "Ji-hoon Dae-jung Sang-min",
        "Soo-yeon Hye-jin Mi-rae",
        "Park|Kwon|Yoon|Hwang|Seo",
    ),
    "japanese": (
        "Kenji Hiroshi Takeshi Daichi",
        "Keiko Haruka Naomi Yumi",
        "Moriyama|Okada|Fujita|Hayashi",
    ),
    "indian": (
        "Rajesh Arvind Suresh Vikram",
        "Lakshmi Sunita Kavitha Meera",
        "Iyer|Chatterjee|Deshmukh|Nair",
    ),
    "pakistani": (
        "Imran Tariq Bilal Usman",
        "Ayesha Saima Nadia Rukhsana",
        "Qureshi|Malik|Siddiqui|Baloch",
    ),
    "arabic": (
        "Khalid Mustafa Youssef Hassan",
        "Layla Mariam Huda Salma",
        "al-Masri|al-Rubaie|Haddad|el-Sayed",
    ),
    "persian": (
        "Reza Behrouz Mehdi Javad",
        "Shirin Maryam Parisa Nasrin",
        "Karimi|Ahmadzadeh|Rostami|Tehrani",
    ),
    "turkish": (
        "Mehmet Emre Cemal Orhan",
        "Elif Zeynep Aylin Sevgi",
        "Yıldız|Demirci|Aksoy|Kaplan",
    ),
    "westafrican": (
        "Kwame Chidi Babatunde Ousmane",
        "Ama Ngozi Fatoumata Abena",
        "Mensah|Okafor|Diallo|Adeyemi",
    ),
    "eastafrican": (
        "Joseph Barasa Juma Peter",
        "Wanjiru Achieng Neema Grace",
        "Otieno|Kamau|Mwangi|Nakitare",
    ),
    "southafrican": (
        "Sipho Thabo Pieter Tendai",
        "Nomsa Lerato Annelie Rudo",
        "Dlamini|Mokoena|van Wyk|Moyo",
    ),
    "spanish": (
        "Javier Rodrigo Esteban Ignacio",
        "Lucía Pilar Rocío Beatriz",
        "Ortega|de la Vega|Quispe|Núñez|Robles",
    ),
    "brazilian": (
        "Thiago Rafael Caio Otávio",
        "Luana Beatriz Marina Camila",
        "da Silva|Nogueira|dos Santos|Pereira",
    ),
    "russian": (
        "Oleg Dmitri Sergei Andrei",
        "Oksana Ludmila Tatiana Irina",
        "Gromyk|Sokolenko|Zaitsen|Bondarenko",
    ),
    "polish": (
        "Marek Zbigniew Tomasz Piotr",
        "Agnieszka Ewa Magda Zofia",
        "Wójcik|Mazur|Kubiak|Novotny",
    ),
    "balkan": (
        "Goran Dragan Zoran Ivo",
        "Jelena Milica Vesna Ana",
        "Petković|Marić|Hristov|Ionescu",
    ),
    "nordic": (
        "Lars Henrik Eirik Mikko",
        "Astrid Kari Signe Aino",
        "Lindqvist|Halvorsen|Nygård|Korhonen",
    ),
    "dutch": (
        "Ruud Pieter Jeroen Bart",
        "Saskia Femke Anneke Lotte",
        "van der Linden|de Vries|ten Brink|Bakker",
    ),
    "german": (
        "Jürgen Matthias Stefan Uwe",
        "Ulrike Sabine Heike Anja",
        "Vogt|von Stetten|Schreiber|Köhler",
    ),
    "french": (
        "Étienne Laurent Bruno Gilles",
        "Chantal Odile Sylvie Manon",
        "Lefèvre|de Villiers|Garnier|Rousset",
    ),
    "italian": (
        "Marco Paolo Enzo Davide",
        "Chiara Paola Giulia Elena",
        "Bianchi|De Santis|Ferraro|Della Torre",
    ),
    "british": (
        "Alan Gareth Nigel Callum",
        "Moira Fiona Gemma Rhian",
        "Whitcombe|Pritchard|O'Donnell|McAllister",
    ),
    "american": (
        "Dwayne Curtis Todd Marcus",
        "Denise Marlene Tamika Carla",
        "Hollister|Washburn|Jefferson|Ruiz",
    ),
    "pacific": (
        "Sione Tevita Viliame Manu",
        "Mele Losa Salote Ana",
        "Taufa|Vakatawa|Leota|Faleolo",
    ),
    "filipino": (
        "Ramon Jericho Danilo Benigno",
        "Maricel Corazon Liza Imelda",
        "Dela Cruz|Magsino|Bautista|Salonga",
    ),
}
FAMILY_FIRST = {"chinese", "korean"}
PLAIN = sorted(set(REGIONS) - FAMILY_FIRST - {"dutch"})
"""Regions of one first name in front of a family name that is written the same alone."""

# full name, second mention, sex: patronymics, single names, "bin", "binti"
SPECIAL = (
    ("Ahmad bin Yusof", "Ahmad", "m"), ("Siti binti Rahman", "Siti", "f"), ("Suharyono", "Suharyono", "m"),
    ("Wulandari", "Wulandari", "f"), ("Nguyen Van Thanh", "Thanh", "m"), ("Tran Thi Lan", "Lan", "f"),
    ("Abebe Gebremariam", "Abebe", "m"), ("Hirut Desalegn", "Hirut", "f"),
    ("Thein Zaw Oo", "Thein Zaw Oo", "m"),
    ("Daw Khin Myint", "Khin Myint", "f"), ("Faisal bin Nasser al-Otaibi", "al-Otaibi", "m"),
    ("Juan Carlos de la Fuente", "de la Fuente", "m"), ("María del Carmen Ibáñez", "Ibáñez", "f"),
    ("Jean-Claude Mbeki Tshala", "Tshala", "m"), ("J. R. Hartwell", "Hartwell", "m"),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody in a story."""

    first: str
    full: str
    last: str
    sex: str

    @property
    def parts(self) -> frozenset[str]:
        """The words that two people of one story may not share."""
        return frozenset(word for word in self.full.split() if word[0].isupper())


def regular(rng: Random, region: str, sex: str, family: str | None = None) -> Person:
    """Return somebody of a region; ``family`` is a family name to share."""
    men, women, names = REGIONS[region]
    first = rng.choice((men if sex == "m" else women).split())
    last = family or rng.choice(names.split("|"))
    full = f"{last} {first}" if region in FAMILY_FIRST else f"{first} {last}"
    second = last[0].upper() + last[1:] if region == "dutch" else last
    return Person(first, full, second, sex)


class People:
    """The people of one story, mostly of one region, no two with a name in common unless it is wanted."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._region = rng.choice(sorted(REGIONS))
        self._taken: set[str] = set()

    def one(self, sex: str, plain: bool = False) -> Person:
        """Return somebody new; ``plain`` has one first name in front of a family name."""
        while True:
            if plain:
                person = regular(self._rng, self._rng.choice(PLAIN), sex)
            elif self._rng.random() < 0.12:
                full, last, found = self._rng.choice([one for one in SPECIAL if one[2] == sex])
                person = Person(full.split()[0], full, last, found)
            else:
                mixed = self._rng.random() < 0.35
                region = self._rng.choice(sorted(REGIONS)) if mixed else self._region
                person = regular(self._rng, region, sex)
            if not person.parts & self._taken:
                self._taken |= person.parts
                return person

    def namesakes(self, sexes: tuple[str, str], plain: bool = False) -> tuple[Person, Person]:
        """Return two who share a family name and nothing else."""
        while True:
            region = self._rng.choice(PLAIN if plain else sorted(REGIONS))
            one = regular(self._rng, region, sexes[0])
            family = one.last if region != "dutch" else one.full.split(" ", 1)[1]
            other = regular(self._rng, region, sexes[1], family)
            if one.first != other.first and not (one.parts | other.parts) & self._taken:
                self._taken |= one.parts | other.parts
                return one, other
