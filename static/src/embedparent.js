// For the page of a publisher: makes a frame of the map as high as what is in it. It asks nothing of anybody.
//     <script src="https://…/ingesloten/passend.js" async></script>
(function () {
  const OURS = "sociale-kaart:hoogte";
  const LEAST = 100, MOST = 20000;
  window.addEventListener("message", ({ data, source }) => {
    if (!data || data.type !== OURS || typeof data.height !== "number") return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== source) continue;
      const border = frame.offsetHeight - frame.clientHeight;
      frame.style.height = `${Math.min(Math.max(Math.round(data.height), LEAST), MOST) + border}px`;
    }
  });
})();
