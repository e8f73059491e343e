"""The public gold set, made, read and compared.

Usage: python -m bench.gold make [--seed 1] [--each 20] [--faulty 10] [--blank FORM.docx]
                                 [--family NAME …] [--font NAME …] DIR
       python -m bench.gold score [--family NAME …] [--markdown] [--wrong] DIR
       python -m bench.gold peers [--family NAME …] [--tool NAME …] [--markdown] DIR
       python -m bench.gold speed [--family NAME …] [--markdown] DIR

`make` writes EACH documents of every family and `truth.jsonl`, Word files and web pages each in one of the fonts.
`score` reads them and counts what is right, marked and silently wrong. `peers` installs other tools in an environment
of its own and scores their tables. `speed` measures ours beside pdfplumber, pdfium and python-docx in one run.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.gold import peers, scoring, speed, tools, truth
from bench.gold.families import FAMILIES, NEEDS, Order


def make(arguments: argparse.Namespace) -> None:
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    documents = []
    for family in arguments.family or FAMILIES:
        how = (arguments.blank, arguments.faulty, arguments.font or ("",))
        order = Order(family, arguments.seed, arguments.each, folder, *how)
        if family not in NEEDS or NEEDS[family](order):
            made = FAMILIES[family](order)
            documents += made
            print(f"{family:12} {len(made)} documents", flush=True)
        else:
            print(f"{family:12} left out: what makes it is not here")
    truth.write(folder, documents)


def score(arguments: argparse.Namespace) -> None:
    found = list(scoring.scores(arguments.folder, scoring.families_in(arguments.folder, arguments.family)))
    for fault in (fault for each in found for fault in each.faults if arguments.wrong):
        print(" ", fault)
    print(scoring.shown(scoring.table_of(found), arguments.markdown))


def compare(arguments: argparse.Namespace) -> None:
    python = peers.environment(arguments.environment)
    found = []
    families = scoring.families_in(arguments.folder, arguments.family)
    for peer in peers.compared(arguments.folder, families, arguments.tool or tools.TOOLS, python):
        print(" ".join(peers.table_of([peer])[1]), file=sys.stderr, flush=True)
        found.append(peer)
    print(scoring.shown(peers.table_of(found), arguments.markdown))


def measure(arguments: argparse.Namespace) -> None:
    families = scoring.families_in(arguments.folder, arguments.family)
    print(scoring.shown([speed.HEADER, *speed.measured(arguments.folder, families)], arguments.markdown))


COMMANDS = {"make": make, "score": score, "peers": compare, "speed": measure}


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.gold", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in COMMANDS:
        command = commands.add_parser(name)
        command.add_argument("folder", type=Path, metavar="DIR")
        command.add_argument("--family", action="append", choices=list(FAMILIES))
        if name == "make":
            command.add_argument("--seed", type=int, default=1)
            command.add_argument("--each", type=int, default=20)
            command.add_argument("--faulty", type=int, default=0, help="one report in so many has sums that fail")
            command.add_argument("--font", action="append", help="one that the machine has; of several, in turn")
            command.add_argument("--blank", type=Path, help="the official blank form (DOCX)")
        else:
            command.add_argument("--markdown", action="store_true")
        if name == "peers":
            command.add_argument("--tool", action="append", choices=list(tools.TOOLS))
            command.add_argument(
                "--environment", type=Path, default=Path(".bench-venv"), help="where tools are installed"
            )
        if name == "score":
            command.add_argument("--wrong", action="store_true", help="name what is not right")
    return parser.parse_args()


def main() -> None:
    arguments = parsed()
    COMMANDS[arguments.command](arguments)


if __name__ == "__main__":
    main()
