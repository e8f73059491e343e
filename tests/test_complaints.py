"""What is wrong with a command line is said in the language of the locale, as everything else is."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from extract.words.usage import in_chinese


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Missing argument '{DIR}'.", "缺少参数 {DIR}。"),
        ("Missing command.", "缺少命令。"),
        ("No such option: --rooster (Possible options: --roster)", "没有选项 --rooster；是否为 --roster。"),
        ("No such option: --rooster Did you mean --roster?", "没有选项 --rooster；是否为 --roster。"),
        ("No such option: --nope", "没有选项 --nope。"),
        ("Invalid value for '--lang': 'fr' is not one of 'zh', 'en'.", "--lang 只能是 zh, en。"),
        ("Invalid value for '--year': 'abc' is not a valid integer.", "--year 应为整数。"),
        ("Invalid value for '--year': -1 is not in the range x>=0.", "--year 超出范围。"),
        ("Got unexpected extra arguments (y z)", "多余的参数：y z。"),
        ("Got unexpected extra argument(s) (y z)", "多余的参数：y z。"),
        ("Option '-o' requires an argument.", "选项 -o 后缺少内容。"),
    ],
)
def test_a_complaint_is_said_in_chinese(message: str, said: str) -> None:
    assert in_chinese(message) == said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("locale", "said"), [("zh_CN.UTF-8", "缺少选项 -o / --output。"), ("en_US.UTF-8", "Missing option")]
)
def test_it_is_said_in_the_language_of_the_locale(locale: str, said: str) -> None:
    home = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1"}
    ran = subprocess.run([sys.executable, "-m", "extract", "totals", "."], env=home, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert ("Missing" in ran.stderr) == locale.startswith("en")
    helped = subprocess.run([sys.executable, "-m", "extract", "totals", "-h"], env=home, capture_output=True, text=True)
    assert ("必填" in helped.stdout) == locale.startswith("zh")
