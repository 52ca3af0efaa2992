"""pandas reads a workbook with openpyxl, DuckDB makes the star of csv_into_star.sql of it; prints rows and sum.

    pandas_into_star.py DATABASE csv_into_star.sql WORKBOOK JOBS
"""
import re
import sys

import duckdb
import pandas

database, script, book, jobs = sys.argv[1:]
workbook = pandas.read_excel(book, dtype=str, keep_default_na=False)
sql, found = re.subn(r"read_csv\('\$1',[^;]*\)", "workbook", open(script, encoding="utf-8").read())
if found != 1:
    sys.exit(f"{script} reads the file {found} times, not once")
connection = duckdb.connect(database)
connection.register("workbook", workbook)
for statement in sql.replace("$1", book).replace("$2", jobs).split(";\n"):
    if statement.strip():
        result = connection.execute(statement)
print(*result.fetchone())
