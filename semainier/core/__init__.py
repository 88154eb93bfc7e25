"""What every app stands on and that has no table: rights as data, the clock, errors, text, pages' frame."""
