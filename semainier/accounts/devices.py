"""What a browser says of itself, in the words of who uses it."""

# The first mark found counts: Edge and Opera also say Chrome, Chrome also says Safari, an iPhone also says Mac.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def device(agent: str) -> str:
    """Return the kind of device ("iPhone", "Windows"), nothing when the browser does not tell."""
    return next((name for mark, name in SYSTEMS if mark in agent), "")


def device_words(agent: str) -> str:
    """Return browser and device ("Firefox, Windows"), the beginning of what it says when neither is known."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    return ", ".join(part for part in (browser, device(agent)) if part) or agent[:40]
