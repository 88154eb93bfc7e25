"""CSV: UTF-8 with or without its mark, or Windows-1252; parted by `;`, `,` or tabs."""

import codecs
import csv
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from semainier.core.spreadsheets import limits

_CHUNK = 64 * 1024
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Signs below a space that no text holds; a spreadsheet in another format is full of them.
_BINARY = bytes(set(range(32)) - set(b"\t\r\n\f\v"))
_DELIMITERS = ";,\t"
Row = tuple[int, list[str]]


def csv_rows(file: BinaryIO) -> Iterator[Row]:
    """Yield each row with the number of its first line. Raises on a wrong encoding, a long or broken line."""
    encoding = encoding_of(file)
    file.seek(0)
    lines = _lines(file, encoding)
    first = next(lines, "")
    yield from _rows(_chain(first, lines), max(_DELIMITERS, key=lambda sign: _width(first, sign)))


def encoding_of(file: BinaryIO) -> str:
    """Return the encoding that reads the whole file; constant memory."""
    file.seek(0)
    possible = {name: codecs.getincrementaldecoder(name)(errors="strict") for name in ("utf-8-sig", "cp1252")}
    while possible and (chunk := file.read(_CHUNK)):
        if chunk.startswith(_UTF_16):
            break
        if chunk.translate(None, _BINARY) != chunk:
            raise limits.not_a_table()
        possible = {name: decoder for name, decoder in possible.items() if _decodes(decoder, chunk)}
    else:
        possible = {name: decoder for name, decoder in possible.items() if _decodes(decoder, b"", last=True)}
        if possible:
            return next(iter(possible))
    raise limits.bad_file(
        "encoding",
        _("The accents of this file cannot be read: its encoding is neither UTF-8 nor Windows-1252."),
        _("In your spreadsheet, choose “Save as”, then “CSV UTF-8”."),
    )


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, last: bool = False) -> bool:
    try:
        decoder.decode(chunk, last)
    except UnicodeDecodeError:
        return False
    return True


def _lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    number = 0
    while raw := file.readline(limits.MAX_LINE_BYTES + 1):
        number += 1
        if len(raw) > limits.MAX_LINE_BYTES:
            raise limits.line_too_long(number)
        yield raw.decode(encoding)


def _chain(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            yield number, [cell.strip() for cell in cells]
            number = reader.line_num + 1
    except csv.Error as error:
        raise limits.bad_file(
            "quotes",
            _("Line %(line)s cannot be cut into columns: a quotation mark is not closed.") % {"line": number},
            _("Close it, or write it twice inside a text; then send the file again."),
        ) from error


def _width(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return 0
