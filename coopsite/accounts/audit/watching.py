"""Writes down whatever becomes of accounts and groups, by whatever way: at the desk, by
mail, by a command."""

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.dispatch import receiver

from ..models import User
from .recording import KIND, SEPARATOR, get_person, get_request, record

RIGHTS = ["is_active", "is_staff", "is_superuser"]
WATCHED = {
    User: ["username", "full_name", "email", *RIGHTS],
    Group: ["name"],
}
MAX_NAMES = 50  # of one event; groups have hundreds of permissions


@receiver(pre_save, sender=User)
@receiver(pre_save, sender=Group)
def notice_changes(sender, instance, raw=False, update_fields=None, **kwargs):
    """Remembers on the row what the save will change, in words."""
    names = set(WATCHED[sender]).intersection(update_fields or WATCHED[sender])
    instance._changes = {}
    if raw or instance.pk is None or not names:
        return
    before = sender.objects.filter(pk=instance.pk).values(*names).first() or {}
    instance._changes = {
        name: f"{_label(sender, name)}: {_word(old)} → {_word(new)}"
        for name, old in before.items()
        if old != (new := getattr(instance, name))
    }


@receiver(post_save, sender=User)
@receiver(post_save, sender=Group)
def record_save(sender, instance, created, raw=False, **kwargs):
    if raw:
        return
    kind = KIND.RIGHTS if sender is Group else KIND.ACCOUNT
    if created:
        record(kind, by=get_person(), thing=instance, words=_describe_new(instance))
        return
    if sender is User and instance._password is not None:  # set, not hashed anew
        _record_password(instance)
    if changes := instance._changes:
        kind = KIND.RIGHTS if changes.keys() & set(RIGHTS) else kind
        words = SEPARATOR.join(changes[name] for name in sorted(changes))
        record(kind, by=get_person(), thing=instance, words=words)


@receiver(pre_delete, sender=User)
@receiver(pre_delete, sender=Group)
def record_deletion(sender, instance, **kwargs):
    if sender is User:
        record(KIND.ACCOUNT, by=get_person(), thing=instance, words="Xoá tài khoản")
        return
    words = f"Xoá nhóm. Thành viên: {_names(instance.user_set.all()) or 'không có'}"
    record(KIND.RIGHTS, by=get_person(), thing=instance, words=words)


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def record_given(sender, instance, action, model, pk_set, **kwargs):
    """Writes down which groups, permissions or people were put to a row or taken."""
    if action == "pre_clear":
        others = _others(sender, instance, model)
    elif action in ("post_add", "post_remove") and pk_set:
        others = model.objects.filter(pk__in=pk_set)
    else:
        return
    if names := _names(others):
        verb = "Thêm" if action == "post_add" else "Bỏ"
        words = f"{verb} {model._meta.verbose_name}: {names}"
        record(KIND.RIGHTS, by=get_person(), thing=instance, words=words)


def _others(through, instance, model):
    """Returns what stands with a row in the table between."""
    columns = {
        field.related_model: field.name
        for field in through._meta.fields
        if field.remote_field
    }
    here, there = columns[type(instance)], columns[model]
    rows = through.objects.filter(**{here: instance})
    return model.objects.filter(pk__in=rows.values(there))


def _record_password(person):
    """By mail nobody is signed in: it is the account's owner who has the link."""
    by, words = get_person(), "Đặt mật khẩu mới"
    if by is None and get_request():
        by, words = person, "Đặt mật khẩu mới qua thư"
    record(KIND.PASSWORD, by=by, thing=person, words=words)


def _describe_new(instance):
    if isinstance(instance, Group):
        return "Lập nhóm"
    given = [_label(User, name) for name in RIGHTS if getattr(instance, name)]
    return f"Lập tài khoản: {SEPARATOR.join(given) or 'không được vào'}"


def _names(rows):
    """Returns how people call the rows, and how many more there are."""
    rows = list(rows)
    names = [
        row.name if isinstance(row, Permission | Group) else row.get_username()
        for row in rows[:MAX_NAMES]
    ]
    more = [f"và {len(rows) - MAX_NAMES} mục nữa"] if len(rows) > MAX_NAMES else []
    return ", ".join([*names, *more])


def _label(model, name):
    return str(model._meta.get_field(name).verbose_name)


def _word(value):
    if isinstance(value, bool):
        return "có" if value else "không"
    return f"“{value}”"
