"""Whether an entry of a feed is out: drafts of WordPress and Atom, what is scheduled, and embargoes."""

from slugline.intake.formats import wordpress
from slugline.intake.formats.embargo_fields import latest
from slugline.intake.formats.feed_fields import Fields, each, fields_of, first, moment
from slugline.intake.formats.moments import as_moment
from slugline.intake.formats.statuses import where_usable
from slugline.intake.formats.xml_fields import embargo
from slugline.intake.signals.embargo_moments import LAST_ZONE
from slugline.records.story import Status


def standing(fields: Fields) -> tuple[Status, str | None]:
    """Return the status of an entry and until when it is held. Raises Refused for an embargo that is none.

    Atom's draft (RFC 5023) is withheld like one of WordPress. A post that is scheduled is held until its
    time, and withheld where that is not told.
    """
    state = first(fields, "wp:status")
    drafts = (text for one in fields.get("app:control", ()) for text in each(fields_of(one), "app:draft"))
    status = "withheld" if any(one.casefold() == "yes" for one in drafts) else wordpress.status_of(state)
    told = first(fields, "x:embargoDate", "embargoDate")
    held = where_usable(status, lambda: embargo(told, "embargoDate"))
    if status != "usable" or not wordpress.is_scheduled(state):
        return status, held
    local = first(fields, "wp:post_date") or ""
    out = moment(fields, "wp:post_date_gmt") or as_moment(local + LAST_ZONE) or moment(fields, "pubDate")
    held = latest(one for one in (held, out) if one)
    return "usable" if held else "withheld", held
