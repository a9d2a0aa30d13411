/* Before the first paint, so that nothing flashes: there is script, the reading mode and the scheme that were chosen,
   or else the system's scheme. Loaded at the start of <body> without defer; a page must not wait for more than this. */
(() => {
  "use strict";
  document.documentElement.className = "js";
  let chosen = null, reading = null;
  try {
    chosen = localStorage.getItem("showcase.scheme");
    reading = localStorage.getItem("showcase.reading");
  } catch { /* private window */ }
  if (reading === "elder") document.documentElement.dataset.reading = "elder";
  const isDark = chosen ? chosen === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (isDark) document.body.dataset.mdColorScheme = "slate";
})();
