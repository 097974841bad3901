"""What the library knows of a picture beside its title, and which clips texts show."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0010_bin'),
    ]

    operations = [
        migrations.AddField(
            model_name='image',
            name='alt',
            field=models.CharField(blank=True, db_default='', default='', help_text='Đọc cho người không nhìn thấy ảnh; điền sẵn khi chèn ảnh vào bài.', max_length=250, verbose_name='mô tả ảnh'),
        ),
        migrations.AddField(
            model_name='image',
            name='caption',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='chú thích ảnh'),
        ),
        migrations.AddField(
            model_name='image',
            name='filename',
            field=models.CharField(db_default='', default='', editable=False, max_length=200, verbose_name='tên tệp'),
        ),
        migrations.CreateModel(
            name='ClipUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='clip_uses', to='news.article')),
                ('clip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='news.videoclip')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='clip_uses', to='news.edition')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='clip_uses', to='news.historicalarticle')),
            ],
            options={
                'verbose_name': 'nơi dùng clip',
                'verbose_name_plural': 'các nơi dùng clip',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('edition', None), ('version', None)), models.Q(('article', None), ('edition__isnull', False), ('version', None)), models.Q(('article', None), ('edition', None), ('version__isnull', False)), _connector='OR'), name='clip_use_has_one_place')],
            },
        ),
    ]
