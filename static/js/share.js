// Passes a page on and prints it, where the browser can; without this script the links do.
const address = document.querySelector("[data-copy]")?.dataset.copy;
const ways = {
  share: navigator.share && (() => navigator.share({ title: document.title, url: address }).catch(() => {})),
  copy: navigator.clipboard && (async (button) => {
    await navigator.clipboard.writeText(address);
    button.textContent = "Đã chép";
  }),
  print: () => print(),
};
for (const [name, act] of Object.entries(ways)) {
  const button = document.querySelector(`[data-${name}]`);
  if (!button || !act) continue;
  button.parentElement.hidden = false;
  button.addEventListener("click", () => act(button));
}
