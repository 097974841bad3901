"""The types of facts that the desk's pages keep, and in what their pages differ."""

from collections.abc import Callable
from dataclasses import dataclass

from ... import actions
from ...models import Designation, Fact, Reorganisation, StandingEntry, Survey
from .change_form import ChangeForm
from .correction_form import CorrectionForm
from .forms import (
    DesignationCorrectionForm,
    DesignationForm,
    ReorganisationForm,
    SurveyCorrectionForm,
    SurveyForm,
)

DOWNLOAD_SCAN = "cooperatives.download_scan"


@dataclass(frozen=True)
class FactType:
    """One type of fact: its place in addresses and on the page, its forms, its verbs.

    No `correct` where a wrong one is withdrawn and recorded anew.
    """

    model: type[Fact]
    folder: str
    add_title: str
    add_help: str
    add_form: type
    add: Callable
    correct_form: type | None = None
    correct: Callable | None = None

    @property
    def name(self):
        """The word of the type in permissions and in names of addresses."""
        return "standing" if self.model is StandingEntry else self.model_name

    @property
    def save_label(self):
        """What the button of a new fact says."""
        return "Lưu thay đổi" if self.model is StandingEntry else "Ghi vào sổ"

    @property
    def model_name(self):
        return self.model._meta.model_name

    def permission(self, action):
        return f"cooperatives.{action}_{self.name}"


STANDING = FactType(
    StandingEntry,
    "moc",
    "Ghi thay đổi",
    "Điền ngày có hiệu lực (có thể ở quá khứ), rồi chỉ đổi ô nào thay đổi: chỉ điều ấy "
    "được ghi. Đánh dấu “Xác nhận” ở điều mà khảo sát cho biết vẫn đúng vào ngày này: "
    "một thay đổi của ngày trước, nếu được ghi muộn, sẽ không lấn qua đó.",
    ChangeForm,
    actions.change_standing,
    CorrectionForm,
    actions.correct_standing,
)
DESIGNATION = FactType(
    Designation,
    "ten-ma-so",
    "Ghi tên, mã số mới",
    "Ghi khi tên, mã số, cơ quan đăng ký hay trụ sở thật sự thay đổi từ một ngày; nội "
    "dung cũ được giữ với thời kỳ của nó. Lỗi gõ thì sửa ở hồ sơ hoặc đính chính.",
    DesignationForm,
    actions.designate,
    DesignationCorrectionForm,
    actions.correct_designation,
)
SURVEY = FactType(
    Survey,
    "khao-sat",
    "Thêm số liệu khảo sát",
    "Số tiền ghi bằng đồng, ví dụ 1.500.000.000. Ô nào chưa có số thì để trống.",
    SurveyForm,
    actions.record_survey,
    SurveyCorrectionForm,
    actions.correct_survey,
)
REORGANISATION = FactType(
    Reorganisation,
    "ke-tuc",
    "Ghi sáp nhập, hợp nhất, chia, tách",
    "Ghi ở hồ sơ của tổ chức cũ. Trừ trường hợp tách, tổ chức cũ được ghi là đã chấm "
    "dứt từ ngày này.",
    ReorganisationForm,
    actions.reorganise,
)
TYPES = [STANDING, DESIGNATION, SURVEY, REORGANISATION]
