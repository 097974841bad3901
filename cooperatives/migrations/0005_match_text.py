"""Keeps the words and codes, former ones too, by which organisations are searched."""

from django.db import migrations, models

TABLE = "cooperatives_organisation"


def _add_text(name):
    """Adds a column by a plain ALTER TABLE: on SQLite Django would make the table anew,
    and the guards of the tables that refer to it would not let it."""
    column = models.TextField(blank=True, db_default="", default="", editable=False)
    return migrations.SeparateDatabaseAndState(
        [
            migrations.RunSQL(
                f"ALTER TABLE {TABLE} ADD COLUMN {name} text DEFAULT '' NOT NULL",
                f"ALTER TABLE {TABLE} DROP COLUMN {name}",
            )
        ],
        [migrations.AddField("organisation", name, column)],
    )


class Migration(migrations.Migration):
    dependencies = [("cooperatives", "0004_areas")]

    operations = [
        migrations.RenameField("organisation", "search_name", "match_text"),
        *map(_add_text, ["former_short_names", "former_codes", "code_keys"]),
    ]
