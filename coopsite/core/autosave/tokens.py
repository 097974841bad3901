"""The token of a form: signed, so that nobody writes under another form's name."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core import signing

# The hidden field that carries it, and the word in the address of the form.
FIELD, IN_ADDRESS = "_form_token", "phieu"
_SIGNER = signing.Signer(salt="autosave")


@dataclass(frozen=True)
class FormToken:
    """A form opened once: its id, the kind of form, the row it shows ("" for a new
    one), and the primary key of the user it was made for."""

    id: UUID
    page: str
    key: str
    user: int

    @property
    def signed(self):
        """The token as the form carries it."""
        return _SIGNER.sign_object([self.id.hex, self.page, self.key, self.user])


def issue(page, key, user):
    """Returns a new token of the form of the row `key` of `page`."""
    return FormToken(uuid4(), page, str(key or ""), user.pk)


def read_token(signed):
    """Returns the `FormToken` that a form sent; None for what is none of ours."""
    try:
        hexadecimal, *rest = _SIGNER.unsign_object(signed or "")
        return FormToken(UUID(hexadecimal), *rest)
    except (signing.BadSignature, ValueError, TypeError):
        return None
