"""Prints the ranges of src/names/repertoire.ts: the characters that Unicode 14.0 assigns, as gap and length in base 36.

Needs a Python whose `unicodedata.unidata_version` is 14.0.0 (3.11).
"""
import sys
import unicodedata

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base36(number: int) -> str:
    out = ""
    while True:
        number, digit = divmod(number, 36)
        out = DIGITS[digit] + out
        if number == 0:
            return out


def main() -> None:
    if unicodedata.unidata_version != "14.0.0":
        sys.exit(f"this Python knows Unicode {unicodedata.unidata_version}, not 14.0.0")
    words, last, start = [], 0, None
    for code in range(0x110001):
        assigned = code < 0x110000 and unicodedata.category(chr(code)) != "Cn"
        if assigned and start is None:
            start = code
        if not assigned and start is not None:
            words += [base36(start - last), base36(code - 1 - start)]
            last, start = code - 1, None
    line = ""
    for word in words:
        if len(line) + len(word) > 110:
            print(f"  {line.strip()}")
            line = ""
        line += f" {word}"
    print(f"  {line.strip()}")


main()
