"""What was stated becomes rows of its own; standings only follow from them.

No stored rows are carried over: nothing was in service. A database of before that holds
any is refused before it is touched.
"""

import cooperatives.documents
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.core.management.base import CommandError
from django.db import migrations, models


def refuse_rows_of_before(apps, schema_editor):
    if apps.get_model("cooperatives", "Organisation").objects.exists():
        raise CommandError(
            "dữ liệu này do bản phần mềm trước ghi, bản này không đọc được; hãy giữ thư "
            "mục cũ và dùng một cơ sở dữ liệu mới: COOPSITE_DATA=/thư-mục/mới make run "
            "(hoặc DATABASE_URL của một cơ sở dữ liệu trống)."
        )


class Migration(migrations.Migration):

    dependencies = [
        ('cooperatives', '0010_fact_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(refuse_rows_of_before, migrations.RunPython.noop),
        migrations.CreateModel(
            name='StandingEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(help_text='Ngày sự việc xảy ra, không phải ngày nhập.', verbose_name='có hiệu lực từ ngày')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ghi nhận lúc')),
                ('superseded_at', models.DateTimeField(blank=True, null=True, verbose_name='thay thế lúc')),
                ('decision_number', models.CharField(blank=True, help_text='Ví dụ: 123/QĐ-UBND.', max_length=80, verbose_name='số quyết định')),
                ('reason', models.CharField(blank=True, help_text='Người đọc sau này cần biết vì sao.', max_length=300, verbose_name='lý do, ghi chú')),
                ('withdrawal_reason', models.CharField(blank=True, max_length=300, verbose_name='lý do rút')),
                ('kind', models.CharField(choices=[('htx', 'Hợp tác xã'), ('lien-hiep', 'Liên hiệp hợp tác xã')], editable=False, max_length=10, verbose_name='loại hình')),
                ('states_operating_status', models.BooleanField(default=False)),
                ('states_legal_status', models.BooleanField(default=False)),
                ('states_sector', models.BooleanField(default=False)),
                ('states_place', models.BooleanField(default=False)),
                ('states_union', models.BooleanField(default=False)),
                ('operating_status', models.CharField(blank=True, choices=[('hoat-dong', 'Đang hoạt động'), ('ngung', 'Ngừng hoạt động'), ('giai-the', 'Đã giải thể')], help_text='Theo khảo sát của Liên minh.', max_length=10, verbose_name='tình trạng hoạt động')),
                ('legal_status', models.CharField(blank=True, choices=[('hoat-dong', 'Đang hoạt động'), ('tam-ngung', 'Tạm ngừng kinh doanh'), ('khong-tai-dia-chi', 'Không hoạt động tại địa chỉ đã đăng ký'), ('thu-hoi', 'Bị thu hồi do cưỡng chế thuế'), ('dang-giai-the', 'Đang làm thủ tục giải thể / bị chia, hợp nhất, sáp nhập'), ('dang-pha-san', 'Đang làm thủ tục phá sản'), ('cham-dut', 'Đã giải thể, phá sản, chấm dứt tồn tại')], help_text='Theo cơ quan đăng ký.', max_length=20, verbose_name='tình trạng pháp lý')),
                ('decision_date', models.DateField(blank=True, help_text='Ngày ký, nếu có.', null=True, verbose_name='ngày quyết định')),
                ('document', models.FileField(blank=True, help_text='PDF, JPEG hoặc PNG, đến 20 MB. Chỉ cán bộ xem được.', max_length=120, storage=cooperatives.documents.document_storage, upload_to=cooperatives.documents.document_name, validators=[cooperatives.documents.check_document], verbose_name='bản chụp quyết định')),
            ],
            options={
                'verbose_name': 'mốc hiện trạng',
                'verbose_name_plural': 'sổ biến động',
                'ordering': ['-effective_from', '-id'],
                'abstract': False,
                'default_permissions': (),
                'base_manager_name': 'objects',
            },
        ),
        migrations.AlterModelOptions(
            name='standing',
            options={'base_manager_name': 'objects', 'ordering': ['-effective_from', '-id'], 'verbose_name': 'hiện trạng', 'verbose_name_plural': 'hiện trạng'},
        ),
        migrations.RemoveConstraint(
            model_name='standing',
            name='standing_withdrawn_is_superseded',
        ),
        migrations.AddField(
            model_name='standingentry',
            name='area',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cooperatives.area', verbose_name='địa bàn'),
        ),
        migrations.AddField(
            model_name='standingentry',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='cooperatives.standingentry', verbose_name='đính chính cho'),
        ),
        migrations.AddField(
            model_name='standingentry',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='cooperatives.organisation', verbose_name='tổ chức'),
        ),
        migrations.AddField(
            model_name='standingentry',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi nhận'),
        ),
        migrations.AddField(
            model_name='standingentry',
            name='sector',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cooperatives.sector', verbose_name='lĩnh vực'),
        ),
        migrations.AddField(
            model_name='standingentry',
            name='superseded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thay thế'),
        ),
        migrations.AddField(
            model_name='standingentry',
            name='union',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='member_entries', to='cooperatives.union', verbose_name='thuộc liên hiệp'),
        ),
        migrations.AddField(
            model_name='standingentry',
            name='unit',
            field=models.ForeignKey(blank=True, help_text='Phường, xã, đặc khu (từ 01/07/2025) nơi đặt trụ sở, nếu địa bàn ở trên là đơn vị cũ. Để trống nếu chưa rõ: số liệu tính theo đơn vị mặc định và ghi là giả định.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cooperatives.area', verbose_name='địa bàn hiện nay'),
        ),
        migrations.RemoveField(
            model_name='standing',
            name='corrects',
        ),
        migrations.RemoveField(
            model_name='standing',
            name='decision_date',
        ),
        migrations.RemoveField(
            model_name='standing',
            name='decision_number',
        ),
        migrations.RemoveField(
            model_name='standing',
            name='document',
        ),
        migrations.RemoveField(
            model_name='standing',
            name='reason',
        ),
        migrations.RemoveField(
            model_name='standing',
            name='withdrawal_reason',
        ),
        migrations.AddIndex(
            model_name='standingentry',
            index=models.Index(fields=['organisation', 'effective_from', 'superseded_at', 'recorded_at'], name='entry_course'),
        ),
        migrations.AddIndex(
            model_name='standingentry',
            index=models.Index(fields=['recorded_at'], name='entry_recorded'),
        ),
        migrations.AddIndex(
            model_name='standingentry',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['superseded_at'], name='entry_superseded'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.CheckConstraint(condition=models.Q(('superseded_at', None), ('superseded_at__gte', models.F('recorded_at')), _connector='OR'), name='standingentry_superseded_after_recorded'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawal_reason', ''), ('superseded_at__isnull', False), _connector='OR'), name='standingentry_withdrawn_is_superseded'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.UniqueConstraint(condition=models.Q(('states_operating_status', True), ('superseded_at', None)), fields=('organisation', 'effective_from'), name='entry_one_operating_status_a_day', violation_error_message='Đã có một mốc khác từ đúng ngày này ghi tình trạng hoạt động. Nếu mốc ấy sai, hãy đính chính.'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.UniqueConstraint(condition=models.Q(('states_legal_status', True), ('superseded_at', None)), fields=('organisation', 'effective_from'), name='entry_one_legal_status_a_day', violation_error_message='Đã có một mốc khác từ đúng ngày này ghi tình trạng pháp lý. Nếu mốc ấy sai, hãy đính chính.'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.UniqueConstraint(condition=models.Q(('states_sector', True), ('superseded_at', None)), fields=('organisation', 'effective_from'), name='entry_one_sector_a_day', violation_error_message='Đã có một mốc khác từ đúng ngày này ghi lĩnh vực. Nếu mốc ấy sai, hãy đính chính.'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.UniqueConstraint(condition=models.Q(('states_place', True), ('superseded_at', None)), fields=('organisation', 'effective_from'), name='entry_one_place_a_day', violation_error_message='Đã có một mốc khác từ đúng ngày này ghi địa bàn. Nếu mốc ấy sai, hãy đính chính.'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.UniqueConstraint(condition=models.Q(('states_union', True), ('superseded_at', None)), fields=('organisation', 'effective_from'), name='entry_one_union_a_day', violation_error_message='Đã có một mốc khác từ đúng ngày này ghi liên hiệp. Nếu mốc ấy sai, hãy đính chính.'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.CheckConstraint(condition=models.Q(('states_operating_status', True), ('states_legal_status', True), ('states_sector', True), ('states_place', True), ('states_union', True), _connector='OR'), name='entry_states_something', violation_error_message='Mốc phải nói ít nhất một điều.'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('states_operating_status', False), ('operating_status__in', ['hoat-dong', 'ngung', 'giai-the']), _connector='OR'), models.Q(('states_operating_status', True), ('operating_status', ''), _connector='OR')), name='entry_operating_status_known'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('states_legal_status', False), ('legal_status__in', ['hoat-dong', 'tam-ngung', 'khong-tai-dia-chi', 'thu-hoi', 'dang-giai-the', 'dang-pha-san', 'cham-dut']), _connector='OR'), models.Q(('states_legal_status', True), ('legal_status', ''), _connector='OR')), name='entry_legal_status_known'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('states_sector', False), ('kind', 'lien-hiep'), ('sector__isnull', False), _connector='OR'), models.Q(('states_sector', True), ('sector', None), _connector='OR')), name='entry_sector_known', violation_error_message='Hợp tác xã phải có lĩnh vực.'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('states_place', False), ('area__isnull', False), _connector='OR'), models.Q(('states_place', True), models.Q(('area', None), ('unit', None)), _connector='OR')), name='entry_place_known', violation_error_message='Phải có địa bàn.'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('states_union', False), ('kind', 'htx'), ('union', None), _connector='OR'), models.Q(('states_union', True), ('union', None), _connector='OR')), name='entry_union_known', violation_error_message='Liên hiệp không thuộc liên hiệp khác.'),
        ),
        migrations.AddConstraint(
            model_name='standingentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['htx', 'lien-hiep'])), name='entry_kind_known'),
        ),
    ]
