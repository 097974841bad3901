"""Compares two wordings of an article: working copy, versions, editions."""

from dataclasses import dataclass

from coopsite.core.text_blocks import read_blocks
from coopsite.core.word_changes import Budget, Run, runs

from ..models import Article, Image
from ..models.uses import name_pictures
from .bodies import MAX_BLOCKS, compare_blocks

_NAMED = "anh:"


@dataclass(frozen=True)
class FieldChange:
    """A field that says something else; `pictures` of a cover, by the kind of `Run`."""

    label: str
    runs: list
    pictures: tuple = ()

    @property
    def is_look(self):
        """Whether only spaces or the ends of lines differ."""
        return all(run.kind == Run.SAME for run in self.runs)


@dataclass(frozen=True)
class Comparison:
    """The fields that changed, the labels of those that did not; the body's stretches,
    none where it is the same."""

    MAX_BLOCKS = MAX_BLOCKS

    fields: list
    unchanged: list
    body: list

    @property
    def has_changes(self):
        return bool(self.fields or self.body)

    @property
    def is_cut(self):
        """Whether the bodies have more blocks than are compared here."""
        return sum(len(one.changes) for one in self.body) == MAX_BLOCKS


def compare(old, new):
    """Returns the `Comparison` of two wordings, in bounded work; a few queries."""
    budget = Budget()
    fields, unchanged = [], []
    for name in (name for name in Article.WORDS if name != "body"):
        change = _COMPARED.get(name, _compare_texts)(name, old, new, budget)
        if change is None:
            unchanged.append(_label(name))
        else:
            fields.append(change)
    blocks = [read_blocks(name_pictures(one.body)) for one in (old, new)]
    is_same = blocks[0] == blocks[1]
    if is_same:
        unchanged.append(_label("body"))
    body = [] if is_same else compare_blocks(*blocks, budget)
    _look_up_images(change for one in body for change in one.changes)
    return Comparison(fields, unchanged, body)


def _label(name):
    return str(Article._meta.get_field(name).verbose_name)


def _compare_texts(name, old, new, budget):
    old, new = getattr(old, name), getattr(new, name)
    if old == new:
        return None
    return FieldChange(_label(name), runs(old.split(), new.split(), budget))


def _compare_rows(name, old, new, budget):
    """Compares what two references lead to; a row may be gone since."""
    keys = [getattr(one, f"{name}_id") for one in (old, new)]
    if keys[0] == keys[1]:
        return None
    model = Article._meta.get_field(name).related_model
    rows = model.objects.in_bulk({key for key in keys if key})
    named = zip((Run.REMOVED, Run.ADDED), keys, strict=True)
    told = [
        (kind, key, rows.get(key) or _gone(model, key)) for kind, key in named if key
    ]
    pictures = [(kind, rows[key]) for kind, key, _ in told if key in rows]
    return FieldChange(
        _label(name),
        [Run(kind, str(row)) for kind, _, row in told],
        tuple(pictures) if model is Image else (),
    )


def _gone(model, key):
    return f"{model._meta.verbose_name} đã xoá (số {key})"


_COMPARED = {"section": _compare_rows, "cover": _compare_rows}


def _look_up_images(changes):
    """Puts the library's pictures to the blocks that name them."""
    named = [change for change in changes if change.picture.startswith(_NAMED)]
    keys = [int(change.picture.removeprefix(_NAMED)) for change in named]
    rows = Image.objects.in_bulk(set(keys))
    for change, key in zip(named, keys, strict=True):
        change.image = rows.get(key)
