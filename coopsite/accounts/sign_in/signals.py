"""What is remembered whenever somebody signs in, by whatever way."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from .again import note_confirmed


@receiver(user_logged_in)
def remember_sign_in(sender, request, user, **kwargs):
    note_confirmed(request)
