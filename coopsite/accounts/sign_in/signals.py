"""What is remembered whenever somebody signs in or out, by whatever way."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from ..audit.recording import KIND, record
from ..sessions.actions import begin, describe_end, end_current
from .again import note_confirmed


@receiver(user_logged_in)
def remember_sign_in(sender, request, user, **kwargs):
    note_confirmed(request)
    begin(request, user)
    record(KIND.SIGN_IN, by=user, request=request)


@receiver(user_logged_out)
def forget_session(sender, request, user, **kwargs):
    if user:
        words = describe_end(request)
        record(KIND.SIGN_OUT, by=user, words=words, request=request)
    end_current(request)
