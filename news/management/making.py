"""Makes files of pictures anew, one by one; one that is lost stops nothing."""

from coopsite.core.numbers import format_number


def make_each(command, images, task, what):
    """Runs `task` for each of `images`; the command tells how many of `what` it made,
    and which pictures cannot be read."""
    count, lost = 0, 0
    for image in images:
        try:
            task.call(image.pk)
        except OSError as error:
            lost += 1
            command.stderr.write(f"Ảnh số {image.pk} “{image}”: {error}")
        else:
            count += 1
    if count or lost:
        words = f"Đã làm {what.format(format_number(count))}"
        command.stdout.write(f"{words}; {format_number(lost)} ảnh không đọc được.")
