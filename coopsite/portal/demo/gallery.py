"""Takes the demonstration pictures and clips into the library."""

from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from news.models import VideoClip
from news.pictures import add_image

FOLDER = Path(__file__).parent / "media"
CREDIT = "tranh minh hoạ của cổng thông tin"

ALT_TEXTS = {
    "ruong-rau.jpg": "Hai nông dân đội nón lá thu hoạch rau trên những luống thẳng "
    "tắp, phía xa là nhà màng và dãy cao ốc trong nắng sớm.",
    "xe-buyt.jpg": "Xe buýt xanh chở khách chạy qua phố nhà ống, xung quanh là xe máy "
    "và hai người đứng đợi ở trạm.",
    "cho-nong-san.jpg": "Chị bán hàng đội nón lá đưa quả cà chua mời khách bên sạp đầy "
    "rau củ dưới mái bạt sọc xanh.",
    "xuong-thu-cong.jpg": "Trong xưởng ngập nắng, một phụ nữ đan giỏ mây và một người "
    "thợ chuốt bình gốm trước kệ gốm nhiều màu.",
    "thu-gom-rac.jpg": "Hai công nhân mặc áo phản quang, người đẩy xe rác, người xách "
    "túi, trong con hẻm sạch có chậu cây và thùng phân loại.",
    "quay-tin-dung.jpg": "Hai nhân viên quầy tín dụng tiếp hai khách đến giao dịch, "
    "một bà cụ ngồi ghế chờ bên cạnh.",
    "hoi-truong.jpg": "Hội trường nhìn từ phía sau: đại biểu giơ thẻ biểu quyết, trên "
    "sân khấu có người phát biểu, bàn chủ toạ và hoa tươi.",
    "lop-tap-huan.jpg": "Giảng viên chỉ vào biểu đồ trên màn chiếu, học viên ngồi "
    "nghe theo dãy bàn, hai người giơ tay phát biểu.",
    "song-sai-gon.jpg": "Bình minh trên sông Sài Gòn: thuyền chở nông sản và buýt "
    "đường sông lướt qua trước cầu dây văng và những toà tháp.",
    "may-tinh-htx.jpg": "Hai người làm việc bên máy tính hiện biểu đồ, cạnh đó một "
    "nông dân đội nón lá cầm máy tính bảng bên thùng rau.",
    # The clips' own title frames, as wide as the clips: no bars beside the poster.
    "bia-phien-cho-nong-san.jpg": "Ảnh bìa clip “Phiên chợ nông sản”: khách xách túi "
    "rau bên sạp hàng.",
    "bia-mot-ngay-o-hop-tac-xa.jpg": "Ảnh bìa clip “Một ngày ở hợp tác xã”: buýt đường "
    "sông và thuyền chở nông sản.",
}

_CLIPS = [
    {
        "name": "phien-cho-nong-san",
        "title": "Phiên chợ nông sản",
        "description": "Mười hai giây theo thuyền nông sản về phiên chợ của một hợp "
        "tác xã tưởng tượng. Clip minh hoạ, nội dung hư cấu.",
        "duration": 12,
        "poster": "bia-phien-cho-nong-san.jpg",
        "published_at": (2026, 6, 12, 9, 30),
    },
    {
        "name": "mot-ngay-o-hop-tac-xa",
        "title": "Một ngày ở hợp tác xã",
        "description": "Từ ruộng rau lúc sáng sớm, qua xưởng thủ công, phiên chợ và "
        "lớp tập huấn, đến dòng sông lúc cuối ngày. Clip minh hoạ, nội dung hư cấu.",
        "duration": 24,
        "poster": "bia-mot-ngay-o-hop-tac-xa.jpg",
        "published_at": (2026, 10, 28, 8, 15),
    },
]


def load_pictures(added, report):
    """Take in the pictures; return them by file name.

    Each is put on the list `added` as soon as it has files. `report` is called with a
    line before each picture's sizes are made, which is after the transaction.
    """
    images = {}
    for number, (name, alt) in enumerate(ALT_TEXTS.items(), 1):
        line = f"[5/5] Các cỡ nhỏ của ảnh: {number}/{len(ALT_TEXTS)}"
        transaction.on_commit(partial(report, line))
        with (FOLDER / name).open("rb") as file:
            image = add_image(
                upload=File(file),
                title=alt.partition(":")[0].rstrip("."),
                credit=CREDIT,
                is_demo=True,
            )
        images[name] = image
        if image.is_demo:  # a picture that staff had uploaded themselves stays theirs
            added.append(image)
    return images


def load_clips(images, added):
    """Take in the clips, the newest last; as `load_pictures`. Returns how many."""
    for facts in _CLIPS:
        clip = VideoClip(
            title=facts["title"],
            description=facts["description"],
            duration=facts["duration"],
            poster=images[facts["poster"]],
            published_at=timezone.make_aware(datetime(*facts["published_at"])),
            is_demo=True,
        )
        added.append(clip)
        name = facts["name"]
        with (
            (FOLDER / f"{name}.mp4").open("rb") as file,
            (FOLDER / f"{name}.vtt").open("rb") as captions,
        ):
            # Bare names: the storage gives each file a name of its own.
            clip.file = File(file, f"{name}.mp4")
            clip.captions = File(captions, f"{name}.vtt")
            clip.save()
    return len(_CLIPS)
