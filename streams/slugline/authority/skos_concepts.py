"""Entries in SKOS, the W3C's vocabulary of vocabularies, read by rdflib."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from slugline.authority.entries import Entry, GazetteerError
from slugline.authority.rows import QID, of_row
from slugline.records.events import EntityType


def read(
    raw: IO[bytes], path: Path, form: str, kind: EntityType | None, language: str
) -> Iterator[Entry | GazetteerError]:
    """Yield the concepts: preferred and other labels, and what they match on Wikidata and GeoNames.

    Raises GazetteerError where rdflib is not there, or the file is not of the ``form`` that rdflib calls so.
    """
    try:
        import rdflib
        from rdflib.namespace import OWL, RDF, SKOS
    except ImportError as error:
        raise GazetteerError(f"{path}: SKOS needs the extra `skos`: pip install 'slugline[skos]'") from error
    graph = rdflib.Graph()
    try:
        graph.parse(raw, format=form)
    except OSError:
        raise
    except Exception as error:  # any: rdflib's parsers raise what they like
        raise GazetteerError(f"{path}: is no {form}: {type(error).__name__}: {str(error)[:200]}") from error
    for concept in sorted(graph.subjects(RDF.type, SKOS.Concept), key=str):
        labels = [one for one in graph.objects(concept, SKOS.prefLabel) if _speaks(one, language)]
        others = [str(one) for one in graph.objects(concept, SKOS.altLabel) if _speaks(one, language)]
        links = [str(concept)] + [
            str(one)
            for how in (SKOS.exactMatch, SKOS.closeMatch, OWL.sameAs)
            for one in graph.objects(concept, how)
        ]
        told: dict[str, list[str]] = {"name": [str(labels[0])]} if labels else {}
        told["aliases"] = ["|".join(one.replace("|", " ") for one in others)] if others else []
        told["wikidata"] = [one for one in links if "wikidata.org" in one and QID.fullmatch(one)][:1]
        told["geonames"] = [one for one in links if "geonames.org" in one][:1]
        given = {name: values for name, values in told.items() if values}
        yield of_row(given, kind, f"{path}, {str(concept)[:200]}")


def _speaks(label: Any, language: str) -> bool:
    """Tell whether a label is of a language, or of none."""
    told = (getattr(label, "language", None) or language).lower()
    return told.partition("-")[0] == language.lower()
