"""What the public read and somebody deleted, in the security log."""

from .recording import KIND, record


class RecordsDeletions:
    """A model admin that writes down which rows of the public's are deleted."""

    def was_public(self, row):
        """Returns whether the public read the row, or was to."""
        return True

    def log_deletions(self, request, queryset):
        for row in filter(self.was_public, queryset):
            record(KIND.WITHDRAWAL, by=request.user, thing=row, words="Xoá")
        return super().log_deletions(request, queryset)
