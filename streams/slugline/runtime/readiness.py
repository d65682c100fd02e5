"""Telling in the log that a role is not ready any more, and why; and that it is again.

One line for whoever is on call, in the words of /readyz; roles of which the same is so share it. While no
broker answers, or none takes what is sent, one is asked by a client of our own, whose errors say why, or
which feeds are gone: the clients at work keep that to themselves, or say it a thousand times.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from time import monotonic

from slugline import broker
from slugline.runtime.broker_contact import NOBODY, BrokerContact
from slugline.settings import Role, Settings

LASTS = 5.0
"""Seconds that a reason must last to be told: a rebalance is no news."""
CHANGING = 20.0
"""Seconds without being ready after which the log tells of it, though no reason stayed for ``LASTS``."""
ASK_EVERY = 30.0
TOLD_BY_THE_ROLE = ("starting anew", broker.AWAY, "waiting for feeds", "not allowed to")
"""What a role says itself, as it happens, begins so."""
UNEXPLAINED = broker.REQUEST_SECONDS + 5.0
"""Seconds for which it is waited to hear why nobody answers: an own try to connect takes its time too."""

Reasons = Callable[[], Mapping[str, str]]
log = logging.getLogger("slugline.worker")


class Readiness:
    """Looks at the contacts of all roles; `look` about once a second."""

    def __init__(
        self,
        settings: Settings,
        contacts: Mapping[Role, BrokerContact],
        reasons: Reasons,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """``reasons`` returns for each role why it is not ready; empty where it is."""
        self._settings = settings
        self._contacts = contacts
        self._reasons = reasons
        self._clock = clock
        self._spells: dict[str, Spell] = {}
        self._asking: asyncio.Task[None] | None = None
        self._asked = clock() - ASK_EVERY

    def look(self) -> None:
        """Look once, inside a running event loop."""
        for contact in self._contacts.values():
            contact.look()
        now = self._clock()
        asks = any(one.silent or one.untaken or one.lacks for one in self._contacts.values())
        if asks and now - self._asked >= ASK_EVERY:
            self._asked = now
            self._asking = asyncio.get_running_loop().create_task(self._ask())
        self._tell(self._reasons(), now)

    def told(self) -> Mapping[str, str]:
        """Return the reasons to whoever asks; who hears that a role is ready may go by it from then on."""
        reasons = self._reasons()
        for role, why in reasons.items():
            if not why:
                self._spells.setdefault(role, Spell()).was_ready = True
        return reasons

    def _tell(self, reasons: Mapping[str, str], now: float) -> None:
        """Write what there is to tell, one line for the roles of which the same is so."""
        lines: dict[str, tuple[int, str, list[str]]] = {}
        spells = {role: self._spells.setdefault(role, Spell()) for role in reasons}
        outages = {cause(why) for role, why in reasons.items() if why and spells[role].has_told_outage(why)}
        for role, why in reasons.items():
            level, line = spells[role].line(why, now)
            if line and cause(why) not in outages:
                lines.setdefault(_without_figures(line), (level, line, []))[2].append(role)
        for level, line, roles in lines.values():
            if level == logging.WARNING:
                of = cause(reasons[roles[0]])
                roles += [
                    role for role, why in reasons.items() if cause(why) == of and spells[role].joins(of)
                ]
            log.log(level, "%s: %s", ", ".join(sorted(roles)), line)

    def stop(self) -> None:
        """Ask nobody any more."""
        if self._asking is not None:
            self._asking.cancel()

    async def _ask(self) -> None:
        try:
            there = await broker.list_feeds(self._settings)
        except broker.UnreachableError as error:
            for contact in self._contacts.values():
                contact.explain(str(error))
        else:
            for contact in self._contacts.values():
                contact.see(there)


class Spell:
    """One role's time without being ready. Before it was ready first its start tells of itself."""

    def __init__(self) -> None:
        """It was not ready yet, as far as anybody has seen."""
        self.was_ready = False
        self._began: float | None = None
        self._kind = ""
        self._since = 0.0
        self._told: set[str] = set()

    def line(self, why: str, now: float) -> tuple[int, str]:
        """Return what there is to tell, and how loudly; mostly nothing."""
        if not why:
            began, told, self.was_ready = self._began, self._told, True
            self._began, self._told, self._kind = None, set(), ""
            again = f"ready again after {now - began:.0f} s" if told and began is not None else ""
            return logging.INFO, again
        if not self.was_ready:
            return logging.INFO, ""
        kind = _without_figures(why.partition(": ")[0])
        if kind != self._kind:
            self._kind, self._since = kind, now
        self._began = now if self._began is None else self._began
        # why nobody answers is being asked, and told with it
        patience = UNEXPLAINED if kind.startswith(NOBODY) and ": " not in why else LASTS
        changing = not self._told and now - self._began >= max(CHANGING, patience)
        lasts = changing or now - self._since >= patience
        if not lasts or cause(why) in self._told or why == "stopping":
            return logging.INFO, ""
        self._told.add(cause(why))
        if kind.startswith(TOLD_BY_THE_ROLE):
            return logging.INFO, ""
        return logging.WARNING, f"not ready: {why}"

    def has_told_outage(self, why: str) -> bool:
        """Tell whether it was told of this role that no broker answers, which is so for all roles."""
        return why.startswith(NOBODY) and cause(why) in self._told

    def joins(self, told: str) -> bool:
        """Tell whether what was ``told`` of another role is to be told of this one with it."""
        if not self.was_ready or told in self._told:
            return False
        self._told.add(told)
        return True


def cause(why: str) -> str:
    """Return what of a reason is told once.

    A broker that is gone may come back with a certificate that is over: each of those is told.
    """
    return _without_figures(why if why.startswith(NOBODY) else why.partition(": ")[0])


def _without_figures(words: str) -> str:
    return re.sub(r"\d+", "", words)
