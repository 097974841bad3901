// Plays a YouTube clip in its place. Nothing is asked of YouTube before the click;
// without this script the link leads to the clip's page there.
document.querySelectorAll("a[data-embed]").forEach((link) => {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = link.dataset.embed;
    player.title = link.dataset.title;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.allowFullscreen = true;
    link.replaceWith(player);
    player.focus();
  });
});
