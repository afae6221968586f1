"""Looks for what should be gone in everything a folder holds, packed or not."""
import gzip
import io
import pathlib
import re
import zipfile
import zlib

WINDOW = 8


def pieces(words):
    """Every eight bytes in a row of the words."""
    data = words.encode()
    return {data[start:start + WINDOW] for start in range(len(data) - WINDOW + 1)}


def unpacked(data, depth=0):
    """The bytes, and whatever gzip, zlib or ZIP content stands in them."""
    yield data
    if depth > 3:
        return
    for match in re.finditer(rb"\x1f\x8b\x08", data):
        try:
            yield from unpacked(zlib.decompressobj(31).decompress(data[match.start():]), depth + 1)
        except zlib.error:
            pass
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name), depth + 1)


def contents(folder):
    """Each file and its bytes; one that goes while the others are read holds nothing."""
    for path in sorted(pathlib.Path(folder).rglob("*")):
        try:
            if path.is_file():
                yield path, path.read_bytes()
        except FileNotFoundError:
            pass


def remains(folder, *words, kept=()):
    """What is left of the words, as (file, piece); pieces that stand in `kept` do not count."""
    wanted = {piece for some in words for piece in pieces(some)}
    wanted = {piece for piece in wanted if not any(piece in text.encode() for text in kept)}
    found = []
    for path, content in contents(folder):
        for data in unpacked(content):
            found += [(path.name, piece) for piece in wanted if piece in data]
    return found


def test_words_are_found_in_what_is_packed():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", gzip.compress(b"the ambassador of Zembla"))
    assert any(b"Zembla" in data for data in unpacked(packed.getvalue()))
