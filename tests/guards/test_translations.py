"""Guard: every Vietnamese string of the source has its English one, and the catalogue holds nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.template import engines
from django.template.base import Lexer, Node, Template, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "src/canbo/locale/en/LC_MESSAGES/django.po"
ONE = {"gettext", "gettext_lazy", "gettext_noop"}
MANY = {"ngettext", "ngettext_lazy"}
WITHIN = {"pgettext", "pgettext_lazy"}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")
UNDERSCORE = re.compile(r"""\b_\((["'])(.+?)\1\)""")
VIETNAMESE = re.compile("[À-ỹ]")


def within(context: str, text: str) -> str:
    """A string that means something of its own in a context, as gettext keeps it."""
    return f"{context}\x04{text}" if context else text


def names_of_gettext(tree: ast.AST) -> dict[str, str]:
    """What a module calls the functions of gettext, with their own names."""
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {
        alias.asname or alias.name: alias.name
        for node in imports
        if node.module == "django.utils.translation"
        for alias in node.names
    }


def asked_of_gettext(tree: ast.AST) -> Iterator[tuple[str, list[ast.expr]]]:
    """Every call of gettext: the function, and the arguments that are texts."""
    names = names_of_gettext(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = names.get(node.func.id, "")
            yield name, node.args[: 2 if name in MANY | WITHIN else 1 if name in ONE else 0]


def strings_of_python(source: str) -> Iterator[str]:
    """The literal text of every gettext call, both forms of a plural, and a context with its text."""
    for name, args in asked_of_gettext(ast.parse(source)):
        texts = [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        yield from [within(*texts)] if name in WITHIN else texts


def strings_of_template(source: str) -> Iterator[str]:
    """The literals of `translate` and of `_(...)`, and the texts of `blocktranslate`."""
    template: Template = engines["django"].from_string(source).template
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            literal = node.filter_expression.var
            text = literal if isinstance(literal, str) else literal.literal or ""
            yield within(node.message_context.resolve({}) if node.message_context else "", text)
        elif isinstance(node, BlockTranslateNode):
            yield from (node.render_token_list(tokens)[0] for tokens in (node.singular, node.plural) if tokens)
    for token in Lexer(source).tokenize():
        if token.token_type in (TokenType.VAR, TokenType.BLOCK):
            yield from (found[2] for found in UNDERSCORE.finditer(token.contents))


def strings_of_the_source() -> dict[str, str]:
    """Every string to translate, with the file it stands in."""
    found = {}
    for path in sorted((ROOT / "src/canbo").rglob("*.py")):
        found |= dict.fromkeys(strings_of_python(path.read_text(encoding="utf-8")), path.name)
    for path in sorted((ROOT / "src/canbo/web").rglob("*.html")):
        found |= dict.fromkeys(filter(None, strings_of_template(path.read_text(encoding="utf-8"))), path.name)
    return found


def words_of_the_catalogue() -> dict[str, list[str]]:
    """What the catalogue says for each string; a plural's forms stand behind both of its source forms."""
    words: dict[str, list[str]] = {}
    for entry in polib.pofile(str(CATALOGUE)):
        forms = list(entry.msgstr_plural.values()) or [entry.msgstr]
        texts = (within(entry.msgctxt or "", text) for text in (entry.msgid, entry.msgid_plural) if text)
        words |= dict.fromkeys(texts, forms)
    return words


def test_the_guard_reads_python_and_templates() -> None:
    source = (
        "from django.utils.translation import gettext as _, gettext_lazy as lazy, ngettext, pgettext\n"
        '_("a")\nngettext("b", "c", n)\nlazy("d" "e")\nother("f")\npgettext("g", "h")\n'
    )
    assert set(strings_of_python(source)) == {"a", "b", "c", "de", "g\x04h"}
    page = (
        '{% translate "x" %}{% blocktranslate with a=1 %}y {{ a }}{% endblocktranslate %}'
        '{% translate "z" context "k" %}{{ a|default:_("v") }}'
    )
    assert list(strings_of_template(page)) == ["x", "y %(a)s", "k\x04z", "v"]


def test_every_string_has_its_english() -> None:
    known = words_of_the_catalogue()
    assert {text: file for text, file in strings_of_the_source().items() if not all(known.get(text, [""]))} == {}


def test_the_catalogue_holds_nothing_else() -> None:
    assert words_of_the_catalogue().keys() - strings_of_the_source().keys() == set()


def test_a_translation_keeps_the_places_of_its_string() -> None:
    wrong = {
        text: form
        for text, forms in words_of_the_catalogue().items()
        for form in forms
        if set(PLACE.findall(form)) - set(PLACE.findall(text))
    }
    assert wrong == {}


# --- text that goes past gettext -------------------------------------------------------------------------------------

OWN_NAMES = {"Tiếng Việt", "abcdđ", "Điều", "Phụ lục", "Lò Thị A", "Giàng A B", "PCT HĐND"}
"""A language in its own name, the letters of a sub-clause, places in a document as packs write them, and the cells of
the sample rosters."""


def bare_of_python(source: str) -> Iterator[str]:
    """Vietnamese literals outside gettext, but for docstrings, texts of a pair and reasons for the trail."""
    tree = ast.parse(source)
    held = [arg for _name, args in asked_of_gettext(tree) for arg in args]
    for node in ast.walk(tree):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_docstring or (isinstance(node, ast.keyword) and node.arg in {"vi", "reason"}):
            held.append(node.value)
    known = {id(inner) for one in held for inner in ast.walk(one)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in known)
    yield from (text.value for text in texts if isinstance(text.value, str))


def bare_of_template(source: str) -> Iterator[str]:
    """The text of a template outside `blocktranslate`."""
    inside = False
    for token in Lexer(source).tokenize():
        if token.token_type is TokenType.BLOCK and token.contents.split()[0] in {"blocktranslate", "endblocktranslate"}:
            inside = token.contents.startswith("block")
        elif token.token_type is TokenType.TEXT and not inside:
            yield from re.split("[<>]", token.contents)


def test_the_guard_sees_what_goes_past_gettext() -> None:
    source = "from django.utils.translation import gettext as _\nx = _('á'), 'à'\nf(reason='ả', name='ã')\n"
    assert list(bare_of_python(source)) == ["à", "ã"]
    page = "<p>á</p>{% blocktranslate %}à{% endblocktranslate %}ả"
    assert list(filter(VIETNAMESE.search, bare_of_template(page))) == ["á", "ả"]


def test_pages_say_nothing_past_gettext() -> None:
    readers = {".py": bare_of_python, ".html": bare_of_template}
    bare = {
        text: path.name
        for path in sorted((ROOT / "src/canbo/web").rglob("*.*"))
        if path.suffix in readers
        for text in readers[path.suffix](path.read_text(encoding="utf-8"))
        if VIETNAMESE.search(text) and text.strip() not in OWN_NAMES
    }
    assert bare == {}
