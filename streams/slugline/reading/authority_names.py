"""The names of a user's authority file, found in a text by spaCy's EntityRuler."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from spacy.language import Language
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc

from slugline.authority import Entry


class AuthorityNames:
    """The entries as a pipe behind the model: its mentions replace the model's where they overlap."""

    def __init__(self, nlp: Language, entries: Sequence[Entry]) -> None:
        """Take the pipeline whose tokenizer reads the stories, and the entries; later entries win over
        earlier.
        """
        self.entries: Mapping[str, Entry] = {f"{number}": entry for number, entry in enumerate(entries)}
        self.digest = sha256(repr(entries).encode()).hexdigest()[:8]
        """Tells one authority file from another."""
        self.ruler = EntityRuler(nlp, overwrite_ents=True)
        with nlp.select_pipes(enable=[]):
            self.ruler.add_patterns(
                [
                    {"label": entry.type, "pattern": name, "id": key}
                    for key, entry in self.entries.items()
                    for name in dict.fromkeys((entry.name, *entry.aliases))
                ]
            )

    def __call__(self, doc: Doc) -> None:
        """Mark the entries' mentions in ``doc``: ``ent_id_`` is then the entry's key."""
        self.ruler(doc)
