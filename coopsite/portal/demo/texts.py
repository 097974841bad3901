"""The sentences that invented news are made of, by topic; one sentence a line.

Words in braces are filled in by `news.py`: {htx} {quy} {lien_hiep} are demonstration
organisations, {noi} an invented place, {nguoi} an invented person, {thang} {nam} the
month and year of publication, {so} {so_lon} {phan_tram} {ti_le} numbers
(the last a large share).
"""
# ruff: noqa: E501  # prose reads better unbroken

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """What articles about one thing draw on. `sector` says whose {htx} they name;
    "" any."""

    pictures: list
    sector: str
    titles: list
    leads: list
    paragraphs: list
    headings: list
    points: list
    quotes: list
    table: tuple  # its heading, then the names of its rows


def _lines(text):
    return text.strip().splitlines()


TOPICS = {
    "tap-huan": Topic(
        pictures=["lop-tap-huan.jpg"],
        sector="",
        titles=_lines("""
Khai giảng lớp tập huấn kế toán cho {so} hợp tác xã
{so} học viên hoàn thành lớp quản trị hợp tác xã tại {noi}
Mở lớp kỹ năng bán hàng cho thành viên {htx}
Lớp học buổi tối của những giám đốc hợp tác xã trẻ
Tập huấn lập phương án sản xuất kinh doanh năm {nam}
Bế giảng khoá bồi dưỡng kiểm soát viên tháng {thang}/{nam}
Cầm tay chỉ việc: đưa giảng viên về {noi}
Hơn {so_lon} lượt người dự các lớp tuyên truyền từ đầu năm {nam}
Tập huấn đọc báo cáo tài chính: học xong làm được ngay
Lớp sáng lập viên: {so} nhóm hộ tìm hiểu cách lập hợp tác xã
{htx} gửi {so} thành viên đi học nghề
Buổi học cuối khoá: mỗi học viên một kế hoạch kinh doanh
"""),
        leads=_lines("""
Trong hai ngày, {so} cán bộ hợp tác xã ở {noi} đã cùng học, cùng làm bài tập trên chính sổ sách của đơn vị mình.
Lớp học tháng {thang}/{nam} rút ngắn phần lý thuyết, dành hơn nửa thời gian để học viên thực hành theo nhóm.
Từ câu chuyện của {htx}, giảng viên dẫn học viên đi qua từng bước: ghi chép, tính giá thành, lập kế hoạch.
"""),
        paragraphs=_lines("""
Lớp học có {so} học viên, phần lớn là giám đốc, kế toán và kiểm soát viên của các hợp tác xã quy mô nhỏ. Nhiều người lần đầu được hướng dẫn lập bảng cân đối bằng số liệu thật của đơn vị.
Theo ban tổ chức, cách học theo tình huống giúp học viên nhớ lâu hơn. Mỗi nhóm nhận một hồ sơ giả định, tự tìm chỗ sai và trình bày trước lớp cách sửa.
{htx} cử {so} người tham dự cả ba buổi. Sau khoá học, đơn vị dự kiến lập lại quy trình thu chi và công khai sổ quỹ hằng tháng cho thành viên.
Tài liệu được soạn gọn trong một cuốn sổ tay, có mẫu biểu điền sẵn ví dụ. Học viên ở {noi} được hỗ trợ qua điện thoại trong ba tháng sau khoá học.
Kết quả khảo sát cuối khoá cho thấy {ti_le} học viên đánh giá nội dung sát với công việc; phần muốn học thêm nhiều nhất là thuế và hợp đồng.
Buổi cuối cùng dành cho hỏi đáp. Các câu hỏi xoay quanh quyền của thành viên, cách chia lãi và trách nhiệm của hội đồng quản trị.
"""),
        headings=[
            "Học trên sổ sách thật",
            "Ít lý thuyết, nhiều thực hành",
            "Sau khoá học",
        ],
        points=_lines("""
Ghi chép thu chi hằng ngày và đối chiếu cuối tháng;
Tính giá thành cho một vụ hoặc một chuyến hàng;
Lập phương án sản xuất kinh doanh một năm;
Chuẩn bị và điều hành đại hội thành viên;
Đọc bảng cân đối và nhận ra dấu hiệu mất cân đối.
"""),
        quotes=_lines("""
Trước đây tôi ghi hết vào một cuốn vở, giờ mới biết vì sao cuối năm cộng mãi không khớp.
Học xong là về sửa ngay quy chế chi tiêu, không để đến đại hội mới bàn.
Điều đáng quý là được hỏi đến khi hiểu, không ai sợ hỏi câu đơn giản.
"""),
        table=("Số học viên", "Quản trị|Kế toán|Kiểm soát|Bán hàng"),
    ),
    "dai-hoi": Topic(
        pictures=["hoi-truong.jpg"],
        sector="",
        titles=_lines("""
{htx} tổ chức đại hội thành viên thường niên {nam}
Đại hội nhiệm kỳ mới của {lien_hiep}
{so} đại biểu dự hội nghị sơ kết công tác quý {quy_so}/{nam}
Hội nghị giao ban tháng {thang}/{nam}: gỡ từng việc khó
Toạ đàm “Thành viên là chủ”: {so} ý kiến từ cơ sở
{htx} bầu hội đồng quản trị bằng phiếu kín
Đại hội bàn nhiều về vốn góp, ít về khẩu hiệu
Hội nghị chuyên đề về kiểm soát nội bộ trong hợp tác xã
Lấy ý kiến thành viên về điều lệ sửa đổi của {htx}
Hội nghị người làm công tác hợp tác xã khu vực {noi}
{lien_hiep} họp mặt thành viên, bàn kế hoạch năm {nam}
Thông qua phương án chia lãi: chuyện ở một đại hội thành viên
"""),
        leads=_lines("""
Đại hội diễn ra trong một buổi sáng, {so} thành viên có mặt biểu quyết công khai từng nội dung và bầu bộ máy mới bằng phiếu kín.
Hội nghị tháng {thang}/{nam} tập trung vào những việc đang vướng ở cơ sở, mỗi kiến nghị đều có người trả lời và thời hạn xử lý.
Không khí thảo luận ở {noi} kéo dài quá trưa, khi thành viên lần lượt nêu ý kiến về vốn góp, công nợ và việc làm.
"""),
        paragraphs=_lines("""
Báo cáo trình đại hội cho biết doanh thu trong kỳ tăng {phan_tram} so với cùng kỳ, thu nhập bình quân của thành viên được cải thiện, không phát sinh nợ quá hạn.
Phần thảo luận có {so} lượt phát biểu. Nhiều ý kiến đề nghị công khai chi phí hằng quý và gửi báo cáo cho thành viên trước khi họp ít nhất bảy ngày.
{htx} thống nhất trích một phần lãi vào quỹ phát triển sản xuất, phần còn lại chia theo mức độ sử dụng dịch vụ của thành viên.
Đại diện thành viên ở {noi} kiến nghị rút ngắn thời gian giải quyết hồ sơ, lập nhóm liên lạc để phản ánh được xử lý trong ngày.
Kết thúc buổi làm việc, các đại biểu biểu quyết thông qua nghị quyết với tỷ lệ {ti_le} tán thành ở nội dung khó nhất là sửa đổi điều lệ.
Ban kiểm soát trình bày riêng một báo cáo, nêu ba việc chưa làm được và thời hạn khắc phục từng việc.
"""),
        headings=[
            "Biểu quyết từng nội dung",
            "Những điều còn băn khoăn",
            "Việc làm ngay sau đại hội",
        ],
        points=_lines("""
Công khai báo cáo tài chính tại trụ sở và trên nhóm thành viên;
Rà soát vốn góp, cấp lại giấy chứng nhận góp vốn;
Xây dựng quy chế làm việc của hội đồng quản trị;
Mỗi quý họp đối thoại với thành viên một lần;
Lập quỹ dự phòng cho những tháng ít việc.
"""),
        quotes=_lines("""
Thành viên hỏi thẳng, hội đồng quản trị trả lời thẳng; đại hội như vậy mới đáng đi.
Chúng tôi chọn làm ít việc hơn, nhưng việc nào cũng có người chịu trách nhiệm.
Một lá phiếu cho mỗi thành viên, góp nhiều hay góp ít cũng vậy.
"""),
        table=("Số phiếu", "Tán thành|Không tán thành|Ý kiến khác"),
    ),
    "quy": Topic(
        pictures=["quay-tin-dung.jpg"],
        sector="nn",
        titles=_lines("""
{quy} nối dài giờ giao dịch cuối tuần
Giải ngân cho {so} hộ thành viên trước mùa vụ
Vốn nhỏ đúng lúc: chuyện ở {htx}
Quỹ trợ vốn khảo sát nhu cầu vay tại {noi}
{so} dự án của hợp tác xã được thẩm định trong quý {quy_so}/{nam}
Tư vấn hồ sơ vay vốn lưu động cho hợp tác xã
{quy} tổng kết {so} tháng cho vay theo nhóm
Trả nợ theo mùa: cách làm được thành viên đồng tình
Đối thoại về lãi suất và thời hạn vay tại {noi}
Hướng dẫn quản lý dòng tiền cho {htx}
Ngày hội gửi tiết kiệm của thành viên {quy}
Kiểm tra sử dụng vốn: {ti_le} món vay đúng mục đích
"""),
        leads=_lines("""
Với những khoản vay vừa sức và lịch trả theo vụ, {so} hộ thành viên ở {noi} có thêm vốn mua vật tư mà không phải bán non.
Đoàn khảo sát tháng {thang}/{nam} đến tận cơ sở, nghe thành viên nói về nhu cầu vốn và cùng tính khả năng trả nợ.
Từ đầu năm {nam}, các hồ sơ được hướng dẫn ngay tại quầy, rút bớt những lần đi lại không cần thiết.
"""),
        paragraphs=_lines("""
{quy} hiện có {so_lon} thành viên. Phần lớn món vay là vốn lưu động ngắn hạn, phục vụ mua giống, phân bón và sửa chữa phương tiện.
Cán bộ thẩm định đến từng cơ sở, xem sổ sách và dòng tiền thay vì chỉ nhìn vào tài sản bảo đảm. Cách làm này mất thời gian hơn nhưng giảm hẳn rủi ro.
{htx} vay vốn để mua máy sơ chế. Sau {so} tháng, công suất tăng {phan_tram}, đơn hàng không còn bị trễ như trước.
Theo kết quả kiểm tra, {ti_le} món vay được dùng đúng mục đích; những trường hợp còn lại được hướng dẫn điều chỉnh kế hoạch trả nợ.
Tại buổi đối thoại ở {noi}, thành viên đề nghị thông báo lịch trả nợ bằng tin nhắn và cho phép trả trước hạn không tính phí.
Ban điều hành cho biết sẽ mở thêm quầy tư vấn vào sáng thứ bảy, ưu tiên người cao tuổi và người lần đầu vay vốn.
"""),
        headings=["Vốn theo mùa vụ", "Thẩm định tại cơ sở", "Điều thành viên mong đợi"],
        points=_lines("""
Đơn đề nghị vay theo mẫu, có chữ ký của thành viên;
Phương án sử dụng vốn và kế hoạch trả nợ;
Bản sao sổ ghi chép thu chi sáu tháng gần nhất;
Biên bản họp thống nhất của hội đồng quản trị;
Cam kết sử dụng vốn đúng mục đích.
"""),
        quotes=_lines("""
Vay ít thôi, nhưng đúng lúc cần thì vụ này mới kịp xuống giống.
Cán bộ quỹ ngồi tính cùng tôi từng tháng, thấy trả được mới ký.
Có hôm tôi ghé chỉ để hỏi, cũng được rót nước mời ngồi giải thích.
"""),
        table=("Số hộ vay", "Trồng trọt|Chăn nuôi|Vận tải|Buôn bán nhỏ"),
    ),
    "nong-nghiep": Topic(
        pictures=["ruong-rau.jpg"],
        sector="nn",
        titles=_lines("""
Vụ rau mới ở {noi}: trồng theo đơn đặt hàng
{htx} mở rộng thêm {so} nhà màng
Nhật ký đồng ruộng của {so} hộ trồng rau
Tưới tiết kiệm giúp {htx} giảm {phan_tram} lượng nước
Đoàn công tác thăm vùng trồng {noi}
Rau sạch vào bếp ăn trường học: {htx} tìm cách giữ mối
{so_lon} ki-lô-gam rau mỗi ngày từ một cánh đồng nhỏ
Liên kết bao tiêu giữa {htx} và {lien_hiep}
Trở lại {noi} sau một mùa mưa
Nông dân tự kiểm tra chéo chất lượng: kinh nghiệm từ {htx}
Ủ phân từ phụ phẩm: bài học rút ra sau {so} tháng
Chăm đất trước, chăm cây sau
"""),
        leads=_lines("""
Trên cánh đồng {noi}, {so} hộ thành viên trồng theo một lịch chung, thu hoạch lệch ngày để ngày nào cũng có hàng giao.
{htx} chọn cách đi chậm: thử trên diện tích nhỏ, ghi chép đủ một vụ rồi mới nhân rộng cho thành viên.
Tháng {thang}/{nam}, sản lượng giao cho các bếp ăn tăng {phan_tram} so với cùng kỳ, giá bán giữ ổn định theo hợp đồng.
"""),
        paragraphs=_lines("""
Mỗi hộ có một cuốn nhật ký ghi ngày xuống giống, ngày bón phân, người thu hoạch. Cuối tuần, tổ kỹ thuật gom lại để xếp lịch giao hàng cho tuần sau.
{htx} đầu tư hệ thống tưới nhỏ giọt cho {so} luống rau thử nghiệm. Lượng nước giảm {phan_tram}, công chăm sóc cũng nhẹ đi.
Khó khăn lớn nhất vẫn là đầu ra vào mùa thuận. Thành viên ở {noi} thống nhất chia sản lượng theo hạn mức, không chạy theo giá trong vài ngày.
Ở khu sơ chế, rau được rửa, cân và dán nhãn có mã của từng hộ. Khi khách phản hồi, chỉ mất vài phút là biết lô hàng từ luống nào.
{lien_hiep} nhận bao tiêu một phần sản lượng, phần còn lại bán ở các phiên chợ cuối tuần và bếp ăn tập thể.
Đoàn khảo sát đề nghị tính lại giá thành có cả công lao động của gia đình, để thành viên thấy rõ phần lãi thật.
"""),
        headings=[
            "Trồng theo lịch chung",
            "Giữ chữ tín với bếp ăn",
            "Tính đúng giá thành",
        ],
        points=_lines("""
Lịch xuống giống lệch nhau để hàng đều quanh năm;
Nhật ký từng luống, kiểm tra chéo giữa các hộ;
Phân loại ngay tại ruộng, hạn chế vận chuyển hai lần;
Ký hợp đồng theo quý với mức giá sàn;
Dùng lại phụ phẩm để ủ phân.
"""),
        quotes=_lines("""
Làm một mình thì được mùa mất giá; làm chung thì biết trước bán cho ai.
Cuốn nhật ký mỏng vậy mà giúp tôi bỏ hẳn hai lần phun không cần thiết.
Đất khoẻ thì cây khoẻ, câu đó cũ mà lần nào cũng đúng.
"""),
        table=("Sản lượng (tấn)", "Rau ăn lá|Rau gia vị|Củ, quả|Nấm"),
    ),
    "van-tai": Topic(
        pictures=["xe-buyt.jpg"],
        sector="gtvt",
        titles=_lines("""
{htx} đưa {so} xe mới vào tuyến
Chuyến xe sớm của tài xế {htx}
Khảo sát nhu cầu đi lại ở {noi}
{htx} tập huấn lái xe an toàn cho {so} tài xế
Đổi giờ xuất bến: hành khách {noi} nói gì?
Hợp tác xã vận tải tính lại chi phí nhiên liệu quý {quy_so}/{nam}
Thẻ đi xe chung: thử nghiệm ở {so} trạm dừng
Bảo dưỡng theo lịch, {htx} giảm {phan_tram} chuyến trễ
Tổ xe ôm thành hợp tác xã: câu chuyện từ {noi}
{lien_hiep} bàn cách dùng chung bãi đỗ
Xe đưa rước học sinh: thêm {so} chuyến mỗi ngày
Tài xế giỏi nghề, khách yên tâm
"""),
        leads=_lines("""
Từ tháng {thang}/{nam}, {htx} điều chỉnh giờ chạy theo góp ý của hành khách, thêm chuyến vào lúc tan ca.
{so} tài xế học lại cách lái xe êm, tiết kiệm nhiên liệu và ứng xử với hành khách cao tuổi.
Buổi khảo sát ở {noi} ghi nhận nhiều mong muốn nhỏ mà thiết thực: mái che, bảng giờ, lối lên cho xe lăn.
"""),
        paragraphs=_lines("""
{htx} hiện có {so} xe hoạt động thường xuyên. Mỗi xe do một thành viên đứng tên góp vốn, điều hành chung qua một tổ trực.
Chi phí nhiên liệu chiếm phần lớn giá thành. Nhờ gom chuyến và bảo dưỡng đúng lịch, mức tiêu hao giảm {phan_tram} trong nửa năm.
Tổ trực ghi lại mọi phản ánh của hành khách, cuối tuần đọc trước toàn đội. Phản ánh về đúng giờ đã giảm rõ rệt.
Ở {noi}, hợp tác xã thử đặt bảng giờ chạy bằng chữ to, có ký hiệu riêng cho chuyến có sàn thấp.
{lien_hiep} đề xuất các đơn vị dùng chung bãi đỗ và xưởng sửa chữa, thay vì mỗi nơi thuê một chỗ.
Trong năm {nam}, đơn vị dự kiến thay dần những xe cũ, ưu tiên tuyến đông học sinh và công nhân.
"""),
        headings=["Nghe hành khách nói", "Đúng giờ là chữ tín", "Bài toán chi phí"],
        points=_lines("""
Công bố giờ chạy tại mọi trạm dừng;
Kiểm tra phanh, lốp, đèn trước mỗi ca;
Có tổ trực nhận phản ánh từ 5 giờ đến 21 giờ;
Ưu tiên chỗ ngồi cho người cao tuổi, phụ nữ mang thai;
Dùng chung bãi đỗ giữa các đơn vị.
"""),
        quotes=_lines("""
Khách quen nhìn xe tới là đứng dậy, mình trễ năm phút cũng thấy áy náy.
Lái êm thì khách khoẻ, xe bền mà dầu cũng đỡ tốn.
Chúng tôi không chạy đua, chỉ cố đến đúng giờ.
"""),
        table=("Số chuyến mỗi ngày", "Sáng sớm|Giờ cao điểm|Trưa|Buổi tối"),
    ),
    "xuc-tien": Topic(
        pictures=["cho-nong-san.jpg", "song-sai-gon.jpg"],
        sector="tmdv",
        titles=_lines("""
Khai mạc phiên chợ nông sản cuối tuần tại {noi}
{so} gian hàng dự phiên chợ tháng {thang}/{nam}
{htx} ký {so} hợp đồng ngay tại phiên chợ
Đưa hàng hợp tác xã lên kệ: điều người mua hỏi nhiều nhất
Kết nối cung cầu: {so} hợp tác xã gặp nhà phân phối
Hàng theo sông về chợ: chuyến thuyền từ {noi}
Gian hàng chung của {lien_hiep} hút khách
Bao bì mới, khách mới: cách nghĩ của {htx}
Sức mua phiên chợ quý {quy_so}/{nam} tăng {phan_tram}
Một ngày bán hàng cùng {htx}
Chợ phiên mùa mưa: vắng mà không buồn
Người tiêu dùng bình chọn {so} sản phẩm được yêu thích
"""),
        leads=_lines("""
Phiên chợ ở {noi} mở cửa từ 6 giờ sáng, {so} gian hàng bày rau quả, đồ thủ công và món ăn do thành viên hợp tác xã tự làm.
Không hô hào giảm giá, các gian hàng tháng {thang}/{nam} giữ khách bằng cách kể rõ hàng từ đâu tới, ai làm ra.
{htx} cùng các đơn vị bạn gặp nhà phân phối, mang theo hàng mẫu, bảng giá và lịch giao hàng cho cả quý.
"""),
        paragraphs=_lines("""
Trong hai ngày, phiên chợ đón khoảng {so_lon} lượt khách. Hàng bán chạy nhất là rau ăn lá, trái cây đúng mùa và đồ đan lát.
{htx} mang đến hàng mẫu đóng gói nhỏ để khách dùng thử. Cách này giúp đơn vị có thêm {so} mối đặt hàng thường xuyên.
Người mua hỏi nhiều về ngày thu hoạch và cách bảo quản. Ban tổ chức đề nghị mỗi gian có một tấm bảng trả lời sẵn các câu hỏi ấy.
Một phần hàng đi đường sông từ {noi} lên, đỡ dập và đỡ tốn hơn so với chở xe nhỏ nhiều chuyến.
Theo thống kê của ban tổ chức, doanh số tăng {phan_tram} so với phiên trước; chi phí gian hàng được dùng chung nên không tăng.
{lien_hiep} thuê một gian lớn cho các thành viên cùng bày hàng, chia ca trực và chung một sổ đặt hàng.
"""),
        headings=["Khách hỏi gì?", "Bày chung một gian", "Sau phiên chợ"],
        points=_lines("""
Ghi rõ ngày thu hoạch và người làm ra;
Đóng gói nhỏ cho gia đình ít người;
Có giá bán lẻ và giá đặt theo tuần;
Nhận lại bao bì sạch để dùng lần sau;
Hẹn giờ giao hàng trong ngày.
"""),
        quotes=_lines("""
Khách quay lại lần thứ hai mới là khách của mình.
Tôi bán rau, nhưng khách nhớ câu chuyện về mảnh vườn.
Chung một gian, hoá ra ai cũng bán được nhiều hơn.
"""),
        table=(
            "Doanh số (triệu đồng)",
            "Rau, củ, quả|Thực phẩm chế biến|Đồ thủ công|Cây kiểng",
        ),
    ),
    "thu-cong": Topic(
        pictures=["xuong-thu-cong.jpg"],
        sector="ttcn",
        titles=_lines("""
Giữ lửa nghề ở xưởng {htx}
{htx} nhận thêm {so} thợ học việc
Từ nan tre đến giỏ quà: một ngày ở {noi}
Nghề cũ, mẫu mới: {so} sản phẩm dự thi thiết kế
Thợ trẻ về xưởng, nghề có người nối
Đơn hàng đầu năm {nam} của {htx}
Lò gốm nhỏ giảm {phan_tram} nhiên liệu nhờ cải tiến
{lien_hiep} đặt thợ thủ công làm quà tặng
Sáng kiến của tổ may gia công ở {noi}
Thợ lành nghề truyền nghề miễn phí tại {htx}
Đo lại công thợ: trả theo sản phẩm hay theo giờ?
Xưởng thủ công mở cửa đón {so} học sinh
"""),
        leads=_lines("""
Trong xưởng nhỏ ở {noi}, {so} người thợ vừa giữ kỹ thuật cũ vừa thử những mẫu mới theo đơn đặt hàng.
{htx} mở lớp truyền nghề tại xưởng, người học được trả công từ sản phẩm đầu tiên đạt yêu cầu.
Quý {quy_so}/{nam}, đơn hàng của xưởng tăng {phan_tram}, thợ có việc đều tay qua những tháng vắng khách.
"""),
        paragraphs=_lines("""
Xưởng có {so} thợ, người lâu năm nhất đã gắn bó hơn hai mươi năm. Mỗi mẫu mới đều qua ba lần làm thử trước khi nhận đơn.
{htx} đổi cách tính công: trả theo sản phẩm nhưng có mức sàn cho người mới. Sau nửa năm, số thợ nghỉ việc giảm hẳn.
Nguyên liệu được mua chung cho cả tổ ở {noi}, nhờ vậy giá giảm {phan_tram} và chất lượng đều hơn.
Khách đặt hàng thích những sản phẩm nhỏ, dùng được hằng ngày. Xưởng vì thế bớt làm đồ trưng bày, thêm giỏ, khay và hộp đựng.
Lớp truyền nghề mở vào buổi tối, mỗi khoá {so} buổi. Người học mang sản phẩm của mình về, phần đạt yêu cầu được xưởng thu mua.
Hợp tác xã cũng ghi lại các công đoạn bằng hình ảnh, để kinh nghiệm không chỉ nằm trong trí nhớ của thợ cả.
"""),
        headings=["Ba lần làm thử", "Truyền nghề buổi tối", "Đồ dùng hằng ngày"],
        points=_lines("""
Chọn nguyên liệu cùng tuổi, cùng độ ẩm;
Làm mẫu thử và ghi lại thời gian từng công đoạn;
Kiểm tra chéo giữa hai thợ trước khi giao;
Gắn thẻ ghi tên người làm;
Nhận sửa lại sản phẩm trong một năm.
"""),
        quotes=_lines("""
Tay quen việc rồi, nhưng mắt thì phải học cái mới mỗi ngày.
Món đồ có tên người làm, tự nhiên mình làm kỹ hơn.
Dạy nghề cho lớp trẻ là cách giữ nghề cho chính mình.
"""),
        table=("Số sản phẩm", "Mây tre đan|Gốm|May thêu|Mộc"),
    ),
    "moi-truong": Topic(
        pictures=["thu-gom-rac.jpg"],
        sector="vsmt",
        titles=_lines("""
{htx} thay {so} xe thu gom cũ
Hẻm sạch cuối tuần: {so} tổ dân cư cùng làm
Phân loại tại nguồn ở {noi}: bắt đầu từ hai chiếc thùng
Người thu gom rác được trang bị áo phản quang mới
{htx} thử nghiệm giờ thu gom buổi tối
Sau {so} tháng, điểm tập kết ở {noi} đã gọn hơn
Tuyến thu gom mới rút ngắn {phan_tram} quãng đường
Đổi rác tái chế lấy cây xanh: {so_lon} người tham gia
Lao động thu gom rác dân lập vào hợp tác xã
Họp tổ thu gom, bàn cách giữ an toàn mùa mưa
{htx} ký cam kết giờ thu gom với {so} tổ dân cư
Lắng nghe công nhân vệ sinh kể chuyện nghề
"""),
        leads=_lines("""
Ở {noi}, {so} tổ dân cư thống nhất giờ đưa rác ra hẻm, nhờ vậy xe thu gom đi một lượt là xong.
{htx} vận động người thu gom tự do vào hợp tác xã để có bảo hộ, có lịch nghỉ và được khám sức khoẻ.
Tháng {thang}/{nam}, tuyến thu gom được vẽ lại theo góp ý của chính những người đẩy xe.
"""),
        paragraphs=_lines("""
Đội thu gom có {so} người, chia ba ca. Mỗi ca có một người đi trước nhắc bà con phân loại, người đi sau thu gom và quét lại đầu hẻm.
{htx} ghi chép khối lượng từng tuyến. Sau khi vẽ lại đường đi, quãng đường giảm {phan_tram} mà không bỏ sót hẻm nào.
Ở {noi}, mỗi nhà được phát hai thùng nhỏ. Tháng đầu còn lẫn nhiều, sang tháng thứ ba phần tái chế đã sạch hơn hẳn.
Người thu gom được tập huấn cách xử lý vật sắc nhọn, dùng găng dày và rửa tay đúng cách sau ca làm.
Tiền bán phế liệu được chia công khai, một phần đưa vào quỹ thăm hỏi khi có người đau ốm.
Ban điều hành đề nghị bà con báo trước khi bỏ đồ cồng kềnh, để tổ sắp xếp xe vào ngày cuối tuần.
"""),
        headings=[
            "Vẽ lại đường đi",
            "Hai chiếc thùng nhỏ",
            "An toàn cho người thu gom",
        ],
        points=_lines("""
Đưa rác ra đúng giờ, buộc kín miệng túi;
Để riêng giấy, nhựa, kim loại sạch;
Gói kỹ mảnh kính, vật nhọn và ghi chú bên ngoài;
Báo trước khi bỏ đồ cồng kềnh;
Không đốt rác trong hẻm.
"""),
        quotes=_lines("""
Bà con chào nhau một câu là thấy xe nhẹ đi nhiều.
Rác đã phân loại thì tay mình đỡ đứt, lưng mình đỡ mỏi.
Hẻm sạch rồi, tự nhiên không ai nỡ bỏ thêm một túi rác.
"""),
        table=("Khối lượng (tấn)", "Hữu cơ|Tái chế|Còn lại"),
    ),
    "so-hoa": Topic(
        pictures=["may-tinh-htx.jpg"],
        sector="nn",
        titles=_lines("""
{htx} quản lý đơn hàng trên điện thoại
Số hoá sổ thành viên: {so} hợp tác xã làm thử
Mã truy xuất trên từng bó rau của {htx}
Từ cuốn vở đến bảng tính: bước nhỏ ở {noi}
{so} hợp tác xã học dùng hoá đơn điện tử
Bán hàng trực tuyến: {htx} rút kinh nghiệm sau {so} đơn hàng
Cập nhật hồ sơ hợp tác xã quý {quy_so}/{nam}
Bản đồ vùng trồng ở {noi} lên màn hình
An toàn mật khẩu: buổi nói chuyện với kế toán hợp tác xã
Khảo sát ứng dụng công nghệ: {ti_le} đơn vị đã dùng phần mềm kế toán
Tổ hỗ trợ kỹ thuật đến tận nơi, làm cùng {htx}
Dữ liệu sạch trước, phần mềm sau
"""),
        leads=_lines("""
Bắt đầu bằng một bảng tính đơn giản, {htx} nay theo dõi được đơn hàng, tồn kho và công nợ trên cùng một màn hình.
Tổ hỗ trợ đến {noi} trong tháng {thang}/{nam}, ngồi cùng kế toán nhập lại sổ sách của ba năm.
Khảo sát {so} hợp tác xã cho thấy việc khó nhất khi chuyển đổi số là làm sạch dữ liệu cũ, không phải mua máy mới.
"""),
        paragraphs=_lines("""
Trước khi dùng phần mềm, {htx} mất hai tuần rà lại danh sách thành viên, bỏ những dòng trùng và bổ sung ngày góp vốn còn thiếu.
Mỗi đơn hàng nay có một mã. Người giao hàng quét mã là kế toán biết ngay hàng đã tới, không phải gọi điện hỏi nhau.
Theo khảo sát ở {noi}, {ti_le} đơn vị đã dùng phần mềm kế toán, nhưng chưa tới một nửa sao lưu dữ liệu hằng tuần.
Tổ hỗ trợ kỹ thuật khuyên bắt đầu từ việc làm nhiều lần nhất trong ngày, làm cho gọn rồi mới tính tới việc khác.
Buổi tập huấn dành hẳn một giờ cho mật khẩu, sao lưu và nhận biết tin nhắn giả mạo.
Sau {so} tháng, thời gian lập báo cáo cuối kỳ giảm từ năm ngày còn một ngày; sai sót do chép tay gần như không còn.
"""),
        headings=["Làm sạch dữ liệu trước", "Mỗi đơn hàng một mã", "Giữ an toàn"],
        points=_lines("""
Rà soát danh sách thành viên và vốn góp;
Thống nhất cách đặt mã cho sản phẩm;
Sao lưu dữ liệu hằng tuần, cất ở hai nơi;
Mỗi người một tài khoản, không dùng chung mật khẩu;
Ghi lại quy trình trên một trang giấy.
"""),
        quotes=_lines("""
Máy không làm thay mình, nhưng máy nhớ giùm mình.
Tôi năm mươi tuổi mới học bảng tính, chậm mà chắc.
Dữ liệu đúng rồi thì phần mềm nào cũng dùng được.
"""),
        table=(
            "Số đơn vị",
            "Phần mềm kế toán|Bán hàng trực tuyến|Mã truy xuất|Hoá đơn điện tử",
        ),
    ),
    "thanh-lap": Topic(
        pictures=["song-sai-gon.jpg", "hoi-truong.jpg"],
        sector="",
        titles=_lines("""
Vận động thành lập mới hợp tác xã ở {noi}
Đoàn công tác làm việc với {htx}
{so} nhóm hộ đăng ký tìm hiểu mô hình hợp tác xã
Hội nghị hợp tác giữa {lien_hiep} và các đơn vị bạn
Thăm và làm việc định kỳ với {so} hợp tác xã trong tháng {thang}/{nam}
Củng cố hợp tác xã ngừng hoạt động: không bỏ ai lại phía sau
{htx} hoạt động trở lại sau {so} tháng sắp xếp
Khảo sát tình hình hợp tác xã quý {quy_so}/{nam}
Chương trình phối hợp ở {noi}: việc nào xong, việc nào còn?
Giải thể đúng luật: hướng dẫn từng bước cho hợp tác xã
Đi dọc bờ sông, nghe chuyện làm ăn ở {noi}
Tiếp {so} đoàn khách đến trao đổi kinh nghiệm
"""),
        leads=_lines("""
Đoàn công tác đến {noi} trong tháng {thang}/{nam}, gặp {so} nhóm hộ đang tính chuyện làm ăn chung.
Buổi làm việc với {htx} đi thẳng vào ba câu hỏi: vướng ở đâu, cần ai giúp, bao giờ xong.
Kết quả khảo sát định kỳ giúp nhận ra sớm những đơn vị gặp khó, để hỗ trợ trước khi phải ngừng hoạt động.
"""),
        paragraphs=_lines("""
Qua khảo sát, {ti_le} đơn vị hoạt động ổn định; số còn lại gặp khó chủ yếu về vốn lưu động và người kế nghiệp.
{htx} từng ngừng hoạt động một thời gian. Nhờ sắp xếp lại bộ máy và cắt bớt chi phí, đơn vị đã có việc đều trở lại.
Ở {noi}, {so} nhóm hộ được hướng dẫn viết phương án sản xuất, dự thảo điều lệ và chuẩn bị hội nghị thành lập.
Đoàn công tác ghi nhận các kiến nghị, phân loại việc giải quyết được ngay và việc phải báo cáo cấp trên.
{lien_hiep} nhận làm đầu mối, giúp các đơn vị nhỏ mua chung vật tư và dùng chung kho bãi.
Những hợp tác xã không còn nhu cầu hoạt động được hướng dẫn làm thủ tục giải thể, tránh để hồ sơ kéo dài nhiều năm.
"""),
        headings=["Ba câu hỏi", "Hỗ trợ từ việc nhỏ", "Kiến nghị từ cơ sở"],
        points=_lines("""
Họp nhóm sáng lập, thống nhất nhu cầu chung;
Viết phương án sản xuất kinh doanh;
Dự thảo điều lệ và lấy ý kiến;
Tổ chức hội nghị thành lập;
Nộp hồ sơ đăng ký.
"""),
        quotes=_lines("""
Làm chung thì phải rõ ràng từ đầu, sau này mới còn nhìn mặt nhau.
Có người tới hỏi thăm đúng lúc khó, mình thấy vững hơn.
Chúng tôi muốn biết việc nào được, việc nào không, để còn tính.
"""),
        table=("Số hợp tác xã", "Hoạt động tốt|Trung bình|Cần hỗ trợ"),
    ),
}

