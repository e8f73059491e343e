"""数据汇总: the figures of all units added up, cell by cell, beside what was printed above them."""

from __future__ import annotations

from extract.audit.totals import Total
from extract.export.books.audit_sheets import AuditTable, Desk
from extract.export.books.looks import Content
from extract.text import listed
from extract.words.audit_labels import label
from extract.words.places import place_of


def write_sums(desk: Desk) -> None:
    """The sums of every group."""
    lang = desk.lang
    columns = [
        desk.column("cell", 48.0),
        desk.column("measure", 9.0, "center"),
        desk.column("total", 11.0, "right"),
        desk.column("counted", 10.0, "center"),
        desk.column("parent", 11.0, "right"),
        desk.column("remainder", 11.0, "right"),
        desk.column("without", 24.0, "wrap", "small"),
        desk.column("in_doubt", 10.0, "right"),
        desk.column("without_doubt", 11.0, "right"),
        desk.column("doubted", 28.0, "wrap", "small"),
    ]
    table = desk.table("sums", columns, label("sums.title", lang), [label("sums.note", lang)], frozen=1)
    newest = max(desk.forms, key=lambda form: form.first_year).code
    for name, cells in desk.audit.sums.items():
        table.line(label("group", lang, name=name or label("group.all", lang)), "part", height=24)
        for cell in cells:
            _sum(table, f"{name}|{cell.concept}", place_of(str(cell.concept), desk.forms, newest, lang), cell)
    table.ends()


def _sum(table: AuditTable, key: str, place: str, cell: Total) -> None:
    """A sum, with how much of it is in doubt and whose that is."""
    remainder = None if cell.stated_by_parent is None else cell.stated_by_parent - cell.total
    contents: dict[str, Content] = {
        "cell": place,
        "measure": cell.unit,
        "total": cell.total,
        "counted": cell.counted,
        "parent": cell.stated_by_parent,
        "remainder": remainder,
        "without": listed(cell.without),
    }
    looks = {"remainder": ("warning",)} if remainder and remainder < 0 else {}
    if cell.doubted:
        details = {"total": cell.total, "in_doubt": cell.in_doubt, "rest": cell.without_doubt}
        names, count = listed(cell.doubted), len(cell.doubted)
        contents |= {"in_doubt": cell.in_doubt, "without_doubt": cell.without_doubt}
        contents["doubted"] = label("doubted.of", table.desk.lang, count=count, names=names, **details)
        looks |= {"in_doubt": ("warning",)} if cell.in_doubt else {}
    table.row(key, contents, looks, height=18)
