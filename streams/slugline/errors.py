"""The one class that all errors of Slugline's own are, and those whose module is heavy to import."""


class SluglineError(Exception):
    """What Slugline raises where it cannot go on; the message is one line for a person.

    Its subclasses say what it was: Refused, SchemaError, SettingsError, GazetteerError, KindError,
    FormatError, ModelError, ProcessDiedError, UnreachableError, UnknownFeedError, NoFeedError,
    FeedsRefusedError. What is raised and is none of these is a wrong argument (TypeError, ValueError) or a
    fault of ours.
    """


class ModelError(SluglineError):
    """A spaCy pipeline that is not installed, is broken, or finds no names."""
