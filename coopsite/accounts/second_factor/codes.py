"""The codes that a telephone shows, and those on paper: made and checked."""

from base64 import b32encode
from urllib.parse import quote, urlencode

from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django_otp.oath import TOTP

ISSUER = "Lien minh HTX TP.HCM"  # telephones cut or spoil the marks of Vietnamese
STEP = 30  # seconds
TOLERANCE = 1  # steps that the telephone's clock may be off, either way
RECOVERY_CODES = 10
# Without look-alikes (0 O, 1 l): they are read from paper. Ten letters: 49 bits.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_seed():
    """Returns the random half of a secret; the other is SECRET_KEY."""
    return get_random_string(32)


def make_secret(user, seed):
    """Returns the 20 bytes that the server and the telephone share."""
    salt = "coopsite.accounts.second_factor"
    return salted_hmac(salt, f"{user.pk}:{seed}", algorithm="sha256").digest()[:20]


def write_secret(secret):
    """Returns the secret as it is typed into a telephone, in groups of four letters."""
    text = b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def make_address(user, secret):
    """Returns what the QR code says: whose secret it is, and for which portal."""
    label = quote(f"{ISSUER}:{user.get_username()}")
    params = {"secret": b32encode(secret).decode(), "issuer": ISSUER}
    return f"otpauth://totp/{label}?{urlencode(params, quote_via=quote)}"


def find_step(secret, typed, after=-1):
    """Returns the half minute, later than `after`, whose code was typed, or None."""
    if not (typed.isascii() and typed.isdigit() and len(typed) == 6):
        return None
    totp = TOTP(secret, step=STEP)
    totp.time = timezone.now().timestamp()
    is_right = totp.verify(int(typed), tolerance=TOLERANCE, min_t=after + 1)
    return totp.t() if is_right else None


def make_recovery_codes():
    """Returns new codes for paper: "abcde-fghjk"."""
    return [
        "-".join(get_random_string(5, _LETTERS) for _ in range(2))
        for _ in range(RECOVERY_CODES)
    ]


def digest_recovery_code(typed):
    """Returns what is kept of a code. It is as random as a key, so nobody finds it by
    trying, and a quick digest with SECRET_KEY is enough."""
    letters = "".join(filter(str.isalnum, typed.lower()))
    return salted_hmac("recovery code", letters, algorithm="sha256").hexdigest()
