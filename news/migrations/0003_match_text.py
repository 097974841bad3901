"""Keeps the words of articles, pictures and clips by which they are searched."""

from django.db import migrations, models


def _match_text():
    return models.TextField(db_default="", default="", editable=False)


class Migration(migrations.Migration):
    dependencies = [("news", "0002_sections")]

    operations = [
        migrations.RenameField("article", "search_text", "match_text"),
        migrations.AddField("image", "match_text", _match_text()),
        migrations.AddField("videoclip", "match_text", _match_text()),
    ]
