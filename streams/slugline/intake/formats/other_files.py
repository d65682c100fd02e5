"""What is no format of stories, told by its first bytes: so that it is refused by its name."""

from slugline.intake.refused import Refused

_UNPACK = "give it as a file, or unpack it"
_TEXT = "save it as plain text or HTML"
_LINES = "convert it to JSON lines"
_MARKS = (
    (b"%PDF-", "a PDF", "take its text out first, as with pdftotext"),
    (b"{\\rtf", "a text in RTF", _TEXT),
    (b"%!PS", "PostScript", "take its text out first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls or .msg)", _TEXT),
    (b"PK\x03\x04", "a zip archive, or an Office or OpenDocument file", f"unpack it, or {_TEXT}"),
    (b"PK\x05\x06", "an empty zip archive", ""),
    (b"\x1f\x8b", "gzip", _UNPACK),
    (b"BZh", "bzip2", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "zstd", _UNPACK),
    (b"\xfd7zXZ\0", "xz", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it"),
    (b"\x89PNG", "an image (PNG)", ""),
    (b"\xff\xd8\xff", "an image (JPEG)", ""),
    (b"GIF8", "an image (GIF)", ""),
    (b"II*\0", "an image (TIFF)", ""),
    (b"MM\0*", "an image (TIFF)", ""),
    (b"ID3", "sound (MP3)", ""),
    (b"OggS", "sound (Ogg)", ""),
    (b"fLaC", "sound (FLAC)", ""),
    (b"RIFF", "sound, video or an image (RIFF)", ""),
    (b"\x1aE\xdf\xa3", "video (Matroska)", ""),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90\0", "a program", ""),
    (b"SQLite format 3\0", "an SQLite database", "export a table as CSV"),
    (b"Obj\x01", "Avro", _LINES),
    (b"\x89HDF", "HDF5", _LINES),
    (b"ARROW1", "Arrow", "convert it to Parquet"),
    (b"\x80\x04\x95", "a Python pickle", _LINES),
    (b"WEBVTT", "subtitles (WebVTT)", ""),
    (b"BEGIN:VCALENDAR", "a calendar", ""),
    (b"BEGIN:VCARD", "an address card", ""),
)


def refuse(data: bytes) -> None:
    """Raise Refused, with the name of what it looks like, for ``data`` that is known and no story."""
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n ")
    for mark, name, advice in _MARKS:
        if start.startswith(mark):
            raise Refused("unknown-format", f"looks like {name}" + (f": {advice}" if advice else ""))
    if start[4:8] == b"ftyp":
        raise Refused("unknown-format", "looks like video or an image (MP4, HEIC)")
