"""The four groups of staff; migration `0002_roles` makes them and gives permissions."""

REPORTER = "Phóng viên"
EDITOR = "Biên tập viên"
KEEPER = "Quản lý sổ bộ"
ADMINISTRATOR = "Quản trị"
