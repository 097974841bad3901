"""Which fields of the register anybody may read, and which only the staff.

Law 91/2025 on personal data: birth date, ID number, home address and personal phone
have no field at all; how to reach the representative in person is for the staff. Pages,
files and feeds publish nothing that is not named here. A new field is private until
somebody lists it as public, and a test fails until it is listed as either.
"""

# Of each fact, beside what it says.
_RECORD_PUBLIC = ["organisation", "effective_from", "recorded_at", "corrects"]
_RECORD_PRIVATE = [
    "id",
    "recorded_by",
    "superseded_by",
]
# How an organisation stands.
_AXES = ["operating_status", "legal_status", "sector", "area", "unit", "union"]

PUBLIC = {
    "organisation": [
        "kind",
        "public_id",
        "name",
        "short_name",
        "foreign_name",
        "former_names",
        "tax_code",
        "certificate_number",
        "issuing_authority",
        "address",
        "phone",
        "email",
        "website",
        "main_trade",
        "other_trades",
        "representative_name",
        "representative_title",
        "logo",
        "public_note",
        "is_demo",
        # Of the page, in the sitemap.
        "updated_at",
    ],
    "standing": [
        "organisation",
        "effective_from",
        "recorded_at",
        "superseded_at",
        *_AXES,
    ],
    "standingentry": [
        *_RECORD_PUBLIC,
        # A published figure that changed says when, and why.
        "superseded_at",
        "withdrawal_reason",
        *_AXES,
        "states_operating_status",
        "states_legal_status",
        "states_sector",
        "states_place",
        "states_union",
        "decision_number",
        "decision_date",
        "reason",
    ],
    "designation": [*_RECORD_PUBLIC, "what", "value", "decision_number", "reason"],
    "survey": [
        *_RECORD_PUBLIC,
        "charter_capital",
        "members",
        "workers",
        "source",
    ],
    "reorganisation": [
        *_RECORD_PUBLIC,
        "successor",
        "form",
        "decision_number",
        "reason",
    ],
}
PRIVATE = {
    "organisation": [
        "id",
        "representative_contact",
        "initials",
        "former_short_names",
        "former_codes",
        "match_text",
        "code_keys",
        "sort_name",
        "created_at",
    ],
    "standing": [*_RECORD_PRIVATE, "kind"],
    "standingentry": [
        *_RECORD_PRIVATE,
        "kind",
        "document",  # a scan may bear a birth date or an ID number
    ],
    "designation": [*_RECORD_PRIVATE, "superseded_at", "withdrawal_reason"],
    # Revenue and total capital place it in a size; the size is public, they are not.
    "survey": [
        *_RECORD_PRIVATE,
        "superseded_at",
        "withdrawal_reason",
        "total_capital",
        "revenue",
        "decision_number",
        "reason",
    ],
    "reorganisation": [*_RECORD_PRIVATE, "superseded_at", "withdrawal_reason"],
}
