"""Django's `migrate`, which leaves a database of another version untouched."""

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader


class Command(migrate.Command):
    def handle(self, *args, **options):
        refuse_other_versions(connections[options["database"]])
        return super().handle(*args, **options)


def refuse_other_versions(connection):
    """Raises CommandError when a migration that this version does not have has changed
    the portal's own tables; nothing has been written then."""
    loader = MigrationLoader(connection)
    ours = {app for app, _ in loader.disk_migrations}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    if any(app in ours for app, _ in unknown):
        raise CommandError(
            "dữ liệu này do một bản phần mềm khác ghi, bản này không đọc được; hãy giữ "
            "thư mục cũ và dùng một cơ sở dữ liệu mới: COOPSITE_DATA=/thư-mục/mới make "
            "run (hoặc DATABASE_URL của một cơ sở dữ liệu trống)."
        )
