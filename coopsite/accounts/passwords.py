"""Passwords that are tried first here, which Django's list of common ones lacks."""

import re

from django.core.exceptions import ValidationError

from coopsite.core.vietnamese import fold

# Each may come several times and in any order; digits and signs around them count not.
# None is put together from others, so a password is taken apart in one way only.
_WORDS = """
    mat khau quan tri ly admin administrator bien tap phong vien password pass
    lien minh hop tac xa htx hcm tp ho chi thanh pho sai gon viet nam vn
    anh yeu em toi xin chao ban so bo cong thong tin bao
"""
_ONLY_WORDS = re.compile(f"(?:{'|'.join(sorted(_WORDS.split(), key=len)[::-1])})+")


class GuessedHereValidator:
    """Refuses passwords made of nothing but such words: "Matkhau@2026"."""

    def validate(self, password, user=None):
        letters = re.sub("[^a-z]", "", fold(password[:128]))
        if not letters or _ONLY_WORDS.fullmatch(letters):
            raise ValidationError(self.get_help_text(), code="password_guessed_here")

    def get_help_text(self):
        return (
            "Mật khẩu không được chỉ gồm những từ dễ đoán như “matkhau”, “quantri”, "
            "“lienminh”, “htx”, dù có thêm số hay dấu."
        )
