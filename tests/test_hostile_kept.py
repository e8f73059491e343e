"""What persons keep may be broken or mean harm: a command says what is wrong with it, and never changes it."""

from __future__ import annotations

import shutil
import time
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from extract.library import NAME
from extract.words.sheet_names import AUDIT_WORKBOOK
from tests.command import Gongkai, exit_code
from tests.made.hostile_kept import KEPT_FAMILIES, Originals
from tests.made.writing import filled_in
from tests.test_sampling import filled_in as coded

ROOT = Path(__file__).parents[1]
IN = ROOT / "samples" / "澄溪县"
pytestmark = pytest.mark.slow
LONGEST = 60.0
PROFILE = 'name = "某省"\ndue = "2024-03-31"\n[deadlines]\n[rules]\n"D-01" = "warning"\n[[forbid]]\nwords = ["合理"]\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library, an audit of it that was filled in, and a sheet that was coded."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        assert exit_code(patch, "extract", IN, "-o", folder / "lib", "-q") in (0, 3)
        assert exit_code(patch, "audit", folder / "lib", "--year", 2022, "-o", folder / "audit", "-q") == 0
        assert exit_code(patch, "sample", folder / "lib", "--size", 6, "-o", folder / "coding.xlsx") == 0
    filled_in(folder / "audit" / AUDIT_WORKBOOK)
    coded(folder / "coding.xlsx", lambda key: "1")
    return folder


@pytest.fixture(scope="module")
def originals(made: Path) -> Originals:
    names = [path.relative_to(ROOT).as_posix() for path in sorted(IN.rglob("*.*"))[:3]]
    return Originals(
        roster=[
            ["单位名称", "统一社会信用代码"],
            ["澄溪县人民政府", "1"],
            ["青禾镇人民政府", "2"],
            ["石桥镇人民政府", "3"],
        ],
        manifest=[["file", "entity"], *([name, f"第{at}镇"] for at, name in enumerate(names))],
        profile=PROFILE,
        audit=(made / "audit" / AUDIT_WORKBOOK).read_bytes(),
        coding=(made / "coding.xlsx").read_bytes(),
        library=(made / "lib" / NAME).read_bytes(),
    )


def told(family: str, library: Path, kept: Path, out: Path) -> list[tuple[object, ...]]:
    """The commands that are given what a person keeps."""
    audit = ("audit", library, "-o", out, "--year", 2022)
    return {
        "rosters": [(*audit, "--roster", kept), ("compare", library, "--roster", kept)],
        "manifests": [("extract", IN / "2022", "-o", out, "--manifest", kept)],
        "profiles": [(*audit, "--profile", kept)],
        "workbooks of an audit": [audit],
        "workbooks of coders": [("score", library, kept)],
        "libraries": [
            ("export", kept, "-o", out / "a.csv"),
            ("audit", kept, "-o", out),
            ("merge", kept, "-o", out / "merged"),
            ("extract", IN / "2022", "-o", out / "again", "--library", kept),
        ],
    }[family]


@pytest.mark.parametrize("family", KEPT_FAMILIES)
@pytest.mark.parametrize("every", [pytest.param(7, id="few"), pytest.param(1, id="all", marks=pytest.mark.long)])
def test_what_persons_keep_is_read_or_refused_and_stays(
    every: int, family: str, made: Path, originals: Originals, tmp_path: Path, gongkai: Gongkai
) -> None:
    """One in so many of each family, which has them by kinds."""
    for name, data in islice(KEPT_FAMILIES[family](Random(family), originals), 0, None, every):
        folder = tmp_path / "now"
        out = folder / "out"
        shutil.copytree(made / "lib", folder / "lib")
        out.mkdir()
        kept = out / AUDIT_WORKBOOK if family == "workbooks of an audit" else folder / name
        kept.write_bytes(data)
        for command in told(family, folder / "lib", kept, out):
            began = time.monotonic()
            run = gongkai(*command)
            assert run.code in (0, 1, 2, 3, 4, 5), (name, command[0], run)
            assert time.monotonic() - began < LONGEST, (name, command[0])
            if run.code in (2, 5) and family != "profiles":  # in which a register is named, of which it is told
                assert kept.name in run.err, (name, command[0], run)
            if family != "libraries":
                assert data in [path.read_bytes() for path in (kept, *out.iterdir()) if path.is_file()], (name, run)
            assert not [path for path in folder.rglob(".*") if ".part" in path.name], (name, command[0])
        shutil.rmtree(folder)
