"""The one class that all errors of Slugline's own are."""


class SluglineError(Exception):
    """What Slugline raises where it cannot go on; the message is one line for a person.

    Its subclasses say what it was: Refused, SchemaError, SettingsError, GazetteerError, ModelError,
    ProcessDiedError, UnreachableError, NoFeedError, FeedsRefusedError. What is raised and is none of these is
    a wrong argument (TypeError, ValueError) or a fault of ours.
    """
