"""Run with the environment's Python: SQL statements in as JSON, the last rows out."""

import json
import sys

import psycopg2

socket, user, database, statements = json.load(sys.stdin)
connection = psycopg2.connect(host=socket, user=user, dbname=database)
connection.autocommit = True
cursor = connection.cursor()
for statement in statements:
    cursor.execute(statement)
print(json.dumps(cursor.fetchall() if cursor.description else [], default=str))
