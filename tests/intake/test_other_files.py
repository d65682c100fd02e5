"""Files that are no story: each is called by its name, and what can be done is said."""

import pytest

from slugline import intake
from slugline.intake.formats import other_files
from slugline.intake.refused import Refused


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (b"\x89PNG\r\n\x1a\n", "an image (PNG)"), (b"\xff\xd8\xff\xe0", "an image (JPEG)"),
        (b"GIF89a", "an image (GIF)"), (b"II*\0", "an image (TIFF)"), (b"MM\0*", "an image (TIFF)"),
        (b"ID3\x04", "sound (MP3)"), (b"OggS\0", "sound (Ogg)"), (b"fLaC\0", "sound (FLAC)"),
        (b"RIFF\x24\0\0\0WAVE", "sound, video or an image (RIFF)"), (b"\x1aE\xdf\xa3", "video (Matroska)"),
        (b"\0\0\0\x18ftypmp42", "video or an image (MP4, HEIC)"),
        (b"\x7fELF\x02", "a program"), (b"MZ\x90\0\x03", "a program"),
        (b"SQLite format 3\0", "an SQLite database: export a table as CSV"),
        (b"Obj\x01", "Avro"), (b"\x89HDF\r\n", "HDF5"), (b"ARROW1\0\0", "Arrow: convert it to Parquet"),
        (b"\x80\x04\x95", "a Python pickle"), (b"WEBVTT\n", "subtitles (WebVTT)"),
        (b"BEGIN:VCALENDAR", "a calendar"), (b"BEGIN:VCARD", "an address card"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it"), (b"Rar!\x1a\x07", "a RAR archive: unpack it"),
        (b"\xfd7zXZ\0", "xz: unpack it"), (b"\x1f\x8b\x08", "gzip"), (b"BZh9", "bzip2"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
    ],
)  # fmt: skip
def test_it_is_called_by_its_name(start: bytes, says: str) -> None:
    for data in (start + b" and more", b"\r\n " + start + b" and more"):
        if data[4:8] == b"ftyp" or start[4:8] != b"ftyp":
            with pytest.raises(Refused) as caught:
                other_files.refuse(data)
            assert caught.value.reason == "unknown-format"
            assert caught.value.detail.startswith(f"looks like {says}")


def test_a_story_is_none_of_them() -> None:
    other_files.refuse(b"BEGIN: the talks in Ostvik began on Monday.")
    assert list(intake.items(b"MM Talks began in Ostvik on Monday, the mayor said."))