PLACES = _lines("""
Bến Mây
Gò Nắng
Rạch Sương
Cồn Trăng
Đồng Cò
Xóm Lụa
Bàu Sen Trắng
Kênh Gió
Giồng Hoa
Vàm Mơ
Ngã Ba Diều
Cầu Chuồn Chuồn
Lung Súng
Hẻm Đèn Lồng
""")

PEOPLE = _lines("""
chị Tư Sen
anh Bảy Nắng
bà Năm Lụa
ông Ba Trăng
cô Út Mây
anh Hai Sương
chị Sáu Gió
ông Chín Diều
bà Tám Cau
anh Mười Rơm
""")

ROLES = _lines("""
giám đốc một hợp tác xã
thành viên hợp tác xã
kế toán hợp tác xã
tổ trưởng sản xuất
kiểm soát viên
""")

CLOSINGS = _lines("""
Các đơn vị sẽ gặp lại sau ba tháng để đối chiếu việc đã làm với việc đã hẹn.
Kết quả sẽ được tổng hợp trong báo cáo quý và gửi lại cho các đơn vị tham gia.
Ban tổ chức tiếp tục nhận góp ý đến hết tháng {thang}/{nam}.
Thành viên ở {noi} đề nghị nhân rộng cách làm này trong thời gian tới.
Theo kế hoạch, đợt tiếp theo sẽ mở cho {so} đơn vị.
Mọi số liệu được niêm yết tại trụ sở để thành viên tiện theo dõi.
""")
