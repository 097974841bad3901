"""The Content-Security-Policy of every page; the desk's editor relaxes it in
core/richtext.py, a page with a clip of YouTube in news/views.py."""

from django.utils.csp import CSP


def content_policy(report_address=""):
    """Returns the policy; browsers tell `report_address` what they refused.

    Public pages carry no inline script or style, hence no nonce, so that a shared cache
    may hold them. It is report-uri, not report-to: beside that some browsers skip it,
    and others know it alone.
    """
    policy = {
        "default-src": [CSP.NONE],
        "script-src": [CSP.SELF],
        "style-src": [CSP.SELF],
        "img-src": [CSP.SELF, "data:"],
        "font-src": [CSP.SELF],
        "media-src": [CSP.SELF],
        "connect-src": [CSP.SELF],
        "manifest-src": [CSP.SELF],
        "form-action": [CSP.SELF],
        "frame-ancestors": [CSP.NONE],
        "base-uri": [CSP.NONE],
    }
    return policy | ({"report-uri": [report_address]} if report_address else {})
