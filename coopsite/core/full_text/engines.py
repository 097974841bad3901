"""The index of the database that is used."""

from .postgresql import Postgresql
from .sqlite import Sqlite


def get_engine(connection):
    return Postgresql() if connection.vendor == "postgresql" else Sqlite()
