"""Invented records, one of each kind, for the tests of the contracts."""

from slugline.records.alert_event import AlertEvent, AlertFound, MetRule, MetStory
from slugline.records.chain_event import ChainEvent
from slugline.records.dead_letter import DeadLetter
from slugline.records.events import (
    EntityEvent,
    Links,
    Mention,
    PathStep,
    QuoteEvent,
    Span,
    StoryRef,
    TopicEvent,
    TrendEvent,
    Window,
    Words,
)
from slugline.records.ids import event_id
from slugline.records.register_row import RegisterRow
from slugline.records.retraction import Retraction
from slugline.records.story import Dateline, EnrichedStory, Link, Pipeline, Zone
from slugline.records.story_imprint import ImprintedParagraph, StoryImprint
from slugline.records.tally import Tally, Thing

URI = "urn:wire:örnek:2031-04-07:0042"
STORY = StoryRef(uri=URI, version=3)
TEXT = "Harbour reopens\nThe harbour of Valletta reopened on Monday, port chief Mara Quill said."

ENTITY = EntityEvent(
    id=event_id("entity", URI, "PERSON:mara quill"),
    story=STORY,
    entity_id="PERSON:mara quill",
    name="Mara Quill",
    type="PERSON",
    role="port chief",
    links=Links(iso3166=None, geonames=None, wikidata=None),
    mentions=(Mention(start=71, end=81, text="Mara Quill", zone="body"),),
    count=1,
    salience=0.5,
)
QUOTE = QuoteEvent(
    id=event_id("quote", URI, "the harbour of valletta reopened on monday", "PERSON:mara quill"),
    story=STORY,
    kind="indirect",
    text="The harbour of Valletta reopened on Monday",
    pieces=(Span(start=16, end=58),),
    cue=Words(start=82, end=86, text="said"),
    speaker=Words(start=71, end=81, text="Mara Quill"),
    speaker_name="Mara Quill",
    speaker_entity="PERSON:mara quill",
    attribution="explicit",
    confidence=0.9,
    zone="body",
    places=(),
)
TOPIC = TopicEvent(
    id=event_id("topic", URI, "medtop:04000000"),
    story=STORY,
    qcode="medtop:04000000",
    name="economy, business and finance",
    path=(PathStep(qcode="medtop:04000000", name="economy, business and finance"),),
    wikidata=None,
    score=0.75,
    rank=1,
    primary=True,
    release="2025-10-09",
)
ENRICHED = EnrichedStory(
    uri=URI,
    version=3,
    status="usable",
    headline="Harbour reopens",
    byline=("Ivo Sande",),
    dateline=Dateline(place="VALLETTA", date=None),
    published="2031-04-07T10:15:00Z",
    language="en",
    source="Example Wire",
    slugline=None,
    text=TEXT,
    zones=(Zone(kind="headline", start=0, end=15), Zone(kind="body", start=16, end=87)),
    entities=(ENTITY,),
    quotes=(QUOTE,),
    topics=(TOPIC,),
    skipped=None,
    pipeline=Pipeline(version="0.1.0", model="en_core_web_sm 3.8.0"),
)
TREND = TrendEvent(
    id=event_id("trend", "2031-04-07T10:00:00Z", "2031-04-07T11:00:00Z", "topic", "medtop:04000000"),
    window=Window(start="2031-04-07T10:00:00Z", end="2031-04-07T11:00:00Z"),
    kind="topic",
    key="medtop:04000000",
    name="economy, business and finance",
    stories=7,
    previous=2,
    score=1.5,
)
LETTER = DeadLetter(
    key=URI.encode(),
    value=b'{"headline": "Cut o\xff',
    feed="wire.stories.raw.v1",
    partition=4,
    offset=1207,
    timestamp=1_933_409_700_000,
    step="intake",
    reason="not-utf8",
    detail="byte 19 is no UTF-8: ÿ",
    attempts=1,
)
TALLY = Tally(
    uri=URI,
    version=3,
    moment=1_933_409_700_000,
    counted=True,
    things=(Thing(kind="topic", key="medtop:04000000", name="economy, business and finance"),),
    partition=4,
    offset=1210,
    feed="1c0f8a52",
)
RETRACTION = Retraction(
    id=QUOTE.id,
    story=StoryRef(uri=URI, version=4),
    retracted="The harbour of Valletta reopened on Monday",
    reason="corrected",
)
ROW = RegisterRow(
    uri=URI,
    version=4,
    versioned=True,
    status="usable",
    moment=1_933_409_700_000,
    seen=1_933_409_701_250,
    content="0f1e2d3c4b5a6978",
    made_by="89abcdef",
    events=("entity Zm9vYmFyZm9vYmFyZm9vYg Mara Quill",),
    took=("corrected quote Zm9vYmFyZm9vYmFyZm9vYg The harbour of Valletta reopened on Monday",),
    slug="HARBOUR",
    source="Example Wire",
    raw="wire.stories.raw.v1/4/1207",
)

IMPRINT = StoryImprint(
    story=STORY,
    status="usable",
    published="2031-04-07T10:15:00Z",
    arrived=1_933_323_300_000,
    imprint=bytes(28),
    links=(Link(rel="updates", uri="urn:wire:örnek:2031-04-07:0041"),),
    paragraphs=(ImprintedParagraph(start=16, end=87, words=b"\x01\x00\x00\x00"),),
    headlines=(1207,),
)
CHAIN = ChainEvent(
    id=event_id("chain", URI),
    chain="7de2a188-a767-5461-96bd-bc48c744536a",
    story=STORY,
    status="usable",
    relation="update",
    follows="urn:wire:örnek:2031-04-07:0041",
    new=0.25,
    new_paragraphs=(Span(start=16, end=87),),
    size=2,
    sources=("Example Wire",),
    merged_into=None,
    published="2031-04-07T10:15:00Z",
    arrived="2031-04-07T10:15:00Z",
    order=41,
)
ALERT = AlertEvent(
    id=event_id("alert", "Harbour", URI),
    rule="Harbour",
    cause="moved",
    chain="7de2a188-a767-5461-96bd-bc48c744536a",
    story=STORY,
    headline="Harbour reopens",
    published="2031-04-07T10:15:00Z",
    relation="update",
    new=0.25,
    found=(AlertFound(where="any[0].text", words="harbour", start=20, end=27),),
)
MET = MetStory(
    story=STORY,
    headline="Harbour reopens",
    published="2031-04-07T10:15:00Z",
    partition=2,
    came=1_933_323_300_000,
    waits=False,
    chain="7de2a188-a767-5461-96bd-bc48c744536a",
    relation="update",
    new=0.25,
    order=41,
    placed=41,
    rules=(MetRule(rule="Harbour", found=ALERT.found, alert=ALERT.id, told=1),),
)
