"""The words that mark what is invented, in files that go out and in those that come in."""

FICTIONAL = "Số liệu minh họa, nhân vật hư cấu"
INVENTED = "nhân vật hư cấu"
"""The part of the mark by which a file is known again."""
