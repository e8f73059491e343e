"""Every TOML file that is read is checked: a misspelt key, or a value of another kind, is told with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple, get_args

import pytest

from extract import GongkaiError, UsageError
from extract.catalogue import rules_of
from extract.checks.profile import Profile, profile_of
from extract.errors import FormError, ProfileError
from extract.forms import load_forms
from extract.forms.declared import KindName
from extract.forms.form import form_of
from extract.panels.series import indicators_of
from tests.command import Gongkai

ROOT = Path(__file__).parents[1]
PROFILE = ROOT / "docs" / "profile.toml"
FILES = {
    **{path.name: path for path in sorted((ROOT / "extract").rglob("*.toml"))},
    PROFILE.name: PROFILE,
}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
NAMES = re.compile(r"[A-Z]-\d\d|(?:\w+_(?:rate|share|report|10k))|township|subdistrict|department|county")
"""What is a name in a file and no key of ours: a rule, an indicator, a kind of agency."""


def loaded(name: str, text: str, folder: Path) -> object:
    """What is made of the text of one of the files."""
    if name == PROFILE.name:
        (folder / name).write_text(text, encoding="utf-8")
        return profile_of(folder / name)
    if name == "rules.toml":
        return rules_of(text)
    return indicators_of(text, load_forms()) if name == "indicators.toml" else form_of(text, name)


class Key(NamedTuple):
    """A key of a file: where it stands, the tables that it is in, and the place of its value if it stands beside it."""

    word: str
    start: int
    tables: tuple[str, ...]
    value: tuple[int, int] | None

    def place(self, name: str) -> re.Pattern[str]:
        """What an error says of where the key is: the file, and every table with its own key or its number."""
        inside = " / ".join(rf"{re.escape(table)}(?: \S+)?" for table in self.tables)
        return re.compile(rf"\S*{re.escape(name)}{' ' if inside else ''}{inside}")


def keys_of(text: str) -> Iterator[Key]:
    """Every key of a TOML text that has a line for each."""
    tables: tuple[str, ...] = ()
    for line in re.finditer(
        r"^[ \t]*(?:\[+(?P<table>[\w.-]+)\]+|(?P<key>[\w.-]+) = (?P<value>.*?))[ \t]*(?:#.*)?$", text, re.M
    ):
        words = tuple((line["table"] or line["key"]).split("."))
        start = line.start("table" if line["table"] else "key")
        if line["table"]:
            tables = words
            yield Key(words[-1], start + sum(len(word) + 1 for word in words[:-1]), words[:-1], None)
            continue
        for at, word in enumerate(words):
            place = start + sum(len(each) + 1 for each in words[:at])
            yield Key(word, place, (*tables, *words[:at]), line.span("value") if at == len(words) - 1 else None)
        if line["value"].startswith("{"):
            for inner in re.finditer(r"[{,] (\w+) = (\"[^\"]*\")", line["value"]):
                at = line.start("value")
                span = at + inner.start(2), at + inner.end(2)
                yield Key(inner[1], at + inner.start(1), (*tables, *words), span)


KEYS = {name: [key for key in keys_of(text) if not NAMES.fullmatch(key.word)] for name, text in TEXTS.items()}
MISSPELLINGS: tuple[Callable[[str, int], str], ...] = (
    lambda word, at: word[:at] + word[at + 1 :],
    lambda word, at: word[:at] + word[at] + word[at:],
    lambda word, at: word[:at] + "x" + word[at + 1 :],
    lambda word, at: word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
)
"""A letter that is lost, twice there, another one, or in the wrong place."""


BETWEEN = {"inds", "xinds"}
"""As near to `kinds` as to `finds`."""


def misspelt(word: str, random: Random) -> str:
    while (wrong := random.choice(MISSPELLINGS)(word, random.randrange(len(word)))) in {word, *BETWEEN}:
        pass
    return wrong


def test_the_walk_finds_the_keys_of_every_file() -> None:
    assert {"2014.toml", "2019.toml", "2021.toml", "rules.toml", "indicators.toml", "profile.toml"} <= KEYS.keys()
    assert {name: len(keys) > 20 for name, keys in KEYS.items()} == dict.fromkeys(KEYS, True)
    found = {key.word for keys in KEYS.values() for key in keys}
    assert {"balance", "usual", "at_least", "aliases", "axis", "statistics", "zh", "on_demand", "times", "cap"} <= found


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_understood_as_they_are(name: str, tmp_path: Path) -> None:
    assert loaded(name, TEXTS[name], tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_every_key_that_is_misspelt_is_told_with_its_place_and_the_right_key(name: str, tmp_path: Path) -> None:
    text, random = TEXTS[name], Random(name)
    for key in KEYS[name]:
        wrong = misspelt(key.word, random)
        altered = text[: key.start] + wrong + text[key.start + len(key.word) :]
        with pytest.raises((FormError, ProfileError)) as told:
            loaded(name, altered, tmp_path)
        error = told.value
        said = (error.code, error.details["key"], error.details.get("nearest"))
        assert said == ("key", wrong, key.word), (key, error)
        assert key.place(name).fullmatch(error.details["place"]), (key, error.details["place"])
        assert {error.details["place"], wrong, key.word} <= set(
            re.split(r"[“”]|: | 有看|cannot understand ", str(error))
        )


@pytest.mark.long
@pytest.mark.parametrize("name", FILES)
def test_every_value_of_another_kind_is_told_with_its_place(name: str, tmp_path: Path) -> None:
    text = TEXTS[name]
    for key in KEYS[name]:
        if key.value is None:
            continue
        start, end = key.value
        for other in ("[1]", "7" if text[start] in '"[{' else '"seven"'):
            with pytest.raises((FormError, ProfileError)) as told:
                loaded(name, text[:start] + other + text[end:], tmp_path)
            error = told.value
            assert error.code in get_args(KindName), (key, error)
            assert (error.details["key"], error.details["value"]) == (key.word, other)
            assert key.place(name).fullmatch(error.details["place"]), (key, error.details["place"])


NEEDED = {
    "2014.toml": "code title notice first_year key section headers short label axis left right",
    "2019.toml": "code title notice first_year number words key section headers short label axis left right",
    "2021.toml": "code title notice first_year number words key section headers short label axis left right",
    "rules.toml": "severity zh en says",
    "indicators.toml": "kind short label source numerator denominator",
    "profile.toml": "number name points",
}

MAY_GO = {("band", "label"), ("", "name"), ("section", "name")}
"""What may be left out there, though not elsewhere."""


@pytest.mark.slow
@pytest.mark.parametrize("name", NEEDED)
def test_every_key_that_is_needed_is_missed_where_it_is_not_there(name: str, tmp_path: Path) -> None:
    text, left_out = TEXTS[name], set()
    for key in KEYS[name]:
        inside = key.tables[-1] if key.tables else ""
        if key.value and key.word in NEEDED[name].split() and (inside, key.word) not in MAY_GO:
            start = text.rfind("\n", 0, key.start) + 1
            with pytest.raises((FormError, ProfileError)) as told:
                loaded(name, text[:start] + text[text.find("\n", key.start) :], tmp_path)
            missed = (told.value.code, told.value.details["key"])
            assert missed in (("missing", key.word), ("missing", inside)), key
            left_out.add(key.word)
    assert left_out == set(NEEDED[name].split())


# ── What no single key tells ─────────────────────────────────────────────────────────────────────────────────────────

BALANCE = '[[table.balance]]\nkey = "I9"\naxis = "{axis}"\nleft = {left}\nright = {right}\n'
DISPUTES = "# ── 表四"


def balance(axis: str, left: list[str], right: list[str]) -> tuple[str, str]:
    """One more balance of table three."""
    return DISPUTES, BALANCE.format(axis=axis, left=left, right=right) + DISPUTES


@pytest.mark.parametrize(
    ("changed", "code", "key", "details"),
    [
        (("left = [\"received\"", "left = [\"recieved\""), "word", "left", {"word": "recieved", "nearest": "received"}),
        (balance("columns", ["business"], ["totals"]), "word", "right", {"word": "totals", "nearest": "total"}),
        (balance("rows", ["received"], ["total"]), "word.far", "right", {"word": "total"}),
        (balance("rows", ["received"], []), "side", "right", {}),
        (balance("rows", ["received", "handled"], ["handled"]), "twice", "left, right", {"value": "handled"}),
        (balance("row", ["received"], ["handled"]), "word", "axis", {"nearest": "rows"}),
        (('key = "I2"', 'key = "I1"'), "twice", "balance", {"value": "I1"}),
        (('key = "repealed"', 'key = "issued"'), "twice", "column", {"value": "issued"}),
        (('key = "coercion"', 'key = "rules"'), "twice", "row", {"value": "rules"}),
        (('key = "item6"', 'key = "item5"'), "twice", "band", {"value": "item5"}),
        (('key = "overview"', 'key = "other"'), "twice", "section", {"value": "other"}),
        (("number = 2", "number = 1"), "twice", "section", {"value": "1"}),
        (('short = "repealed"', 'short = "issued"'), "twice", "short", {"value": "p_rules_issued"}),
        (('short = "p_rules"', 'short = "p_rules_of_all_that_are_in_force"'), "long", "short", {"most": "32"}),
        (("section = 3", "section = 7"), "word", "section", {"word": "7"}),
        (('value_type = "amount"', 'value_type = "amounts"'), "word", "value_type", {"nearest": "amount"}),
        (('unit = "万元"', 'unit = "万圆"'), "word", "unit", {"word": "万圆"}),
        (('layout = "side_by_side"', 'layout = "sidebyside"'), "word", "layout", {"nearest": "side_by_side"}),
        (('key = "I2"', 'key = "I2"\nat_least = true'), "key.far", "at_least", {}),
        (('title = "政府信息公开工作年度报告格式"', "title = 政府"), "toml", "", {}),
    ],
)  # fmt: skip
def test_what_does_not_go_together_in_a_form_is_told(
    changed: tuple[str, str], code: str, key: str, details: dict[str, str]
) -> None:
    assert changed[0] in TEXTS["2021.toml"]
    with pytest.raises(FormError) as told:
        form_of(TEXTS["2021.toml"].replace(*changed, 1), "2021.toml")
    assert (told.value.code, told.value.details["key"]) == (code, key)
    assert details.items() <= told.value.details.items()


def test_a_balance_that_nothing_can_be_added_up_by_is_told() -> None:
    """Columns of two bands never stand in one row."""
    text = TEXTS["2021.toml"].replace(
        "# ── 表三", BALANCE.format(axis="columns", left=["issued"], right=["amount"]) + "# ── 表三", 1
    )
    with pytest.raises(FormError) as told:
        form_of(text, "2021.toml")
    assert (told.value.code, told.value.details["place"]) == ("apart", '2021.toml table "proactive" / balance "I9"')


@pytest.mark.parametrize(
    ("file", "changed", "code", "key", "details"),
    [
        ("rules.toml", ('severity = "note"', 'severity = "nota"'), "word", "severity", {"nearest": "note"}),
        ("rules.toml", ('"township", "county"', '"townships", "county"'), "word", "kinds", {"nearest": "township"}),
        ("rules.toml", ('needs = ["text"]', 'needs = ["texts"]'), "word", "needs", {"nearest": "text"}),
        (
            "indicators.toml",
            ("requests.granted.total", "requests.grantd.total"),
            "word",
            "numerator",
            {"nearest": "requests.granted.total"},
        ),
        ("indicators.toml", ('kind = "share"', 'kind = "flag"'), "denominator", "denominator", {}),
        ("indicators.toml", ('"population"', '"popolation"'), "word.far", "denominator", {}),
        ("indicators.toml", ('short = "i_denied"', 'short = "i_open"'), "twice", "short", {"value": "i_open"}),
        ("profile.toml", ('C-06 = "error"', 'C-60 = "error"'), "key", "C-60", {}),
        ("profile.toml", ('C-06 = "error"', 'C-06 = "errors"'), "word", "C-06", {"nearest": "error"}),
        ("profile.toml", ('township = "01-31"', 'townships = "01-31"'), "key", "townships", {"nearest": "township"}),
        ("profile.toml", ('township = "01-31"', 'township = "13-01"'), "day", "township", {"value": '"13-01"'}),
        ("profile.toml", ("number = 5", "number = 55"), "word", "number", {"word": "55"}),
        ("profile.toml", ('rules = ["A-01"', 'rules = ["A-22"'), "word", "rules", {"word": "A-22"}),
        ("profile.toml", ('due = "2025-02-15"', "due = 20250215"), "date", "due", {"value": "20250215"}),
        ("profile.toml", ("[score]", "[score"), "toml", "", {}),
    ],
)
def test_a_word_that_means_nothing_is_told(
    file: str, changed: tuple[str, str], code: str, key: str, details: dict[str, str], tmp_path: Path
) -> None:
    assert changed[0] in TEXTS[file]
    with pytest.raises((FormError, ProfileError)) as told:
        loaded(file, TEXTS[file].replace(*changed, 1), tmp_path)
    assert (told.value.code, told.value.details["key"]) == (code, key)
    assert details.items() <= told.value.details.items()


def test_a_date_may_be_written_as_toml_has_it(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text("due = 2025-02-15", encoding="utf-8")
    assert profile_of(tmp_path / "p.toml").due == "2025-02-15"


@pytest.mark.parametrize("day", ["02-29", "12-31"])
def test_a_day_is_one_of_any_year(day: str, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(f'[deadlines]\ncounty = "{day}"', encoding="utf-8")
    assert profile_of(tmp_path / "p.toml").deadlines == {"county": tuple(map(int, day.split("-")))}


def test_the_last_of_february_is_a_day_of_every_year() -> None:
    profile = Profile(deadlines={"county": (2, 29)})
    assert [str(profile.deadline("county", year)) for year in (2022, 2023)] == ["2023-02-28", "2024-02-29"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = " + "[" * 20_000 + "]" * 20_000, "toml"),
        ("x = " + "9" * 5_000, "toml"),
        ("a" * 100_000 + " = 1", "key.far"),
        ("[score]\nfull = inf", "number"),
        ("[score]\nfull = nan", "number"),
        ("[score]\nfull = " + "9" * 400, "number"),
        ("[[forbid]]\nwords = ['']", "texts"),
    ],
)
def test_what_no_person_writes_is_told_in_a_sentence(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as told:
        profile_of(tmp_path / "p.toml")
    assert told.value.code == code
    assert len(str(told.value)) < 1_000


# ── How it is told ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        (('key = "overview"', 'kye = "overview"'), "f.toml section 1"),
        (("number = 2", "nubmer = 2"), 'f.toml section "proactive"'),
        (('label = "第二十条第（五）项"', 'labels = "五"'), 'f.toml table "proactive" / band "item5"'),
        (('short = "p_rules"', 'shorts = "p_rules"'), 'f.toml table "proactive" / band "item1" / row "rules"'),
        (("first_year", "frist_year"), "f.toml"),
    ],
)
def test_a_table_is_told_by_its_key_or_its_number(changed: tuple[str, str], place: str) -> None:
    with pytest.raises(FormError) as told:
        form_of(TEXTS["2021.toml"].replace(*changed, 1), "f.toml")
    assert told.value.details["place"] == place


def test_a_list_of_tables_is_never_empty() -> None:
    with pytest.raises(FormError) as told:
        form_of('code = "1"\ntitle = "2"\nnotice = "3"\nfirst_year = 4\ntable = []', "f.toml")
    assert (told.value.code, told.value.details["key"]) == ("tables", "table")


def test_a_word_like_no_other_is_told_with_all_that_there_are() -> None:
    with pytest.raises(FormError) as told:
        rules_of('[A-01]\ncolour = "red"')
    assert told.value.code == "key.far"
    assert told.value.details["known"].split(", ")[:2] == ["severity", "basis"]


@pytest.mark.parametrize("lang", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_a_profile_with_a_misspelt_key_ends_with_2_and_one_sentence(
    lang: str, gongkai: Gongkai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", lang)
    (tmp_path / "p.toml").write_text("[score]\nfull = 10\n[[score.itme]]\nname = 'A'\n", encoding="utf-8")
    done = gongkai("audit", tmp_path, "--profile", tmp_path / "p.toml")
    assert done.code == 2
    (line,) = done.err.splitlines()
    assert all(word in line for word in (str(tmp_path / "p.toml"), "score", "itme", "item"))


def test_a_form_that_cannot_be_understood_is_a_fault_of_ours_and_no_usage() -> None:
    with pytest.raises(GongkaiError) as told:
        form_of(TEXTS["2021.toml"].replace("[[table.balance]]", "[[table.balence]]", 1), "2021.toml")
    assert not isinstance(told.value, UsageError)
    assert told.value.exit_code == 6
    assert issubclass(ProfileError, UsageError)
