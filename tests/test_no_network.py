"""No command asks for the network: not where it would be refused, and not where there is none."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Gongkai, exit_code
from tests.made.writing import FAULTY, READS_ONLY, TEXT, WRITES, Workshop, made_in, places
from tests.test_same_bytes import RUN
from tests.test_sampling import filled_in as coded

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


def commands(shop: Workshop, out: Path) -> dict[str, tuple[object, ...]]:
    """All commands: those that write, and what is printed."""
    return {
        **{name: place.arguments for name, place in places(shop, out).items()},
        "check": ("check", TEXT, "--jobs", 1),
        "check folder": ("check", FAULTY, "--jobs", 1),
        "show stage": ("show", TEXT, "--stage", "matches"),
        "score": ("score", shop.library, shop.folder / "coding.xlsx"),
        "methods": ("methods", shop.library),
        "verify": ("verify", shop.folder / "release", "--jobs", 1),
        "roster printed": ("roster", shop.library),
        "compare printed": ("compare", shop.library),
        "diff printed": ("diff", shop.library, FAULTY, "--json"),
        "rules": ("rules",),
        "forms": ("forms",),
        "codebook": ("codebook",),
    }


NAMES = tuple(commands(Workshop(Path()), Path()))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    found = Workshop(tmp_path_factory.mktemp("network") / "shop")
    made_in(found.folder)
    sheet = found.folder / "coding.xlsx"
    with pytest.MonkeyPatch.context() as patch:
        assert exit_code(patch, "sample", found.library, "-o", sheet, "--size", 3) == 0
        assert exit_code(patch, "release", found.library, "-o", found.folder / "release") == 0
    coded(sheet, lambda key: "1")
    return found


def test_every_command_is_among_them() -> None:
    assert {name.partition(" ")[0] for name in NAMES} == WRITES | READS_ONLY


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_no_command_opens_a_socket(
    name: str, shop: Workshop, tmp_path: Path, gongkai: Gongkai, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refuse(*arguments: object, **named: object) -> None:
        asked.append(arguments)
        raise PermissionError("there is no network")

    for function in ("socket", "create_connection", "getaddrinfo", "gethostbyname", "socketpair"):
        monkeypatch.setattr(socket, function, refuse)
    run = gongkai(*commands(shop, tmp_path / "out")[name])
    assert (run.code in (0, 1), asked) == (True, []), run


@pytest.mark.long
def test_all_commands_work_where_there_is_no_network(shop: Workshop, tmp_path: Path) -> None:
    """In processes that have no network card, not even the one that leads back to them."""
    alone = [shutil.which("unshare") or "unshare", "--user", "--map-root-user", "--net"]
    try:
        subprocess.run([*alone, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("may not take the network away")
    lines = ["\t".join(map(str, each)) for each in commands(shop, tmp_path / "out").values()]
    done = subprocess.run(
        [*alone, sys.executable, "-c", RUN, "\n".join(lines)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
