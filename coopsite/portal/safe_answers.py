"""What every answer says to browsers, and the refusal of what is too large to read."""

from coopsite.core.body_limits import is_too_large

from .plain_pages import plain_page

# No page of ours asks for any of these; nor may what it shows in a frame (YouTube).
_NEVER = (
    "accelerometer", "browsing-topics", "camera", "display-capture",
    "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment",
    "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
POLICY = ", ".join(f"{name}=()" for name in _NEVER)


class SafeAnswersMiddleware:
    """Puts Permissions-Policy on every answer; 413 for a body beyond its limit. It
    stands behind the pages that are kept, so that these bear it, too."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        too_large = is_too_large(request.META)
        response = plain_page(413) if too_large else self._get_response(request)
        response.headers["Permissions-Policy"] = POLICY
        return response
