"""How a column of a database is stored, by the type that SQLAlchemy finds."""

from __future__ import annotations

from sqlalchemy import types
from sqlalchemy.dialects import mssql, mysql

from peelcheck.figures.engines.inputs import StoredType

_TYPES = (
    (types.Enum, StoredType.OTHER),
    (types.String, StoredType.TEXT),
    (types.Integer, StoredType.WHOLE),
    (types.Float, StoredType.FLOAT),
    (types.Date, StoredType.TIME),
    (mysql.BIT, StoredType.BITS),
    (mssql.BIT, StoredType.BITS),
    (mysql.TIMESTAMP, StoredType.TIME_WITH_ZONE),  # a moment, shown in the zone of the session
)


def stored_type(kind: types.TypeEngine[object]) -> StoredType:
    """Return how a column is stored, by its type."""
    found = next((stored for type_, stored in _TYPES if isinstance(kind, type_)), None)
    if found is None and isinstance(kind, types.DateTime):
        return StoredType.TIME_WITH_ZONE if kind.timezone else StoredType.TIME
    return found or StoredType.OTHER
