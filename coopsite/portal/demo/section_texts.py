"""Titles and leads of the invented news of the other six sections.

One article a line: topic (a key of `texts.TOPICS`) | title | lead. Words in braces
as there.
"""
# ruff: noqa: E501  # prose reads better unbroken


def _articles(text):
    return [tuple(line.split(" | ")) for line in text.strip().splitlines()]


SECTIONS = {
    "htx-lien-hiep-htx": _articles("""
nong-nghiep | {htx} và bài toán giữ giá rau qua mùa mưa | Khi giá ngoài chợ lên xuống từng ngày, hợp tác xã chọn bán đều theo hợp đồng và chia sẻ rủi ro giữa các hộ.
van-tai | Một vòng xe cùng {htx} trước giờ tan ca | Hai giờ chiều, tổ trực chia lại chuyến theo số khách đã nhắn, để không ai phải đợi quá mười lăm phút.
thu-cong | Chuyện chiếc giỏ mây đi qua sáu đôi tay | Ở {htx}, mỗi sản phẩm mang thẻ ghi tên người làm, từ khâu chọn nan đến lần kiểm tra cuối cùng.
xuc-tien | {lien_hiep} gom đơn nhỏ thành chuyến lớn | Mười hai đơn vị cùng đặt hàng một ngày trong tuần, nhờ vậy chi phí vận chuyển giảm mà hàng vẫn tươi.
moi-truong | {htx} dời điểm tập kết, hẻm rộng thêm | Sau nhiều lần họp với bà con, điểm tập kết được dời về cuối hẻm và có giờ mở cửa rõ ràng.
quy | {quy} mở quầy sáng thứ bảy | Người đi làm cả tuần nay có thêm một buổi để gửi tiết kiệm, hỏi thủ tục vay và nhận lại hồ sơ.
dai-hoi | Ba thế hệ trong một kỳ đại hội của {htx} | Người sáng lập ngồi cạnh thành viên mới vào, cùng biểu quyết chuyện dùng quỹ phát triển sản xuất.
nong-nghiep | Nhà màng đầu tiên của {htx} sau một năm | Một năm ghi chép cho thấy phần lãi không đến từ năng suất, mà từ những ngày không phải bỏ hàng.
so-hoa | {htx} bỏ sổ tay, giữ thói quen ghi chép | Đơn hàng chuyển lên điện thoại, còn cách ghi từng dòng rõ ràng thì vẫn như hồi dùng sổ tay.
"""),
    "kinh-te-tap-the": _articles("""
thanh-lap | Vì sao nhiều nhóm hộ chọn làm ăn chung? | Khảo sát ở {noi} cho thấy lý do đầu tiên không phải là vốn, mà là có người cùng bàn, cùng chịu trách nhiệm.
tap-huan | Ba câu hỏi trước khi góp vốn vào hợp tác xã | Góp bao nhiêu, dùng dịch vụ gì và rút ra thế nào: hỏi rõ ba điều ấy, thành viên yên tâm hơn nhiều.
xuc-tien | Chuỗi liên kết ngắn, lợi ích gần | Từ luống rau đến bếp ăn chỉ qua hai khâu, người trồng và người mua đều biết tên nhau.
van-tai | Dùng chung bãi đỗ: một đồng tiết kiệm, mười đơn vị hưởng | {lien_hiep} tính được chi phí thuê bãi giảm {phan_tram} sau nửa năm dùng chung.
thanh-lap | Khi hợp tác xã nhỏ tìm đến hợp tác xã lớn | Hợp tác giữa các hợp tác xã không chỉ là mua bán, mà còn là cho nhau mượn kho, mượn xe, mượn kinh nghiệm.
quy | Tiết kiệm nhỏ của thành viên làm nên vốn lớn | Mỗi tuần một khoản nhỏ, sau {so} tháng nhóm hộ ở {noi} đã có vốn xoay vòng của riêng mình.
thu-cong | Làng nghề trong phố tìm đường đi tiếp | Đất hẹp, thợ già, khách đổi gu: các xưởng nhỏ ở {noi} góp chung máy móc để giữ nghề.
moi-truong | Kinh tế tuần hoàn nhìn từ một chiếc xe rác | Phân loại tốt thì rác thành nguyên liệu, và người thu gom có thêm thu nhập.
"""),
    "chinh-sach": _articles("""
tap-huan | Hỏi – đáp tại lớp tập huấn: rút vốn góp thì làm thế nào? | Câu hỏi được nêu nhiều nhất ở lớp học; giảng viên chỉ nói các bước chung, khi áp dụng cần xem điều lệ của hợp tác xã và quy định hiện hành.
thanh-lap | Góp ý dự thảo hướng dẫn hỗ trợ hợp tác xã ở {noi} | {so} ý kiến tập trung vào thủ tục gọn hơn, mẫu biểu ngắn hơn và có đầu mối trả lời.
quy | Lấy ý kiến về quy trình xét vay vốn rút gọn | Dự thảo quy trình minh hoạ bỏ bớt hai bước xác nhận, thêm một lần khảo sát tại cơ sở.
dai-hoi | Những điểm nên có trong điều lệ mẫu | Buổi toạ đàm bàn về quyền biểu quyết, cách chia lãi và trách nhiệm giải trình của hội đồng quản trị.
nong-nghiep | Hỗ trợ vùng trồng tập trung: cơ sở mong gì? | Thành viên ở {noi} mong chính sách đi theo mùa vụ, giải ngân trước khi xuống giống.
moi-truong | Cơ chế giá thu gom: bàn từ con số thật | Các đơn vị mang bảng chi phí từng tuyến đến toạ đàm để cùng tính mức giá hợp lý.
so-hoa | Khai báo trực tuyến: {so} đơn vị làm thử biểu mẫu mới | Biểu mẫu minh hoạ rút từ năm trang còn hai trang, phần nào có sẵn thì không phải khai lại.
van-tai | Đối thoại về điểm dừng đón trả khách ở {noi} | Hợp tác xã vận tải đề nghị đặt điểm dừng gần chợ, gần trường và có mái che.
"""),
    "guong-dien-hinh": _articles("""
nong-nghiep | Người giữ cuốn nhật ký đồng ruộng ở {noi} | Mười năm không bỏ một ngày, cuốn nhật ký của {nguoi} trở thành tài liệu học của cả tổ.
van-tai | Bác tài không trễ chuyến | {nguoi} có thói quen đến bến trước nửa giờ, kiểm tra xe rồi mới uống ly cà phê đầu ngày.
thu-cong | {nguoi} và lớp học nghề dưới mái hiên | Lớp học không bảng đen, chỉ có nan tre, đôi tay và rất nhiều kiên nhẫn.
moi-truong | Ca đêm của người mặc áo phản quang | Khi phố đã ngủ, {nguoi} bắt đầu vòng xe thứ hai, nhẹ tay để không ai thức giấc.
xuc-tien | Sạp rau biết kể chuyện của {nguoi} | Mỗi bó rau một tấm thẻ nhỏ, khách mua vì ngon và quay lại vì nhớ.
quy | Cô thủ quỹ {so} lần đi bộ vào hẻm sâu | Có người già không ra quầy được, cô đến tận nhà, đọc chậm từng dòng cho nghe.
so-hoa | Ông nông dân học bảng tính ở tuổi sáu mươi | Bắt đầu từ một cột cộng sai, nay ông tự lập bảng theo dõi cả vụ cho tổ của mình.
"""),
    "chuyen-doi-so": _articles("""
so-hoa | Một tuần làm việc không giấy ở {htx} | Thử nghiệm một tuần giúp hợp tác xã biết loại giấy nào bỏ được, loại nào vẫn phải giữ.
so-hoa | Sáu lỗi thường gặp khi nhập danh sách thành viên | Thiếu ngày, trùng tên, lẫn đơn vị tính: những lỗi nhỏ làm báo cáo sai lớn.
nong-nghiep | Cảm biến độ ẩm giá rẻ trên luống rau {noi} | Ba cây cảm biến đặt đúng chỗ hữu ích hơn mười cây đặt cho có.
van-tai | Bảng giờ xe chạy bằng chữ to trên điện thoại | {htx} nhờ hành khách lớn tuổi dùng thử trước, sửa ba lần rồi mới đưa ra.
xuc-tien | Chụp ảnh hàng nông sản bằng điện thoại: đẹp mà thật | Ánh sáng buổi sáng, nền trơn và không chỉnh màu: khách nhận hàng đúng như ảnh.
tap-huan | Lớp học trực tuyến cho kế toán hợp tác xã vùng xa | {so} học viên học sau giờ làm, mỗi buổi bốn mươi phút và có bài tập gửi lại.
thanh-lap | Hồ sơ hợp tác xã lên mạng: tra một lần thấy đủ | Từ tên gọi, ngành nghề đến các mốc thay đổi, mỗi hợp tác xã có một trang hồ sơ riêng.
"""),
    "thi-dua-khen-thuong": _articles("""
dai-hoi | Biểu dương {so} tập thể tiêu biểu năm {nam} | Tiêu chí năm nay ngắn gọn: làm thật, có số liệu và được thành viên bình chọn.
nong-nghiep | Phong trào “Luống rau kiểu mẫu” ở {noi} | Mỗi tổ chọn một luống chăm kỹ nhất để cả tổ cùng học, không chấm điểm hơn thua.
van-tai | Hội thi tài xế thân thiện lần đầu ở {noi} | Phần thi được vỗ tay nhiều nhất là đỡ hành khách cao tuổi lên xe.
thu-cong | Trao giải mẫu giỏ dùng hằng ngày | Giải nhất thuộc về chiếc giỏ gấp gọn, làm từ nan thừa của {htx}.
moi-truong | Phát động thi đua “Hẻm sạch, người vui” | {so} tổ dân cư đăng ký, mỗi tháng tự chấm cho nhau một lần.
quy | Khen thưởng quầy giao dịch được thành viên tin cậy | Phiếu nhận xét của thành viên là căn cứ duy nhất để bình chọn.
"""),
}
