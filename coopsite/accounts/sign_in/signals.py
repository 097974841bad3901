"""What is remembered whenever somebody signs in or out, by whatever way."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from ..sessions.actions import begin, end_current
from .again import note_confirmed


@receiver(user_logged_in)
def remember_sign_in(sender, request, user, **kwargs):
    note_confirmed(request)
    begin(request, user)


@receiver(user_logged_out)
def forget_session(sender, request, user, **kwargs):
    end_current(request)
