"""Keep the catalogues in step with the code: extract, complete, check, compile. No gettext program is needed.

scripts/messages.py                 update every app's .po and list what has no French
scripts/messages.py events home     the same for these apps only
scripts/messages.py --prune         drop translations that nothing uses any more
scripts/messages.py --check         change nothing; exit 1 when something is missing, wrong or out of date
scripts/messages.py --compile       write the .mo beside each .po
"""

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "semainier"
FRENCH = "fr"
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: semainier\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
CALL = re.compile(
    r"""\b(n?p?gettext|_)\((\s*u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?:\s*,\s*u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))*)"""
)
POSITIONAL = re.compile(r"%[sd]|\{\d*\}")
FRENCH_FAULTS = (
    (re.compile(r"\w'\w"), "the apostrophe is ’"),
    (
        re.compile(r"[^\u202f\s][!?;](?=\s|$)|[ \u00a0][!?;]"),
        "a narrow no-break space (U+202F) stands before ; ! ?",
    ),
    (re.compile(r"[^\u00a0\d]:(?=\s|$)| :"), "a no-break space (U+00A0) stands before :"),
    (re.compile(r"«[^\u00a0\u202f]|[^\u00a0\u202f]»"), "a no-break space stands inside « »"),
    (re.compile(r"\.\.\."), "three dots are …"),
)
NOT_TEXT = re.compile(r"%\(\w+\)[sd]|%%|&\w+;|<[^>]+>|https?://\S+|\b\w+:(?=//)")

Key = tuple[str | tuple[str, str], str]


