"""What stories are about. All invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """The words of one subject: each list is of things that may stand side by side in one story."""

    heads: tuple[str, ...]
    fills: tuple[str, ...]
    """Narrated sentences: nobody says them."""
    says: tuple[str, ...]
    """Whole sentences for quote marks, without the full stop."""
    clauses: tuple[str, ...]
    """What stands behind "said that"."""


def _topic(text: str) -> Topic:
    parts: dict[str, list[str]] = {"H": [], "F": [], "S": [], "C": []}
    for line in text.strip().splitlines():
        parts[line[0]].append(line[2:].strip())
    return Topic(*(tuple(parts[key]) for key in "HFSC"))


TOPICS = tuple(
    _topic(text)
    for text in (
        """
H Bridge closed after floods in {city}
H Floods cut main road to {city}
F Heavy rain swept away part of the old bridge at the weekend.
F Some 300 households near {city} have been without power since Sunday.
F The river rose by more than two metres overnight.
F Army engineers brought in a temporary crossing on Wednesday.
F Schools in the valley reopened after a week.
S We have never seen the water rise this fast
S The bridge was built for a different century
S People here need boats, not promises
S It will take months to repair all of this
S Nobody came to help us until the third day
S Half of the valley is still under water
C the bridge would stay closed until spring
C the flood had damaged more than 400 homes
C the warning system had failed twice this year
C two villages could only be reached by boat
C the repairs would cost about $12 million
C the dam upstream was not in danger
""",
        """
H Hospital in {city} to shut children's ward
H Ward closure draws protests in {city}
F The hospital in {city} has 220 beds and was built in the 1970s.
F About 500 people marched to the hospital gates on Saturday.
F The ward treated 3,100 children last year.
F The nearest other clinic is 80 km away.
F The closure has been put off twice since January.
S Parents will have to drive two hours at night
S You cannot run a ward with four nurses
S This decision will cost lives
S We were told about it by text message
S There is simply no money left
S The children are the ones who will pay
C the ward would close at the end of June
C the hospital had lost a third of its nurses in two years
C no patient would be turned away
C the budget had been cut without a vote
C a new clinic could be built within three years
C the staff had not been consulted
""",
        """
H Dock workers in {city} walk out over pay
H Strike halts port of {city} for third day
F The port of {city} handles a fifth of the country's grain exports.
F More than 40 ships were waiting at anchor on Thursday.
F The walkout began shortly after midnight.
F Cranes stood idle and trucks queued for several kilometres.
F The last strike at the port ended in 2011 after nine days.
S We load the ships that feed this country
S Our wages have not moved in four years
S Nobody wants this strike to last
S The offer on the table is an insult
S We are ready to talk at any hour
S The backlog will take weeks to clear
C the strike would go on until the offer was raised
C the port was losing $3 million a day
C talks would resume early next week
C overtime had not been paid since March
C the grain could not be stored much longer
C the new contract was worse than the old one
""",
        """
H Mine near {city} wins licence despite protests
H Villagers near {city} challenge copper mine
F The copper deposit lies 30 km north of {city}.
F Construction of the access road began in April.
F The project has been on hold since 2019.
F The mine is expected to employ 1,200 people.
F Hundreds of farmers blocked the road for two days last month.
S Our wells are already turning brown
S The licence was granted in the dark
S This mine will bring jobs to a forgotten region
S We will not leave the land of our fathers
S The water belongs to everybody
S Nobody has asked the farmers anything
C the mine would use a third of the region's water
C the licence had been granted without a hearing
C all safety rules had been followed
C the first copper would be shipped in two years
C no family would be moved against its will
C the river had been tested every month
""",
        """
H New school curriculum delayed in {city}
H Teachers in {city} take to the streets over exams
F The new curriculum covers some 4,000 schools.
F The reform was passed by a margin of six votes in May.
F Pupils in {city} went back to class on Monday.
F Classes in the region have 38 pupils on average.
F Textbooks for two subjects have yet to be printed.
S Children are not statistics
S We are asked to teach from books that do not exist
S The old exam rewarded nothing but memory
S Every pupil deserves a second chance
S The plan was drawn up by people who never stood in a classroom
S This reform comes ten years too late
C the exams would be moved to the autumn
C the reform had come ten years too late
C every school would get two more teachers
C half of the new books had not been delivered
C rural schools had been forgotten
C the results would be published in August
""",
        """
H Airline grounds jets after engine fire at {city}
H Passengers stranded in {city} as airline halts flights
F The aircraft turned back to {city} eleven minutes after take-off.
F All 164 passengers left the plane by the slides.
F The engine type is used on about 90 aircraft worldwide.
F Thirty flights were cancelled on Tuesday.
F The runway was closed for five hours.
S There was a bang and then the cabin filled with smoke
S The crew did everything right
S Safety comes before any timetable
S We waited nine hours without a word from anyone
S The pilots had reported the fault before
S It could have ended very differently
C the engine had been checked a week earlier
C flights would resume once the checks were complete
C the crew had acted correctly
C the fault had been reported in the spring
C all passengers would get their money back
C two more aircraft showed the same crack
""",
        """
H {city} club sold after relegation
H Coach goes as {city} slide continues
F The club has lost nine of its last ten matches.
F The stadium in {city} holds 18,000 spectators.
F The season ends in the first week of May.
F Supporters held up black cards before Saturday's match.
F The club won its last title in 1998.
S We deserved nothing from this match
S The players have given everything
S Somebody had to take responsibility
S This club is bigger than any of us
S The supporters have every right to be angry
S We start again from zero on Monday
C the club would not sell its best players
C the debts were larger than the owners had admitted
C a new coach would be named within days
C the squad was too small for two competitions
C the stadium would be renovated next summer
C the season had been lost in the winter
""",
        """
H {city} to ban cars from old town
H Old town of {city} goes car-free
F The old town of {city} draws a million visitors a year.
F The ban covers eleven streets and two squares.
F Delivery vans may enter before ten in the morning.
F The council voted 31 to 14 for the plan.
F A similar scheme was dropped in 2014.
S The streets belong to the people who live in them
S My customers come by car or they do not come at all
S The air here is the worst in the country
S Nobody will miss the noise
S The buses do not run after eight
S We will look back and wonder why we waited so long
C the ban would start on the first of September
C shops had lost a tenth of their customers
C buses would run every five minutes
C residents could still park outside the walls
C the plan had been copied from other cities
C the fines would be used for new trees
""",
    )
)
