"""Static files go out under the same policy as the pages."""

import os
import subprocess
import sys

import pytest
from django.test import Client


@pytest.fixture
def static_file(settings, tmp_path):
    """Put one page-like file where whitenoise looks; return its address."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "thu.html").write_text("<script>alert(1)</script>")
    return f"{settings.STATIC_URL}thu.html"


def test_a_script_in_a_static_file_may_not_run(static_file):
    answer = Client().get(static_file)
    b"".join(answer.streaming_content)  # so that its file is closed
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_pages_of_other_hosts_read_no_static_file(static_file):
    answer = Client().get(static_file, headers={"origin": "https://evil.example"})
    b"".join(answer.streaming_content)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_server_without_static_files_says_what_is_missing(tmp_path):
    environment = {**os.environ, "COOPSITE_DATA": str(tmp_path)}
    command = [sys.executable, "-c", "import coopsite.wsgi"]
    environment["DJANGO_SETTINGS_MODULE"] = "coopsite.settings"
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert result.returncode != 0
    assert "`manage.py collectstatic` first" in result.stderr.splitlines()[-1]
