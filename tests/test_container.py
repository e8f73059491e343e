"""The image for a server, as far as its text tells: what it is made of is fixed, and who runs it is nobody."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE = ROOT / "packaging" / "Dockerfile"


def instructions() -> list[tuple[str, str]]:
    text = "\n".join(line for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#"))
    lines = text.replace("\\\n", " ").splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines) if word]


def told(word: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == word]


def test_it_has_a_python_of_a_fixed_version_for_which_packages_are_pinned() -> None:
    version = re.fullmatch(r"PYTHON=python:(3\.\d+)\.\d+-slim-\w+", told("ARG")[0])
    assert version
    least = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert tuple(map(int, version[1].split("."))) >= tuple(map(int, least.removeprefix(">=").split(".")))
    assert told("FROM") == ["${PYTHON}"]
    installs = [run for run in told("RUN") if "pip install" in run]
    assert installs and all("--require-hashes" in run and "--no-deps" in run for run in installs)


def test_what_is_copied_is_there_and_goes_through_what_is_left_out() -> None:
    let_in = [
        line[1:] for line in FILE.with_name("Dockerfile.dockerignore").read_text("utf-8").split() if line[0] == "!"
    ]
    sources = [copy.split()[0] for copy in told("COPY")]
    assert sorted(sources) == sorted(let_in)
    assert all((ROOT / source).exists() for source in sources)


def test_nobody_is_root_and_the_command_is_that_of_the_program() -> None:
    words = [word for word, _ in instructions()]
    assert told("USER")[-1] not in ("", "0", "root")
    assert "RUN" not in words[words.index("USER") :]
    assert told("ENTRYPOINT") == ['["gongkai"]']
    assert "exec python -m extract" in " ".join(told("RUN"))


def test_both_readmes_say_how_it_is_built() -> None:
    for readme in ("README.md", "docs/README.zh.md"):
        assert "docker build -f packaging/Dockerfile -t gongkai ." in (ROOT / readme).read_text("utf-8")
