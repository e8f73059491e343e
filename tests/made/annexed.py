"""A report with a table of its own behind its prose, in every kind of file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

HEAD = "溪口县云台镇2016年政府信息公开工作年度报告"
PROSE = "2016年，全镇主动公开政府信息1234条，收到申请56件，办结56件。"
Rows = list[tuple[str, ...]]


def as_tabs(rows: Rows) -> bytes:
    return text(["\t".join(row) for row in rows])


def as_pipes(rows: Rows) -> bytes:
    return text([f"| {' | '.join(row)} |" for row in rows])


def as_lines(rows: Rows) -> bytes:
    return text([cell for row in rows for cell in row if cell])


def text(lines: list[str]) -> bytes:
    return "\n".join((HEAD, "", "一、概述", PROSE, "附表：政府信息公开情况统计表", *lines, "云台镇人民政府")).encode()


def as_html(rows: Rows) -> bytes:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = f"<html><body><h1>{HEAD}</h1><p>一、概述</p><p>{PROSE}</p><table>{cells}</table><p>云台镇</p></body></html>"
    return page.encode()


def as_docx(rows: Rows) -> bytes:
    import docx

    document = docx.Document()
    for line in (HEAD, "一、概述", PROSE):
        document.add_paragraph(line)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def as_pdf(rows: Rows) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("text", fontName="STSong-Light", fontSize=12, leading=18, wordWrap="CJK")
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "STSong-Light", 9)]
    data = BytesIO()
    story = [Paragraph(line, style) for line in (HEAD, "一、概述", PROSE)]
    small = ParagraphStyle("cell", style, fontSize=8, leading=10)
    cells = [[Paragraph(cell, small) for cell in row] for row in rows]
    others = len(rows[0]) - 1
    widths = [260, *[200 / others] * others]
    SimpleDocTemplate(data, pagesize=A4).build([*story, Table(cells, colWidths=widths, style=grid)])
    return data.getvalue()


KINDS: dict[str, Callable[[Rows], bytes]] = {
    "txt": as_tabs, "md": as_pipes, "lines.txt": as_lines, "html": as_html, "docx": as_docx, "pdf": as_pdf,
}  # fmt: skip
