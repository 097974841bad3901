"""The parts of an article's form: the text, and beside it what stands at its side."""

_PUBLICATION, _REVIEW = "Đăng bài", "Duyệt bài"
_SIDE, _FOLDED_SIDE = ["side"], ["side", "collapse"]
PARTS = [
    (None, {"fields": ["title", "lead", "body"]}),
    (
        "Ảnh đại diện",
        {
            "fields": [
                "cover", "cover_alt", "cover_caption", "cover_credit",
            ]
        },
    ),
    ("Xếp mục, ký tên", {"classes": _SIDE, "fields": ["section", "byline"]}),
    (_PUBLICATION, {"classes": _SIDE, "fields": ["go_live_at", "is_featured"]}),
    (_REVIEW, {"classes": _SIDE, "fields": ["message"]}),
    (
        "Thông tin thêm",
        {"classes": _FOLDED_SIDE, "fields": ["source", "expires_at", "slug"]},
    ),
    (
        "Người viết, người sửa",
        {
            "classes": _FOLDED_SIDE,
            "fields": ["created_at", "created_by", "updated_at", "updated_by"],
        },
    ),
]  # fmt: skip
# Of who publishes, in whichever part they stand.
_OF_PUBLISHING = {"go_live_at", "is_featured", "expires_at", "slug"}
_OF_REVIEW = {"message"}


def without_publishing(parts, *, may_review):
    """Returns the parts without what publishes, and unless `may_review` without the
    message to whoever reads it next."""
    return _without(parts, _OF_PUBLISHING | (set() if may_review else _OF_REVIEW))


def with_kind_of_change(parts):
    """Returns the parts with what a change of a public text is called."""
    return [
        (title, part | {"fields": ["kind", "note", *part["fields"]]})
        if title == _PUBLICATION
        else (title, part)
        for title, part in parts
    ]


def parts_to_read(parts):
    """Returns the parts for who may only look: no field that is only sent, and the body
    as it reads, not as HTML."""
    read = _without(parts, _OF_PUBLISHING | _OF_REVIEW)
    return [
        (title, part | {"fields": [_READ.get(name, name) for name in part["fields"]]})
        for title, part in read
    ]


_READ = {"body": "text"}


def _without(parts, names):
    """Returns the parts without those fields; of a part that had no other, nothing."""
    left = [
        (title, part | {"fields": [n for n in part["fields"] if n not in names]})
        for title, part in parts
    ]
    return [part for part in left if part[1]["fields"]]
