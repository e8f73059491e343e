"""Workbooks for people: `workbook` is 核查表.xlsx, `audit_book` 年报核查结果.xlsx, `panel_book` a panel to work in,
`coding_book` cells for two coders. `looks` says how all of them look; their words are in `words`."""
