"""Pages that staff write about the Alliance: a small tree, with drafts and editions."""
