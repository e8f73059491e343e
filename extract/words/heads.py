"""Heads of columns that several workbooks and pages have in the same words."""

from __future__ import annotations

from extract.words.languages import Pair

NUMBER: Pair = ("序号", "No.")
AGENCY: Pair = ("单位", "Agency")
ALL_AGENCIES: Pair = ("全部单位", "all agencies")
YEAR: Pair = ("年度", "Year")
FILE: Pair = ("文件", "File")
FILES: Pair = ("文件", "Files")
FILING: Pair = ("报送情况", "Filing")
BASIS: Pair = ("依据：{text}", "Basis: {text}")
PLACE: Pair = ("位置", "Place")
SOURCE: Pair = ("出处", "Source")
CELLS: Pair = ("单元格", "cells")
CODE: Pair = ("代码", "Code")
LABEL: Pair = ("名称", "Label")
UNIT: Pair = ("单位", "Unit")
TOTAL: Pair = ("合计", "Total")
UNJUDGED: Pair = ("无法判断", "Not judged")
