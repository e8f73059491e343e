"""Commands that print what is declared: `rules`, `forms`, `codebook`."""

from __future__ import annotations

import csv
import sys
from typing import Annotated, Literal

import typer

from extract.cli.options import LOCALE, LangOption, help_of
from extract.words.messages import sentence

commands = typer.Typer()


@commands.command(help=help_of("rules"))
def rules(
    markdown: Annotated[bool, typer.Option("--markdown", help=help_of("markdown"))] = False,
    lang: LangOption = LOCALE,
) -> None:
    from extract.catalogue import load_rules
    from extract.catalogue.page import page_of_rules, rule_title

    if markdown:
        for line in page_of_rules(lang):
            typer.echo(line)
        return
    for rule in load_rules().values():
        severity = sentence(f"severity.{rule.severity}", lang)
        typer.echo("  ".join(filter(None, (rule.id, severity, rule_title(rule.id, lang), rule.basis))))


@commands.command(help=help_of("forms"))
def forms() -> None:
    from extract.forms import load_every_form

    for form in reversed(load_every_form()):
        typer.echo(f"{form.code}  {form.title}  {form.notice}")
        if form.experimental:
            typer.echo(f"  {sentence('codebook.experimental', LOCALE)}")
        for table in form.tables:
            lines = sum(len(band.lines) for band in table.bands)
            cells = sum(len(band.lines) * len(band.columns) for band in table.bands)
            typer.echo(f"  {table.key}  {table.title}")
            for band in table.bands:
                typer.echo(f"    {band.label or table.key}: {', '.join(column.key for column in band.columns)}")
                typer.echo("".join(f"      {line.key}  {line.label}\n" for line in band.lines).rstrip("\n"))
            for balance in table.balances:
                typer.echo(f"    {balance.key}: {' + '.join(balance.left)} = {' + '.join(balance.right)}")
            for usual in table.usual:
                sign = "≥" if usual.at_least else "≈"
                typer.echo(f"    {usual.key}: {' + '.join(usual.left)} {sign} {' + '.join(usual.right)}")
            typer.echo(f"    {sentence('show.form', LOCALE, rows=lines, cells=cells)}")


@commands.command(help=help_of("codebook"))
def codebook(
    form: Annotated[Literal["csv", "md", "html"], typer.Option("--format", help=help_of("format"))] = "csv",
    lang: LangOption = "zh",
) -> None:
    from extract.forms import load_every_form
    from extract.forms.codebook import COLUMNS
    from extract.panels.variables import codebook_rows

    if form != "csv":
        from extract.panels.codebook_page import html_codebook, markdown_codebook

        for line in (html_codebook if form == "html" else markdown_codebook)(load_every_form(), lang):
            typer.echo(line)
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(codebook_rows(load_every_form()))