@dataclass
class Found:
    """The messages of one app's code: where each stands, and the calls that cannot be extracted."""

    places: dict[Key, set[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, function: str, texts: list[str], path: Path) -> None:
        kind = function.removesuffix("gettext")
        context = texts.pop(0) if "p" in kind else ""
        message = (texts[0], texts[1]) if "n" in kind else texts[0]
        self.places.setdefault((message, context), set()).add(path.relative_to(ROOT).as_posix())

    def join_plurals(self) -> None:
        """Let an id that also has a plural stand once: a catalogue holds one entry for both."""
        for message, context in [key for key in self.places if isinstance(key[0], tuple)]:
            self.places[message, context] |= self.places.pop((message[0], context), set())


def names_of_gettext(tree: ast.Module) -> dict[str, str]:
    """Return {name used in this file: function of django.utils.translation}."""
    return {
        alias.asname or alias.name: alias.name.removesuffix("_lazy").removesuffix("_noop")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name
    }


def read_python(path: Path, found: Found) -> None:
    source = path.read_text(encoding="utf-8")
    if "gettext" not in source:
        return
    tree = ast.parse(source, str(path))
    names = names_of_gettext(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in names:
            continue
        function = names[node.func.id]
        wanted = {"gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}[function]
        texts = [
            a.value for a in node.args[:wanted] if isinstance(a, ast.Constant) and isinstance(a.value, str)
        ]
        if len(texts) == wanted:
            found.add(function, texts, path)
            if len(POSITIONAL.findall(texts[-1])) > 1:
                found.faults.append(
                    f"{path.relative_to(ROOT)}:{node.lineno}: name the placeholders, %(what)s"
                )
        elif not all(
            isinstance(a, ast.Constant | ast.Name | ast.Attribute | ast.Subscript) for a in node.args[:wanted]
        ):
            found.faults.append(
                f"{path.relative_to(ROOT)}:{node.lineno}: {node.func.id}() needs a literal text"
            )


def read_template(path: Path, found: Found) -> None:
    source = path.read_text(encoding="utf-8")
    if "trans" not in source and "_(" not in source:
        return
    for function, arguments in CALL.findall(templatize(source, str(path))):
        texts = ast.literal_eval(f"({arguments},)")
        found.add("gettext" if function == "_" else function, list(texts), path)


def extract(app: Path) -> Found:
    found = Found()
    alone = (
        PACKAGE.glob("*.py") if app.name == "core" else ()
    )  # the files of no app, the command line among them
    for path in sorted([*app.rglob("*.py"), *alone]):
        if not {"tests", "migrations"} & set(path.relative_to(PACKAGE).parts):
            read_python(path, found)
    for path in sorted(app.glob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".xml", ".typ"}:
            read_template(path, found)
    found.join_plurals()
    return found


@dataclass
class AppCatalogue:
    """One app, one language: the file, what it says, what it should say."""

    app: str
    path: Path
    language: str
    old: Catalog
    new: Catalog
    missing: list[str] = field(default_factory=list)
    unused: int = 0

    @property
    def text(self) -> str:
        buffer = io.BytesIO()
        write_po(buffer, self.new, width=0, sort_output=True, omit_header=True, include_lineno=False)
        header = HEADER.format(language=self.language, plural=self.new.plural_forms)
        return header + buffer.getvalue().decode().strip("\n") + "\n"


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(strings) and not message.fuzzy


def load(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def remembered(catalog: Catalog) -> dict[Key, Message]:
    """Return every translation of the file, those put aside as `#~` included, by id and context."""
    every = [*catalog.obsolete.values(), *(message for message in catalog if message.id)]
    return {(m.id if isinstance(m.id, str) else tuple(m.id), m.context or ""): m for m in every}  # type: ignore[misc]


def merge(app: Path, language: str, found: Found, memory: dict[Key, Message], *, prune: bool) -> AppCatalogue:
    """Put what the code says and what the file knows together; borrow a translation of another app."""
    path = app / "locale" / language / "LC_MESSAGES" / "django.po"
    old = load(path, language)
    result = AppCatalogue(app.name, path, language, old, Catalog(locale=language))
    known = remembered(old)
    for key, places in found.places.items():
        source = known.pop(key, None)
        if source is None or not is_translated(source):
            source = memory.get(key, source)
        message = result.new.add(
            key[0],
            source.string if source else "",
            [(place, None) for place in sorted(places)],
            flags=[flag for flag in source.flags if flag == "fuzzy"] if source else (),
            user_comments=source.user_comments if source else (),
            context=key[1] or None,
        )
        if not is_translated(message):
            result.missing.append(key[0] if isinstance(key[0], str) else key[0][0])
    result.unused = len(known)
    if not prune:
        result.new.obsolete.update({key: message for key, message in known.items() if is_translated(message)})  # type: ignore[misc]
    return result


def catalogues(apps: list[Path], *, prune: bool) -> Iterator[tuple[AppCatalogue, list[str]]]:
    """Yield every catalogue as it should be, with the faults of the code."""
    every = sorted(path.parent for path in PACKAGE.glob("*/apps.py"))
    files = {
        path: load(path, path.parts[-3])
        for app in every
        for path in app.glob("locale/*/LC_MESSAGES/django.po")
    }
    for app in apps or every:
        found = extract(app)
        languages = {path.parts[-3] for path in files if path.is_relative_to(app)} | {FRENCH}
        for language in sorted(languages):
            if not found.places and not any(path.is_relative_to(app) for path in files):
                continue
            memory = {
                key: message
                for path, catalog in files.items()
                if path.parts[-3] == language
                for key, message in remembered(catalog).items()
                if is_translated(message)
            }
            yield merge(app, language, found, memory, prune=prune), found.faults


def wrong(catalogue: AppCatalogue) -> Iterator[str]:
    """Yield what is wrong inside the translations: placeholders, French typography."""
    for message, errors in catalogue.new.check():
        if is_translated(message):
            yield from (f"{catalogue.app}: {message.id!r}: {error}" for error in errors)
    if catalogue.language != FRENCH:
        return
    for message in catalogue.new:
        strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
        for string in strings if message.id else ():
            bare = NOT_TEXT.sub("x", string)
            yield from (
                f"{catalogue.app}: {string!r}: {why}" for fault, why in FRENCH_FAULTS if fault.search(bare)
            )


def contradictions(every: list[AppCatalogue]) -> Iterator[str]:
    """Yield ids that two apps translate in two ways: Django keeps only one of them."""
    seen: dict[tuple[str, Key], tuple[str, object]] = {}
    for catalogue in every:
        for message in catalogue.new:
            if not message.id or not is_translated(message):
                continue
            key = (
                catalogue.language,
                (message.id if isinstance(message.id, str) else tuple(message.id), message.context or ""),
            )
            app, string = seen.setdefault(key, (catalogue.app, message.string))  # type: ignore[arg-type]
            if string != message.string:
                here = f"{catalogue.app}: {message.id!r} is {message.string!r} here"
                yield f"{here} and {string!r} in {app}: use pgettext, or one wording"


def compile_all() -> int:
    for path in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, load(path, path.parts[-3]))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("apps", nargs="*", help="names of apps; all when none is given")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 when something is missing or out of date"
    )
    parser.add_argument("--compile", action="store_true", help="write .mo files and end")
    parser.add_argument("--prune", action="store_true", help="drop translations that nothing uses")
    options = parser.parse_args()
    if options.compile:
        return compile_all()
    pairs = list(catalogues([PACKAGE / name for name in options.apps], prune=options.prune))
    every = [catalogue for catalogue, _ in pairs]
    faults = [fault for _, found in pairs for fault in found]
    for catalogue in every:
        now = catalogue.path.read_text(encoding="utf-8") if catalogue.path.exists() else ""
        if catalogue.text != now and options.check:
            faults.append(
                f"{catalogue.app}: {catalogue.path.relative_to(ROOT)} is out of date: run scripts/messages.py"
            )
        elif catalogue.text != now:
            catalogue.path.parent.mkdir(parents=True, exist_ok=True)
            catalogue.path.write_text(catalogue.text, encoding="utf-8")
        faults += [f"{catalogue.app}: no {catalogue.language}: {text!r}" for text in catalogue.missing]
        faults += wrong(catalogue)
    faults += contradictions(every)
    print(*dict.fromkeys(faults), sep="\n", end="\n" if faults else "")
    total = sum(len(list(catalogue.new)) - 1 for catalogue in every)
    print(f"{total} messages in {len(every)} catalogues, {len(set(faults))} faults")
    return 1 if options.check and faults else 0


if __name__ == "__main__":
    sys.exit(main())
