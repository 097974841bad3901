"""Indexes that answer the public's lists and boundaries alone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0013_redacted_versions'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='edition',
            name='edition_by_section',
        ),
        migrations.RemoveIndex(
            model_name='edition',
            name='edition_newest',
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('article_id'), descending=True), models.F('live_from'), models.F('live_until'), models.F('closed_at'), models.F('id'), name='edition_in_lists'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('section'), models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('article_id'), descending=True), models.F('live_from'), models.F('live_until'), models.F('closed_at'), models.F('id'), name='edition_in_section'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('article_id'), descending=True), condition=models.Q(('closed_at', None), ('is_featured', True)), name='edition_featured'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('live_from'), models.F('live_until'), models.F('closed_at'), models.F('id'), name='edition_begins'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('live_until'), condition=models.Q(('live_until__isnull', False)), name='edition_ends'),
        ),
    ]
