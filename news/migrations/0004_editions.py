"""Makes the tables of editions, withdrawals, former addresses and uses of pictures."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0003_match_text'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=250, verbose_name='tiêu đề')),
                ('lead', models.TextField(blank=True, help_text='Đoạn mở đầu in đậm; cũng hiện trong danh sách tin.', max_length=1000, verbose_name='tóm tắt')),
                ('body', models.TextField(blank=True, verbose_name='nội dung')),
                ('cover_alt', models.CharField(blank=True, help_text='Đọc cho người không nhìn thấy ảnh: ảnh cho thấy điều gì?', max_length=250, verbose_name='mô tả ảnh')),
                ('cover_caption', models.CharField(blank=True, max_length=300, verbose_name='chú thích ảnh')),
                ('cover_credit', models.CharField(blank=True, help_text='Người chụp hoặc nơi cho ảnh.', max_length=120, verbose_name='nguồn ảnh')),
                ('byline', models.CharField(blank=True, help_text='Ký cuối bài, ví dụ: KT.', max_length=120, verbose_name='bút danh')),
                ('source', models.CharField(blank=True, help_text='Nếu bài lấy lại từ nơi khác.', max_length=200, verbose_name='nguồn tin')),
                ('number', models.PositiveIntegerField(verbose_name='bản thứ')),
                ('live_from', models.DateTimeField(verbose_name='lên trang lúc')),
                ('live_until', models.DateTimeField(null=True, verbose_name='rời trang lúc')),
                ('kind', models.CharField(choices=[('first', 'Đăng lần đầu'), ('minor', 'Sửa nhỏ'), ('update', 'Cập nhật'), ('correction', 'Đính chính')], max_length=10, verbose_name='loại')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='điều đã đổi')),
                ('html', models.TextField(blank=True, editable=False)),
                ('renderer', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                ('known_at', models.DateTimeField(null=True, verbose_name='số liệu ghi nhận đến')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='đóng lúc')),
                ('closed_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do đóng')),
                ('first_published_at', models.DateTimeField(verbose_name='đăng lần đầu lúc')),
                ('is_featured', models.BooleanField(default=False, verbose_name='tin chính')),
            ],
            options={
                'verbose_name': 'bản đăng',
                'verbose_name_plural': 'các bản đăng',
                'ordering': ['-live_from', '-id'],
                'permissions': [('close_edition', 'Đóng một bản đăng')],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='địa chỉ cũ')),
                ('changed_at', models.DateTimeField(auto_now_add=True, verbose_name='đổi lúc')),
            ],
            options={
                'verbose_name': 'địa chỉ cũ',
                'verbose_name_plural': 'các địa chỉ cũ',
            },
        ),
        migrations.CreateModel(
            name='ImageUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'nơi dùng ảnh',
                'verbose_name_plural': 'các nơi dùng ảnh',
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='gỡ lúc')),
                ('kind', models.CharField(blank=True, choices=[('error', 'Bài có sai sót'), ('replaced', 'Đã được thay thế'), ('outdated', 'Không còn giá trị')], max_length=10, verbose_name='lý do')),
                ('note', models.TextField(blank=True, help_text='Người đọc thấy ở địa chỉ cũ của bài: vì sao gỡ, xem ở đâu thay.', max_length=1000, verbose_name='lời nhắn trên trang')),
            ],
            options={
                'verbose_name': 'lần gỡ bài',
                'verbose_name_plural': 'các lần gỡ bài',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='first_published_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='đăng lần đầu lúc'),
        ),
        migrations.AlterField(
            model_name='article',
            name='cover',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='news.image', verbose_name='ảnh đại diện'),
        ),
        migrations.AlterField(
            model_name='article',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='news.section', verbose_name='chuyên mục'),
        ),
        migrations.AddField(
            model_name='edition',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='news.article', verbose_name='bài viết'),
        ),
        migrations.AddField(
            model_name='edition',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người đóng'),
        ),
        migrations.AddField(
            model_name='edition',
            name='cover',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='news.image', verbose_name='ảnh đại diện'),
        ),
        migrations.AddField(
            model_name='edition',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người đăng'),
        ),
        migrations.AddField(
            model_name='edition',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='news.section', verbose_name='chuyên mục'),
        ),
        migrations.AddField(
            model_name='formeraddress',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='news.article', verbose_name='bài viết'),
        ),
        migrations.AddField(
            model_name='imageuse',
            name='article',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='image_uses', to='news.article'),
        ),
        migrations.AddField(
            model_name='imageuse',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='image_uses', to='news.edition'),
        ),
        migrations.AddField(
            model_name='imageuse',
            name='image',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='news.image'),
        ),
        migrations.AddField(
            model_name='imageuse',
            name='version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='image_uses', to='news.historicalarticle'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='news.article', verbose_name='bài viết'),
        ),
        migrations.AddField(
            model_name='withdrawal',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gỡ'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('section'), models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('article_id'), descending=True), name='edition_by_section'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.OrderBy(models.F('first_published_at'), descending=True), models.OrderBy(models.F('article_id'), descending=True), name='edition_newest'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('live_until', None), ('live_until__gt', models.F('live_from')), _connector='OR'), name='edition_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'minor', 'update', 'correction'])), name='edition_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['update', 'correction']), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='edition_says_what_changed', violation_error_message='Cập nhật và đính chính phải ghi điều đã đổi.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_reason', '')), models.Q(('closed_at__isnull', False), models.Q(('closed_reason', ''), _negated=True)), _connector='OR'), name='edition_closed_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('cover', None), models.Q(('cover_alt', ''), _negated=True), _connector='OR'), name='edition_cover_is_described', violation_error_message='Ảnh đại diện phải có mô tả ảnh.'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='edition_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('live_from__gte', models.F('first_published_at'))), name='edition_after_the_first'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='edition_is_named'),
        ),
        migrations.AddConstraint(
            model_name='imageuse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('edition', None), ('version', None)), models.Q(('article', None), ('edition__isnull', False), ('version', None)), models.Q(('article', None), ('edition', None), ('version__isnull', False)), _connector='OR'), name='image_use_has_one_place'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['', 'error', 'replaced', 'outdated'])), name='withdrawal_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.UniqueConstraint(fields=('article', 'at'), name='withdrawal_once_a_moment'),
        ),
    ]
