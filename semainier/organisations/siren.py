"""The SIREN, the nine-digit number of a French legal unit (INSEE): its shape and its key."""

LENGTH = 9


def has_valid_key(siren: str) -> bool:
    """Whether nine digits pass Luhn's check, as every SIREN does."""
    if len(siren) != LENGTH or not siren.isdecimal() or not siren.isascii():
        return False
    total = 0
    for position, digit in enumerate(reversed(siren)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - LENGTH if value > LENGTH else value
    return total % 10 == 0


def complete(eight_digits: str) -> str:
    """Return the SIREN that begins with these eight digits, with its key."""
    return next(eight_digits + str(key) for key in range(10) if has_valid_key(eight_digits + str(key)))
