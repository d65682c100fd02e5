"""Month and weekday names as datelines and bylines write them, in the languages wires come in."""

from slugline.intake.zones.wordlists import words

_NAMES: dict[int, str] = {
    1: "january jan janvier janv januar jänner enero ene janeiro gennaio gen januari ocak oca "
    "stycznia sty января янв січня ledna ianuarie tammikuuta ιανουαρίου يناير",
    2: "february feb février fevrier févr fév februar febr febrero fevereiro fev febbraio februari "
    "şubat subat şub lutego lut февраля фев лютого února unora februarie helmikuuta φεβρουαρίου "
    "فبراير",
    3: "march mar mars märz maerz mrz marzo março marco maart mrt mart marca марта березня března "
    "martie mac maret maaliskuuta μαρτίου مارس",
    4: "april apr avril avr abril abr aprile nisan nis kwietnia kwi апреля апр квітня dubna aprilie "
    "huhtikuuta απριλίου أبريل ابريل",
    5: "may mai mayo maio maggio mag mei mayıs mayis maja maj мая травня května toukokuuta μαΐου مايو",
    6: "june jun juin juni junio junho giugno giu haziran haz czerwca cze июня июн червня června "
    "iunie kesäkuuta ιουνίου يونيو",
    7: "july jul juillet juil juli julio julho luglio lug temmuz tem lipca lip июля июл липня "
    "července iulie julai heinäkuuta ιουλίου يوليو",
    8: "august aug août aout agosto ago augustus ağustos agustos ağu sierpnia sie августа авг серпня "
    "srpna agustus elokuuta αυγούστου أغسطس",
    9: "september sept sep septembre septiembre setembro set settembre eylül eylul eyl września wrz "
    "сентября сен вересня září septembrie syyskuuta σεπτεμβρίου سبتمبر",
    10: "october oct octobre oktober okt octubre outubro out ottobre ott ekim eki października paź "
    "октября окт жовтня října octombrie lokakuuta οκτωβρίου أكتوبر",
    11: "november nov novembre noviembre novembro kasım kasim kas listopada lis ноября ноя листопада "
    "listopadu noiembrie marraskuuta νοεμβρίου نوفمبر",
    12: "december dec décembre decembre déc dezember dez diciembre dic dezembro dicembre desember des "
    "aralık aralik grudnia gru декабря дек грудня prosince decembrie joulukuuta δεκεμβρίου ديسمبر",
}

MONTHS: dict[str, int] = {name: number for number, names in _NAMES.items() for name in names.split()}
"""Casefolded name or abbreviation (no full stop) to the number of the month."""

WEEKDAYS = words(
    """
    monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday
    sun lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag
    freitag samstag sonntag lunes martes miércoles jueves viernes sábado domingo segunda terça
    quarta quinta sexta feira lunedì martedì mercoledì giovedì venerdì sabato domenica maandag
    dinsdag woensdag donderdag vrijdag zaterdag zondag pazartesi salı çarşamba perşembe cuma
    cumartesi pazar poniedziałek wtorek środa czwartek piątek sobota niedziela понедельник вторник
    среда четверг пятница суббота воскресенье senin selasa rabu kamis jumat sabtu minggu måndag
    mandag tisdag tirsdag onsdag torsdag fredag lördag lørdag söndag søndag
    """
)
