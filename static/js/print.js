// Says on paper the day of printing. Without this script it is the day on which the page
// was opened.
window.addEventListener("beforeprint", () => {
  const form = { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric" };
  const day = new Intl.DateTimeFormat("vi-VN", form).format(new Date());
  document.getElementById("ngay-in").textContent = day;
});
