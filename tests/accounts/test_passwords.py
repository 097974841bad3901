"""A password is long enough and not one of those that are tried first."""

import pytest
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from coopsite import settings as production
from coopsite.accounts.passwords import GuessedHereValidator
from tests.factories.people import make_user


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123456",
        "Mật khẩu 2026!",
        "quantri@2026",
        "Quantri.Lienminh1",
        "LienminhHTX2026",
        "Hoptacxa-TPHCM-79",
        "anhyeuem1234",
        "012345-6789-0",
        "ngan12345",  # nine signs
        "0987654321",
        "password1234",
    ],
)
def test_what_is_tried_first_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["vườn rau bên sông", "x7-matkhau-trau", "kf2hm-p9x"]
)
def test_others_are_taken(password):
    assert GuessedHereValidator().validate(password) is None


def test_endless_ones_are_judged_by_their_beginning():
    with pytest.raises(ValidationError):
        GuessedHereValidator().validate("anhyeuem" * 100_000 + "z")


@pytest.mark.django_db
def test_the_form_says_why(staff_client, superuser):
    address = "/quan-tri/password_change/"
    sent = {"old_password": "x", "new_password1": "Matkhau@2026"}
    page = staff_client.post(address, sent | {"new_password2": "Matkhau@2026"})
    assert "dễ đoán" in str(page.context["form"].errors["new_password2"])


@pytest.mark.django_db
def test_a_hash_of_before_is_made_anew_at_sign_in(client, settings):
    settings.PASSWORD_HASHERS = production.PASSWORD_HASHERS
    person, password = make_user("thu", is_staff=True), "vườn rau bên sông"
    before = get_hasher("pbkdf2_sha256")  # at a cost of long ago
    person.password = before.encode(password, before.salt(), iterations=1000)
    person.save()
    for sent in ("sai rồi", password):
        answer = client.post("/quan-tri/login/", {"username": "thu", "password": sent})
    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.password.startswith("scrypt$16384$")
    assert person.check_password(password)
    # Who has just signed in stays so, though the hash is another.
    assert client.get("/quan-tri/").status_code == 200
