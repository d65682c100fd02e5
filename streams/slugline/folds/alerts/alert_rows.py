"""Which alerts stand, by the stories that meet their rules: what can be told from the rows alone."""

from collections.abc import Collection, Mapping, Set

from slugline.records.alert_event import AlertCause, AlertEvent, MetRule, MetStory

_NOBODY: frozenset[str] = frozenset()


class Standing:
    """The rows by uri, and beside them what they say of each alert and chain."""

    def __init__(self) -> None:
        """Nothing stands."""
        self.rows: dict[str, MetStory] = {}
        self.last = 0
        """Of all tellings, the last."""
        self._members: dict[str, dict[str, MetRule]] = {}
        """The stories of each alert, with the rule of each that is told by it."""
        self._alerts: dict[tuple[str, str], str] = {}
        """The alert of each rule and chain, or story that is in none."""
        self._chains: dict[str, set[str]] = {}

    @property
    def alerts(self) -> Collection[str]:
        """The ids of the alerts that stand."""
        return self._members.keys()

    def alert(self, rule: str, key: str) -> str | None:
        """Return the alert of a rule for a chain, or for a story that is in none."""
        return self._alerts.get((rule, key))

    def alone(self, alert: str) -> bool:
        """Tell whether there is one story in an alert."""
        return len(self._members.get(alert, _NOBODY)) == 1

    def of(self, chain: str) -> Set[str]:
        """Return the uris of a chain's stories."""
        return self._chains.get(chain, _NOBODY)

    def event(self, alert: str, cause: AlertCause = "changed") -> AlertEvent | None:
        """Return what an alert says: by the story told last, of those that stand; None where none does."""
        members = self._members.get(alert)
        if members is None:
            return None
        uri = max(members, key=lambda each: (members[each].told, self.rows[each].came, each))
        row, one = self.rows[uri], members[uri]
        return AlertEvent(
            id=alert, rule=one.rule, cause=cause, chain=row.chain, story=row.story, headline=row.headline,
            published=row.published, relation=row.relation, new=row.new, found=one.found,
        )  # fmt: skip

    def put(self, rows: Mapping[str, MetStory | None]) -> None:
        """Let ``rows`` be in the place of those of the same uris; None: it is over."""
        for uri in rows:
            self._remove(uri)
        for uri, row in rows.items():
            if row is not None:
                self._add(uri, row)

    def _remove(self, uri: str) -> None:
        row = self.rows.pop(uri, None)
        if row is None:
            return
        if row.chain is not None:
            stories = self._chains[row.chain]
            stories.discard(uri)
            if not stories:
                del self._chains[row.chain]
        for one in row.rules:
            if one.alert is None:
                continue
            members = self._members[one.alert]
            members.pop(uri, None)
            if not members:
                del self._members[one.alert]
                self._alerts.pop((one.rule, _key(row)), None)

    def _add(self, uri: str, row: MetStory) -> None:
        self.rows[uri] = row
        if row.chain is not None:
            self._chains.setdefault(row.chain, set()).add(uri)
        for one in row.rules:
            if one.alert is not None:
                self._members.setdefault(one.alert, {})[uri] = one
                self._alerts[one.rule, _key(row)] = one.alert
                self.last = max(self.last, one.told)


def _key(row: MetStory) -> str:
    return row.chain or row.story.uri
