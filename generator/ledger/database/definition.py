"""Whether the database is defined as the ledger made it: every table, column, index, trigger and function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, Table, text

from generator.ledger.database.schema import (
    CHECKPOINTS,
    EVENTS,
    FUNCTIONS,
    INDEXES,
    SQLITE,
    TRIGGERS,
    schema_version,
)

_TABLES: Final[Mapping[int, tuple[Table, ...]]] = {1: (EVENTS,), 2: (EVENTS, CHECKPOINTS)}

_STANDING_IN_SQLITE: Final = text(
    "SELECT type || ' ' || name, sql FROM sqlite_master "
    # But for the statistics that SQLite's ANALYZE keeps, and for the accounts beside the ledger: tables of
    # their own, with indexes and nothing that could act on an event.
    "WHERE sql IS NOT NULL AND NOT (type = 'table' AND name GLOB 'sqlite_stat[1-4]') "
    "AND NOT (type IN ('table', 'index') AND tbl_name GLOB 'account_*')"
)
_STANDING_IN_POSTGRESQL: Final = text("""
WITH ours AS (
  SELECT c.*, c.oid::regclass::text AS called FROM pg_class c
  WHERE c.oid = to_regclass('events') OR (:version > 1 AND c.oid = to_regclass('checkpoints'))
), owner AS (SELECT relowner FROM pg_class WHERE oid = to_regclass('events'))
SELECT 'table ' || called, concat_ws(' ', relkind, relpersistence,
  (SELECT amname FROM pg_am WHERE oid = relam), relrowsecurity, relforcerowsecurity, relispartition,
  relowner = (SELECT relowner FROM owner)) FROM ours
UNION ALL SELECT 'column ' || called || '.' || attname, concat_ws(' ', attnum,
  format_type(atttypid, atttypmod), attnotnull, atthasdef, attidentity, attgenerated,
  attcollation IN (0, 100), attislocal, attinhcount)
  FROM pg_attribute JOIN ours ON attrelid = ours.oid WHERE attnum > 0 AND NOT attisdropped
UNION ALL SELECT 'constraint ' || conname, concat_ws(' ', pg_get_constraintdef(k.oid), convalidated)
  FROM pg_constraint k JOIN ours ON conrelid = ours.oid WHERE contype IN ('p', 'u', 'c', 'f', 'x')
UNION ALL SELECT 'index ' || indexrelid::regclass, concat_ws(' ',
  pg_get_indexdef(indexrelid, 0, true), indisvalid, indisready) FROM pg_index JOIN ours ON indrelid = ours.oid
UNION ALL SELECT 'trigger ' || tgname, concat_ws(' ', pg_get_triggerdef(t.oid, true), tgenabled)
  FROM pg_trigger t JOIN ours ON tgrelid = ours.oid WHERE NOT tgisinternal
UNION ALL SELECT DISTINCT 'function ' || p.oid::regproc, concat_ws(' ', prosrc, lanname, prosecdef, proconfig,
  proowner = (SELECT relowner FROM owner))
  FROM pg_trigger t JOIN ours ON tgrelid = ours.oid JOIN pg_proc p ON p.oid = tgfoid
  JOIN pg_language l ON l.oid = prolang WHERE NOT tgisinternal
UNION ALL SELECT 'rule ' || rulename, called FROM pg_rewrite JOIN ours ON ev_class = ours.oid
UNION ALL SELECT 'policy ' || polname, called FROM pg_policy JOIN ours ON polrelid = ours.oid
UNION ALL SELECT 'inheritance of ' || called, inhrelid::regclass || ' of ' || inhparent::regclass
  FROM pg_inherits JOIN ours ON ours.oid IN (inhrelid, inhparent)
UNION ALL SELECT 'grant on ' || called, privilege_type FROM ours, LATERAL (
    SELECT relacl AS acl UNION ALL SELECT attacl FROM pg_attribute WHERE attrelid = ours.oid
  ) granted, aclexplode(acl)
  WHERE grantee <> relowner AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
UNION ALL SELECT 'session_replication_role', setting FROM pg_settings WHERE name = 'session_replication_role'
""")


def changed_definitions(connection: Connection) -> tuple[str, ...]:
    """Return each part of the database that is missing, altered or none of the ledger's, by kind and name.

    Who owns all of it together, and who may read or append, the ledger cannot judge: that is the office's.
    """
    version = schema_version(connection)
    match connection.dialect.name:
        case "sqlite":
            standing = connection.execute(_STANDING_IN_SQLITE)
            expected = SQLITE.get(version, {})
        case _:
            standing = connection.execute(_STANDING_IN_POSTGRESQL, {"version": version})
            expected = _expected_in_postgresql(version)
    stands = [(str(name), str(defined)) for name, defined in standing]
    strange = [name for name, defined in stands if expected.get(name) != defined]
    missing = expected.keys() - {name for name, _ in stands}
    return tuple(sorted({*strange, *missing}))


def _expected_in_postgresql(version: int) -> Mapping[str, str]:
    tables = _TABLES.get(version, ())
    expected = {name: defined for table in tables for name, defined in _expected_of(table)}
    expected |= {f"index {name}": f"{made} t t" for name, made in map(_as_told, INDEXES.items())}
    expected |= {
        f"trigger {name}": f"CREATE TRIGGER {name} {does} O"
        for name, does in TRIGGERS.get(version, {}).items()
    }
    expected |= {f"function {name}": f"{body} plpgsql f t" for name, body in FUNCTIONS.items()}
    return expected | {
        "index events_key_key": "CREATE UNIQUE INDEX events_key_key ON events USING btree (key) t t",
        "constraint events_key_key": "UNIQUE (key) t",
        "session_replication_role": "origin",
    }


def _as_told(index: tuple[str, str]) -> tuple[str, str]:
    name, made = index
    return name, made.replace(" (", " USING btree (")


def _expected_of(table: Table) -> list[tuple[str, str]]:
    number = table.columns.keys()[0]
    least = 1 if table is EVENTS else 0
    primary = f"CREATE UNIQUE INDEX {table.name}_pkey ON {table.name} USING btree ({number}) t t"
    return [
        (f"table {table.name}", "r p heap f f f t"),
        (f"constraint {table.name}_pkey", f"PRIMARY KEY ({number}) t"),
        (f"constraint {table.name}_{number}_check", f"CHECK (({number} >= {least})) t"),
        (f"index {table.name}_pkey", primary),
        *(
            (f"column {table.name}.{column.name}", f"{place} {_type_of(place)} t f   t t 0")
            for place, column in enumerate(table.columns, start=1)
        ),
    ]


def _type_of(place: int) -> str:
    return "bigint" if place == 1 else "text"
